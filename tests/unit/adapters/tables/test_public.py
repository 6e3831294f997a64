"""What the package offers by name."""

import pytest

from carecoord.adapters import tables


@pytest.mark.parametrize("name", tables.__all__)
def test_each_name_is_a_function_with_a_description(name):
    assert getattr(tables, name).__name__ == name
    assert getattr(tables, name).__doc__


def test_another_name_is_none():
    with pytest.raises(AttributeError, match="no attribute 'adherance'"):
        _ = tables.adherance
