"""The public names of pictures."""

from __future__ import annotations

import subprocess
import sys

import pytest

from carecoord.adapters import pictures


@pytest.mark.parametrize("name", pictures.__all__)
def test_every_name_is_there(name):
    assert getattr(pictures, name).__name__ == name


def test_a_name_that_is_none_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'stay'"):
        _ = pictures.stay


def test_the_picture_of_a_chart_loads_no_tables():
    code = (
        "import sys; from carecoord.adapters.pictures import stays_timeline_of; "
        "sys.exit(any(name.startswith('carecoord.adapters.tables') for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
