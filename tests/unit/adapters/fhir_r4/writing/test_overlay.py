"""Laying a change over a resource: the change, the whole change and nothing but it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec.fhir_r4.writing import verbatim
from carecoord.adapters.codec.fhir_r4.writing.overlay import overlay

names = st.sampled_from(["a", "b", "status", "note", "extension"])
scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.text("xyz", max_size=2)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=12,
)
objects = st.dictionaries(names, values, max_size=4)
sources = st.dictionaries(names | st.sampled_from(["_a", "_b"]), values, max_size=4)


def never(one, other):
    return False


def laid(source, before, after, same=never):
    return overlay(source, *map(verbatim.plain, (before, after)), same)


@given(source=sources, said=objects)
def test_no_change_changes_nothing(source, said):
    assert overlay(source, said, said, never) is source


@given(before=objects, after=objects)
def test_over_what_was_said_alone_comes_what_is_said_now(before, after):
    made = laid(verbatim.plain(before), before, after)

    assert made == verbatim.plain(after)


@given(source=sources, before=objects, after=objects)
def test_what_the_change_does_not_name_stays(source, before, after):
    made = laid(source, before, after)

    named = before.keys() | after.keys()
    for name in source.keys() - named - {f"_{one}" for one in named}:
        assert made[name] == source[name]


@pytest.mark.parametrize(
    ("source", "before", "after", "expected"),
    [
        (
            {"status": "a", "_status": {"id": "s"}, "unknown": 1},
            {"status": "a"},
            {"status": "b"},
            {"status": "b", "_status": {"id": "s"}, "unknown": 1},
        ),
        (
            {"status": "a", "_status": {"id": "s"}, "unknown": 1},
            {"status": "a"},
            {},
            {"unknown": 1},
        ),
        (
            {"code": {"coding": [{"code": "1", "version": "9"}], "text": "t", "id": "c"}},
            {"code": {"coding": [{"code": "1"}], "text": "t"}},
            {"code": {"coding": [{"code": "2"}], "text": "t"}},
            {"code": {"coding": [{"code": "2"}], "text": "t", "id": "c"}},
        ),
        (
            {"note": [{"text": "a", "time": "2020"}, {"text": "b", "time": "2021"}]},
            {"note": [{"text": "a"}, {"text": "b"}]},
            {"note": [{"text": "b"}]},
            {"note": [{"text": "b", "time": "2021"}]},
        ),
        (
            {"note": [{"text": "a", "time": "2020"}]},
            {"note": [{"text": "a"}]},
            {"note": [{"text": "new"}, {"text": "a"}]},
            {"note": [{"text": "new"}, {"text": "a", "time": "2020"}]},
        ),
        (
            {"given": ["Ann", "Bea"], "_given": [None, {"id": "2"}]},
            {"given": ["Ann", "Bea"]},
            {"given": ["Bea"]},
            {"given": ["Bea"], "_given": [{"id": "2"}]},
        ),
        (
            {"given": ["Ann", "Bea"], "_given": [None, {"id": "2"}]},
            {"given": ["Ann", "Bea"]},
            {"given": ["Ann"]},
            {"given": ["Ann"]},
        ),
        (
            {"onsetString": "long ago", "_onsetString": {"id": "o"}},
            {},
            {"onsetDateTime": "2020"},
            {"onsetDateTime": "2020"},
        ),
        (
            {"status": "a", "medicationReference": {"reference": "#m"}},
            {"status": "a", "medicationCodeableConcept": {"text": "x"}},
            {"status": "b", "medicationCodeableConcept": {"text": "x"}},
            {"status": "b", "medicationReference": {"reference": "#m"}},
        ),
        (
            {"status": "a", "medicationReference": {"reference": "#m"}, "note": []},
            {"status": "a", "medicationCodeableConcept": {"text": "x"}},
            {"status": "a", "medicationCodeableConcept": {"text": "y"}},
            {"status": "a", "note": [], "medicationCodeableConcept": {"text": "y"}},
        ),
        (
            {"onsetPeriod": {"start": "2020"}, "onsetAge": {"value": 3}},
            {"onsetPeriod": {"start": "2020"}},
            {"onsetString": "long ago"},
            {"onsetString": "long ago"},
        ),
        (
            {"performedDateTime": "2020", "performedString": "then"},
            {"performedString": "then"},
            {},
            {"performedDateTime": "2020"},
        ),
        (
            {"occurrenceTiming": {"code": {"text": "daily"}}, "_occurrenceTiming": {"id": "o"}},
            {"occurrencePeriod": {"start": "2020"}},
            {},
            {},
        ),
        (
            {"locationAddress": {"city": "Bonn"}},
            {},
            {"locationCodeableConcept": {"text": "home"}},
            {"locationCodeableConcept": {"text": "home"}},
        ),
        (
            {"reasonReference": {"reference": "#r"}, "instantiatesUri": "u"},
            {},
            {"reasonCode": {"text": "r"}, "instantiatesCanonical": "c"},
            {
                "reasonReference": {"reference": "#r"},
                "instantiatesUri": "u",
                "reasonCode": {"text": "r"},
                "instantiatesCanonical": "c",
            },
        ),
        (
            {"valueString": "a", "valueSet": "b"},
            {"valueString": "a"},
            {"valueBoolean": True},
            {"valueSet": "b", "valueBoolean": True},
        ),
        (
            {"a ": 1, "businessStatus ": {"text": "old"}, "_businessStatus ": {"id": "s"}},
            {"businessStatus": {"text": "old"}},
            {"businessStatus": {"text": "new"}},
            {"a ": 1, "businessStatus": {"text": "new"}, "_businessStatus": {"id": "s"}},
        ),
        (
            {"businessStatus ": {"text": "old"}, "_businessStatus": {"id": "s"}},
            {"businessStatus": {"text": "old"}},
            {},
            {},
        ),
        (
            {"note ": [{"text": "a", "time": "2020"}], "status ": "x"},
            {"note": [{"text": "a"}], "status": "x"},
            {"note": [{"text": "a"}, {"text": "b"}], "status": "x"},
            {"note": [{"text": "a", "time": "2020"}, {"text": "b"}], "status ": "x"},
        ),
        (
            {"reasonCode": [{"text": "r"}]},
            {"reasonCode": [{"text": "r"}]},
            {"reasonCode": [{"text": "r"}], "reasonReference": [{"reference": "Condition/1"}]},
            {"reasonCode": [{"text": "r"}], "reasonReference": [{"reference": "Condition/1"}]},
        ),
        (
            {"code": "a text where a concept belongs"},
            {"code": {"text": "a text where a concept belongs"}},
            {"code": {"text": "another"}},
            {"code": {"text": "another"}},
        ),
        (
            {"category": {"text": "one", "id": "c"}},
            {"category": [{"text": "one"}]},
            {"category": [{"text": "two"}]},
            {"category": [{"text": "two", "id": "c"}]},
        ),
    ],
)
def test_only_the_change_is_made(source, before, after, expected):
    made = laid(source, before, after)

    assert made == expected
    assert [name for name in made if name in source] == [name for name in source if name in made]


HERE, GONE = {"reference": "Practitioner/1"}, {"reference": "Practitioner/gone"}
NUMBER = {"identifier": {"system": "s", "value": "1"}}


def by_number(one, other):
    return one == NUMBER and other == HERE


@pytest.mark.parametrize(
    ("source", "before", "after", "expected"),
    [
        ([GONE, HERE], [HERE], [HERE, {"reference": "x"}], [GONE, HERE, {"reference": "x"}]),
        ([GONE, HERE], [HERE], [], [GONE]),
        ([GONE, HERE], [HERE], None, [GONE]),
        ([HERE], [HERE], None, None),
        ([HERE, GONE], [HERE], [{"reference": "x"}], [{"reference": "x"}, GONE]),
        ([GONE], [], [HERE], [GONE, HERE]),
        ([GONE, NUMBER], [HERE], [], [GONE]),
        ([GONE, NUMBER], [HERE], [HERE, {"reference": "x"}], [GONE, NUMBER, {"reference": "x"}]),
    ],
)
def test_a_reference_that_leads_nowhere_stays(source, before, after, expected):
    now = {} if after is None else {"performer": after}
    made = laid({"performer": source}, {"performer": before}, now, by_number)

    assert made == ({} if expected is None else {"performer": expected})


def test_what_joins_an_element_that_was_not_read_leaves_the_rest_of_it():
    source = {"meta": {"versionId": "3", "security": [{"code": "X"}]}}

    made = laid(source, {}, {"meta": {"security": [{"code": "R"}]}})

    assert made == {"meta": {"versionId": "3", "security": [{"code": "X"}, {"code": "R"}]}}


@pytest.mark.parametrize("held", [GONE | {"display": "Dr. Gone"}, NUMBER, {"display": "Dr. One"}])
def test_a_reference_that_was_not_understood_gives_way_to_one_that_is(held):
    made = laid({"owner": held}, {}, {"owner": HERE})

    assert made == {"owner": HERE}


def test_a_reference_to_somebody_else_drops_what_was_said_of_the_first():
    source = {"reference": "Practitioner/1", "display": "Dr. One", "identifier": {"value": "1"}}

    made = laid({"owner": source}, {"owner": HERE}, {"owner": {"reference": "Practitioner/2"}})

    assert made == {"owner": {"reference": "Practitioner/2"}}


def test_what_was_read_as_something_else_gives_way():
    source = [{"text": "a\n\nb", "time": "2020"}]

    made = laid({"note": source}, {"note": [{"text": "a"}, {"text": "b"}]}, {"note": []})

    assert made == {"note": []}
