"""Steps of an invented follow-up: a stay ends on Monday 4 May 2026, and a call is due in 7 days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord import review
from carecoord.errors import AuthoringError
from carecoord.model import Communication, Encounter, Procedure
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import EACH, AgeAt, All, Any, Exists, Facts, Itself, Not, Span
from carecoord.rules.criteria.places import INPATIENT
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.timing import Row
from carecoord.rules.engine.window import Standing
from carecoord.rules.shapes import FollowUp, Parameter, Rule, Step, business_days, days
from carecoord.testing.tables import chart, moment

STAYS = Facts(Encounter).where(Encounter.encounter_class, *INPATIENT)
CALLS = Facts(Communication).where(Communication.status, "completed")
REFUSALS = Facts(Communication).where(Communication.status, "stopped")
DONE = Facts(Procedure)
STAY = "class | from | to\nIMP | 2026-05-01 | 2026-05-04"
CALL = Step(
    name="call", title="Call", earliest=days(0), due=days(7), closed_by=CALLS, closes="a call"
)
SHAPE = FollowUp(trigger=STAYS, trigger_name="discharge", steps=(CALL,), lapses_after=days(30))


def rule_of(*steps, parameters=(), **shape):
    changed = attrs.evolve(SHAPE, steps=steps or SHAPE.steps, **shape)
    return Rule(
        id="invented.call",
        edition="only",
        title="Calls",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody",
        parameters=parameters,
        shape=changed,
    )


def reviewed(rule, as_of="2026-05-08", *, zone=UTC, calendar=None, born="1980-01-01", **lists):
    tables = {"encounters": STAY, "communications": "", "procedures": ""} | lists
    catalogue = Catalogue.of(rule, zone=zone, calendar=calendar)
    return review(chart(tables, born=born), catalogue, moment(as_of))


def asked(rule, as_of="2026-05-08", **more):
    (finding,) = reviewed(rule, as_of, **more).findings
    return finding


def calls(*days_, status="completed"):
    return "\n".join(["on | status", *(f"{day} | {status}" for day in days_)])


class TestUntil:
    """Due in 7 days, to be closed within 10: 14 May is the last day."""

    RULE = rule_of(attrs.evolve(CALL, until=days(10)))

    @pytest.mark.parametrize(
        ("on", "outcome", "reason"),
        [
            ("2026-05-11", Outcome.MET, "done on 2026-05-11"),
            ("2026-05-12", Outcome.MET, "done late on 2026-05-12"),
            ("2026-05-14", Outcome.MET, "done late on 2026-05-14"),
            ("2026-05-15", Outcome.NOT_MET, "window closed on 2026-05-14; done 2026-05-15"),
        ],
    )
    def test_what_comes_after_it_closes_nothing(self, on, outcome, reason):
        finding = asked(self.RULE, "2026-05-20", communications=calls(on))

        assert (finding.outcome, finding.reason) == (outcome, reason)
        assert (finding.window.done is None) is (outcome is Outcome.NOT_MET)
        assert finding.window.closes == date(2026, 5, 14)

    def test_it_is_open_on_the_last_day_and_not_the_day_after(self):
        held = reviewed(self.RULE, "2026-05-14")
        over = asked(self.RULE, "2026-05-15")

        assert held.findings[0].action is not None
        assert held.valid_until == date(2026, 5, 15)
        assert (over.outcome, over.action) == (Outcome.NOT_MET, None)
        assert over.window.standing(date(2026, 5, 15)) is Standing.WINDOW_CLOSED

    def test_without_a_calendar_it_is_not_known(self):
        finding = asked(rule_of(attrs.evolve(CALL, until=business_days(10))))

        assert finding.missing == ("a calendar that covers the business days",)

    def test_one_before_the_due_day_is_refused(self):
        with pytest.raises(AuthoringError, match=r"due \(7 days\) lies after until \(6 days\)"):
            rule_of(attrs.evolve(CALL, until=days(6)))


class TestGrace:
    RULE = rule_of(attrs.evolve(CALL, overdue_after=days(9)))

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-05-13", "done on 2026-05-13"),
            ("2026-05-14", "done late on 2026-05-14"),
        ],
    )
    def test_it_is_late_only_after_the_grace(self, on, reason):
        assert asked(self.RULE, "2026-05-20", communications=calls(on)).reason == reason

    def test_the_action_names_both_days(self):
        action = asked(self.RULE).action

        assert (action.due, action.overdue_after) == (date(2026, 5, 11), date(2026, 5, 13))

    def test_grace_before_the_due_day_is_refused(self):
        with pytest.raises(AuthoringError, match="overdue after"):
            rule_of(attrs.evolve(CALL, overdue_after=days(6)))


class TestStopped:
    """A stay that starts after the discharge stops what is open."""

    RULE = rule_of(stopped_by=STAYS.beginnings(), stopped_name="another stay")
    AGAIN = f"{STAY}\nIMP | 2026-05-06 | "

    def test_open_work_ends_with_the_reason(self):
        finding = first(self.RULE, encounters=self.AGAIN)

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "stopped by another stay on 2026-05-06"
        assert finding.title == "Call"
        assert [ref.id for line in finding.evidence for ref in line.facts] == ["e1", "e2"]

    def test_what_was_done_before_stays_done(self):
        finding = first(self.RULE, encounters=self.AGAIN, communications=calls("2026-05-05"))

        assert finding.reason == "done on 2026-05-05"

    def test_a_stay_before_it_stops_nothing(self):
        before = f"IMP | 2026-04-20 | 2026-04-25\n{STAY.partition(chr(10))[2]}"
        stays = f"class | from | to\n{before}"

        found = reviewed(self.RULE, encounters=stays).findings

        assert [one.action is None for one in found] == [True, False]


def first(rule, as_of="2026-05-08", **more):
    """The finding about the stay of May."""
    found = reviewed(rule, as_of, **more).findings
    (finding,) = [one for one in found if "2026-05-01:1" in one.key]
    return finding


class TestOnlyIf:
    """Asked of the whole, or of one step."""

    ADULT = AgeAt(EACH.end, at_least=18).named("age 18 or more at discharge")

    @pytest.mark.parametrize(
        ("born", "outcome"),
        [
            ("2008-05-04", Outcome.NOT_MET),
            ("2008-05-05", Outcome.NOT_APPLICABLE),
            (None, Outcome.INSUFFICIENT_DATA),
        ],
    )
    @pytest.mark.parametrize("whole", [True, False])
    def test_the_condition_is_asked_of_the_discharge(self, whole, born, outcome):
        rule = (
            rule_of(only_if=self.ADULT)
            if whole
            else rule_of(attrs.evolve(CALL, only_if=self.ADULT))
        )
        finding = asked(rule, born=born)

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is not Outcome.NOT_MET)

    @pytest.mark.parametrize("whole", [True, False])
    def test_it_says_what_is_missing_and_what_is_not_so(self, whole):
        rule = (
            rule_of(only_if=self.ADULT)
            if whole
            else rule_of(attrs.evolve(CALL, only_if=self.ADULT))
        )

        assert asked(rule, born=None).missing == ("birth date",)
        assert asked(rule, born="2020-01-01").reason == "not age 18 or more at discharge"

    def test_a_condition_may_speak_of_the_trigger(self):
        told = Exists(REFUSALS.starting(Span(EACH.start, EACH.end))).named("told in the stay")
        rule = rule_of(only_if=told)

        assert asked(rule, communications=calls("2026-05-04", status="stopped")).action is not None
        assert asked(rule, communications=calls("2026-05-05", status="stopped")).action is None

    def test_it_says_what_is_so_and_must_not_be(self):
        told = Exists(REFUSALS.starting(Span(EACH.start, EACH.end))).named("told in the stay")
        rule = rule_of(only_if=All(self.ADULT, Not(told)))
        finding = asked(rule, communications=calls("2026-05-04", status="stopped"))

        assert finding.reason == "told in the stay"
        assert [line.clause for line in finding.evidence] == ["discharge", "told in the stay"]

    def test_it_says_all_of_which_none_is_so(self):
        told = Exists(REFUSALS.starting(Span(EACH.start, EACH.end))).named("told in the stay")
        rule = rule_of(only_if=Any(self.ADULT, told))

        assert asked(rule, born="2020-01-01").reason == (
            "not age 18 or more at discharge, not told in the stay"
        )


class TestWaived:
    RULE = rule_of(attrs.evolve(CALL, waived_by=REFUSALS))

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-05-03", "none seen since 2026-05-04; due 2026-05-11"),
            ("2026-05-04", "waived on 2026-05-04"),
            ("2026-06-03", "waived on 2026-06-03"),
        ],
    )
    def test_who_declined_is_not_asked_again(self, on, reason):
        finding = asked(self.RULE, "2026-06-03", communications=calls(on, status="stopped"))

        assert finding.reason == reason

    def test_the_first_refusal_counts_and_the_window_says_so(self):
        refused = calls("2026-05-07", "2026-05-06", status="stopped")
        finding = asked(self.RULE, communications=refused)

        assert (finding.outcome, finding.action) == (Outcome.NOT_APPLICABLE, None)
        assert finding.window.waived == date(2026, 5, 6)
        assert finding.window.standing(date(2026, 5, 6)) is Standing.WAIVED
        assert finding.evidence[-1].because == "declined or not needed"

    def test_what_was_done_is_done(self):
        both = f"{calls('2026-05-05')}\n2026-05-06 | stopped"

        assert asked(self.RULE, communications=both).reason == "done on 2026-05-05"


class TestHours:
    """36 hours after the stay of 1 May began, which is where its clock starts."""

    STEP = attrs.evolve(CALL, due=days(2), hours=36, closed_by=CALLS | DONE)
    RULE = rule_of(STEP, trigger=STAYS.beginnings())
    STAY = "class | from | to\nIMP | 2026-05-01T22:00 | "

    def test_it_is_due_at_an_instant_of_the_catalogues_zone(self):
        zone = ZoneInfo("America/New_York")
        finding = asked(self.RULE, "2026-05-02T10:00", encounters=self.STAY, zone=zone)

        assert finding.action.due == datetime(2026, 5, 3, 6, tzinfo=zone)
        assert finding.action.due.tzinfo is zone
        assert finding.action.overdue_after == finding.action.due
        assert finding.window.due == date(2026, 5, 3)

    def test_hours_pass_whatever_the_clock_does(self):
        """In New York 8 March 2026 has 23 hours: 22:00 and 36 hours is 11:00."""
        zone = ZoneInfo("America/New_York")
        stay = "class | from | to\nIMP | 2026-03-07T22:00-05:00 | "
        finding = asked(self.RULE, "2026-03-08", encounters=stay, zone=zone)

        assert finding.action.due == datetime(2026, 3, 9, 11, tzinfo=zone)

    @pytest.mark.parametrize(
        ("at", "reason"),
        [
            ("2026-05-03T10:00", "done on 2026-05-03"),
            ("2026-05-03T10:01", "done late on 2026-05-03"),
            ("2026-05-03", "done on 2026-05-03"),
            ("2026-05-04", "done late on 2026-05-04"),
        ],
    )
    def test_what_was_done_at_an_instant_is_late_by_the_instant(self, at, reason):
        finding = asked(self.RULE, encounters=self.STAY, communications=calls(at))

        assert finding.reason == reason

    def test_where_only_the_day_is_known_the_days_of_the_step_hold(self):
        finding = asked(self.RULE, encounters="class | from | to\nIMP | 2026-05-01 | ")

        assert finding.action.due == date(2026, 5, 3)

    def test_the_end_of_a_stay_starts_the_clock_where_it_is_the_trigger(self):
        stay = "class | from | to\nIMP | 2026-05-01T22:00 | 2026-05-04T08:00"
        finding = asked(rule_of(self.STEP), "2026-05-04T09:00", encounters=stay)

        assert finding.action.due == datetime(2026, 5, 5, 20, tzinfo=UTC)

    def test_a_window_that_closes_at_an_instant_holds_until_then(self):
        rule = rule_of(attrs.evolve(self.STEP, later_closes=False), trigger=STAYS.beginnings())
        held = reviewed(rule, "2026-05-03T10:00", encounters=self.STAY)

        assert held.findings[0].action is not None
        assert held.valid_until == datetime(2026, 5, 3, 10, 0, 0, 1, tzinfo=UTC)
        assert asked(rule, "2026-05-03T10:01", encounters=self.STAY).action is None


class TestOneIn:
    """Another stay that ends within 31 days of one starts nothing new."""

    RULE = rule_of(one_in=days(30), lapses_after=days(60))

    @pytest.mark.parametrize(("home_on", "told"), [("2026-06-03", 1), ("2026-06-04", 2)])
    def test_the_first_one_stands_for_the_others(self, home_on, told):
        stays = f"{STAY}\nIMP | 2026-06-01 | {home_on}"

        assert len(reviewed(self.RULE, "2026-06-10", encounters=stays).findings) == told

    def test_one_that_is_left_out_leaves_none_out(self):
        stays = f"{STAY}\nIMP | 2026-05-20 | 2026-05-21\nIMP | 2026-06-01 | 2026-06-10"
        found = reviewed(self.RULE, "2026-06-12", encounters=stays).findings

        assert ["2026-05-01" in one.key for one in found] == [True, False]
        assert "2026-06-01" in found[1].key

    def test_a_stay_that_goes_on_leaves_none_out(self):
        stays = "class | from | to\nIMP | 2026-04-01 | \nIMP | 2026-05-01 | 2026-05-04"

        assert len(reviewed(self.RULE, encounters=stays).findings) == 2

    def told(self, only_if, *stays, **more):
        """Which stays are told of, by the day on which they began, and why nothing is asked for."""
        rule = attrs.evolve(self.RULE, shape=attrs.evolve(self.RULE.shape, only_if=only_if))
        drawn = "\n".join((STAY, *(f"IMP | {first} | {last}" for first, last in stays)))
        found = reviewed(rule, "2026-06-20", encounters=drawn, **more).findings
        return {one.key.split("Encounter:uncoded:")[1][:10]: one.reason for one in found}

    TOLD = Exists(CALLS.starting(Span(EACH.start, EACH.end))).named("told in the stay")

    def test_one_that_asks_for_nothing_leaves_out_none_that_does(self):
        """The first is not asked about, the second is, and the third falls into its time."""
        told = self.told(
            self.TOLD,
            ("2026-05-10", "2026-05-12"),
            ("2026-05-20", "2026-05-22"),
            communications=calls("2026-05-11", "2026-05-21"),
        )

        assert set(told) == {"2026-05-01", "2026-05-10"}
        assert told["2026-05-01"] == "not told in the stay"
        assert told["2026-05-10"] == "done late on 2026-05-21"

    def test_of_those_that_ask_for_nothing_the_first_stands_for_the_others(self):
        told = self.told(self.TOLD, ("2026-05-10", "2026-05-12"), ("2026-06-10", "2026-06-12"))

        assert set(told) == {"2026-05-01", "2026-06-10"}


class TestAfter:
    """A second call is due 7 days after the first."""

    SECOND = attrs.evolve(CALL, name="second", title="Second", earliest=days(1), after=CALL)
    RULE = rule_of(CALL, SECOND)

    def second(self, rule=RULE, as_of="2026-05-08", **more):
        found = reviewed(rule, as_of, **more).findings
        return next(one for one in found if one.key.endswith(":second"))

    def test_it_waits_for_the_first(self):
        finding = self.second()

        assert (finding.outcome, finding.action) == (Outcome.NOT_APPLICABLE, None)
        assert finding.reason == "waits for: Call"

    def test_its_clock_starts_with_the_day_of_the_first(self):
        finding = self.second(communications=calls("2026-05-06"))

        assert finding.reason == "none seen since 2026-05-06; due 2026-05-13"
        assert finding.action.earliest == date(2026, 5, 7)

    def test_a_third_may_wait_for_the_second(self):
        third = attrs.evolve(self.SECOND, name="third", after=self.SECOND)
        rule = rule_of(CALL, self.SECOND, third)
        found = reviewed(rule, "2026-05-09", communications=calls("2026-05-05", "2026-05-08"))
        of_third = next(one for one in found.findings if one.key.endswith(":third"))
        early = reviewed(rule, "2026-05-07").findings

        assert of_third.action.due == date(2026, 5, 15)
        assert [one.reason for one in early if one.key.endswith(":third")] == ["waits for: Second"]

    def test_one_that_was_missed_starts_nothing(self):
        missed = attrs.evolve(CALL, later_closes=False)
        rule = rule_of(missed, attrs.evolve(self.SECOND, after=missed))
        finding = self.second(rule, "2026-05-20", communications=calls("2026-05-12"))

        assert finding.reason == "waits for: Call"

    def test_without_a_calendar_for_the_first_it_waits(self):
        counted = attrs.evolve(CALL, due=business_days(5))
        rule = rule_of(counted, attrs.evolve(self.SECOND, after=counted))

        assert self.second(rule).reason == "waits for: Call"


class TestTimes:
    """Two calls, on different days."""

    RULE = rule_of(attrs.evolve(CALL, times=2))

    def test_the_second_day_closes_it(self):
        told = calls("2026-05-05", "2026-05-05", "2026-05-07")

        assert asked(self.RULE, communications=told).reason == "done on 2026-05-07"

    def test_one_day_leaves_it_open(self):
        finding = asked(self.RULE, communications=calls("2026-05-05", "2026-05-05"))

        assert finding.reason == "1 of 2 seen since 2026-05-04; due 2026-05-11"
        assert [line.holds for line in finding.evidence[1:]] == [True, True]

    def test_no_time_at_all_is_refused(self):
        with pytest.raises(AuthoringError, match="without anything being done"):
            rule_of(attrs.evolve(CALL, times=0))


class TestParameters:
    WITHIN = Parameter(name="invented.call.within", default=days(3), says="by when")

    def test_a_site_sets_any_span(self):
        step = attrs.evolve(CALL, due=self.WITHIN, until=self.WITHIN, overdue_after=self.WITHIN)
        rule = rule_of(step, parameters=(self.WITHIN,))
        catalogue = Catalogue.of(rule, parameters={"invented.call.within": days(5)})
        tables = {"encounters": STAY, "communications": "", "procedures": ""}
        (finding,) = review(chart(tables), catalogue, date(2026, 5, 8)).findings

        assert finding.window.due == finding.window.closes == date(2026, 5, 9)


class TestFaults:
    def test_no_step(self):
        with pytest.raises(AuthoringError, match="nothing is ever to be done"):
            Rule(
                id="invented.call",
                edition="only",
                title="Calls",
                citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
                population="everybody",
                shape=attrs.evolve(SHAPE, steps=()),
            )

    def test_two_of_one_name(self):
        with pytest.raises(AuthoringError, match="another step has its name"):
            rule_of(CALL, attrs.evolve(CALL, title="Other"))

    def test_one_that_waits_for_a_step_that_is_not_there(self):
        waiting = attrs.evolve(CALL, name="second", after=attrs.evolve(CALL, name="none"))

        with pytest.raises(AuthoringError, match="it waits for none"):
            rule_of(CALL, waiting)

    def test_one_that_opens_after_everything_has_lapsed(self):
        with pytest.raises(AuthoringError, match="lapses after"):
            rule_of(attrs.evolve(CALL, due=days(40), earliest=days(31)))


class TestTriggerCloses:
    """A step that a later day of the stay itself closes, here the day two days after it."""

    @staticmethod
    def step(*, days_=(2, 2), closes=True):
        def later(row, _):
            low, high = (row.end_high + number for number in days_)
            return Row(row.fact, low, high, low, high)

        return attrs.evolve(CALL, closed_by=Itself().timed(later), trigger_closes=closes)

    def test_it_closes_the_step_on_that_day(self):
        found = asked(rule_of(self.step()))

        assert (found.outcome, found.reason) == (Outcome.MET, "done on 2026-05-06")

    def test_a_day_that_is_not_exact_leaves_it_open_whether(self):
        assert asked(rule_of(self.step(days_=(2, 9)))).missing == ("the exact day: Call",)

    @pytest.mark.parametrize("days_", [(2, 2), (2, 9)])
    def test_it_does_not_unless_the_step_says_so(self, days_):
        found = asked(rule_of(self.step(days_=days_, closes=False)))

        assert (found.outcome, found.missing) == (Outcome.NOT_MET, ())

    def test_two_steps_of_which_one_is_closed_by_the_trigger_ask_for_different_things(self):
        one = self.step()
        other = attrs.evolve(one, name="other", title="Other", trigger_closes=False)

        assert list(attrs.evolve(SHAPE, steps=(one, other)).faults) == []
