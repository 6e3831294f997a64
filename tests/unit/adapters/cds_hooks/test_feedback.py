"""Feedback on cards, in the shapes of the specification's examples (CDS Hooks 2.0, Feedback)."""

import json
from datetime import UTC, date, datetime

import pytest

from carecoord.adapters.cds_hooks import Feedback, read_feedback
from carecoord.adapters.cds_hooks.cards import card_id, suggestion_id
from carecoord.errors import RecordRejected
from carecoord.model.code import Code

KEYS = ("rule|p|a", "rule|p|b")
AT = datetime(2020, 12, 11, tzinfo=UTC)
CARD = card_id(KEYS[0])
OVERRIDDEN = {"card": CARD, "outcome": "overridden", "outcomeTimestamp": "2020-12-11T00:00:00Z"}
ACCEPTED = {
    **OVERRIDDEN,
    "outcome": "accepted",
    "acceptedSuggestions": [{"id": suggestion_id(KEYS[0])}],
}
REASON = {"code": "d7ecf885", "system": "https://example.com/reasons"}


def read(*entries):
    return read_feedback(json.dumps({"feedback": entries}), KEYS)


def test_a_suggestion_that_was_accepted():
    assert read(ACCEPTED) == (Feedback(card=CARD, key=KEYS[0], accepted=True, taken=True, at=AT),)


def test_a_card_that_was_overridden_without_a_reason():
    assert read(OVERRIDDEN) == (Feedback(card=CARD, key=KEYS[0], accepted=False, at=AT),)


@pytest.mark.parametrize(
    ("why", "reason", "comment"),
    [
        ({"reason": REASON, "userComment": "no"}, Code(REASON["system"], "d7ecf885"), "no"),
        ({"reason": {**REASON, "display": "x"}}, Code(REASON["system"], "d7ecf885"), None),
        ({"reason": {"code": "1"}}, Code("", "1"), None),
        ({"reason": {"system": "x"}, "userComment": 1}, None, None),
        ({"userComment": "later"}, None, "later"),
        ("no", None, None),
    ],
)
def test_a_card_that_was_overridden_with_a_reason(why, reason, comment):
    (told,) = read({**OVERRIDDEN, "overrideReason": why})

    assert (told.reason, told.comment) == (reason, comment)


def test_a_reason_keeps_its_words():
    (told,) = read({**OVERRIDDEN, "overrideReason": {"reason": {**REASON, "display": "x"}}})

    assert told.reason.display == "x"


def test_a_card_of_nothing_known_is_told_without_a_key():
    other = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
    (told,) = read({**ACCEPTED, "card": other})

    assert told == Feedback(card=other, key=None, accepted=True, at=AT)


def test_a_suggestion_of_another_card_is_not_taken():
    (told,) = read({**ACCEPTED, "acceptedSuggestions": [{"id": suggestion_id(KEYS[1])}]})

    assert (told.accepted, told.taken) == (True, False)


def test_a_name_in_capitals_is_the_same_name():
    assert read({**OVERRIDDEN, "card": CARD.upper()})[0].key == KEYS[0]


def test_the_same_card_may_be_told_of_several_times():
    assert [one.accepted for one in read(OVERRIDDEN, ACCEPTED)] == [False, True]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("{", "the text is not JSON"),
        (b"\xff", "the text is not JSON"),
        ("[" * 100_000, "the text is not JSON"),
        ("[]", "feedback is not a list"),
        ('{"feedback": {}}', "feedback is not a list"),
    ],
)
def test_what_is_no_feedback_is_refused(document, found):
    with pytest.raises(RecordRejected, match=found):
        read_feedback(document, KEYS)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"card": None}, "card is not a text"),
        ({"outcome": "ignored"}, "outcome is neither"),
        ({"outcome": ["accepted"]}, "outcome is neither"),
        ({"acceptedSuggestions": []}, "acceptedSuggestions names none"),
        ({"acceptedSuggestions": None}, "acceptedSuggestions names none"),
        ({"acceptedSuggestions": [{"uuid": "x"}, 1]}, "acceptedSuggestions names none"),
        ({"outcomeTimestamp": "yesterday"}, "outcomeTimestamp is no instant"),
        ({"outcomeTimestamp": "2020-12-11"}, "outcomeTimestamp is no instant"),
        ({"outcomeTimestamp": 1}, "outcomeTimestamp is no instant"),
    ],
)
def test_an_entry_that_lacks_what_is_required_is_named_by_its_place(changes, fault):
    with pytest.raises(RecordRejected) as refused:
        read(OVERRIDDEN, {**ACCEPTED, **changes})

    assert f"feedback[1]: {fault}" in str(refused.value)


def test_every_fault_is_told_at_once():
    with pytest.raises(RecordRejected) as refused:
        read("x", {**OVERRIDDEN, "card": 1})

    assert str(refused.value).count("feedback[0]") == 3
    assert str(refused.value).count("feedback[1]") == 1


def test_nothing_to_tell_is_nothing():
    assert read() == ()


def test_the_day_of_a_key_is_not_in_the_name_of_its_card():
    assert date(2020, 12, 11).isoformat() not in CARD
