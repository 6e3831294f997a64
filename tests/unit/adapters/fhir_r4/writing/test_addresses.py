"""Under which address and id what is new is written, and that every reference finds it."""

import json
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from carecoord.adapters.codec import fhir_r4
from carecoord.model import (
    Authorization,
    Chart,
    Condition,
    Fact,
    Goal,
    Identifier,
    Organization,
    Patient,
    Practitioner,
    Referral,
    Source,
)
from carecoord.model.authorization import AuthorizationItem
from carecoord.model.code import concept, icd10cm
from carecoord.testing.strategies import charts

DIABETES = concept(icd10cm("E11.9"))
DIGEST = "0123456789abcdef01234567"


def a_chart(key, **parts):
    return Chart(
        key=key,
        patient=Patient(identifiers=(Identifier("https://clinic.example/mrn", key),)),
        **parts,
    )


def entries(chart):
    done = fhir_r4.write(chart, leave_out=True)
    return json.loads(done.content).get("entry", [])


def of_type(chart, kind):
    (found,) = (one for one in entries(chart) if one["resource"]["resourceType"] == kind)
    return found


def names(entry):
    return entry["fullUrl"], entry["resource"]["id"]


def test_facts_of_equal_content_of_two_patients_are_told_apart():
    written = [
        of_type(a_chart(key, conditions=(Condition(id=DIGEST, code=DIABETES),)), "Condition")
        for key in ("a", "b")
    ]

    (url, name), (other_url, other_name) = map(names, written)
    assert url != other_url
    assert name != other_name


def test_an_id_that_somebody_gave_stays():
    chart = a_chart("a", conditions=(Condition(id="seen-today", code=DIABETES),))

    assert of_type(chart, "Condition")["resource"]["id"] == "seen-today"


def test_writing_twice_gives_the_same():
    chart = a_chart("a", conditions=(Condition(id=DIGEST, code=DIABETES),))

    assert fhir_r4.write(chart).content == fhir_r4.write(chart).content


def test_what_was_written_is_named_the_same_when_it_is_read_and_written_again():
    chart = a_chart("a", conditions=(Condition(id=DIGEST, code=DIABETES),))
    content = fhir_r4.write(chart).content
    read = [next(fhir_r4.read(content)).chart for _ in range(2)]

    assert read[0].conditions[0].id == read[1].conditions[0].id
    assert fhir_r4.write(read[0]).content == content
    bare = attrs.evolve(read[0].conditions[0], source=None)
    again = attrs.evolve(read[0], conditions=(bare,))
    first, second = entries(again), entries(again)
    assert first == second


@pytest.mark.parametrize("kind", [Practitioner, Organization])
def test_somebody_who_has_a_number_is_the_same_in_every_chart(kind):
    def named(key, **numbers):
        named = {} if kind is Practitioner else {"name": "Ward"}
        one = kind(id=DIGEST, active=True, **named, **numbers)
        where = "practitioners" if kind is Practitioner else "organizations"
        return of_type(a_chart(key, **{where: (one,)}), kind.__name__)["resource"]["id"]

    number = (Identifier("http://hl7.org/fhir/sid/us-npi", "1234567893"),)
    assert named("a", identifiers=number) == named("b", identifiers=number) == DIGEST
    assert named("a") != named("b")


def test_an_answer_refers_to_the_request_that_is_written_beside_it():
    fact = Authorization(
        id=DIGEST,
        status="active",
        outcome="complete",
        items=(AuthorizationItem(code=DIABETES, category=DIABETES, units=Decimal(1)),),
        request_identifiers=(Identifier("https://clinic.example/requests", "7"),),
    )
    chart = a_chart("a", authorizations=(fact,))
    answer, request = of_type(chart, "ClaimResponse"), of_type(chart, "Claim")

    assert answer["resource"]["request"] == {"reference": request["fullUrl"]}
    ((read,),) = [
        one.chart.authorizations for one in fhir_r4.read(fhir_r4.write(chart).content) if one.chart
    ]
    assert read.request_identifiers == fact.request_identifiers


def built(value):
    """The same chart as code builds it: nothing of it was read."""
    if isinstance(value, tuple):
        return tuple(map(built, value))
    if not isinstance(value, Chart | Fact | Patient | Practitioner | Organization):
        return value
    parts = {one.name: built(getattr(value, one.name)) for one in attrs.fields(type(value))}
    return attrs.evolve(value, **{**parts, **({"source": None} if "source" in parts else {})})


def references(value):
    """Every text of an element ``reference`` of a resource."""
    if isinstance(value, list):
        return [text for one in value for text in references(one)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if isinstance(value.get("reference"), str) else []
    return own + [text for one in value.values() for text in references(one)]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(charts(with_facts_of=(Authorization, Referral)).map(built))
def test_every_reference_within_what_is_written_finds_something_in_it(chart):
    written = entries(chart)
    urls = [one["fullUrl"] for one in written]
    ids = [(one["resource"]["resourceType"], one["resource"]["id"]) for one in written]

    assert len(set(urls)) == len(urls)
    assert len(set(ids)) == len(ids)
    for one in written:
        inside = {f"#{held['id']}" for held in one["resource"].get("contained", ())}
        for text in references(one["resource"]):
            assert text in inside if text.startswith("#") else text in urls


@pytest.mark.parametrize("content", [b"", b"5", b"[]", b'{"a":', b"\x80", b'{"a":"\x80"}', b"null"])
@pytest.mark.parametrize("within", [None, "inner"])
def test_a_fact_whose_source_is_no_resource_is_written_as_new(content, within):
    source = Source(digest="d", ordinal=0, content=content, within=within)
    chart = a_chart("a", conditions=(Condition(id="c", code=DIABETES, source=source),))

    assert of_type(chart, "Condition")["resource"]["code"]["coding"][0]["code"] == "E11.9"


def test_a_fact_that_its_container_does_not_hold_is_told_of():
    outer = Source(digest="d", ordinal=0, content=b'{"resourceType":"Goal","contained":1}')
    inner = attrs.evolve(outer, within="inner")
    chart = a_chart(
        "a",
        conditions=(Condition(id="c", code=DIABETES, source=inner),),
        goals=(Goal(id="g", source=outer),),
    )

    assert "Condition" in [one.path for one in fhir_r4.write(chart, leave_out=True).problems]


def test_nothing_refers_to_what_is_left_out():
    chart = a_chart(
        "a",
        conditions=(Condition(id="c", code=DIABETES, evidence=("g",)),),
        authorizations=(Authorization(id="g"),),
    )

    assert "evidence" not in of_type(chart, "Condition")["resource"]
