"""The 30 days after a discharge: Nora Lind, 75, goes home on Friday 22 May 2026.

Day 0 is 22 May, day 30 is 21 June, day 31 is 22 June.
"""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Outcome
from carecoord.rules.readmission.window import RULE

title = "In the 30 days after a hospital discharge"

STAY = """
    class  | from       | to         | status      | disposition | priority | hospital
    IMP    | 2026-05-18 | 2026-05-22 | finished    | home        | EM       | north
"""
WINDOW = {"discharged on": date(2026, 5, 22), "last day of the window": date(2026, 6, 21)}
NONE_SEEN = "discharged on 2026-05-22; the last day of the window is 2026-06-21"


def stays(*more, first=STAY):
    return "\n".join([first.rstrip(), *(f"    {row}" for row in more)])


def back(on, priority="", kind="IMP", hospital="north"):
    return f"{kind} | {on} | | in-progress | | {priority} | {hospital}"


def window(ask, encounters=STAY, as_of="2026-06-01", **more):
    return ask(RULE, as_of, {"encounters": encounters}, **more)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-05-21", Outcome.NOT_APPLICABLE),
        ("2026-05-22", Outcome.MET),
        ("2026-06-21", Outcome.MET),
        ("2026-06-22", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_open_from_the_day_of_discharge_to_day_30(ask, as_of, outcome):
    """Day 0 and day 30 are inside; on the day before there is no discharge yet."""
    assert window(ask, as_of=as_of).outcome is outcome


def test_it_holds_its_days_as_dates_and_asks_for_nothing(ask):
    finding = window(ask)

    assert dict(finding.details) == WINDOW
    assert (finding.reason, finding.action) == (NONE_SEEN, None)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2026, 5, 22), "Day 0 of 30 after the discharge, 30 days left after it"),
        (date(2026, 6, 20), "Day 29 of 30 after the discharge, 1 day left after it"),
        (date(2026, 6, 21), "Day 30 of 30 after the discharge, the last one"),
    ],
)
def test_which_day_it_is_is_told_on_the_day(ask, as_of, told):
    """The finding is the same on each of them."""
    assert told in explain(window(ask), as_of)


def test_when_it_is_over_the_finding_says_so(ask):
    assert window(ask, as_of="2026-06-22").reason == (
        "lapsed on 2026-06-21: discharged on 2026-05-22, no readmission seen"
    )


class TestReadmission:
    """A return to hospital from day 0 to day 30."""

    @pytest.mark.parametrize("on", ["2026-05-22", "2026-05-23", "2026-06-21"])
    def test_a_return_in_the_window_is_told_with_its_day(self, ask, on):
        finding = window(ask, stays(back(on)), as_of="2026-06-21")

        assert finding.outcome is Outcome.NOT_MET
        assert dict(finding.details) == WINDOW | {"readmitted on": date.fromisoformat(on)}
        assert f"readmitted on {on}, within the window to 2026-06-21" in finding.reason

    def test_a_return_on_day_31_is_none(self, ask):
        finding = window(ask, stays(back("2026-06-22")), as_of="2026-06-22")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert "no readmission seen" in finding.reason

    def test_when_the_window_is_over_the_return_is_still_told(self, ask):
        finding = window(ask, stays(back("2026-06-21")), as_of="2026-06-22")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert "lapsed on 2026-06-21: discharged on 2026-05-22; readmitted on" in finding.reason

    @pytest.mark.parametrize(
        ("priority", "told"),
        [
            ("EM", "admitted as an emergency"),
            ("EL", "an elective admission"),
            ("", "whether it was planned is not on record"),
        ],
    )
    def test_whether_it_was_planned_is_told_as_the_record_says(self, ask, priority, told):
        finding = window(ask, stays(back("2026-05-28", priority)))
        (line,) = (line for line in finding.evidence if line.clause == "readmission")

        assert (line.holds, line.because) == (True, told)

    def test_the_emergency_visit_that_led_to_it_is_named(self, ask):
        emergency = "EMER | 2026-05-28 | 2026-05-28 | finished | home | | north"
        finding = window(ask, stays(back("2026-05-28"), emergency))
        (line,) = (line for line in finding.evidence if line.clause == "readmission")

        assert line.because == "admitted as an emergency"
        assert [ref.id for ref in line.facts] == ["e2", "e3"]

    def test_of_two_returns_the_first_is_told(self, ask):
        again = stays(
            "IMP | 2026-05-28 | 2026-05-30 | finished | home | | north", back("2026-06-05")
        )
        first, second = window(ask, again, as_of="2026-06-06", every=True)

        assert "readmitted on 2026-05-28" in first.reason
        assert "readmitted on 2026-06-05" in second.reason

    def test_each_discharge_has_its_window_until_it_is_over(self, ask):
        again = stays("IMP | 2026-05-28 | 2026-05-30 | finished | home | | north")
        told = {
            day: [f.outcome for f in window(ask, again, as_of=day, every=True)]
            for day in ("2026-06-21", "2026-06-22")
        }

        assert told == {
            "2026-06-21": [Outcome.NOT_MET, Outcome.MET],
            "2026-06-22": [Outcome.MET],
        }

    def test_a_nursing_facility_is_no_return_to_hospital(self, ask):
        assert window(ask, stays(back("2026-05-28", kind="NONAC"))).outcome is Outcome.MET

    def test_observation_is_no_admission(self, ask):
        assert window(ask, stays(back("2026-05-28", kind="OBSENC"))).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("start", "outcome"),
        [
            ("2026-05", Outcome.INSUFFICIENT_DATA),
            ("2026", Outcome.INSUFFICIENT_DATA),
            ("2026-04", Outcome.MET),
        ],
    )
    def test_a_stay_without_its_day_may_be_a_return(self, ask, start, outcome):
        """From April 2026 it is not: the month ends before the discharge."""
        vague = f"IMP | {start} | 2026-05-20 | finished | home | | north"
        if outcome is Outcome.INSUFFICIENT_DATA:
            vague = f"IMP | {start} | | in-progress | | | north"
        finding = window(ask, stays(vague))

        assert finding.outcome is outcome
        assert finding.missing == (
            ("the exact days of an inpatient stay",) if outcome is Outcome.INSUFFICIENT_DATA else ()
        )


class TestOneStay:
    """Parts of a stay are one, and the window begins when the last part ends."""

    PARTED = STAY.replace("2026-05-18", "2026-05-14").replace("2026-05-22", "2026-05-18")

    def parts(self, ask, disposition, on, hospital, first="north"):
        before = self.PARTED.replace("home ", f"{disposition:5}").replace("north", first)
        after = f"IMP | {on} | 2026-05-22 | finished | home | | {hospital}"
        found = window(ask, stays(after, first=before), as_of="2026-05-23", every=True)
        return [dict(finding.details)["discharged on"].day for finding in found]

    @pytest.mark.parametrize(
        ("disposition", "on", "hospital", "days"),
        [
            ("home", "2026-05-18", "south", [22]),
            ("home", "2026-05-19", "south", [22]),
            ("home", "2026-05-20", "south", [18, 22]),
            ("home", "2026-05-18", "north", [18, 22]),
            ("", "2026-05-18", "north", [22]),
            ("", "2026-05-19", "north", [18, 22]),
            ("home", "2026-05-18", "", [18, 22]),
            ("", "2026-05-18", "", [22]),
            ("home", "2026-05-17", "north", [22]),
        ],
    )
    def test_what_goes_on_is_one_stay(self, ask, disposition, on, hospital, days):
        """Another hospital by the next day; the same day if nobody says where; before the end."""
        assert self.parts(ask, disposition, on, hospital) == days

    def test_a_stay_that_goes_on_elsewhere_is_not_over(self, ask):
        moved = stays(back("2026-05-22", hospital="south"))
        finding = window(ask, moved)

        assert (finding.outcome, finding.reason) == (
            Outcome.NOT_APPLICABLE,
            "no finished inpatient stay",
        )

    @pytest.mark.parametrize(("since", "held"), [("2026-02-17", True), ("2026-02-16", False)])
    def test_a_stay_is_not_believed_to_go_on_for_more_than_90_days(self, ask, since, held):
        """From 17 February, 18 May is day 90 and begins within it; from the 16th it does not."""
        finding = window(ask, stays(back(since)))

        assert (finding.outcome is Outcome.MET) is not held

    def test_a_nursing_facility_is_no_part_of_the_hospital_stay(self, ask):
        facility = STAY.replace("home", "snf ")
        there = "NONAC | 2026-05-22 | 2026-06-05 | finished | home | | south"
        finding = window(ask, stays(there, first=facility), as_of="2026-06-06")

        assert dict(finding.details)["discharged on"] == date(2026, 6, 5)


class TestWhoseWindow:
    """Discharged alive to the community."""

    @pytest.mark.parametrize("disposition", ["exp", "snf", "long", "03", "20", "51"])
    def test_nobody_who_went_elsewhere_or_died(self, ask, disposition):
        finding = window(ask, STAY.replace("home", disposition))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "discharged on 2026-05-22, not alive to the community"

    def test_a_discharge_elsewhere_leaves_the_window_of_the_one_before(self, ask):
        again = stays("IMP | 2026-05-28 | 2026-05-30 | finished | snf | EM | north")
        finding = window(ask, again)

        assert finding.outcome is Outcome.NOT_MET
        assert "readmitted on 2026-05-28" in finding.reason

    def test_a_disposition_that_nobody_gave_is_taken_as_the_community(self, ask):
        finding = window(ask, STAY.replace("home", "    "))

        assert finding.outcome is Outcome.MET
        assert (finding.evidence[0].holds, finding.evidence[0].because) == (
            None,
            "disposition not given, taken as the community",
        )

    def test_a_child_as_well(self, ask):
        assert window(ask, born="2017-04-12").outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-05-31", Outcome.MET), ("2026-06-01", Outcome.NOT_APPLICABLE)],
    )
    def test_death_ends_it(self, ask, as_of, outcome):
        finding = window(ask, as_of=as_of, deceased="2026-06-01")

        assert finding.outcome is outcome
        assert ("ended by death" in finding.reason) is (outcome is Outcome.NOT_APPLICABLE)

    @pytest.mark.parametrize("kind", ["HOSPICE", "DISENROLLED", "CONSENT_WITHDRAWN"])
    def test_a_hold_ends_it_from_its_day(self, ask, kind):
        held = {"encounters": STAY, "holds": f"kind | since\n{kind} | 2026-05-30"}
        before, after = (ask(RULE, day, held) for day in ("2026-05-29", "2026-05-30"))

        assert (before.outcome, after.outcome) == (Outcome.MET, Outcome.NOT_APPLICABLE)
        assert [ref.type for ref in after.evidence[-1].facts] == ["Hold"]

    def test_without_any_list_of_stays_nobody_knows(self, ask):
        finding = ask(RULE, "2026-06-01", {})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("encounters (never asked for)",)

    def test_a_stay_without_days_leaves_it_open(self, ask):
        finding = window(ask, STAY.replace("2026-05-22", "2026-05   "))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the days of an inpatient stay",)
        assert [ref.id for line in finding.evidence for ref in line.facts] == ["e1"]
