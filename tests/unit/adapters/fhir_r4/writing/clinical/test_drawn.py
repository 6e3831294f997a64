"""Whatever a fact says: what is written of it is valid, and says the same when written again."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.model import (
    Actor,
    AllergyIntolerance,
    Condition,
    DocumentReference,
    FamilyHistory,
    Fill,
    Immunization,
    MedicationAdministration,
    MedicationStatement,
    Observation,
    Prescription,
    Procedure,
    SocialHistory,
)
from carecoord.model.content import REFERENCES
from carecoord.testing import strategies

TYPES = (
    AllergyIntolerance,
    Condition,
    DocumentReference,
    FamilyHistory,
    Fill,
    Immunization,
    MedicationAdministration,
    MedicationStatement,
    Observation,
    Prescription,
    Procedure,
    SocialHistory,
)


def readable(value):
    """The same, of texts that FHIR allows, and without what stands elsewhere."""
    if isinstance(value, str):
        return "".join(one for one in value if one.isprintable()).strip()
    if isinstance(value, tuple):
        return tuple(map(readable, value))
    if isinstance(value, Actor):
        return Actor(display=readable(value.display or ""), roles=readable(value.roles))
    if not attrs.has(type(value)):
        return value
    held = {
        one.name: getattr(value, one.name)
        for one in attrs.fields(type(value))
        if one.name not in REFERENCES | {"identifiers", "labels", "source"}
    }
    return type(value)(**{name: readable(one) for name, one in held.items()})


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_what_is_written_is_valid_and_stays_the_same(names, write, read, kind):
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(strategies.facts(kind).map(readable))
    def law(fact):
        names.lacks.clear()
        written = AUTHORS[kind](fact, names)
        if not names.lacks:
            write(fact)
            again = read(written)
            assert AUTHORS[type(again)](again, names) == written

    law()
