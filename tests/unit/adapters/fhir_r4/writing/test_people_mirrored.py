"""What is written is read again, element by element: written once more, it is the same."""

import json
from decimal import Decimal

import attrs
import msgspec
import pytest
from hypothesis import given

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model import (
    Appointment,
    CareTeam,
    Communication,
    CommunicationRequest,
    Device,
    Encounter,
    Organization,
    Patient,
    Practitioner,
    Program,
    RelatedPerson,
)
from carecoord.testing.strategies.records import FACTS_OF_A_CHART, Palette, facts, records

SYSTEM = "urn:example:ids"
PATIENT = {"resourceType": "Patient", "id": "p", "identifier": [{"system": SYSTEM, "value": "p"}]}
FACT_TYPES = (
    Appointment,
    CareTeam,
    Communication,
    CommunicationRequest,
    Device,
    Encounter,
    Program,
    RelatedPerson,
)
_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


def _plain(value):
    """The same with texts that FHIR takes: no character but what can be printed."""
    if isinstance(value, str):
        return "".join(one if one.isprintable() else "_" for one in value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if not attrs.has(type(value)):
        return value
    parts = {one.name: getattr(value, one.name) for one in attrs.fields(type(value))}
    return attrs.evolve(value, **{name: _plain(part) for name, part in parts.items()})


def _target(kind, name):
    return {"resourceType": kind, "id": name, "identifier": [{"system": SYSTEM, "value": name}]}


TARGETS = (
    *(_target("Condition", f"fact-{place}") for place in range(FACTS_OF_A_CHART)),
    _target("Practitioner", "practitioner-0"),
    _target("Organization", "organization-0"),
)
KINDS = {one["id"]: one["resourceType"] for one in TARGETS}


@attrs.define
class Known(Names):
    """Refers to the targets of this page, by the names that they have now."""

    named: dict[str, str]
    losses: list[str] = attrs.field(factory=list)
    lacks: list[str] = attrs.field(factory=list)

    def subject(self):
        return {"reference": "Patient/p"}

    def fact(self, fact_id):
        name = self.named.get(fact_id, fact_id)
        return {"reference": f"{KINDS[name]}/{name}"} if name in KINDS else None

    def facts(self, fact_ids):
        return [one for one in map(self.fact, fact_ids) if one is not None]

    def actor(self, actor):
        if actor is None:
            return None
        if actor.kind == "Patient":
            return self.subject()
        shown = {"display": actor.display} if actor.display else {}
        return (self.fact(actor.id) or {}) | shown or None

    def lost(self, element, reason):
        self.losses.append(element)

    def lacking(self, element, reason):
        self.lacks.append(element)


def _read(*resources):
    bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}
    (chart,) = [one.chart for one in fhir_r4.read(_ENCODE(bundle)) if one.chart is not None]
    return chart


def _names_of(chart):
    held = (*(chart.conditions or ()), *chart.practitioners, *chart.organizations)
    return {one.id: one.identifiers[0].value for one in held if one.identifiers}


def _loads(written):
    return json.loads(_ENCODE(written), parse_float=Decimal)


@pytest.mark.parametrize("kind", FACT_TYPES, ids=lambda kind: kind.__name__)
def test_a_fact_is_valid_and_says_the_same_when_it_was_read_again(kind, valid):
    @given(fact=facts(kind).map(_plain))
    def law(fact):
        names = Known({})
        # An identifier without a value is no name, and is not read.
        fact = attrs.evolve(fact, identifiers=[one for one in fact.identifiers if one.value])
        written = AUTHORS[kind](fact, names)
        if names.lacks:
            return
        valid(written)
        chart = _read(PATIENT, *TARGETS, written)
        (again,) = getattr(chart, kind.listed_under)

        assert _loads(AUTHORS[kind](again, Known(_names_of(chart)))) == _loads(written)

    law()


def test_an_organization_is_valid_and_says_the_same_when_it_was_read_again(valid):
    @given(fact=records(Organization, Palette()).map(_plain))
    def law(fact):
        names = Known({})
        written = AUTHORS[Organization](fact, names) | {"id": "o"}
        if names.lacks:
            return
        valid(written)
        visit = {
            "resourceType": "Encounter",
            "subject": {"reference": "Patient/p"},
            "serviceProvider": {"reference": "Organization/o"},
        }
        chart = _read(PATIENT, *TARGETS, written, visit)
        (again,) = [
            one for one in chart.organizations if one.id == chart.encounters[0].service_provider
        ]

        expected = _loads(written | {"id": None})
        assert (
            _loads(AUTHORS[Organization](again, Known(_names_of(chart))) | {"id": None}) == expected
        )

    law()


def test_a_patient_is_valid_and_says_the_same_when_it_was_read_again(valid):
    @given(fact=records(Patient, Palette()).map(_plain))
    def law(fact):
        names = Known({})
        links = [attrs.evolve(one, type="replaced-by") for one in fact.links]
        written = AUTHORS[Patient](attrs.evolve(fact, identifiers=(), links=links), names)
        if names.lacks:
            return
        valid(written)
        chart = _read(written | {"id": "p"}, *TARGETS)
        again = attrs.evolve(chart.patient, identifiers=())

        assert _loads(AUTHORS[Patient](again, Known(_names_of(chart)))) == _loads(written)

    law()


def test_a_practitioner_and_the_roles_beside_say_the_same_when_they_were_read_again(valid):
    @given(fact=records(Practitioner, Palette()).map(_plain))
    def law(fact):
        fact = attrs.evolve(fact, id="practitioner-0", identifiers=())
        names = Known({})
        written, *beside = AUTHORS[Practitioner](fact, names)
        for one in (written, *beside):
            valid(one)
        named = TARGETS[FACTS_OF_A_CHART]
        visit = {
            "resourceType": "Encounter",
            "subject": {"reference": "Patient/p"},
            "participant": [{"individual": {"reference": "Practitioner/practitioner-0"}}],
        }
        others = [one for one in TARGETS if one is not named]
        chart = _read(PATIENT, *others, named | written, *beside, visit)
        (again,) = chart.practitioners
        known = Known(_names_of(chart))
        again = attrs.evolve(again, id="practitioner-0", identifiers=())

        assert _loads(AUTHORS[Practitioner](again, known)) == _loads([written, *beside])

    law()
