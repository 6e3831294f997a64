"""Charts come back by patient, in the order of their coming, and resources are written once."""

from datetime import date

import pytest

from carecoord.adapters.cli.gathering import Document, gathering, united
from carecoord.adapters.cli.once import Once
from carecoord.adapters.codec import json
from carecoord.adapters.codec.fhir_r4.writing.results import Resource
from carecoord.errors import PortError
from carecoord.model import Chart, Fill, PartialDate, Patient, Record, Source


def chart(key, *fills, born=None):
    return Chart(key=key, patient=Patient(birth_date=born), fills=[Fill(id=f) for f in fills])


def source(digest="d", ordinal=0, content=b"{}"):
    return Source(digest=digest, ordinal=ordinal, content=content)


def keys(pool):
    return [[json.loads(one.content).key for one in found] for found in pool.documents()]


def test_the_documents_of_a_patient_come_together():
    with gathering() as pool:
        for key in ("b", "a", "b", "c", "a"):
            pool.add(chart(key), sources=False)

        assert keys(pool) == [["b", "b"], ["a", "a"], ["c"]]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        (date(1950, 3, 4), date(1950, 3, 4), 0),
        (date(1950, 3, 4), date(1950, 3, 5), 1),
        (date(1950, 3, 4), PartialDate(1950), 0),
        (PartialDate(1950, 3), date(1950, 3, 4), 0),
        (PartialDate(1950, 2), date(1950, 3, 4), 1),
        (PartialDate(1950), PartialDate(1951), 1),
        (None, date(1950, 3, 4), 0),
        (date(1950, 3, 4), None, 0),
    ],
)
def test_birth_dates_that_cannot_be_one_day_are_of_two_patients(one, two, apart):
    with gathering() as pool:
        pool.add(chart("k", born=one), sources=False)
        pool.add(chart("k", born=two), sources=False)

        assert pool.apart == apart
        assert len(keys(pool)) == 1 + apart


def test_patients_of_one_key_stay_two_however_often_they_come():
    with gathering() as pool:
        for year in (1950, 1990, 1950, 1990):
            pool.add(chart("k", born=date(year, 1, 1)), sources=False)

        assert [len(found) for found in keys(pool)] == [2, 2]


def test_united_charts_keep_the_sources_of_all():
    one = json.dumps(chart("k", "f"), sources=[source("a")])
    two = json.dumps(chart("k", "f", "g"), sources=[source("b"), source("b", 1)])

    found = united([Document(one, as_read=True), Document(two, as_read=False)])

    assert [fill.id for fill in found.chart.fills] == ["f", "g"]
    assert found.sources == (source("a"), source("b"), source("b", 1))
    assert found.conflicts == 0


@pytest.mark.parametrize(
    ("sources", "as_read"), [(True, True), (False, False), ((), False), ((source(),), False)]
)
def test_a_chart_is_as_read_when_its_facts_know_their_sources(sources, as_read):
    with gathering() as pool:
        pool.add(chart("k"), sources=sources)
        ((document,),) = pool.documents()

    assert document.as_read is as_read


def test_of_no_document_there_is_nothing_to_unite():
    with pytest.raises(ValueError, match="no document"):
        united([])


def test_records_come_back_as_they_were():
    record = Record(id="r", kind="Location", source=source(content=b"\xff"))
    with gathering() as pool:
        pool.add_record(record)
        pool.add_record(Record(id="without content", kind="Claim"))
        ((back,),) = pool.records()

    assert (back, back.source) == (record, record.source)


def test_many_records_come_some_at_a_time():
    with gathering() as pool:
        for place in range(1_001):
            pool.add_record(Record(id=f"{place}", kind="Claim", source=source(ordinal=place)))
        sizes = [len(some) for some in pool.records()]

    assert sizes == [500, 500, 1]


def test_a_disk_that_refuses_is_told_in_our_words():
    with pytest.raises(PortError, match="Make room"), gathering() as pool:
        pool.run("SELECT nothing FROM nowhere")


# -- written once ---------------------------------------------------------------------------------


def asked(*resources):
    with gathering() as pool:
        once = Once(pool.run)
        return [once.is_new(one, address) for one, address in resources], once.ambiguous


def resource(digest, ordinal, content=b"{}"):
    return Resource(content=content, source=source(digest, ordinal, content))


def test_an_element_that_two_charts_hold_is_written_once():
    assert asked((resource("a", 0), "P/1"), (resource("a", 0), "P/1")) == ([True, False], 0)


def test_an_element_without_an_address_is_written_once_too():
    assert asked((resource("a", 0), None), (resource("a", 0), None)) == ([True, False], 0)


def test_what_a_source_repeats_is_written_as_often():
    assert asked((resource("a", 0), "P/1"), (resource("a", 1), "P/1")) == ([True, True], 0)


def test_a_copy_from_another_source_is_not_written():
    assert asked((resource("a", 0), "P/1"), (resource("b", 0), "P/1")) == ([True, False], 0)


def test_something_else_under_the_address_is_written_and_counted():
    other = resource("b", 0, b'{"x":1}')

    assert asked((resource("a", 0), "P/1"), (other, "P/1")) == ([True, True], 1)


def test_an_element_that_two_charts_hold_differently_is_written_twice_and_not_ambiguous():
    changed = Resource(content=b'{"x":1}', source=source("a", 0))

    assert asked((resource("a", 0), "P/1"), (changed, "P/1")) == ([True, True], 0)


def test_new_resources_of_two_charts_under_one_address_are_counted():
    new = [Resource(content=b'{"x":%d}' % place) for place in (1, 2)]

    assert asked((new[0], "urn:x"), (new[1], "urn:x")) == ([True, True], 1)
