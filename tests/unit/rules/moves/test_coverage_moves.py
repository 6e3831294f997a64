"""The table of the verification of coverage, by hand."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import MoveRefused
from carecoord.model import Actor, Coverage, PartialDate, Period
from carecoord.model.verification import Verification
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.coverage import COVERAGE
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import advance, correct, move, replay

ON = date(2026, 4, 28)
CLERK = Performer(licence=Licence.COORDINATOR, actor=Actor(kind="Practitioner", id="clerk"))
MAY = Period.through(date(2026, 5, 1), date(2026, 5, 31))
PLAN = Coverage(id="plan", period=Period.through(date(2026, 1, 1), date(2026, 12, 31)))
TOLD = Verification(
    status="verified",
    asked_on=date(2026, 4, 27),
    verified_on=ON,
    by=CLERK.actor,
    period=MAY,
    method="portal",
    response="271",
)
VERIFIED = attrs.evolve(PLAN, verification=TOLD)
STATES = {
    "needed": PLAN,
    "asked": attrs.evolve(PLAN, verification=Verification(status="asked", asked_on=ON)),
    "verified": VERIFIED,
    "not-in-force": attrs.evolve(PLAN, verification=Verification(status="not-in-force")),
    "unable": attrs.evolve(PLAN, verification=Verification(status="unable")),
    "unknown": attrs.evolve(PLAN, verification=Verification(status="perhaps")),
}
LEGAL = {
    "needed": ["ask", "verify", "refute", "give-up"],
    "asked": ["verify", "refute", "give-up", "require"],
    "verified": ["require", "lapse"],
    "not-in-force": ["require"],
    "unable": ["ask", "verify", "refute", "require"],
    "unknown": ["ask", "require"],
}
MOVES = [one.name for one in COVERAGE.moves]


def made(value, name, **more):
    return move(COVERAGE, value, name, **{"at": ON, "by": CLERK, **more}).value


@pytest.mark.parametrize("state", STATES)
def test_the_state_is_where_asking_stands(state):
    assert state == COVERAGE.state_of(STATES[state])


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_these_moves_are_legal_and_no_others(state):
    assert LEGAL[state] == list(COVERAGE.legal(state))


@pytest.mark.parametrize(
    ("state", "name"), [(s, m) for s in STATES for m in MOVES if m not in LEGAL[s]]
)
def test_a_move_that_is_not_legal_is_refused(state, name):
    with pytest.raises(MoveRefused, match=f"it is {state}. Legal now: "):
        made(STATES[state], name, reason="why")


def test_who_asked_when_and_how_is_kept():
    required = made(VERIFIED, "require", reason="another payer")
    found = made(required, "ask", method="telephone").verification

    assert found == Verification(
        status="asked", reason="another payer", asked_on=ON, by=CLERK.actor, method="telephone"
    )
    assert made(PLAN, "ask").verification.reason is None


def test_what_was_verified_holds_for_its_dates_of_service():
    found = made(
        STATES["asked"], "verify", period=MAY, method="portal", response="271"
    ).verification

    assert found == Verification(
        status="verified",
        asked_on=ON,
        verified_on=ON,
        by=CLERK.actor,
        method="portal",
        period=MAY,
        response="271",
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (PartialDate(2026, 5), PartialDate(2026, 5)),
        (datetime(2026, 12, 31, 8, tzinfo=UTC), datetime(2026, 12, 31, 9, tzinfo=UTC)),
    ],
)
def test_the_first_and_the_last_day_of_the_plan_are_inside(first, last):
    period = Period.through(first, last)

    assert made(PLAN, "verify", period=period, method="portal").verification.period == period


@pytest.mark.parametrize(
    ("first", "last", "match"),
    [
        (date(2026, 5, 10), date(2026, 5, 9), "end before they start"),
        (date(2025, 12, 31), date(2026, 5, 31), "outside the period of the plan"),
        (date(2026, 5, 1), date(2027, 1, 1), "outside the period of the plan"),
        (None, date(2026, 5, 31), "without a first or a last day"),
        (date(2026, 5, 1), None, "without a first or a last day"),
    ],
)
def test_dates_of_service_that_cannot_be_are_refused(first, last, match):
    value = STATES["asked"]

    with pytest.raises(MoveRefused, match=match):
        made(value, "verify", period=Period.through(first, last), method="portal")
    assert value == STATES["asked"]


def test_what_are_no_dates_of_service_is_refused():
    with pytest.raises(MoveRefused, match=r"period is of another kind\. Give a Period"):
        made(PLAN, "verify", period="May", method="portal")


def test_a_plan_of_unknown_period_can_be_verified():
    found = made(Coverage(id="plan"), "verify", period=MAY, method="portal")

    assert COVERAGE.state_of(found) == "verified"


@pytest.mark.parametrize("name", ["ask", "verify", "refute"])
def test_somebody_does_it(name):
    with pytest.raises(MoveRefused, match="who does it"):
        made(PLAN, name, by=None, period=MAY, method="portal")
    with pytest.raises(MoveRefused, match="who does it"):
        made(PLAN, name, by=Performer(licence=Licence.RN), period=MAY, method="portal")


@pytest.mark.parametrize(("state", "name"), [("asked", "give-up"), ("verified", "require")])
def test_it_has_a_reason(state, name):
    with pytest.raises(MoveRefused, match="without a reason"):
        made(STATES[state], name)


def test_a_plan_that_is_not_in_force_is_told():
    found = made(PLAN, "refute", method="portal").verification

    assert (found.status, found.verified_on, found.period) == ("not-in-force", ON, None)


def test_why_no_answer_could_be_had_is_kept():
    found = made(STATES["asked"], "give-up", reason="the portal was down").verification

    assert (found.status, found.reason, found.asked_on) == ("unable", "the portal was down", ON)


@pytest.mark.parametrize(("at", "lapses"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_an_answer_of_may_says_nothing_of_june(at, lapses):
    moved = advance(COVERAGE, VERIFIED, at)

    assert (moved is not None) == lapses
    assert moved is None or COVERAGE.state_of(moved.value) == "needed"


@pytest.mark.parametrize("state", [one for one in STATES if one != "verified"])
def test_what_was_not_verified_does_not_lapse(state):
    held = STATES[state].verification
    value = attrs.evolve(
        STATES[state], verification=None if held is None else attrs.evolve(held, period=MAY)
    )

    assert advance(COVERAGE, value, date(2026, 7, 1)) is None


def test_nobody_can_let_it_lapse_before():
    with pytest.raises(MoveRefused, match="not past"):
        made(VERIFIED, "lapse", at=date(2026, 5, 31))
    undated = attrs.evolve(PLAN, verification=Verification(status="verified"))
    with pytest.raises(MoveRefused, match="not past"):
        made(undated, "lapse", at=date(2027, 5, 31))


class TestCorrecting:
    def corrected(self, state, to, **more):
        return correct(
            COVERAGE, STATES[state], to, at=ON, by=CLERK, reason="wrong plan", **more
        ).value

    @pytest.mark.parametrize("to", ["needed", "asked", "unable"])
    def test_a_wrong_answer_goes_and_who_had_it(self, to):
        assert self.corrected("verified", to).verification == Verification(
            status=to, reason="wrong plan", asked_on=date(2026, 4, 27), method="portal"
        )

    def test_who_asked_stays_where_no_answer_was_had(self):
        asked = made(PLAN, "ask", method="telephone")
        given_up = made(asked, "give-up", reason="nobody answers")
        found = correct(COVERAGE, given_up, "asked", at=ON, by=CLERK, reason="they called back")

        assert found.value.verification == Verification(
            status="asked",
            reason="they called back",
            asked_on=ON,
            by=CLERK.actor,
            method="telephone",
        )

    def test_a_plan_that_was_found_not_in_force_keeps_when_and_by_whom(self):
        assert self.corrected("verified", "not-in-force").verification == attrs.evolve(
            TOLD, status="not-in-force"
        )

    def test_an_answer_that_was_had_tells_when_from_whom_and_for_which_dates(self):
        told = {"period": MAY, "verified_on": ON, "verified_by": Actor(id="jo"), "method": "fax"}

        assert self.corrected("needed", "verified", **told).verification == Verification(
            status="verified", period=MAY, verified_on=ON, by=Actor(id="jo"), method="fax"
        )

    def test_what_lapsed_by_mistake_holds_as_it_did(self):
        lapsed = advance(COVERAGE, VERIFIED, date(2026, 6, 1)).value
        longer = Period.through(date(2026, 5, 1), date(2026, 6, 30))
        found = correct(
            COVERAGE, lapsed, "verified", at=ON, by=CLERK, reason="June too", period=longer
        )

        assert found.value.verification == attrs.evolve(TOLD, period=longer)

    @pytest.mark.parametrize("to", ["verified", "not-in-force"])
    @pytest.mark.parametrize(
        ("told", "match"),
        [
            ({}, "coverage: correct: without verified_on, verified_by. Say when"),
            ({"verified_by": Actor(id="jo")}, "without verified_on. "),
            ({"verified_on": ON}, "without verified_by. "),
            ({"verified_on": date(2026, 4, 29), "verified_by": Actor(id="jo")}, "yet to come"),
        ],
    )
    def test_an_answer_without_when_or_by_whom_is_refused(self, to, told, match):
        for state in ("needed", "asked"):
            with pytest.raises(MoveRefused, match=match):
                self.corrected(state, to, period=MAY, **told)

    def test_who_asked_is_not_who_had_the_answer(self):
        asked = made(PLAN, "ask")

        with pytest.raises(MoveRefused, match="without verified_by"):
            correct(COVERAGE, asked, "verified", at=ON, by=CLERK, reason="w", verified_on=ON)

    @pytest.mark.parametrize(
        ("told", "match"),
        [({}, "without asked_on"), ({"asked_on": date(2026, 4, 29)}, "yet to come")],
    )
    def test_a_question_without_its_day_is_refused(self, told, match):
        with pytest.raises(MoveRefused, match=match):
            self.corrected("needed", "asked", **told)

    @pytest.mark.parametrize("state", ["needed", "not-in-force"])
    def test_what_was_verified_has_its_dates(self, state):
        told = {"verified_on": ON, "verified_by": Actor(id="jo")}

        with pytest.raises(MoveRefused, match="coverage: correct: no dates of service"):
            self.corrected(state, "verified", **told)

    def test_nobody_in_particular_cannot_correct(self):
        with pytest.raises(MoveRefused, match="nobody who makes it"):
            correct(COVERAGE, VERIFIED, "needed", at=ON, by=None, reason="wrong plan")


def test_events_lead_to_the_same_verification_again():
    asked = move(COVERAGE, PLAN, "ask", at=ON, by=CLERK)
    told = move(COVERAGE, asked.value, "verify", at=ON, by=CLERK, period=MAY, method="portal")
    lapsed = advance(COVERAGE, told.value, date(2026, 6, 1))

    assert replay(COVERAGE, PLAN, [asked.event, told.event, lapsed.event]) == lapsed.value
