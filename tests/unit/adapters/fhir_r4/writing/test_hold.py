from datetime import date

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.hold import hold
from carecoord.model import Hold, HoldKind


@pytest.mark.parametrize("kind", HoldKind)
def test_a_hold_is_an_active_flag(names, valid, kind):
    written = hold(Hold(id="h", kind=kind, since=date(2026, 1, 1)), names)

    valid(written)
    assert (written["status"], written["code"]["text"]) == ("active", kind.value)
    assert written["period"] == {"start": "2026-01-01"}


def test_a_hold_without_a_day_is_valid(names, valid):
    written = hold(Hold(id="h", kind=HoldKind.DEATH), names)

    valid(written)
    assert "period" not in written
