"""How one resource refers to the others of its chart."""

import pytest

from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.naming import HIDDEN, NOT_HERE, Naming
from carecoord.adapters.codec.fhir_r4.writing.places import Layout
from carecoord.model import Actor, Chart, Condition, Patient, Practitioner, Source

OUTER = b'{"resourceType":"CarePlan","id":"plan"}'


def a_source(within=None, ordinal=1):
    return Source(digest="d", ordinal=ordinal, content=OUTER, within=within)


CHART = Chart(
    key="k",
    patient=Patient(
        source=Source(
            digest="d", ordinal=0, content=b'{"resourceType":"Patient"}', url="urn:uuid:p"
        )
    ),
    practitioners=(Practitioner(id="inside", source=a_source("doc")),),
    conditions=(Condition(id="outer", source=a_source()),),
)
ADDRESSES = Addresses("k", Layout.of(CHART, ()))


@pytest.fixture
def within():
    return Naming(ADDRESSES, ("d", 1))


@pytest.fixture
def beside():
    return Naming(ADDRESSES, None)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (None, None),
        (Actor(kind="Patient"), {"reference": "urn:uuid:p"}),
        (
            Actor(kind="Patient", display="Ines"),
            {"reference": "urn:uuid:p", "display": "Ines"},
        ),
        (Actor(id="inside", display="Dr. One"), {"reference": "#doc", "display": "Dr. One"}),
        (Actor(kind="Device", display="a scale"), {"type": "Device", "display": "a scale"}),
        (Actor(display="somebody"), {"display": "somebody"}),
        (Actor(kind="Device"), None),
    ],
)
def test_an_actor_is_referred_to_or_only_told(within, actor, expected):
    assert within.actor(actor) == expected
    assert within.losses == []


def test_who_is_not_in_the_chart_is_only_told(beside):
    assert beside.actor(Actor(kind="Practitioner", id="gone", display="Dr. Two")) == {
        "type": "Practitioner",
        "display": "Dr. Two",
    }
    assert beside.losses == [("", NOT_HERE)]


def test_what_is_contained_is_referred_to_from_its_container_only(within, beside):
    assert within.fact("inside") == {"reference": "#doc"}
    assert beside.fact("inside") is None
    assert beside.losses == [("", HIDDEN)]


def test_several_are_those_that_are_there(beside):
    assert beside.facts(["outer", "gone"]) == [{"reference": "CarePlan/plan"}]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"reference": "urn:uuid:p"}, "k"),
        ({"reference": "CarePlan/plan"}, "outer"),
        ({"reference": "#doc"}, "inside"),
        ({"reference": "#gone"}, None),
        ({"display": "Dr. One"}, None),
        ({"identifier": "a text"}, None),
        ({"identifier": {"system": "s", "value": "gone"}}, None),
    ],
)
def test_what_a_reference_means_is_known_by_its_names(reference, expected):
    assert ADDRESSES.meant(reference, ("d", 1)) == expected


def test_a_contained_name_means_nothing_elsewhere():
    assert ADDRESSES.meant({"reference": "#doc"}, ("d", 2)) is None
