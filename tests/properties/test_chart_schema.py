"""The published JSON Schema of charts says of a document what ``loads`` says of it."""

import copy
import json as stdlib_json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from carecoord.adapters.codec import json
from carecoord.errors import RecordRejected
from carecoord.model import Chart, Patient, Source
from carecoord.testing import strategies

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "chart.schema.json"
SCHEMA = stdlib_json.loads(PUBLISHED.read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA)
SOURCES = st.lists(
    st.builds(
        Source,
        digest=st.text("abc", min_size=1, max_size=2),
        ordinal=st.integers(0, 3),
        content=st.binary(max_size=6),
        url=st.none() | st.just("urn:x"),
    ),
    max_size=2,
)
FACTS = st.sampled_from(strategies.FACT_TYPES).flatmap(strategies.facts)
ONE_FACT = FACTS.map(lambda f: Chart(key="k", patient=Patient(), **{f.listed_under: [f]}))
DOCUMENTS = st.builds(
    lambda chart, sources: stdlib_json.loads(json.dumps(chart, sources=sources)),
    ONE_FACT | strategies.charts(),
    SOURCES,
)
JUNK = st.sampled_from(
    [
        *(None, True, False, 0, 7, -1, 10**30, 1.0, 7.5, "", "x", "HIV", "AP97", "AP9", "A==="),
        *("2022", "2022-03", "2022-13", "0000", "2022-03-10", "2022-02-30", "2022-3-1", "20220310"),
        *("2022-03-10T08:00:00Z", "2022-03-10T24:00:00Z", "2022-03-10T08:00:00+23:59"),
        *("2022-03-10T08:00:00+24:00", "2022-02-30T08:00:00Z", "2022-03-10T08:00:00"),
        *("08:30:00", "25:00:00", "7", "7.50", "-7", "7,5", "NaN", "1E+9", "1E+999", "\ud800"),
        *([], {}, [[]], [{}], ["HIV"], ["x"], {"id": "x"}, {"x": {}}, {"text": "x"}),
        *({"text": None}, {"quantity": {"value": "7"}}, {"quantity": {}}, {"integer": 7}),
        *({"integer": 1.0}, {"concept": {}}, {"period": {}}, {"order": {"id": "x"}}),
        *({"period": {"start": "2022-03-10", "end": "2021"}}, {"text": "x", "integer": 7}),
        {"digest": "d", "ordinal": 0, "content": "x"},
    ]
)
NEW_KEYS = ("x", "source", "records", "sources", "url", "base64", "content", "code", "value")
BEYOND_A_SCHEMA = (
    "not a day",  # 30 February: the form is a day's
    "not an instant with an offset",
    "not a whole number",  # 1.0 is one to a schema
    "content that stands for no bytes",  # half of a surrogate pair, as in the next
    "half of a surrogate pair, which stands for no bytes",
)
"""What is refused and that a schema cannot say; and what the model itself refuses, which has a
colon: a period that ends before it starts, a number that is no number."""


def refused(document):
    """What loads says against a document: one text for each place."""
    try:
        json.loads(stdlib_json.dumps(document))
    except RecordRejected as error:
        return error.found.split("; ")
    return []


def places(value):
    """Every place of a document, as what holds it and under which key or number."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


def damaged(document, draw):
    document = copy.deepcopy(document)
    held, key = draw(st.sampled_from([p for p in places(document) if p[1] != "schema"]))
    change = draw(st.sampled_from(["put", "put", "take away", "wrap", "add"]))
    junk = draw(JUNK)
    if change == "put":
        held[key] = junk
    elif change == "take away":
        del held[key]
    elif change == "wrap":
        held[key] = [held[key]]
    elif isinstance(held, dict):
        held[draw(st.sampled_from(NEW_KEYS))] = junk
    else:
        held.append(junk)
    return document


def test_the_published_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@given(DOCUMENTS)
def test_the_schema_accepts_every_document_that_is_written(document):
    assert list(VALIDATOR.iter_errors(document)) == []


@given(DOCUMENTS, st.data())
def test_what_the_schema_refuses_is_refused_and_the_other_way_round(document, data):
    document = damaged(document, data.draw)

    found = refused(document)

    if not VALIDATOR.is_valid(document):
        assert found
    else:
        beyond = [f for f in found if ": " in f or f.startswith(BEYOND_A_SCHEMA)]
        assert beyond == found


@pytest.mark.parametrize(
    ("part", "accepted"),
    [
        ({}, True),
        ({"conditions": None}, True),
        ({"conditions": [{}]}, False),
        ({"conditions": [{"id": "c", "onset": "2022-13"}]}, False),
        ({"conditions": [{"id": "c", "labels": ["SECRET"]}]}, False),
        ({"conditions": [{"id": "c", "source": None}]}, False),
        ({"conditions": [{"id": "c", "code": {"coding": [{"system": "s", "code": "c"}]}}]}, True),
        ({"orders": [{"referral": {"id": "r"}}]}, True),
        ({"orders": [{"id": "r"}]}, False),
        ({"observations": [{"id": "o", "value": {"integer": 7, "text": "x"}}]}, False),
        ({"sources": [{"digest": "d", "ordinal": 0, "content": "", "base64": ""}]}, False),
        ({"sources": [{"digest": "d", "ordinal": 0, "content": None, "base64": ""}]}, True),
        ({"sources": [{"digest": "d", "ordinal": 0}]}, False),
        ({"schema": 3}, False),
        ({"fills": []}, True),
    ],
)
def test_schema_and_reader_agree(part, accepted):
    document = {"schema": 2, "key": "k", "patient": {}} | part

    assert VALIDATOR.is_valid(document) == accepted
    assert (refused(document) == []) == accepted
