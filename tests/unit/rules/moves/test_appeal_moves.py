"""The table of an appeal's moves, by hand.

Days: Medicare Advantage, 42 CFR 422.582(b): a notice of 6 March 2026 can be appealed within 65
days from the date on it, so until 10 May 2026 (25 days of March, 30 of April, 10 of May).
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import MoveRefused
from carecoord.model import Appeal, PartialDate
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.appeal import APPEAL, next_level
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import advance, correct, move, replay

NOTICE, LAST, FILED_ON = date(2026, 3, 6), date(2026, 5, 10), date(2026, 4, 1)
DUE = date(2026, 5, 1)
CLERK = Performer(licence=Licence.COORDINATOR)
DRAFT = Appeal(
    id="appeal",
    authorization="pt",
    kind="reconsideration",
    notice_on=NOTICE,
    deadline_on=LAST,
    reason="16 visits are needed",
)
FILED = attrs.evolve(DRAFT, filed_on=FILED_ON, decision_due=DUE)
CLOSED = ("upheld", "overturned", "partially-overturned", "withdrawn", "dismissed", "lapsed")
STATES = {
    "draft": DRAFT,
    "filed": FILED,
    **{one: attrs.evolve(FILED, outcome=one, decided_on=DUE) for one in CLOSED},
    "entered-in-error": attrs.evolve(FILED, entered_in_error=True),
    "unknown": attrs.evolve(FILED, outcome="settled"),
}
LEGAL = {
    "draft": ["file", "withdraw", "retract", "lapse"],
    "filed": ["decide", "extend", "withdraw", "dismiss", "retract", "overdue"],
    "unknown": ["retract"],
}
MOVES = [one.name for one in APPEAL.moves]


def made(value, name, **more):
    return move(APPEAL, value, name, **{"at": DUE, **more}).value


@pytest.mark.parametrize("state", STATES)
def test_the_state_is_what_the_appeal_says(state):
    assert state == APPEAL.state_of(STATES[state])


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_these_moves_are_legal_and_no_others(state):
    assert LEGAL.get(state, []) == list(APPEAL.legal(state))


@pytest.mark.parametrize(
    ("state", "name"), [(s, m) for s in STATES for m in MOVES if m not in LEGAL.get(s, [])]
)
def test_a_move_that_is_not_legal_is_refused(state, name):
    with pytest.raises(MoveRefused, match=f"it is {state}. Legal now: "):
        made(STATES[state], name, reason="why")


@pytest.mark.parametrize("at", [NOTICE, LAST, datetime(2026, 5, 10, 23, 59, tzinfo=UTC)])
def test_until_its_last_day_it_can_be_filed(at):
    found = made(DRAFT, "file", at=at, decision_due=date(2026, 6, 9))

    assert (found.filed_on, found.decision_due) == (at, date(2026, 6, 9))


def test_the_day_after_it_can_be_filed_with_good_cause_only():
    late = date(2026, 5, 11)

    with pytest.raises(MoveRefused, match="deadline is past"):
        made(DRAFT, "file", at=late)
    with pytest.raises(MoveRefused, match="deadline is past"):
        made(DRAFT, "file", at=late, reason=" ")
    assert made(DRAFT, "file", at=late, reason="in hospital").filed_on == late


def test_without_a_deadline_it_can_be_filed():
    assert made(attrs.evolve(DRAFT, deadline_on=None), "file").filed_on == DUE


@pytest.mark.parametrize("outcome", ["upheld", "overturned", "partially-overturned"])
def test_a_decision_closes_it(outcome):
    found = made(
        FILED,
        "decide",
        outcome=outcome,
        decided_on=date(2026, 4, 28),
        next_deadline_on=date(2026, 7, 2),
    )

    assert (found.outcome, found.decided_on) == (outcome, date(2026, 4, 28))
    assert found.next_deadline_on == date(2026, 7, 2)


def test_a_decision_of_no_other_day_is_of_the_move():
    assert made(FILED, "decide", outcome="upheld").decided_on == DUE


@pytest.mark.parametrize(
    ("name", "more", "match"),
    [
        ("decide", {"outcome": "withdrawn"}, "no decision"),
        ("decide", {"outcome": "upheld", "decided_on": date(2026, 3, 31)}, "before it was filed"),
        ("extend", {"to": DUE, "reason": "r"}, "no more time"),
        (
            "extend",
            {"to": date(2026, 5, 16), "limit": date(2026, 5, 15), "reason": "r"},
            "than may",
        ),
        ("extend", {"to": date(2026, 5, 15), "at": date(2026, 5, 2), "reason": "r"}, "was over"),
        ("extend", {"to": date(2026, 5, 15)}, "without a reason"),
        ("dismiss", {}, "without a reason"),
        ("withdraw", {}, "without a reason"),
    ],
)
def test_what_cannot_be_is_refused(name, more, match):
    with pytest.raises(MoveRefused, match=match):
        made(FILED, name, **more)


def test_a_longer_time_is_the_new_due_day():
    late = attrs.evolve(FILED, overdue_since=date(2026, 5, 2))
    found = made(
        late,
        "extend",
        at=date(2026, 5, 4),
        reason="records",
        to=date(2026, 5, 15),
        limit=date(2026, 5, 15),
        noticed_on=DUE,
    )

    assert (found.decision_due, found.overdue_since) == (date(2026, 5, 15), None)
    free = attrs.evolve(FILED, decision_due=None)
    assert made(free, "extend", reason="records", to=DUE).decision_due == DUE


@pytest.mark.parametrize(
    ("name", "state"),
    [("withdraw", "withdrawn"), ("dismiss", "dismissed"), ("retract", "entered-in-error")],
)
def test_it_is_closed_with_a_reason(name, state):
    assert APPEAL.state_of(made(FILED, name, reason="why")) == state


@pytest.mark.parametrize(("at", "since"), [(DUE, None), (date(2026, 5, 2), date(2026, 5, 2))])
def test_late_is_overdue_and_not_won(at, since):
    moved = advance(APPEAL, FILED, at)

    assert (moved.value.overdue_since if moved else None) == since
    assert moved is None or APPEAL.state_of(moved.value) == "filed"


def test_it_becomes_overdue_once():
    late = advance(APPEAL, FILED, date(2026, 5, 2)).value

    assert advance(APPEAL, late, date(2026, 6, 2)) is None
    for value in (late, attrs.evolve(FILED, decision_due=None)):
        with pytest.raises(MoveRefused, match="or that is known"):
            made(value, "overdue", at=date(2026, 6, 2))
    with pytest.raises(MoveRefused, match="not over"):
        made(FILED, "overdue", at=DUE)


def test_what_nobody_filed_lapses_after_its_last_day():
    assert advance(APPEAL, DRAFT, LAST) is None
    lapsed = advance(APPEAL, DRAFT, date(2026, 5, 11)).value

    assert (APPEAL.state_of(lapsed), lapsed.decided_on) == ("lapsed", date(2026, 5, 11))
    assert advance(APPEAL, lapsed, date(2027, 1, 1)) is None
    for value, at in ((DRAFT, LAST), (attrs.evolve(DRAFT, deadline_on=None), date(2027, 1, 1))):
        with pytest.raises(MoveRefused, match="not past"):
            made(value, "lapse", at=at)


def test_a_decision_due_does_not_make_a_draft_overdue():
    due = attrs.evolve(DRAFT, deadline_on=None, decision_due=DUE)

    assert advance(APPEAL, due, date(2027, 1, 1)) is None


class TestNextLevel:
    UPHELD = attrs.evolve(STATES["upheld"], next_deadline_on=date(2026, 7, 5), expedited=True)

    @pytest.mark.parametrize("outcome", ["upheld", "partially-overturned"])
    def test_it_follows_from_what_was_not_won(self, outcome):
        found = next_level(
            attrs.evolve(self.UPHELD, outcome=outcome), "appeal-2", kind="independent review"
        )

        assert (found.id, found.authorization, found.level) == ("appeal-2", "pt", 2)
        assert (found.notice_on, found.deadline_on) == (DUE, date(2026, 7, 5))
        assert (found.kind, found.expedited) == ("independent review", True)
        assert APPEAL.state_of(found) == "draft"

    def test_it_follows_from_one_that_is_overdue(self):
        late = advance(APPEAL, FILED, date(2026, 5, 2)).value

        assert next_level(late, "appeal-2").level == 2

    @pytest.mark.parametrize(
        "state", ["draft", "filed", "overturned", "withdrawn", "lapsed", "entered-in-error"]
    )
    def test_it_follows_from_no_other(self, state):
        with pytest.raises(MoveRefused, match="nothing to appeal against"):
            next_level(STATES[state], "appeal-2")


PAST = date(2026, 5, 11)
ENDS = {"decided_on": DUE}


def fixed(value, to, **more):
    return correct(APPEAL, value, to, **{"at": PAST, "by": CLERK, "reason": "wrong", **more}).value


@pytest.mark.parametrize(
    ("state", "to"),
    [(s, t) for s in ("upheld", "entered-in-error") for t in STATES if t not in {s, "unknown"}],
)
def test_a_wrong_state_is_undone(state, to):
    assert APPEAL.state_of(fixed(STATES[state], to, **ENDS)) == to


class TestCorrecting:
    WON = attrs.evolve(
        FILED, outcome="partially-overturned", decided_on=DUE, next_deadline_on=date(2026, 7, 5)
    )

    def test_what_belongs_to_a_wrong_decision_goes(self):
        assert fixed(self.WON, "filed") == FILED

    def test_one_that_was_never_filed_has_no_clock_of_the_payer(self):
        assert fixed(attrs.evolve(self.WON, overdue_since=DUE), "draft") == DRAFT

    def test_a_decision_of_another_kind_keeps_its_day_and_the_next_deadline(self):
        assert fixed(self.WON, "upheld") == attrs.evolve(self.WON, outcome="upheld")

    def test_one_that_was_dismissed_has_no_next_deadline(self):
        assert fixed(self.WON, "dismissed") == attrs.evolve(
            self.WON, outcome="dismissed", next_deadline_on=None
        )

    def test_a_filing_keyed_after_it_lapsed_says_when_it_was(self):
        lapsed = advance(APPEAL, DRAFT, PAST).value

        assert fixed(lapsed, "filed", filed_on=FILED_ON, decision_due=DUE) == FILED

    def test_the_day_on_which_it_lapsed_is_no_decision(self):
        lapsed = advance(APPEAL, DRAFT, PAST).value

        with pytest.raises(MoveRefused, match=r"no decided_on. Say when it was decided"):
            fixed(lapsed, "overturned", filed_on=FILED_ON)
        assert fixed(lapsed, "overturned", filed_on=FILED_ON, **ENDS).decided_on == DUE

    def test_it_lapses_on_the_day_after_its_last(self):
        found = fixed(attrs.evolve(FILED, outcome="withdrawn", decided_on=DUE), "lapsed")

        assert found == attrs.evolve(DRAFT, outcome="lapsed", decided_on=PAST)

    def test_a_draft_is_taken_back_without_having_been_filed(self):
        assert fixed(DRAFT, "withdrawn", **ENDS) == attrs.evolve(
            DRAFT, outcome="withdrawn", decided_on=DUE
        )

    @pytest.mark.parametrize(
        ("value", "to", "more", "match"),
        [
            (DRAFT, "filed", {}, "no filed_on. Say when it was filed"),
            (DRAFT, "overturned", ENDS, "no filed_on. Say when it was filed"),
            (DRAFT, "dismissed", ENDS, "no filed_on. Say when it was filed"),
            (FILED, "overturned", {}, "no decided_on. "),
            (FILED, "overturned", {"decided_on": date(2026, 5, 12)}, "yet to come"),
            (FILED, "overturned", {"decided_on": date(2026, 3, 31)}, "before it was filed"),
            (FILED, "lapsed", {"at": LAST}, "its deadline is not past. It can still be filed"),
            (attrs.evolve(FILED, deadline_on=None), "lapsed", {}, "its deadline is not past"),
        ],
    )
    def test_a_state_without_what_makes_it_is_refused(self, value, to, more, match):
        with pytest.raises(MoveRefused, match=f"appeal: correct: .*{match}"):
            fixed(value, to, **more)


def test_events_lead_to_the_same_appeal_again():
    filed = move(APPEAL, DRAFT, "file", at=FILED_ON, decision_due=DUE)
    late = advance(APPEAL, filed.value, date(2026, 5, 2))
    decided = move(APPEAL, late.value, "decide", at=date(2026, 5, 20), outcome="overturned")

    events = [filed.event, late.event, decided.event]
    assert replay(APPEAL, DRAFT, events) == decided.value


# -- in the order of time -------------------------------------------------------------------------

BEFORE_IT_WAS_FILED = date(2026, 3, 31)


@pytest.mark.parametrize("name", ["withdraw", "dismiss"])
def test_what_is_taken_back_or_dismissed_was_filed_before(name):
    with pytest.raises(MoveRefused, match=f"appeal: {name}: an end before it was filed"):
        made(FILED, name, at=BEFORE_IT_WAS_FILED, reason="why")
    assert made(FILED, name, at=FILED_ON, reason="why").decided_on == FILED_ON


def test_a_draft_is_taken_back_on_any_day():
    assert made(DRAFT, "withdraw", at=NOTICE, reason="why").outcome == "withdrawn"


@pytest.mark.parametrize("at", [DUE, datetime(2026, 5, 1, 9, tzinfo=UTC)])
def test_no_decision_is_yet_to_come(at):
    with pytest.raises(MoveRefused, match="appeal: decide: decided_on is yet to come"):
        made(FILED, "decide", at=at, outcome="upheld", decided_on=date(2026, 5, 2))


@pytest.mark.parametrize("on", [PartialDate(2026, 4), datetime(2026, 3, 31, 23, tzinfo=UTC)])
def test_a_decision_that_may_be_of_the_day_of_filing_is_no_contradiction(on):
    assert made(FILED, "decide", outcome="upheld", decided_on=on).decided_on == on


def test_an_extension_was_told_by_then():
    with pytest.raises(MoveRefused, match="appeal: extend: noticed_on is yet to come"):
        made(
            FILED,
            "extend",
            at=FILED_ON,
            reason="records",
            to=date(2026, 5, 15),
            noticed_on=date(2026, 4, 2),
        )


def test_nothing_was_filed_on_a_day_that_is_yet_to_come():
    with pytest.raises(MoveRefused, match="appeal: correct: filed_on is yet to come"):
        correct(
            APPEAL,
            DRAFT,
            "filed",
            at=FILED_ON,
            by=CLERK,
            reason="keyed wrong",
            filed_on=date(2026, 4, 2),
        )


@pytest.mark.parametrize("new_id", ["appeal", "", " ", None, 5])
def test_the_next_level_has_an_id_of_its_own(new_id):
    with pytest.raises(MoveRefused, match="appeal: next level: no id of its own"):
        next_level(STATES["upheld"], new_id)


@pytest.mark.parametrize(
    ("name", "details", "wrong"),
    [
        ("decide", {"outcome": {"upheld": 1}}, "outcome"),
        ("decide", {"outcome": "upheld", "decided_on": 5}, "decided_on"),
        ("decide", {"outcome": "upheld", "next_deadline_on": float("nan")}, "next_deadline_on"),
        ("extend", {"to": "2026-05-15", "reason": "records"}, "to"),
    ],
)
def test_a_detail_of_another_kind_is_refused_by_its_name(name, details, wrong):
    with pytest.raises(MoveRefused, match=f"appeal: {name}: {wrong} is of another kind. Give "):
        made(FILED, name, **details)
