"""What is written, put beside what it refers to and read again."""

import attrs
import msgspec
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_NAMED = {"system": "https://clinic.example/ids", "value": "1"}
PATIENT = {"resourceType": "Patient", "id": "p", "identifier": [_NAMED]}
OTHER = {"resourceType": "Observation", "id": "o", "subject": {"reference": "Patient/p"}}
DOCTOR = {"resourceType": "Practitioner", "id": "dr", "identifier": [_NAMED]}


@attrs.define
class Beside:
    """Refers to one observation as ``o`` and one practitioner as ``dr``."""

    losses: list[str] = attrs.field(factory=list)
    lacks: list[str] = attrs.field(factory=list)

    def subject(self):
        return {"reference": "Patient/p"}

    def fact(self, fact_id):
        return None if fact_id is None else {"reference": f"Observation/{fact_id}"}

    def facts(self, fact_ids):
        return [self.fact(one) for one in fact_ids]

    def actor(self, actor):
        where = {"reference": f"Practitioner/{actor.id}"} if actor.id else {}
        return {**where, **({"display": actor.display} if actor.display else {})}

    def lost(self, element, reason):
        self.losses.append(element)

    def lacking(self, element, reason):
        self.lacks.append(element)


def _told(value, ids):
    """The same, with the ids of others as the tests say them."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(_told(one, ids) for one in value)
    if not attrs.has(type(value)):
        return value
    held = {one.name: getattr(value, one.name) for one in attrs.fields(type(value))}
    return attrs.evolve(value, **{name: _told(one, ids) for name, one in held.items()})


@pytest.fixture
def names():
    return Beside()


@pytest.fixture
def write(names, valid):
    """Write a fact, validate it, give the JSON."""

    def write(fact):
        written = AUTHORS[type(fact)](fact, names)
        valid(written)
        return written

    return write


@pytest.fixture
def read():
    """Read a resource beside the others, with ``o``, ``dr`` and the id as the tests say them."""

    def read(resource):
        entries = [{"resource": one} for one in (PATIENT, OTHER, DOCTOR, resource)]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        (result,) = [one for one in fhir_r4.read(_ENCODER.encode(bundle)) if one.chart]
        facts = sorted(result.chart.facts(), key=lambda fact: fact.source.ordinal)
        other, fact = facts
        doctors = {one.id: "dr" for one in result.chart.practitioners}
        told = _told(attrs.evolve(fact, source=None), {other.id: "o", **doctors})
        return attrs.evolve(told, id="x")

    return read
