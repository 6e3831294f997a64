"""A validator of FHIR that is not ours, and names for what is written alone."""

from importlib import import_module

import attrs
import msgspec
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.chart import LISTS

_ENCODER = msgspec.json.Encoder(decimal_format="number")


@attrs.define
class Alone(Names):
    """Refers to everything as if it were in the chart, and keeps what is noted."""

    losses: list[str] = attrs.field(factory=list)
    lacks: list[str] = attrs.field(factory=list)

    def subject(self):
        return {"reference": "Patient/p"}

    def fact(self, fact_id):
        return None if fact_id is None else {"reference": f"Basic/{fact_id}"}

    def facts(self, fact_ids):
        return [self.fact(one) for one in fact_ids]

    def actor(self, actor):
        if actor is None:
            return None
        found = {} if actor.id is None else {"reference": f"Practitioner/{actor.id}"}
        return found | ({"display": actor.display} if actor.display else {}) or None

    def beside(self, fact, number):
        return {"reference": f"urn:uuid:{number}"}

    def lost(self, element, reason):
        self.losses.append(element)

    def lacking(self, element, reason):
        self.lacks.append(element)


def validated(resource):
    """The resource as the validator understands it, back as JSON; it raises for what is wrong."""
    kind = resource["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    return model.model_validate_json(_ENCODER.encode(resource))


@pytest.fixture
def names():
    return Alone()


@pytest.fixture
def valid():
    return validated


@pytest.fixture
def read_back():
    """What reading a written resource gives: the fact, whatever references it holds."""

    def read(written):
        patient = {"resourceType": "Patient", "id": "p"}
        entries = [{"resource": patient}, {"resource": written}]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        (result,) = fhir_r4.read(_ENCODER.encode(bundle))
        lists = (getattr(result.chart, name) for name in LISTS)
        (fact,) = [fact for facts in lists if facts for fact in facts]
        return fact

    return read
