"""Schedules that are refused when they are written: never reached, never closed, overlapping."""

import attrs
import pytest

from carecoord.model.code import loinc
from carecoord.model.communication import Communication
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.rules.criteria import EACH, Age, AgeAt, All, Exists, Facts, Itself, coded
from carecoord.rules.engine.cycle import Around, Cycle, DaysBefore
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, Unit, business_days, days, full_months, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.engine.settings import schedule_faults

STAYS, CALLS, ACTS = Facts(Encounter), Facts(Communication), Facts(Procedure)
PULSES = Facts(Observation, coded("Pulse of schedules", loinc("8867-4")))
SEEN, DONE = Exists(STAYS), Exists(ACTS)
A_WEEK = Parameter("a.b.c", days(7), "how long")
LIFE = 130 * 366
CALL = Step(
    name="call", title="Call", earliest=days(0), due=days(7), closed_by=CALLS, closes="a call"
)
VISIT = attrs.evolve(CALL, name="visit", closed_by=ACTS, after=CALL, earliest=days(20))
TWICE = attrs.evolve(CALL, times=3, earliest=days(10), due=days(10))
AFTER_THREE = attrs.evolve(VISIT, after=TWICE)
AFTER_TWO = attrs.evolve(VISIT, name="look", after=VISIT, earliest=days(11), due=days(11))
AFTER_A_WEEK = attrs.evolve(CALL, earliest=A_WEEK)
FOLLOW_UP = FollowUp(trigger=STAYS, trigger_name="discharge", steps=(CALL,), lapses_after=days(30))


def found(shape):
    return [(fault.clause, fault.found) for fault in schedule_faults(shape, {})]


def within(default):
    return Parameter("a.b.d", default, "how long")


def step(*, lapses_after=FOLLOW_UP.lapses_after, **changes):
    called = attrs.evolve(CALL, **changes)
    return attrs.evolve(FOLLOW_UP, steps=(called,), lapses_after=lapses_after)


def follow_up(*steps, **changes):
    return attrs.evolve(FOLLOW_UP, steps=steps or (CALL,), **changes)


@pytest.mark.parametrize(
    ("shape", "clause", "said"),
    [
        (
            step(closed_by=Itself()),
            "step call",
            "only the trigger would close it, which never does",
        ),
        (step(closed_by=STAYS), "step call", "what closes it starts it anew"),
        (step(closed_by=Facts(Encounter)), "step call", "what closes it starts it anew"),
        (step(waived_by=CALLS), "step call", "waived by is what closes it"),
        (step(waived_by=Facts(Communication)), "step call", "waived by is what closes it"),
        (step(attempts=CALLS), "step call", "attempts is what closes it"),
        (step(earliest=A_WEEK, times=25), "step call", "it is asked for on 25 days of 24"),
        (
            step(overdue_after=within(days(99))),
            "step call",
            "overdue after (99 days) lies after lapses after (30 days)",
        ),
        (
            step(due=within(days(400))),
            "step call",
            "due (400 days) lies after lapses after (30 days)",
        ),
        (
            step(due=days(LIFE + 1), lapses_after=days(LIFE + 1)),
            "step call",
            "no life is so long: due (47581 days)",
        ),
        (
            follow_up(CALL, attrs.evolve(CALL, name="ring", closed_by=Facts(Communication))),
            "step ring",
            "it asks for the same as call, in the same days",
        ),
        (
            follow_up(CALL, attrs.evolve(VISIT, due=days(20)), lapses_after=A_WEEK),
            "step visit",
            "due (20 days), counted from call, lies after lapses after (7 days)",
        ),
        (
            follow_up(AFTER_A_WEEK, attrs.evolve(VISIT, after=AFTER_A_WEEK, due=days(24))),
            "step visit",
            "due (24 days), counted from call, lies after lapses after (30 days)",
        ),
        (step(hours=0), "step call", "it is due after 0 hours"),
        (
            step(hours=745),
            "step call",
            "due (745 hours) lies after lapses after (30 days)",
        ),
        (step(times=0), "step call", "it closes without anything being done"),
        (step(times=32), "step call", "it is asked for on 32 days of 31"),
        (step(times=9, until=days(7)), "step call", "it is asked for on 9 days of 8"),
        (step(times=9, later_closes=False), "step call", "it is asked for on 9 days of 8"),
        (
            step(overdue_after=days(9), until=days(8)),
            "step call",
            "overdue after (9 days) lies after until (8 days)",
        ),
        (
            step(overdue_after=days(31)),
            "step call",
            "overdue after (31 days) lies after lapses after (30 days)",
        ),
        (
            step(until=months(2)),
            "step call",
            "until (2 months) lies after lapses after (30 days)",
        ),
        (
            step(no_later_than=VISIT),
            "step call",
            "it is to come no later than visit, which is no step",
        ),
        (
            follow_up(CALL, attrs.evolve(CALL, name="ring")),
            "step ring",
            "it asks for the same as call, in the same days",
        ),
        (
            follow_up(CALL, attrs.evolve(VISIT, earliest=days(31), due=days(31), until=None)),
            "step visit",
            "earliest (31 days), counted from call, lies after lapses after (30 days)",
        ),
        (
            follow_up(CALL, attrs.evolve(VISIT, due=days(20)), AFTER_TWO),
            "step look",
            "earliest (11 days), counted from visit, lies after lapses after (30 days)",
        ),
        (
            follow_up(TWICE, attrs.evolve(AFTER_THREE, earliest=days(19), due=days(19))),
            "step visit",
            "earliest (19 days), counted from call, lies after lapses after (30 days)",
        ),
        (
            follow_up(CALL, attrs.evolve(VISIT, until=days(31), due=days(20))),
            "step visit",
            "until (31 days), counted from call, lies after lapses after (30 days)",
        ),
        (follow_up(lapses_after=days(-1)), "lapses after", "it leads back (-1 days)"),
        (
            follow_up(superseded_by=CALLS),
            "superseded by",
            "what closes step call ends it",
        ),
        (
            follow_up(superseded_by=Facts(Communication)),
            "superseded by",
            "what closes step call ends it",
        ),
        (follow_up(stopped_by=CALLS), "stopped by", "what closes its steps ends it"),
        (
            follow_up(stopped_by=Facts(Communication)),
            "stopped by",
            "what closes its steps ends it",
        ),
        (
            follow_up(superseded_by=Itself()),
            "superseded by",
            "it is the trigger itself, which never ends it",
        ),
        (
            follow_up(stopped_by=Itself()),
            "stopped by",
            "it is the trigger itself, which never ends it",
        ),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(shape, clause, said):
    assert (clause, said) in found(shape)


@pytest.mark.parametrize(
    "shape",
    [
        FOLLOW_UP,
        step(closed_by=STAYS.of_known_length()),
        follow_up(attrs.evolve(CALL, closed_by=STAYS), one_in=days(14)),
        follow_up(attrs.evolve(CALL, closed_by=STAYS), only_if=SEEN),
        step(waived_by=ACTS, attempts=ACTS),
        step(hours=1),
        step(hours=744),
        step(hours=9999, lapses_after=business_days(200)),
        step(times=31),
        step(times=8, until=days(7)),
        step(times=8, later_closes=False),
        step(times=9, later_closes=False, hours=400),
        step(earliest=A_WEEK, times=24),
        step(overdue_after=days(8), until=days(8)),
        step(overdue_after=days(30), until=days(30)),
        step(overdue_after=within(days(30))),
        step(due=within(months(1))),
        step(due=days(LIFE), overdue_after=days(LIFE), until=None, lapses_after=days(LIFE)),
        follow_up(CALL, attrs.evolve(CALL, name="other", closed_by=ACTS, no_later_than=CALL)),
        follow_up(CALL, attrs.evolve(CALL, name="ring", due=days(8))),
        follow_up(CALL, attrs.evolve(CALL, name="ring", only_if=SEEN)),
        follow_up(CALL, attrs.evolve(CALL, name="ring", by=frozenset({Licence.RN}))),
        follow_up(CALL, attrs.evolve(CALL, name="ring", closed_by=CALLS.current())),
        follow_up(CALL, attrs.evolve(VISIT, due=days(30), earliest=days(30))),
        follow_up(CALL, attrs.evolve(VISIT, due=days(20)), lapses_after=within(days(20))),
        follow_up(CALL, attrs.evolve(VISIT, earliest=A_WEEK, due=A_WEEK)),
        follow_up(AFTER_A_WEEK, attrs.evolve(VISIT, after=AFTER_A_WEEK, due=days(23))),
        follow_up(TWICE, attrs.evolve(AFTER_THREE, earliest=days(18), due=days(18))),
        follow_up(lapses_after=A_WEEK),
        follow_up(superseded_by=STAYS, stopped_by=STAYS),
        follow_up(CALL, attrs.evolve(VISIT, due=days(20)), stopped_by=ACTS),
    ],
)
def test_a_follow_up_that_can_be_is_left(shape):
    assert found(shape) == []


BASE = Recurring(
    applies=SEEN,
    reason_name="stay",
    begins=STAYS,
    ways=(Way("test", ACTS, (Interval(months(12)),)),),
    title="Test",
    closes="a test",
)
LOOP = Loop(name="raised", opened_by=PULSES, closed_by=CALLS, lapses_after=days(60))


def recurring(**changes):
    return attrs.evolve(BASE, **changes)


def every(*intervals, **changes):
    return attrs.evolve(BASE, ways=(Way("test", ACTS, intervals),), **changes)


def from_age(years, applies):
    return attrs.evolve(BASE, begins=AtAge(years), applies=applies)


@pytest.mark.parametrize(
    ("shape", "clause", "said"),
    [
        (
            recurring(grace=months(12)),
            "test",
            "a grace of 12 months is as long as the interval (12 months)",
        ),
        (
            every(Interval(months(2), SEEN), Interval(months(12)), grace=days(62)),
            "test",
            "a grace of 62 days is as long as the interval (2 months)",
        ),
        (recurring(grace=days(-1)), "grace", "it leads back (-1 days)"),
        (recurring(opens_before=days(-1)), "opens before", "it leads back (-1 days)"),
        (
            recurring(opens_before=months(12)),
            "test",
            "it opens 12 months before, as soon as it was done",
        ),
        (recurring(stopped_by=ACTS), "test", "doing it stops it for good"),
        (recurring(stopped_by=Facts(Procedure)), "test", "doing it stops it for good"),
        (
            every(Interval(within(days(20)))),
            "test",
            "it opens 30 days before, as soon as it was done",
        ),
        (
            every(Interval(A_WEEK), opens_before=days(7)),
            "test",
            "it opens 7 days before, as soon as it was done",
        ),
        (
            every(Interval(within(days(LIFE + 1)))),
            "test",
            "no life is so long: the interval (47581 days)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, lapses_after=days(0)),)),
            "loop raised",
            "it lapses on the day that opens it (0 days)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, lapses_after=business_days(0)),)),
            "loop raised",
            "it lapses on the day that opens it (0 business days)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, closed_by=PULSES),)),
            "loop raised",
            "what closes it opens it anew",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, opened_by=Facts(Communication)),)),
            "loop raised",
            "what closes it opens it anew",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, lapses_after=A_WEEK, closes_from_day=8),)),
            "loop raised",
            "it closes from day 8, after it has lapsed (7 days)",
        ),
        (from_age(65, Age(at_most=64)), "stay", "it begins at 65, and applies up to 64"),
        (
            from_age(65, All(SEEN, All(Age(at_least=5, at_most=64)))),
            "stay",
            "it begins at 65, and applies up to 64",
        ),
        (recurring(once=True), "test", "once is enough, so no interval holds"),
        (every(Interval(days(0))), "test", "it is due again at once (0 days)"),
        (every(Interval(full_months(0))), "test", "it is due again at once (0 full months)"),
        (
            every(Interval(Offset(0, Unit.YEAR_ENDS))),
            "test",
            "it is due again at once (the end of the last calendar year)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, lapses_after=days(-1)),)),
            "loop raised",
            "it leads back (-1 days)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, closes_from_day=61),)),
            "loop raised",
            "it closes from day 61, after it has lapsed (60 days)",
        ),
        (
            recurring(loops=(attrs.evolve(LOOP, closed_by=Itself()),)),
            "loop raised",
            "only what opened it would close it, which never does",
        ),
    ],
)
def test_something_recurring_that_cannot_be_is_refused(shape, clause, said):
    assert found(shape) == [(clause, said)]


@pytest.mark.parametrize(
    "shape",
    [
        BASE,
        recurring(grace=months(11)),
        every(Interval(months(2)), grace=days(58)),
        every(Interval(A_WEEK), opens_before=days(6), grace=days(6)),
        every(Interval(days(LIFE))),
        recurring(stopped_by=CALLS),
        from_age(64, Age(at_most=64)),
        from_age(65, All(SEEN, AgeAt(EACH.start, at_most=64))),
        from_age(65, All(Age(at_least=66), SEEN)),
        every(once=True),
        every(Interval(full_months(1)), opens_before=days(7)),
        every(Interval(Offset(0, Unit.FULL_MONTHS, 30)), opens_before=days(7)),
        every(Interval(Offset(1, Unit.YEAR_ENDS)), opens_before=days(7)),
        recurring(loops=(LOOP, attrs.evolve(LOOP, closes_from_day=60))),
        recurring(loops=(attrs.evolve(LOOP, lapses_after=A_WEEK, closes_from_day=7),)),
        recurring(loops=(attrs.evolve(LOOP, lapses_after=days(1)),)),
        recurring(loops=(attrs.evolve(LOOP, closed_by=PULSES.amounting(below=90)),)),
    ],
)
def test_something_recurring_that_can_be_is_left(shape):
    assert found(shape) == []


CYCLE = Cycle(
    begins=STAYS,
    begins_name="course",
    lengths=(days(10), months(1)),
    review=Around(days(-3), days(1)),
    certified_by=ACTS,
    title="Certify",
    closes="a certification",
)
LATE = "lies after the end of the following period"
SHORTER = (days(30), days(20))


def cycle(**changes):
    return attrs.evolve(CYCLE, **changes)


@pytest.mark.parametrize(
    ("shape", "clause", "said"),
    [
        (
            cycle(review=Around(days(3), days(1))),
            "window",
            "earliest (3 days) lies after due (1 day)",
        ),
        (
            cycle(review=Around(days(10))),
            "window",
            "earliest (10 days) lies after a period of 10 days",
        ),
        (
            cycle(initial=Around(days(10))),
            "window",
            "earliest (10 days) lies after a period of 10 days",
        ),
        (
            cycle(review=Around(days(35), days(60)), lengths=(days(30),)),
            "window",
            f"due (60 days) {LATE}",
        ),
        (
            cycle(initial=Around(days(35), days(50)), lengths=SHORTER),
            "window",
            f"due (50 days) {LATE}",
        ),
        (cycle(stopped_by=STAYS), "stopped by", "what begins it stops it"),
        (cycle(stopped_by=Facts(Encounter)), "stopped by", "what begins it stops it"),
        (cycle(certified_by=STAYS), "certified by", "what begins it certifies it"),
        (cycle(certified_by=Facts(Encounter)), "certified by", "what begins it certifies it"),
        (cycle(ahead=days(-1)), "ahead", "it leads back (-1 days)"),
        (cycle(ahead=days(11)), "ahead", "ahead (11 days) lies after a period (10 days)"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused(shape, clause, said):
    assert (clause, said) in found(shape)


@pytest.mark.parametrize(
    "shape",
    [
        CYCLE,
        cycle(review=Around(days(9))),
        cycle(review=Around(days(35), days(59)), lengths=(days(30),)),
        cycle(initial=Around(days(35), days(49)), lengths=SHORTER),
        cycle(review=DaysBefore(8, 10)),
        cycle(stopped_by=CALLS),
        cycle(certified_by=STAYS.of_known_length()),
        cycle(ahead=days(10)),
    ],
)
def test_a_cycle_that_can_be_is_left(shape):
    assert found(shape) == []
