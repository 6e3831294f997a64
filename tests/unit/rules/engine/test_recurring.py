"""Something due again and again: an invented test, counted from the last one."""

from datetime import UTC, date
from decimal import Decimal

import attrs
import pytest

from carecoord import review
from carecoord.errors import AuthoringError
from carecoord.model import Chart, Condition, Observation, PartialDate, Patient, Procedure, Quantity
from carecoord.model.code import concept, loinc
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Age, Exists, Facts, Itself, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.lookup import Lookup
from carecoord.rules.engine.parameters import Parameters
from carecoord.rules.engine.view import View
from carecoord.rules.engine.window import Window
from carecoord.rules.shapes import (
    AtAge,
    Interval,
    Loop,
    Parameter,
    Recurring,
    Rule,
    Way,
    business_days,
    days,
    months,
)

REASON = Facts(Condition)
SHORT, LONG = loinc("1111-1"), loinc("2222-2")
SHORTS = Facts(Observation, coded("Short test", SHORT))
LONGS = Facts(Observation, coded("Long test", LONG))
LAST = Observation(id="o1", effective=date(2026, 4, 30))
ILL = Condition(id="c1", onset=date(2026, 1, 1), clinical_status="active")
BASE = Recurring(
    applies=Exists(REASON),
    reason_name="condition",
    begins=REASON,
    ways=(Way("test", Facts(Observation), (Interval(months(1)),)),),
    title="Test",
    closes="a test",
)
TWO_WAYS = attrs.evolve(
    BASE,
    ways=(
        Way("short test", SHORTS, (Interval(months(12)),)),
        Way("long test", LONGS, (Interval(months(120)),)),
    ),
)


def shaped(**changes):
    return attrs.evolve(BASE, **changes)


def one_way(*intervals):
    return shaped(ways=(Way("test", Facts(Observation), intervals),), opens_before=days(7))


def made(code, on, name, value=None):
    amount = None if value is None else Quantity(Decimal(value), "1")
    return Observation(id=name, code=concept(code), effective=on, value=amount)


def finding(shape, *facts, as_of=date(2026, 5, 4), calendar=None, born=None, since=None, **rest):
    rule = Rule(
        id="invented.test",
        edition="only",
        title="Tests",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody with a condition",
        in_force_from=since,
        parameters=rest.pop("parameters", ()),
        shape=shape,
    )
    lists = {"conditions": [ILL], "observations": [], "procedures": []}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    lists |= rest.pop("lists", {})
    chart = Chart(key="p1", patient=Patient(birth_date=born), **lists)
    catalogue = Catalogue.of(rule, calendar=calendar, parameters=rest.pop("site", None))
    (one,) = review(chart, catalogue, as_of).findings
    return one


def weekday(day):
    return day.weekday() < 5


class TestIntervals:
    """How long after the last one."""

    @pytest.mark.parametrize(
        ("every", "due"),
        [(months(1), date(2026, 5, 30)), (business_days(2), date(2026, 5, 4))],
    )
    def test_it_is_due_so_long_after_the_last_one_whatever_that_showed(self, every, due):
        """30 April 2026 is a Thursday: the second working day after it is Monday, 4 May."""
        found = finding(one_way(Interval(every)), LAST, calendar=weekday)

        assert found.window.due == due

    @pytest.mark.parametrize("calendar", [None, lambda _: None], ids=["none", "one too short"])
    def test_without_a_calendar_for_working_days_it_says_so(self, calendar):
        found = finding(one_way(Interval(business_days(2))), LAST, calendar=calendar)

        assert found.outcome is Outcome.INSUFFICIENT_DATA
        assert found.missing == ("a calendar that covers the interval",)
        assert [ref.id for line in found.evidence for ref in line.facts] == ["c1", "o1"]

    HIGH = Exists(Itself().amounting(at_least=5, unit="1")).named("high")
    VERY_HIGH = Exists(Itself().amounting(at_least=9, unit="1")).named("very high")
    BY_VALUE = one_way(
        Interval(days(10), VERY_HIGH, "when very high"),
        Interval(days(20), HIGH),
        Interval(days(40)),
    )

    @pytest.mark.parametrize(
        ("value", "after", "said"),
        [
            (9, 10, "next after 10 days (when very high)"),
            (8, 20, "next after 20 days;"),
            (4, 40, "next after 40 days;"),
        ],
    )
    def test_the_first_interval_that_holds_of_the_last_one_applies(self, value, after, said):
        older = made(SHORT, date(2026, 3, 1), "o0", 9)
        found = finding(self.BY_VALUE, older, made(SHORT, date(2026, 4, 30), "o1", value))

        assert found.window.due.toordinal() - date(2026, 4, 30).toordinal() == after
        assert said in found.reason

    def test_of_those_that_may_hold_the_shortest_applies_and_it_says_so(self):
        words = attrs.evolve(LAST, value="rather high")
        shape = one_way(Interval(days(40), self.HIGH), Interval(days(20)))
        found = finding(shape, words)

        assert found.window.due == date(2026, 5, 20)
        assert [line.because for line in found.evidence if line.holds is None][-1] == (
            "not known; of the intervals for test that may hold, the shortest is taken"
        )
        assert finding(self.BY_VALUE, words).window.due == date(2026, 5, 10)

    @pytest.mark.parametrize(
        ("site", "due", "said"),
        [
            ({}, date(2027, 4, 30), "12 months"),
            ({"invented.test.every": months(36)}, date(2029, 4, 30), "3 years"),
        ],
    )
    def test_a_parameter_stands_for_an_interval(self, site, due, said):
        every = Parameter(name="invented.test.every", default=months(12), says="how often")
        found = finding(one_way(Interval(every)), LAST, parameters=(every,), site=site)

        assert found.reason == f"last seen 2026-04-30, next after {said}; due {due}"

    @pytest.mark.parametrize(
        ("span", "said"),
        [(months(12), "12 months"), (months(24), "2 years"), (months(30), "30 months")],
    )
    def test_whole_years_are_told_in_years(self, span, said):
        assert f"next after {said};" in finding(one_way(Interval(span)), LAST).reason

    @pytest.mark.parametrize("count", [365, 24])
    def test_days_are_told_in_days(self, count):
        assert f"next after {count} days;" in finding(one_way(Interval(days(count))), LAST).reason

    @pytest.mark.parametrize(
        "intervals",
        [
            (Interval(days(1), Exists(REASON)),),
            (Interval(days(1)), Interval(days(2))),
        ],
        ids=["last only sometimes", "first always"],
    )
    def test_only_the_last_interval_always_holds(self, intervals):
        with pytest.raises(AuthoringError, match="Give every interval but the last a condition"):
            Way("test", Facts(Observation), intervals)


@pytest.mark.parametrize(
    ("changes", "clause", "found"),
    [
        ({"ways": ()}, "Test", "there is no way of doing it"),
        ({"ways": (Way("test", SHORTS, ()),)}, "test", "it is never due again"),
        (
            {"ways": (Way("test", SHORTS, (Interval(days(0)),)),)},
            "test",
            "it is due again at once (0 days)",
        ),
        (
            {"opens_before": months(2)},
            "test",
            "it opens 2 months before, as soon as it was done",
        ),
    ],
)
def test_one_that_is_never_due_or_always_open_is_refused(changes, clause, found):
    with pytest.raises(AuthoringError) as refused:
        finding(shaped(**changes))

    assert refused.value.found == found
    assert f"clause {clause!r}" in refused.value.asked


def test_what_is_done_once_needs_no_interval():
    once = shaped(ways=(Way("test", SHORTS, ()),), once=True)

    assert finding(once, made(SHORT, date(2020, 1, 1), "o1")).outcome is Outcome.MET


class TestWays:
    """Several ways of doing it."""

    def test_up_to_date_by_any_of_them(self):
        """The long test of 2020 reaches to 2030, further than the short one of 2026."""
        found = finding(
            TWO_WAYS,
            made(SHORT, date(2026, 2, 1), "o1"),
            made(LONG, date(2020, 3, 1), "o2"),
        )

        assert found.outcome is Outcome.MET
        assert found.reason == "last long test 2020-03-01, next after 10 years; due 2030-03-01"
        assert [ref.id for line in found.evidence for ref in line.facts] == ["c1", "o2"]

    def test_an_old_long_one_gives_way_to_a_short_one(self):
        found = finding(
            TWO_WAYS,
            made(SHORT, date(2026, 2, 1), "o1"),
            made(LONG, date(2010, 3, 1), "o2"),
        )

        assert found.window.due == date(2027, 2, 1)

    def test_an_inexact_day_that_cannot_reach_further_does_not_matter(self):
        found = finding(
            TWO_WAYS,
            made(SHORT, PartialDate(2026, 2), "o1"),
            made(LONG, date(2017, 2, 28), "o2"),
        )

        assert found.window.due == date(2027, 2, 28)

    @pytest.mark.parametrize("on", [PartialDate(2026, 3), None], ids=["month", "no day"])
    def test_one_that_may_reach_further_leaves_it_open(self, on):
        found = finding(TWO_WAYS, made(SHORT, on, "o1"), made(LONG, date(2017, 2, 28), "o2"))

        assert found.missing == ("the exact day of short test",)

    def test_of_two_either_of_which_may_be_the_last_it_says_so(self):
        found = finding(BASE, LAST, Observation(id="o2", effective=PartialDate(2026)))

        assert found.missing == ("which test was the last",)

    def test_one_that_may_be_none_leaves_it_open(self):
        high = Facts(Observation).amounting(at_least=5, unit="1")
        shape = shaped(ways=(Way("high test", high, (Interval(days(10)),)),), opens_before=days(7))
        found = finding(shape, attrs.evolve(LAST, value="rather high"))

        assert found.missing == ("the exact day of high test",)

    def test_a_list_never_asked_for_leaves_it_open(self):
        found = finding(BASE, lists={"observations": None})

        assert found.missing == ("observations (never asked for)",)


class TestBeginning:
    """Never done."""

    def test_from_the_first_row_thirty_days_before(self):
        found = finding(BASE)

        assert found.reason == "Test: none seen; due 2026-01-01"
        assert found.window == Window(
            earliest=date(2025, 12, 2), due=date(2026, 1, 1), overdue_after=date(2026, 1, 1)
        )

    def test_when_nobody_says_when_it_began_it_is_not_known(self):
        undated = Condition(id="c1", clinical_status="active")

        assert finding(BASE, lists={"conditions": [undated]}).missing == ("when condition began",)

    AGED = shaped(begins=AtAge(50))

    @pytest.mark.parametrize(
        ("born", "due"),
        [
            (date(1976, 5, 4), date(2026, 5, 4)),
            (date(1971, 4, 30), date(2021, 5, 18)),
            (PartialDate(1960), date(2021, 5, 18)),
        ],
    )
    def test_at_an_age_no_earlier_than_the_edition(self, born, due):
        found = finding(self.AGED, born=born, since=date(2021, 5, 18))

        assert found.window == Window(earliest=due, due=due, overdue_after=due)

    def test_without_an_edition_the_birthday_alone(self):
        assert finding(self.AGED, born=date(1950, 2, 28)).window.due == date(2000, 2, 28)

    @pytest.mark.parametrize(
        ("born", "missing"), [(None, "birth date"), (PartialDate(1972), "exact birth date")]
    )
    def test_without_a_birth_date_it_is_not_known(self, born, missing):
        found = finding(self.AGED, born=born, since=date(2021, 5, 18))

        assert found.missing == (missing,)

    def test_done_before_the_age_counts_from_when_it_was_done(self):
        found = finding(self.AGED, LAST, born=date(1976, 6, 1))

        assert found.window == Window(
            earliest=date(2026, 4, 30), due=date(2026, 5, 30), overdue_after=date(2026, 5, 30)
        )


class TestWindow:
    """When it comes onto the worklist, and when it is overdue."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 4, 29), Outcome.MET), (date(2026, 4, 30), Outcome.NOT_MET)],
    )
    def test_days_stand_in_the_window_also_before_it_is_on_the_worklist(self, as_of, outcome):
        shape = shaped(opens_before=days(30), grace=days(20))
        done = Observation(id="o1", effective=date(2026, 4, 28))
        shape = attrs.evolve(shape, ways=(Way("test", Facts(Observation), (Interval(days(32)),)),))
        found = finding(shape, done, as_of=as_of)

        assert found.outcome is outcome
        assert (found.action is None) is (outcome is Outcome.MET)
        assert found.window == Window(
            earliest=date(2026, 4, 30), due=date(2026, 5, 30), overdue_after=date(2026, 6, 19)
        )

    def test_what_is_to_be_done_has_the_days_of_its_window(self):
        action = finding(shaped(grace=days(5)), LAST).action

        assert (action.earliest, action.due, action.overdue_after) == (
            date(2026, 4, 30),
            date(2026, 5, 30),
            date(2026, 6, 4),
        )

    def test_days_that_no_calendar_can_name_become_the_last_it_can(self):
        late = Observation(id="o1", effective=date(9999, 12, 20))
        found = finding(BASE, late, as_of=date(9999, 12, 25))

        assert found.window.due == date.max

    def test_days_before_the_first_become_the_first(self):
        early = attrs.evolve(ILL, onset=date(1, 1, 5))

        assert finding(BASE, lists={"conditions": [early]}).window.earliest == date.min

    def test_without_a_calendar_a_grace_of_working_days_is_none(self):
        found = finding(shaped(grace=business_days(3), opens_before=business_days(3)), LAST)

        assert found.window.overdue_after == found.window.due


class TestOnce:
    """Done once is done for ever."""

    ONCE = shaped(once=True, ways=(Way("test", Facts(Observation)),))

    def test_the_first_time_is_told(self):
        found = finding(self.ONCE, LAST, Observation(id="o2", effective=date(2026, 5, 1)))

        assert found.outcome is Outcome.MET
        assert found.reason == "last seen 2026-04-30; once is enough"
        assert found.window == Window(
            earliest=date(2025, 12, 2),
            due=date(2026, 1, 1),
            overdue_after=date(2026, 1, 1),
            done=date(2026, 4, 30),
        )

    @pytest.mark.parametrize(
        ("on", "said"),
        [(PartialDate(2026, 2), "last seen by 2026-02-28"), (None, "last seen")],
    )
    def test_its_exact_day_does_not_matter(self, on, said):
        found = finding(self.ONCE, Observation(id="o1", effective=on))

        assert found.reason == f"{said}; once is enough"
        assert (found.window is None) is (on is None)

    def test_never_done_it_is_due(self):
        assert finding(self.ONCE).window.due == date(2026, 1, 1)

    def test_when_it_began_need_not_be_known_once_it_is_done(self):
        undated = Condition(id="c1", clinical_status="active")

        assert finding(self.ONCE, LAST, lists={"conditions": [undated]}).window is None

    def test_one_that_may_be_none_leaves_it_open(self):
        high = Facts(Observation).amounting(at_least=5, unit="1")
        shape = shaped(once=True, ways=(Way("test", high),))
        found = finding(shape, attrs.evolve(LAST, value="rather high"))

        assert found.missing == ("whether it was Test",)
        assert found.evidence[-1].holds is None

    def test_a_list_never_asked_for_leaves_it_open(self):
        found = finding(self.ONCE, lists={"observations": None})

        assert found.missing == ("observations (never asked for)",)


class TestWho:
    """Whom it concerns, and what ends it."""

    def test_nobody_without_the_reason(self):
        found = finding(BASE, LAST, lists={"conditions": []})

        assert (found.outcome, found.reason) == (Outcome.NOT_APPLICABLE, "no condition")

    def test_whether_there_is_a_reason_may_not_be_known(self):
        found = finding(shaped(applies=Age(at_least=18)), LAST)

        assert found.missing == ("birth date",)

    STOPPED = shaped(stopped_by=Facts(Procedure))

    def test_what_stops_it_ends_it(self):
        found = finding(self.STOPPED, LAST, Procedure(id="p1", performed=date(2026, 1, 1)))

        assert (found.outcome, found.reason) == (Outcome.NOT_APPLICABLE, "Test no longer due")
        assert [ref.id for line in found.evidence for ref in line.facts] == ["p1"]

    def test_whether_it_is_stopped_may_not_be_known(self):
        found = finding(self.STOPPED, LAST, lists={"procedures": None})

        assert found.missing == ("procedures (never asked for)",)

    def test_what_is_no_reason_needs_no_knowledge_of_what_stops_it(self):
        found = finding(self.STOPPED, LAST, lists={"procedures": None, "conditions": []})

        assert found.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("as_of", "reason"),
        [(date(2026, 5, 3), "no edition before 2026-05-04"), (date(2026, 5, 4), "last seen")],
    )
    def test_an_edition_speaks_from_its_first_day(self, as_of, reason):
        assert finding(BASE, LAST, as_of=as_of, since=date(2026, 5, 4)).reason.startswith(reason)


POSITIVE = SHORTS.amounting(at_least=5, unit="1")
LOOP = Loop(
    name="high",
    title="a high short test",
    opened_by=POSITIVE,
    closed_by=Facts(Procedure),
    lapses_after=months(12),
)
LOOPED = attrs.evolve(TWO_WAYS, loops=(LOOP,))
HIGH = made(SHORT, date(2026, 4, 10), "o1", 7)


def repaired(on, name="p1"):
    return Procedure(id=name, performed=on)


class TestLoops:
    """A positive result holds the routine back until it is resolved."""

    def test_open_it_suppresses_the_routine(self):
        found = finding(LOOPED, HIGH)

        assert found.outcome is Outcome.NOT_APPLICABLE
        assert found.reason == "Test not due while a high short test of 2026-04-10 is not resolved"
        assert found.action is None
        assert [ref.id for line in found.evidence for ref in line.facts] == ["c1", "o1"]

    @pytest.mark.parametrize("value", [4, None])
    def test_another_result_does_not(self, value):
        found = finding(LOOPED, made(SHORT, date(2026, 4, 10), "o1", value))

        assert found.window.due == date(2027, 4, 10)

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (date(2026, 4, 9), Outcome.NOT_APPLICABLE),
            (date(2026, 4, 10), Outcome.MET),
            (date(2026, 5, 1), Outcome.MET),
        ],
    )
    def test_on_or_after_its_day_it_is_resolved(self, on, outcome):
        assert finding(LOOPED, HIGH, repaired(on)).outcome is outcome

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [(date(2026, 4, 10), Outcome.NOT_APPLICABLE), (date(2026, 4, 11), Outcome.MET)],
    )
    def test_a_later_day_may_be_asked_for(self, on, outcome):
        later = attrs.evolve(LOOP, closes_from_day=1)

        assert (
            finding(attrs.evolve(TWO_WAYS, loops=(later,)), HIGH, repaired(on)).outcome is outcome
        )

    def test_a_result_does_not_resolve_itself(self):
        itself = attrs.evolve(LOOP, closed_by=SHORTS)

        assert finding(attrs.evolve(TWO_WAYS, loops=(itself,)), HIGH).outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_the_last_open_one_is_named(self):
        first = made(SHORT, date(2026, 4, 1), "o0", 7)

        assert "of 2026-04-10 is not" in finding(LOOPED, HIGH, first).reason

    def test_a_new_result_opens_it_again(self):
        first = made(SHORT, date(2026, 3, 1), "o0", 7)

        assert finding(LOOPED, HIGH, first, repaired(date(2026, 3, 5))).reason.endswith(
            "of 2026-04-10 is not resolved"
        )

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2027, 4, 10), Outcome.NOT_APPLICABLE), (date(2027, 4, 11), Outcome.NOT_MET)],
    )
    def test_it_lapses(self, as_of, outcome):
        assert finding(LOOPED, HIGH, as_of=as_of).outcome is outcome

    def test_a_lapse_that_no_calendar_reaches_does_not_come(self):
        never = attrs.evolve(LOOP, lapses_after=business_days(1))

        assert finding(attrs.evolve(TWO_WAYS, loops=(never,)), HIGH).outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_of_an_unknown_day_it_holds_back_too(self):
        found = finding(LOOPED, made(SHORT, None, "o1", 7))

        assert found.reason.endswith("of an unknown day is not resolved")

    def test_a_result_that_nobody_can_read_leaves_it_open(self):
        found = finding(LOOPED, attrs.evolve(HIGH, value="rather high"))

        assert found.missing == ("the exact day or value of a high short test",)

    def test_an_unreadable_one_that_was_resolved_does_not_matter(self):
        found = finding(
            LOOPED, attrs.evolve(HIGH, value="rather high"), repaired(date(2026, 4, 12))
        )

        assert found.outcome is Outcome.MET

    @pytest.mark.parametrize("listed", ["observations", "procedures"])
    def test_lists_never_asked_for(self, listed):
        shape = LOOPED if listed == "observations" else attrs.evolve(BASE, loops=(LOOP,))
        lists = {"observations": [HIGH], listed: None}

        assert finding(shape, lists=lists).missing == (f"{listed} (never asked for)",)

    def test_what_may_have_resolved_it_leaves_it_open(self):
        found = finding(LOOPED, HIGH, repaired(PartialDate(2026, 4)))

        assert found.missing == ("whether a high short test is resolved",)

    def test_what_cannot_have_resolved_it_does_not(self):
        assert finding(LOOPED, HIGH, repaired(PartialDate(2026, 3))).outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_what_may_be_a_resolution_leaves_it_open(self):
        maybe = attrs.evolve(LOOP, closed_by=LONGS.amounting(at_least=1, unit="1"))
        words = attrs.evolve(made(LONG, date(2026, 4, 20), "o2"), value="good")
        found = finding(attrs.evolve(TWO_WAYS, loops=(maybe,)), HIGH, words)

        assert found.missing == ("whether a high short test is resolved",)


class TestResultOfALoop:
    """Resolved, but the next interval is not known before the report."""

    REPORT = loinc("3333-3")
    REPORTS = Facts(Observation, coded("Report", REPORT))
    SHAPE = attrs.evolve(
        TWO_WAYS,
        loops=(attrs.evolve(LOOP, result_known=REPORTS, result_name="the report"),),
    )

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (None, Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 19), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 20), Outcome.MET),
        ],
    )
    def test_until_there_is_one_it_is_not_known(self, on, outcome):
        facts = () if on is None else (made(self.REPORT, on, "o2"),)
        found = finding(self.SHAPE, HIGH, repaired(date(2026, 4, 20)), *facts)

        assert found.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert found.missing == ("the report, after 2026-04-20",)
            assert [ref.id for line in found.evidence for ref in line.facts] == ["c1", "o1", "p1"]

    def test_counted_from_the_first_that_resolved_it(self):
        found = finding(
            self.SHAPE,
            HIGH,
            repaired(date(2026, 4, 20), "p2"),
            repaired(date(2026, 4, 25), "p1"),
            made(self.REPORT, date(2026, 4, 21), "o2"),
        )

        assert found.outcome is Outcome.MET

    def test_without_a_positive_result_nobody_waits_for_a_report(self):
        found = finding(self.SHAPE, repaired(date(2026, 4, 20)))

        assert found.outcome is Outcome.NOT_MET


class TestNextDue:
    """When the next would be due if this one were done on a day."""

    DAY = date(2026, 6, 1).toordinal()

    def asked(self, shape, *facts):
        sets = [s for s in shape.sets if hasattr(s, "codes")]
        chart = Chart(key="p1", patient=Patient(), conditions=[ILL], observations=facts)
        view = View(
            chart,
            Lookup(sets),
            as_of=date(2026, 5, 4),
            zone=UTC,
            calendar=None,
            parameters=Parameters(),
        )
        due = shape.next_due(Frame(view), self.DAY)
        return None if due is None else date.fromordinal(due)

    def test_never_done_by_the_first_way(self):
        assert self.asked(TWO_WAYS) == date(2027, 6, 1)

    def test_by_the_way_of_the_last(self):
        facts = (
            made(SHORT, date(2026, 2, 1), "o1"),
            made(LONG, date(2026, 3, 1), "o2"),
        )

        assert self.asked(TWO_WAYS, *facts) == date(2036, 6, 1)
        assert self.asked(TWO_WAYS, facts[0]) == date(2027, 6, 1)

    @pytest.mark.parametrize(("value", "days_after"), [(9, 10), (5, 20), (1, 40)])
    def test_at_the_interval_of_the_last(self, value, days_after):
        last = made(SHORT, date(2026, 2, 1), "o1", value)
        due = self.asked(TestIntervals.BY_VALUE, last)

        assert due.toordinal() == self.DAY + days_after

    def test_once_there_is_no_next(self):
        assert self.asked(TestOnce.ONCE, LAST) is None

    def test_without_a_calendar_it_is_not_known(self):
        assert self.asked(one_way(Interval(business_days(1)))) is None
