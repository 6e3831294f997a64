from datetime import date

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.code import concept, loinc
from carecoord.model.encounter import Encounter
from carecoord.model.identifier import Identifier
from carecoord.model.merging import merge
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Observation
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.practitioner import Practitioner
from carecoord.model.record import Record
from carecoord.model.source import Source

HBA1C = concept(loinc("4548-4"))
LAB_17 = (Identifier("https://lab.example", "17"),)


def source(content, ordinal=1, **fields):
    return Source(digest="d", ordinal=ordinal, content=content, **fields)


def chart(key="k", patient=None, **lists):
    return Chart(key=key, patient=patient or Patient(), **lists)


def result(content=None, fact_id="o", **fields):
    read = None if content is None else source(content)
    return Observation(id=fact_id, code=HBA1C, effective=date(2024, 1, 1), source=read, **fields)


def kinds(merged):
    return [(one.kind, one.source.content) for one in merged.records]


def test_one_chart_is_itself():
    known = chart(observations=[result(b"{}")], records=[Record(id="r", kind="Claim")])

    assert merge([known]) == (known, ())


def test_no_chart_is_refused():
    with pytest.raises(RecordRejected, match="there is none"):
        merge([])


def test_the_source_of_the_second_of_two_identical_facts_is_kept_as_a_record():
    first, second = b'{"resourceType": "Observation"}', b'{"id": 2, "resourceType": "Observation"}'
    merged, conflicts = merge(
        [chart(observations=[result(first)]), chart(observations=[result(second)])]
    )

    (fact,) = merged.observations
    assert fact.source.content == first
    assert kinds(merged) == [("Observation", second)]
    assert conflicts == ()


def test_a_source_that_is_there_already_is_not_kept_again():
    both = b'{"resourceType": "Observation"}'
    known = chart(observations=[result(both)])

    assert merge([known, known, chart(observations=[result(both, "other")])])[0].records == ()


def test_a_record_of_what_another_contained_is_of_the_whole():
    whole = b'{"resourceType": "Encounter", "contained": [{"resourceType": "Observation"}]}'
    contained = attrs.evolve(result(), source=source(whole, within="o1", url="urn:uuid:1"))
    merged, _ = merge([chart(observations=[result(b"{}")]), chart(observations=[contained])])

    (record,) = merged.records
    assert record.kind == "Encounter"
    assert record.source == source(whole, url="urn:uuid:1")


@pytest.mark.parametrize("content", [b"a row", b"[]", b'{"resourceType": 1}', b"{}"])
def test_what_is_no_resource_is_kept_under_the_type_of_its_fact(content):
    merged, _ = merge([chart(observations=[result(b"x")]), chart(observations=[result(content)])])

    assert kinds(merged) == [("Observation", content)]


def test_the_record_of_a_stay_that_went_on_is_kept_when_it_is_over():
    here = Encounter(
        id="e",
        identifiers=LAB_17,
        status="in-progress",
        period=Period(date(2026, 5, 18)),
        source=source(b"here"),
    )
    over = attrs.evolve(
        here,
        status="finished",
        period=Period(date(2026, 5, 18), date(2026, 5, 23)),
        source=source(b"over"),
    )
    merged, _ = merge([chart(encounters=[here]), chart(encounters=[over])])

    assert merged.encounters[0].source.content == b"over"
    assert kinds(merged) == [("Encounter", b"here")]


def test_sources_of_people_and_of_the_patient_that_are_not_kept_elsewhere_are_records():
    def told(name, content):
        return chart(
            patient=Patient(gender=name, source=source(content + b"p")),
            practitioners=[Practitioner(id="d", source=source(content + b"d"))],
            organizations=[Organization(id="o", name=name, source=source(content + b"o"))],
        )

    merged, conflicts = merge([told("male", b"1"), told("female", b"2")])

    assert kinds(merged) == [
        ("Patient", b"2p"),
        ("Practitioner", b"2d"),
        ("Organization", b"2o"),
    ]
    assert [(one.field, one.kept, one.other) for one in conflicts] == [
        ("gender", "male", "female"),
        ("name", "male", "female"),
    ]


def test_charts_under_different_keys_are_refused_unless_the_caller_says_who_they_are():
    one = chart("a", Patient(identifiers=LAB_17), observations=[result()])
    two = chart("b", Patient(identifiers=[Identifier("https://b.example", "2")]))

    with pytest.raises(RecordRejected, match="different keys"):
        merge([one, two])
    with pytest.raises(RecordRejected, match="none of theirs"):
        merge([one, two], key="c")

    merged, _ = merge([one, two], key="b")
    assert merged.key == "b"
    assert merged.patient.identifiers == (*LAB_17, Identifier("https://b.example", "2"))
    assert merged.observations == one.observations


@pytest.mark.parametrize("born", [date(1951, 4, 1), PartialDate(1950, 5), PartialDate(1951)])
def test_one_person_has_one_birth_date_whatever_the_caller_says(born):
    one = chart("a", Patient(birth_date=date(1950, 4, 1)))
    vague = chart("b", Patient(birth_date=PartialDate(1950)))
    other = chart("c", Patient(birth_date=born))

    for charts in ([one, other], [vague, one, other], [other, vague, one]):
        with pytest.raises(RecordRejected, match="contradictory birth dates"):
            merge(charts, key=charts[0].key)


def test_what_was_known_first_wins():
    charts = [chart(patient=Patient(gender=one)) for one in ("male", "female", "other")]
    merged, conflicts = merge(charts)

    assert merged.patient.gender == "male"
    assert [one.other for one in conflicts] == ["female", "other"]
