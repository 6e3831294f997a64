"""Appointments that were missed or cancelled late, of all that came up in twelve months."""

from datetime import date, timedelta

import pytest

from carecoord import explain
from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.shapes import months

title = "Appointments missed or cancelled late"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.appointments")
NAME = "adherence.appointments"
FIVE = """
    on         | status
    2026-01-05 | fulfilled
    2026-02-02 | noshow
    2026-03-02 | arrived
    2026-04-06 | noshow
    2026-05-04 | checked-in
"""


def asked(ask, appointments, as_of="2026-06-01", **more):
    return ask(RULES, as_of, {"appointments": appointments}, **more)


def row(text):
    return f"on | status | cancelled | reason\n{text}"


def told(finding, holds, clause="kept"):
    """The ids of the facts of a clause."""
    return [
        ref.id
        for line in finding.evidence
        if line.clause == clause and line.holds is holds
        for ref in line.facts
    ]


class TestMissed:
    """Two in twelve months open work; the count of the day is told by ``explain``."""

    def test_the_facts_and_the_day_on_which_it_turned(self, ask):
        finding = asked(ask, FIVE)

        assert finding.outcome is Outcome.NOT_MET
        assert told(finding, False) == ["a2", "a4"]
        assert told(finding, True) == ["a1", "a3", "a5"]
        assert dict(finding.details)["turned on"] == date(2026, 4, 6)
        assert finding.reason == (
            "missed or cancelled late on 2026-02-02, 2026-04-06; 2 reached on 2026-04-06"
        )

    @pytest.mark.parametrize(
        ("second", "outcome"),
        [
            ("2026-02-02T11:00Z | noshow", Outcome.MET),
            ("2026-02-03T11:00Z | noshow", Outcome.NOT_MET),
            ("2026-02-02T11:00Z | booked", Outcome.MET),
            ("2026-02-03T11:00Z | booked", Outcome.INSUFFICIENT_DATA),
            (" | noshow", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_two_of_one_day_are_one_way_that_was_not_made(self, ask, second, outcome):
        finding = asked(ask, f"on | status\n2026-02-02 | noshow\n{second}")

        assert finding.outcome is outcome

    def test_each_of_one_day_counts_in_the_rate(self, ask):
        two = "on | status\n2026-02-02 | noshow\n2026-02-02 | noshow\n2026-02-03 | noshow"
        finding = asked(ask, two)

        assert finding.reason == (
            "missed or cancelled late on 2026-02-02, 2026-02-03; 2 reached on 2026-02-03"
        )
        assert "  So far: 0 of 3 appointments kept" in explain(finding, date(2026, 6, 1))

    def test_the_rate_has_its_denominator_and_its_days(self, ask):
        said = explain(asked(ask, FIVE), date(2026, 6, 1))

        expected = "  So far: 3 of 5 appointments kept (60.0%), from 2026-01-05 to 2026-05-04"

        assert expected in said.splitlines()

    def test_the_work_is_help_by_somebody_who_can_arrange_it(self, ask):
        action = asked(ask, FIVE).action

        assert action.due == date(2026, 4, 6)
        assert action.overdue_after == date(2026, 4, 13)
        assert "transport, phone, cost, language" in action.title
        assert Licence.COMMUNITY_HEALTH_WORKER in action.licences

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-02-02", Outcome.MET),
            ("2026-04-05", Outcome.MET),
            ("2026-04-06", Outcome.NOT_MET),
            ("2027-02-01", Outcome.NOT_MET),
            ("2027-02-02", Outcome.MET),
            ("2027-05-03", Outcome.MET),
            ("2027-05-04", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_each_counts_from_its_day_for_twelve_months(self, ask, as_of, outcome):
        finding = asked(ask, FIVE, as_of)

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is not Outcome.NOT_MET)

    def test_another_one_asks_again(self, ask):
        action = asked(ask, f"{FIVE.rstrip()}\n    2026-05-18 | noshow").action

        assert action.due == date(2026, 5, 18)

    def test_a_site_sets_how_many_and_for_how_long(self, ask):
        three = asked(ask, FIVE, parameters={f"{NAME}.asks-after": 3})
        short = asked(ask, FIVE, parameters={f"{NAME}.counts-for": months(3)})

        assert three.outcome is Outcome.MET
        assert short.outcome is Outcome.MET
        assert told(short, False) == ["a4"]


class TestCancelled:
    """Late is less than a day before the start, by the patient."""

    @pytest.mark.parametrize(
        ("cancelled", "counts"),
        [
            ("2026-03-01T09:00", False),
            ("2026-03-01T09:01", True),
            ("2026-03-02T09:30", True),
            ("2026-02-28", False),
            ("2026-03-02", True),
        ],
    )
    def test_exactly_a_day_before_is_in_time(self, ask, cancelled, counts):
        """The appointment is on 2 March at 09:00."""
        rows = row(f"2026-03-02 | cancelled | {cancelled} | pat-lt\n2026-03-09 | fulfilled | | ")
        finding = asked(ask, rows)

        assert told(finding, False, "cancelled in time") == (["a1"] if counts else [])

    def test_two_late_ones_open_work_on_the_day_of_the_second(self, ask):
        rows = row(
            "2026-03-02 | cancelled | 2026-03-02T07:00 | pat-lt\n"
            "2026-03-09 | cancelled | 2026-03-09T08:00 | pat"
        )
        finding = asked(ask, rows)

        assert finding.outcome is Outcome.NOT_MET
        assert finding.action.due == date(2026, 3, 9)

    def test_a_site_sets_the_notice(self, ask):
        rows = row("2026-03-02 | cancelled | 2026-02-28T10:00 | pat-lt")
        longer = asked(ask, rows, parameters={f"{NAME}.notice": timedelta(hours=48)})

        assert asked(ask, rows).outcome is Outcome.NOT_APPLICABLE
        assert told(longer, False, "cancelled in time") == ["a1"]

    @pytest.mark.parametrize(
        "reason", ["prov", "oth-weath", "maint", "pat-dec", "pat-mt", "pat-swl"]
    )
    def test_what_is_nobodys_choice_leaves_the_count(self, ask, reason):
        rows = row(f"2026-03-02 | cancelled | 2026-03-02T07:00 | {reason}")

        assert asked(ask, rows).outcome is Outcome.NOT_APPLICABLE

    def test_before_it_was_cancelled_it_was_booked(self, ask):
        rows = row("2026-03-09 | cancelled | 2026-03-09T08:00 | pat")

        assert asked(ask, rows, "2026-03-09T07:00").outcome is Outcome.NOT_APPLICABLE
        assert told(asked(ask, rows, "2026-03-09T08:00"), False, "cancelled in time") == ["a1"]


class TestMissing:
    """What is not known is never counted as missed, nor as kept."""

    def test_appointments_never_asked_for(self, ask):
        finding = ask(RULES, "2026-06-01", {"encounters": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("appointments (never asked for)",)

    def test_none_that_counts(self, ask):
        assert asked(ask, "").outcome is Outcome.NOT_APPLICABLE
        assert asked(ask, "on | status\n2026-09-01 | booked").outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        "unknown",
        [
            "2026-03-02 | cancelled | | pat-lt",
            "2026-03-02 | cancelled | 2026-03 | pat-lt",
            "2026-03-02 | cancelled | 2026-03-01 | pat-lt",
            "2026-03-02 | cancelled | 2026-03-02T08:00 | ",
            "2026-03-02 | booked | | ",
            " | noshow | | ",
        ],
    )
    def test_one_that_may_be_the_second_leaves_it_open(self, ask, unknown):
        finding = asked(ask, row(f"2026-04-06 | noshow | | \n{unknown}"))
        alone = asked(ask, row(unknown))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("what came of an appointment",)
        assert alone.outcome is Outcome.MET
        assert told(alone, None) == ["a1"]

    def test_one_of_today_is_not_over(self, ask):
        rows = row("2026-06-01 | booked | | ")

        assert asked(ask, rows, "2026-06-01").outcome is Outcome.NOT_APPLICABLE
        assert told(asked(ask, rows, "2026-06-02"), None) == ["a1"]

    @pytest.mark.parametrize("status", ["fulfilled", "booked", "cancelled"])
    def test_one_without_a_day_that_was_not_missed_is_left_out(self, ask, status):
        assert asked(ask, row(f" | {status} | | ")).outcome is Outcome.NOT_APPLICABLE


def test_after_death_there_is_nothing_to_ask(ask):
    finding = asked(ask, FIVE, deceased="2026-05-20")

    assert finding.action is None
    assert finding.reason.startswith("held: death")
