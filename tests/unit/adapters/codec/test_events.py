"""Events as JSON, and back: exact, and strict about what is read."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import attrs
import pytest

from carecoord.adapters.codec import events
from carecoord.errors import RecordRejected
from carecoord.model import (
    Actor,
    AuthorizationItem,
    PartialDate,
    PayerKind,
    Period,
    Quantity,
    Referral,
)
from carecoord.model.code import Code, CodeableConcept
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.event import Event, Performer

BOMBAY = timezone(timedelta(hours=5, minutes=30))
NURSE = Performer(licence=Licence.RN, actor=Actor(kind="Practitioner", id="rn"))
CHECKED_IN = Event(
    machine="appointment",
    fact="v",
    move="check-in",
    before="booked",
    after="checked-in",
    at=datetime(2026, 4, 1, 9, 5, tzinfo=BOMBAY),
    by=NURSE,
    reason="as ever",
    details=(("confirmed", ("demographics", "coverage")),),
)
RUN_OUT = Event(
    machine="consent",
    fact="c",
    move="expire",
    before="active",
    after="inactive",
    at=date(2026, 3, 10),
)
WRITTEN = {
    "schema": 1,
    "events": [
        {
            "machine": "appointment",
            "fact": "v",
            "move": "check-in",
            "before": "booked",
            "after": "checked-in",
            "at": "2026-04-01T09:05:00+05:30",
            "by": {"licence": "RN", "actor": {"kind": "Practitioner", "id": "rn"}},
            "reason": "as ever",
            "details": [["confirmed", ["demographics", "coverage"]]],
        },
        {
            "machine": "consent",
            "fact": "c",
            "move": "expire",
            "before": "active",
            "after": "inactive",
            "at": "2026-03-10",
        },
    ],
}


def with_detail(value):
    return attrs.evolve(RUN_OUT, details=(("told", value),))


def read(document):
    return events.loads(json.dumps(document))


def found(document):
    with pytest.raises(RecordRejected) as rejected:
        read(document)
    assert rejected.value.asked == "events as JSON"
    return rejected.value.found


# -- writing --------------------------------------------------------------------------------------


def test_events_stand_in_one_document_in_their_order():
    assert json.loads(events.dumps([CHECKED_IN, RUN_OUT])) == WRITTEN


def test_events_are_read_back():
    assert read(WRITTEN) == (CHECKED_IN, RUN_OUT)


def test_no_events_are_a_document_too():
    assert events.dumps(()) == b'{"schema":1,"events":[]}'
    assert events.loads(b'{"schema":1,"events":[]}') == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("as ever", "as ever"),
        (date(2026, 3, 10), {"day": "2026-03-10"}),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), {"instant": "2026-03-10T08:00:00+00:00"}),
        (PartialDate(2026, 3), {"partial": "2026-03"}),
        (time(8, 30), {"time_of_day": "08:30:00"}),
        (Decimal("1.50"), {"decimal": "1.50"}),
        (PayerKind.CHIP, {"PayerKind": "CHIP"}),
        (Licence.RN, {"Licence": "RN"}),
        (NURSE, {"Performer": WRITTEN["events"][0]["by"]}),
        (Quantity(Decimal("16.0"), "{visit}"), {"Quantity": {"value": "16.0", "unit": "{visit}"}}),
        (
            CodeableConcept((Code("urn:s", "c"),), "words"),
            {"CodeableConcept": {"coding": [{"system": "urn:s", "code": "c"}], "text": "words"}},
        ),
        (
            Period(date(2026, 4, 1), date(2026, 6, 1)),
            {"Period": {"start": "2026-04-01", "end": "2026-06-01"}},
        ),
        (Referral(id="r", replaces=("old",)), {"Referral": {"id": "r", "replaces": ["old"]}}),
        ((), []),
        (
            (1, (Actor(id="a"), date(2026, 1, 1))),
            [1, [{"Actor": {"id": "a"}}, {"day": "2026-01-01"}]],
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_detail_says_what_it_is_and_is_read_back_exactly(value, written):
    document = events.dumps([with_detail(value)])
    (again,) = events.loads(document)
    ((_, held),) = again.details

    assert json.loads(document)["events"][0]["details"] == [["told", written]]
    assert held == value
    assert (type(held), str(held)) == (type(value), str(value))


def test_details_keep_their_order():
    event = attrs.evolve(RUN_OUT, details=(("b", 1), ("a", 2), ("c", 3)))

    assert events.loads(events.dumps([event])) == (event,)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        [1],
        {"a": 1},
        object(),
        b"x",
        datetime(2026, 3, 10),  # noqa: DTZ001
        Decimal("NaN"),
        type("Quantity", (), {})(),
        (1, (2, 1.5)),
    ],
    ids=type,
)
def test_a_detail_without_a_form_is_not_written(value):
    with pytest.raises(RecordRejected, match="for which the document has no form"):
        events.dumps([with_detail(value)])


def test_a_field_of_another_type_is_not_written():
    with pytest.raises(RecordRejected, match="a field holds something else than its type says"):
        events.dumps([attrs.evolve(RUN_OUT, move=7)])


# -- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "it is not an object with a schema number"),
        ({"events": []}, "it is not an object with a schema number"),
        ({"schema": "1", "events": []}, "it is not an object with a schema number"),
        ({"schema": True, "events": []}, "it is not an object with a schema number"),
        ({"schema": 2, "events": []}, "its schema is not 1, the only one known here"),
        ({"schema": 1}, "events is missing, or there are further keys @ $"),
        ({"schema": 1, "events": [], "x": 1}, "events is missing, or there are further keys @ $"),
        ({"schema": 1, "events": {}}, "not a list @ $.events"),
    ],
)
def test_what_is_no_document_of_events_is_refused(document, told):
    assert found(document) == told


@pytest.mark.parametrize("text", ["", "{", b"\xff", "[" * 100_000])
def test_what_is_not_json_is_refused(text):
    with pytest.raises(RecordRejected, match="the text is not JSON"):
        events.loads(text)


@pytest.mark.parametrize("depth", [100, 300, 450, 700, 950, 5_000])
def test_a_detail_that_is_nested_too_deeply_is_refused_without_falling_over(depth):
    deep = "[" * depth + "{}" + "]" * depth
    whole = f'{{"schema":1,"events":[{{"details":[["a",{deep}]]}}]}}'

    with pytest.raises(RecordRejected, match="events as JSON"):
        events.loads(whole)


def test_all_that_is_wrong_is_told_at_once_with_its_place_and_nothing_that_stands_there():
    first, second = (dict(one) for one in WRITTEN["events"])
    first["by"] = {"licence": "BYRON"}
    first["details"] = [
        ["a", {"day": "2026-02-30"}],
        ["b", [1, {"Byron": 1}]],
        ["c", {"Actor": {"id": 7, "Byron": 1}}],
        ["d", {"PayerKind": "BYRON"}],
        ["e", {"day": 5}],
        ["f", 1.5],
        ["g", {}],
        ["h"],
        [1, 2],
        ["i", {"Quantity": {"value": "many"}}],
        ["j", {"Period": {"start": "2026-03-02", "end": "2026-03-01"}}],
    ]
    second |= {"at": "Byron", "byron": 1}
    del second["move"]

    told = found({"schema": 1, "events": [first, second, "Byron"]})

    assert sorted(told.split("; ")) == sorted(
        [
            "not the name of a Licence @ $.events[0].by.licence",
            "not a day @ $.events[0].details[0]",
            "of an unknown kind @ $.events[0].details[1][1]",
            "not a text @ $.events[0].details[2].Actor.id",
            "1 unknown key(s) @ $.events[0].details[2].Actor",
            "not the name of a PayerKind @ $.events[0].details[3].PayerKind",
            "not a text @ $.events[0].details[4]",
            "of none of the forms that a detail may take @ $.events[0].details[5]",
            "of none of the forms that a detail may take @ $.events[0].details[6]",
            "not a pair of a name and a value @ $.events[0].details[7]",
            "not a pair of a name and a value @ $.events[0].details[8]",
            "not a decimal number @ $.events[0].details[9].Quantity.value",
            "period: the end precedes the start @ $.events[0].details[10].Period",
            "a time of another precision than the field's @ $.events[1].at",
            "missing @ $.events[1].move",
            "1 unknown key(s) @ $.events[1]",
            "not an object @ $.events[2]",
        ]
    )


def test_details_that_are_no_list_are_refused():
    odd = WRITTEN["events"][1] | {"details": {"a": 1}}

    assert found({"schema": 1, "events": [odd]}) == "not a list @ $.events[0].details"


def test_many_faults_are_counted():
    told = found({"schema": 1, "events": [0] * 25})

    assert told.endswith("not an object @ $.events[19]; and 5 more")


def test_an_authorization_item_is_read_back():
    event = with_detail((AuthorizationItem(sequence=1, requested=Decimal("16.0")),))

    assert events.loads(events.dumps([event])) == (event,)
