"""The targets of a goal are reached by the day that was set for them."""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL

title = "Goals on track by their targets"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.goals")
HEAD = "since | measure | to | low | high | unit | due | months | achieved | status | target | text"
HBA1C = f"{HEAD}\n2026-01-10 | 4548-4 | < 7 | | | % | 2026-03-31 | | | | | "
SYSTOLIC = f"{HEAD}\n2026-01-10 | 8480-6 | | 110 | 139 | mm[Hg] | 2026-03-31 | | | | | "


def seen(*lines):
    return "\n".join(("code | on | value | unit", *lines))


def asked(ask, goals, results="", as_of="2026-03-20", **more):
    return ask(RULES, as_of, {"goals": goals, "observations": results}, **more)


def held(finding):
    return [line.holds for line in finding.evidence[1:]]


class TestMeasured:
    """By the latest value of what the target measures, since the goal began."""

    @pytest.mark.parametrize(
        ("value", "reached"), [("6.9", True), ("7.0", False), ("7.1", False), ("< 7", True)]
    )
    def test_below_seven_is_not_seven(self, ask, value, reached):
        finding = asked(ask, HBA1C, seen(f"4548-4 | 2026-03-01 | {value} | %"))

        assert finding.outcome is Outcome.MET
        assert held(finding) == [reached]

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-03-31", Outcome.MET),
            ("2026-04-01", Outcome.NOT_MET),
            ("2027-03-30", Outcome.NOT_MET),
            ("2027-03-31", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_not_reached_it_is_in_time_to_its_day(self, ask, as_of, outcome):
        finding = asked(ask, HBA1C, seen("4548-4 | 2026-03-01 | 7.8 | %"), as_of)

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is not Outcome.NOT_MET)

    def test_off_track_it_names_the_value_and_the_day_on_which_it_turned(self, ask):
        finding = asked(ask, HBA1C, seen("4548-4 | 2026-03-01 | 7.8 | %"), "2026-04-05")

        assert finding.reason == (
            "4548-4: not seen to be reached, its day is over, due by 2026-03-31, "
            "latest 7.8 % on 2026-03-01"
        )
        assert [ref.id for ref in finding.evidence[1].facts] == ["o1"]
        assert dict(finding.details)["turned on"] == date(2026, 4, 1)

    def test_reached_by_its_day_and_lost_later_it_does_not_say_that_it_never_was(self, ask):
        values = seen("4548-4 | 2026-03-01 | 6.5 | %", "4548-4 | 2026-05-01 | 7.5 | %")

        assert asked(ask, HBA1C, values, "2026-04-30").outcome is Outcome.MET
        finding = asked(ask, HBA1C, values, "2026-05-01")
        assert finding.outcome is Outcome.NOT_MET
        assert "by its day" not in finding.reason

    def test_the_work(self, ask):
        action = asked(ask, HBA1C, as_of="2026-04-05").action

        assert (action.due, action.overdue_after) == (date(2026, 3, 31), date(2026, 4, 14))
        assert Licence.RN in action.licences
        assert "2026-03-31" in action.closes

    def test_the_latest_value_decides(self, ask):
        twice = ("4548-4 | 2026-02-01 | 6.5 | %", "4548-4 | 2026-04-02 | 7.5 | %")

        assert asked(ask, HBA1C, seen(*twice), "2026-04-01").outcome is Outcome.MET
        assert asked(ask, HBA1C, seen(*twice), "2026-04-02").outcome is Outcome.NOT_MET

    def test_reached_after_its_day_is_reached(self, ask):
        late = seen("4548-4 | 2026-04-10 | 6.5 | %")

        assert asked(ask, HBA1C, late, "2026-04-10").outcome is Outcome.MET

    @pytest.mark.parametrize(("day", "counts"), [("2026-01-09", False), ("2026-01-10", True)])
    def test_a_value_from_before_the_goal_began_says_nothing(self, ask, day, counts):
        finding = asked(ask, HBA1C, seen(f"4548-4 | {day} | 6.5 | %"))

        assert (finding.outcome is Outcome.MET) is counts

    def test_of_one_day_the_last_by_the_clock(self, ask):
        twice = seen("4548-4 | 2026-03-01T08:00 | 7.5 | %", "4548-4 | 2026-03-01T16:00 | 6.5 | %")
        finding = asked(ask, HBA1C, twice)

        assert held(finding) == [True]
        assert [ref.id for ref in finding.evidence[1].facts] == ["o2"]

    @pytest.mark.parametrize(
        ("value", "reached"),
        [("109", False), ("110", True), ("139", True), ("140", False)],
    )
    def test_both_ends_of_a_range_are_inside_and_a_component_counts(self, ask, value, reached):
        pressures = f"code | on | 8480-6 | unit\n85354-9 | 2026-03-01 | {value} | mm[Hg]"

        assert held(asked(ask, SYSTOLIC, pressures)) == [reached]

    @pytest.mark.parametrize(
        ("low", "high", "value", "reached"),
        [
            ("", "139", "90", True),
            ("", "139", "140", False),
            ("110", "", "180", True),
            ("110", "", "90", False),
        ],
    )
    def test_a_range_is_open_on_the_side_it_does_not_name(self, ask, low, high, value, reached):
        goal = SYSTOLIC.replace("| 110 | 139 |", f"| {low} | {high} |")

        assert held(asked(ask, goal, seen(f"8480-6 | 2026-03-01 | {value} | mm[Hg]"))) == [reached]

    def test_units_are_converted(self, ask):
        goal = f"{HEAD}\n2026-01-10 | 29463-7 | <= 80 | | | kg | 2026-03-31 | | | | | "

        assert held(asked(ask, goal, seen("29463-7 | 2026-03-01 | 79500 | g"))) == [True]

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2026-04-10", Outcome.MET), ("2026-04-11", Outcome.NOT_MET)]
    )
    def test_months_after_the_goal_began(self, ask, as_of, outcome):
        goal = HBA1C.replace("2026-03-31 | |", " | 3 |")

        assert asked(ask, goal, seen("4548-4 | 2026-03-01 | 7.8 | %"), as_of).outcome is outcome


class TestAchievement:
    """Without a measure the status of the goal says it."""

    GOAL = f"{HEAD}\n2026-01-10 | | | | | | 2026-03-31 | | STATUS | | | Walk every day"

    @pytest.mark.parametrize(
        ("status", "as_of", "outcome"),
        [
            ("achieved", "2026-04-01", Outcome.MET),
            ("sustaining", "2026-04-01", Outcome.MET),
            ("improving", "2026-03-31", Outcome.MET),
            ("improving", "2026-04-01", Outcome.NOT_MET),
            ("not-achieved", "2026-04-01", Outcome.NOT_MET),
            ("", "2026-04-01", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_what_it_says(self, ask, status, as_of, outcome):
        assert asked(ask, self.GOAL.replace("STATUS", status), as_of=as_of).outcome is outcome

    def test_it_is_called_by_its_description(self, ask):
        finding = asked(ask, self.GOAL.replace("STATUS", "achieved"))

        assert finding.reason == "Walk every day: reached, due by 2026-03-31"


class TestWhichGoals:
    """Active ones, accepted ones, with a target."""

    @pytest.mark.parametrize(
        ("status", "counts"),
        [("active", True), ("accepted", True), ("on-hold", False), ("completed", False)],
    )
    def test_by_their_life_cycle(self, ask, status, counts):
        goal = HBA1C.replace("2026-03-31 | | | |", f"2026-03-31 | | | {status} |")

        assert (asked(ask, goal).outcome is not Outcome.NOT_APPLICABLE) is counts

    def test_a_goal_without_a_target(self, ask):
        goal = f"{HEAD}\n2026-01-10 | | | | | | | | | | none | Walk"

        assert asked(ask, goal).reason == "no active goal with a target"

    def test_each_goal_has_a_finding_of_its_own(self, ask):
        goals = f"{HBA1C}\n{SYSTOLIC.splitlines()[1]}"
        results = seen("4548-4 | 2026-03-01 | 6.5 | %")
        tables = {"goals": goals, "observations": results}
        found = ask(RULES, "2026-04-01", tables, every=True)

        assert [f.outcome for f in found] == [Outcome.MET, Outcome.NOT_MET]


class TestMissing:
    """What is not known is neither reached nor missed."""

    def test_goals_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-20", {"observations": ""})

        assert finding.missing == ("goals (never asked for)",)

    def test_results_never_asked_for(self, ask):
        finding = ask(RULES, "2026-04-20", {"goals": HBA1C})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("observations (never asked for)",)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-03-31", Outcome.INSUFFICIENT_DATA), ("2026-04-01", Outcome.NOT_MET)],
    )
    def test_no_value_since_the_goal_began(self, ask, as_of, outcome):
        """Not known while there is time; afterwards not seen to be reached."""
        assert asked(ask, HBA1C, as_of=as_of).outcome is outcome

    @pytest.mark.parametrize(
        ("goal", "result"),
        [
            (HBA1C, "4548-4 | 2026-03-01 | 48 | mmol/mol"),
            (HBA1C, "4548-4 | 2026-03-01 | 6.5 | -"),
            (HBA1C.replace("< 7", "7"), "4548-4 | 2026-03-01 | 6.5 | %"),
        ],
    )
    @pytest.mark.parametrize("as_of", ["2026-03-20", "2026-04-20"])
    def test_a_unit_or_a_side_that_leaves_it_open(self, ask, goal, result, as_of):
        finding = asked(ask, goal, seen(result), as_of)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.action is None

    def test_its_own_value_reaches_an_amount_without_a_comparator(self, ask):
        goal = HBA1C.replace("< 7", "7")

        assert held(asked(ask, goal, seen("4548-4 | 2026-03-01 | 7.0 | %"))) == [True]

    def test_two_that_may_be_the_latest_and_differ(self, ask):
        twice = seen("4548-4 | 2026-03 | 6.5 | %", "4548-4 | 2026-03-10 | 7.5 | %")
        finding = asked(ask, HBA1C, twice, "2026-04-20")

        assert finding.missing == ("the day of a value of what the target measures",)

    def test_a_value_that_may_be_from_before_the_goal(self, ask):
        finding = asked(ask, HBA1C, seen("4548-4 | 2026-01 | 6.5 | %"))

        assert finding.missing == ("the day of a value of what the target measures",)

    @pytest.mark.parametrize(
        ("due", "missing"),
        [
            ("", "the day by which the target is to be reached"),
            ("2026-03", "the exact day by which it is to be reached"),
        ],
    )
    def test_a_day_that_is_not_known(self, ask, due, missing):
        goal = HBA1C.replace("2026-03-31", due)
        finding = asked(ask, goal, seen("4548-4 | 2026-03-01 | 7.8 | %"))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (missing,)
