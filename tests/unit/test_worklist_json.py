from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec import worklist_json
from carecoord.errors import RecordRejected
from carecoord.model.label import Label
from carecoord.ports import AuditEntry, Notice, ReviewRecord
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence, FactRef, Finding, Outcome
from carecoord.rules.worklist import WorkItem
from carecoord.testing.kept import actions, days, entries, instants, notices, texts, work_items

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2)
plain = st.one_of(st.none(), st.booleans(), st.integers(), texts, days, instants, amounts)
details = st.lists(st.tuples(texts, plain | st.lists(plain, max_size=2).map(tuple)), max_size=3)
findings = st.builds(
    Finding,
    key=texts,
    patient=texts,
    rule=texts,
    edition=texts,
    title=texts,
    outcome=st.sampled_from(Outcome),
    citation=st.builds(
        Citation, text=texts, locator=texts, status=st.sampled_from(Status), url=st.none() | texts
    ),
    evidence=st.lists(
        st.builds(
            Evidence,
            clause=texts,
            holds=st.sampled_from((True, False, None)),
            facts=st.lists(
                st.builds(FactRef, id=texts, type=texts, on=st.none() | days), max_size=1
            ).map(tuple),
            points=st.none() | st.integers(),
            answered_by=st.lists(texts, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    action=st.none() | actions,
    details=details.map(tuple),
)


@given(value=st.one_of(findings, work_items(), entries, notices(), actions))
def test_what_was_written_is_read_back(value):
    assert worklist_json.loads(worklist_json.dumps(value), type(value)) == value


def test_evidence_that_says_nothing_of_what_answers_it_is_read():
    """As it was written before evidence could."""
    written = '{"clause":"visit not booked","holds":true}'

    assert worklist_json.loads(written, Evidence).answered_by == ()
    assert worklist_json.dumps(worklist_json.loads(written, Evidence)) == written


def item(**changed):
    given_ = {
        "action": {"closes": "c", "licences": [], "title": "t", "urgency": "STAT"},
        "changed_on": "2026-01-01",
        "edition": "e",
        "key": "k",
        "opened_on": "2026-01-01T00:00:00+00:00",
        "patient": "p",
        "rule": "r",
        "title": "t",
    }
    return worklist_json.json.dumps(given_ | changed)


def test_a_day_stays_a_day_and_an_instant_an_instant():
    read = worklist_json.loads(item(), WorkItem)

    assert read.changed_on == date(2026, 1, 1)
    assert type(read.changed_on) is date
    assert read.opened_on == datetime(2026, 1, 1, tzinfo=UTC)


def test_equal_sets_give_equal_text():
    many = list(Label)
    texts_ = {
        worklist_json.dumps(
            Notice(
                id="a",
                idempotency_key="b",
                patient="p",
                subject="s",
                body="b",
                labels=frozenset(labels),
                created_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
        for labels in (many, many[::-1])
    }

    assert len(texts_) == 1


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"rule": 7}, r"\$\.rule"),
        ({"status": "Quimby"}, r"\$\.status"),
        ({"opened_on": "2026-01-01T00:00:00"}, r"\$\.opened_on"),
        ({"snoozed_until": "2026-01-01T00:00:00+00:00"}, r"\$\.snoozed_until"),
        ({"labels": "HIV"}, r"\$\.labels"),
        ({"action": {"title": "t"}}, r"\$\.action\.urgency"),
        ({"quimby": 1}, r"1 unknown key"),
    ],
)
def test_what_is_wrong_is_named_by_its_place_and_not_by_its_value(changed, place):
    with pytest.raises(RecordRejected, match=place) as caught:
        worklist_json.loads(item(**changed), WorkItem)

    assert "uimby" not in f"{caught.value}{caught.value!r}"


def test_everything_that_is_wrong_is_named_at_once():
    with pytest.raises(RecordRejected, match=r"\$\.key.*\$\.rule|\$\.rule.*\$\.key"):
        worklist_json.loads(item(rule=7, key=8), WorkItem)


@pytest.mark.parametrize("text", ["", "[", "[1]", "null", '"x"', "7", b"\xff"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(RecordRejected):
        worklist_json.loads(text, ReviewRecord)


@pytest.mark.parametrize(
    "detail",
    [["a"], ["a", 1, 2], "ab", ["a", {"day": 7}], ["a", {"day": "x"}], ["a", {"x": "1"}], [1, 1]],
)
def test_a_detail_of_another_form_is_refused(detail):
    finding = {
        "citation": {"locator": "b", "status": "VERIFIED", "text": "a"},
        "details": [detail],
        **dict.fromkeys(("edition", "key", "patient", "rule", "title"), "x"),
        "outcome": "MET",
    }

    with pytest.raises(RecordRejected, match="details"):
        worklist_json.loads(worklist_json.json.dumps(finding), Finding)


def test_a_detail_that_has_no_form_is_not_written():
    entry = AuditEntry(at=datetime(2026, 1, 1, tzinfo=UTC), action="a", actor="b")
    finding = Finding(
        **dict.fromkeys(("edition", "key", "patient", "rule", "title"), "x"),
        outcome=Outcome.MET,
        citation=Citation(text="a", locator="b", status=Status.VERIFIED),
        details=(("entry", entry), ("ratio", Decimal("0.8"))),
    )

    with pytest.raises(RecordRejected, match="a detail is a AuditEntry"):
        worklist_json.dumps(finding)
