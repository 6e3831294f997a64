"""Whatever anything of a chart says, what is written of it is valid, or what it lacks is named."""

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.whole import completed
from carecoord.model import (
    Appointment,
    Authorization,
    Coverage,
    CoverageEligibilityResponse,
    DocumentContent,
    DocumentReference,
    FamilyHistory,
    Immunization,
    Prescription,
    Program,
)
from carecoord.testing.strategies.records import Palette, records

NINE = datetime(2026, 1, 2, 9, tzinfo=UTC)
DEMANDED = {
    Appointment: {"status": "booked", "start": NINE, "end": NINE},
    Authorization: {"status": "active", "outcome": "complete"},
    Coverage: {"status": "active", "costs": ()},
    DocumentReference: {"status": "current", "contents": (DocumentContent(url="urn:oid:1"),)},
    CoverageEligibilityResponse: {
        "status": "active",
        "outcome": "complete",
        "purposes": ("benefits",),
    },
    FamilyHistory: {"status": "completed"},
    Immunization: {"status": "completed"},
    Prescription: {"intent": "order"},
    Program: {"status": "active"},
}
"""What FHIR demands and facts seldom say by chance: said, so that the rest is written."""


def printable(value):
    """The same with texts that FHIR takes: no character but what can be printed."""
    if isinstance(value, str):
        return "".join(one for one in value if one.isprintable()).strip()
    if isinstance(value, tuple):
        return tuple(map(printable, value))
    if not attrs.has(type(value)):
        return value
    parts = {one.name: getattr(value, one.name) for one in attrs.fields(type(value))}
    return attrs.evolve(value, **{name: printable(part) for name, part in parts.items()})


@pytest.mark.parametrize("kind", AUTHORS, ids=lambda kind: kind.__name__)
def test_what_is_written_of_anything_is_valid_or_what_it_lacks_is_named(names, valid, kind):
    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(records(kind, Palette()).map(printable), st.booleans())
    def law(thing, demanded):
        names.lacks.clear()
        if demanded:
            thing = attrs.evolve(thing, **DEMANDED.get(kind, {}))
        found = AUTHORS[kind](thing, names)
        if names.lacks:
            return
        first, *beside = found if isinstance(found, list) else [found]
        for number, one in enumerate([completed(first, thing), *beside]):
            valid({**one, "id": f"x{number}"})
        seen.append(kind)

    seen = []
    law()
    assert len(seen) > 10
