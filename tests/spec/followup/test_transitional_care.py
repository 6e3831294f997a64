"""Transitional care: Nora Lind, 75, goes home on Friday 22 May 2026, before Memorial Day.

Day 7 is Friday 29 May, day 14 is 5 June, day 29 is 20 June.
"""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.followup import RULES as ALL

title = "Transitional care after discharge"

RULES = tuple(rule for rule in ALL if rule.id == "followup.transitional-care")
STAY = """
    class  | from       | to         | disposition | status   | by
    IMP    | 2026-05-18 | 2026-05-22 | home        | finished |
"""
MEMORIAL_DAY = date(2026, 5, 25)
ON_RECORD = {"encounters": STAY, "communications": "", "procedures": ""}


def working(day):
    return day.weekday() < 5 and day != MEMORIAL_DAY


def step(ask, name, as_of="2026-05-29", *, begun="2026-05-18", calendar=working, **more):
    """Where one step of the discharge stands; the lists not given are empty."""
    person = {key: more.pop(key) for key in ("deceased", "zone") if key in more}
    return ask(
        RULES,
        as_of,
        ON_RECORD | more,
        occurrence=f"Encounter:uncoded:{begun}:1:{name}",
        calendar=calendar,
        **person,
    )


def whole(ask, as_of, **lists):
    """The one finding where no step can be told."""
    return ask(RULES, as_of, ON_RECORD | lists, calendar=working)


def visit(on, by="MD", kind="AMB", status="finished"):
    return f"{STAY.rstrip()}\n    {kind} | {on} | {on} | | {status} | {by}"


def discharged(on, admitted="2026-05-01"):
    return STAY.replace("2026-05-18", admitted).replace("2026-05-22", on)


class TestContact:
    """Two business days: MLN908628, worked by hand on the calendar of May 2026."""

    @pytest.mark.parametrize(
        ("home_on", "due"),
        [
            (date(2026, 5, 11), date(2026, 5, 13)),
            (date(2026, 5, 14), date(2026, 5, 18)),
            (date(2026, 5, 15), date(2026, 5, 19)),
            (date(2026, 5, 16), date(2026, 5, 19)),
            (date(2026, 5, 17), date(2026, 5, 19)),
            (date(2026, 5, 21), date(2026, 5, 26)),
            (date(2026, 5, 22), date(2026, 5, 27)),
            (date(2026, 5, 25), date(2026, 5, 27)),
        ],
        ids=["Monday", "Thursday", "Friday", "Saturday", "Sunday", "Thu-hol", "Fri-hol", "holiday"],
    )
    def test_it_is_due_on_the_second_business_day_after(self, ask, home_on, due):
        finding = step(
            ask, "contact", str(home_on), begun="2026-05-01", encounters=discharged(str(home_on))
        )

        assert finding.action.due == due
        assert finding.action.earliest == date.fromordinal(home_on.toordinal() + 1)

    @pytest.mark.parametrize(
        ("on", "outcome", "reason"),
        [
            ("2026-05-22", Outcome.NOT_MET, "none seen since 2026-05-22; due 2026-05-27"),
            ("2026-05-23", Outcome.MET, "done on 2026-05-23"),
            ("2026-05-27", Outcome.MET, "done on 2026-05-27"),
            ("2026-05-28", Outcome.MET, "done late on 2026-05-28"),
        ],
    )
    def test_it_counts_from_the_day_after_and_is_late_after_the_second(
        self, ask, on, outcome, reason
    ):
        finding = step(ask, "contact", communications=f"on | status\n{on} | completed")

        assert finding.outcome is outcome
        assert finding.reason == reason
        assert (finding.action is None) is (outcome is Outcome.MET)

    @pytest.mark.parametrize("status", ["not-done", "stopped", "on-hold"])
    def test_a_voicemail_is_an_attempt_and_leaves_it_open(self, ask, status):
        tries = f"on | status\n2026-05-26 | {status}\n2026-05-27 | {status}"
        finding = step(ask, "contact", communications=tries)

        assert finding.outcome is Outcome.NOT_MET
        assert finding.action is not None
        assert finding.evidence[-1].because == "2 attempts, nobody reached"

    @pytest.mark.parametrize("status", ["in-progress", "preparation", "entered-in-error"])
    def test_what_has_not_come_about_is_neither(self, ask, status):
        finding = step(ask, "contact", communications=f"on | status\n2026-05-26 | {status}")

        assert finding.outcome is Outcome.NOT_MET
        assert len(finding.evidence) == 1

    @pytest.mark.parametrize("by", ["MD", "RN", "CMA", "?"])
    def test_a_visit_of_anybody_is_a_contact(self, ask, by):
        assert step(ask, "contact", encounters=visit("2026-05-26", by)).outcome is Outcome.MET

    def test_it_is_urgent_and_needs_no_prescriber(self, ask):
        action = step(ask, "contact").action

        assert action.urgency is Urgency.URGENT
        assert set(action.licences) == {
            Licence.RN,
            Licence.LPN,
            Licence.MEDICAL_ASSISTANT,
            Licence.COORDINATOR,
        }

    @pytest.mark.parametrize("calendar", [None, lambda day: None if day.day > 26 else working(day)])
    def test_without_a_calendar_that_reaches_so_far_it_is_not_known(self, ask, calendar):
        finding = step(ask, "contact", calendar=calendar)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("a calendar that covers the business days",)

    def test_an_instant_is_the_day_of_the_catalogues_zone(self, ask):
        """02:00 UTC on Friday 15 May is Thursday evening in New York."""
        stay = STAY.replace("2026-05-18", "2026-05-10T09:00").replace(
            "2026-05-22", "2026-05-15T02:00"
        )
        named = {"begun": "2026-05-10", "encounters": stay}
        zone = ZoneInfo("America/New_York")

        assert step(ask, "contact", "2026-05-17", **named).action.due == date(2026, 5, 19)
        assert step(ask, "contact", "2026-05-17", zone=zone, **named).action.due == date(
            2026, 5, 18
        )


class TestVisits:
    """7 days at high complexity, 14 at moderate: both are open until a visit is seen."""

    @pytest.mark.parametrize(
        ("on", "by_day_7", "by_day_14"),
        [
            ("2026-05-22", None, None),
            ("2026-05-23", "done on 2026-05-23", "done on 2026-05-23"),
            ("2026-05-29", "done on 2026-05-29", "done on 2026-05-29"),
            ("2026-05-30", "window closed on 2026-05-29; done 2026-05-30", "done on 2026-05-30"),
            ("2026-06-05", "window closed on 2026-05-29; done 2026-06-05", "done on 2026-06-05"),
            (
                "2026-06-06",
                "window closed on 2026-05-29; done 2026-06-06",
                "done late on 2026-06-06",
            ),
        ],
    )
    def test_a_visit_closes_what_its_day_allows(self, ask, on, by_day_7, by_day_14):
        said = [
            step(ask, name, "2026-06-07", encounters=visit(on)).reason
            for name in ("visit-7", "visit-14")
        ]
        nothing = [
            "none seen since 2026-05-22; due 2026-05-29",
            "none seen since 2026-05-22; due 2026-06-05",
        ]

        assert [by_day_7 or nothing[0], by_day_14 or nothing[1]] == said

    def test_a_visit_too_late_for_day_7_does_not_meet_it(self, ask):
        seventh = step(ask, "visit-7", encounters=visit("2026-05-30"), as_of="2026-05-30")

        assert (seventh.outcome, seventh.action) == (Outcome.NOT_MET, None)

    @pytest.mark.parametrize(("as_of", "is_open"), [("2026-05-29", True), ("2026-05-30", False)])
    def test_the_seven_days_are_open_on_their_last_day_only(self, ask, as_of, is_open):
        finding = step(ask, "visit-7", as_of)

        assert finding.outcome is Outcome.NOT_MET
        assert (finding.action is not None) is is_open

    def test_the_fourteen_days_stay_open_when_they_are_over(self, ask):
        action = step(ask, "visit-14", "2026-06-06").action

        assert action.overdue_after == date(2026, 6, 5)
        assert action.window_over == "window closed, still to be done"

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            ("MD", Outcome.MET),
            ("NP", Outcome.MET),
            ("?", Outcome.MET),
            ("", Outcome.MET),
            ("RN", Outcome.NOT_MET),
            ("CMA", Outcome.NOT_MET),
        ],
    )
    def test_a_licence_that_is_known_and_does_not_fit_is_refused(self, ask, by, outcome):
        """Decision 0002: a visit by somebody whose licence is not known counts."""
        finding = step(ask, "visit-7", encounters=visit("2026-05-26", by))

        assert finding.outcome is outcome
        assert (finding.evidence[-1].because == "refused: needs prescriber") is (
            outcome is Outcome.NOT_MET
        )

    @pytest.mark.parametrize(
        ("kind", "status", "outcome"),
        [
            ("AMB", "finished", Outcome.MET),
            ("VR", "finished", Outcome.MET),
            ("HH", "finished", Outcome.MET),
            ("FLD", "finished", Outcome.MET),
            ("EMER", "finished", Outcome.NOT_MET),
            ("OBSENC", "finished", Outcome.NOT_MET),
            ("AMB", "planned", Outcome.NOT_MET),
            ("AMB", "cancelled", Outcome.NOT_MET),
        ],
    )
    def test_what_a_visit_is(self, ask, kind, status, outcome):
        encounters = visit("2026-05-26", kind=kind, status=status)

        assert step(ask, "visit-7", encounters=encounters).outcome is outcome

    def test_a_visit_of_which_only_the_month_is_known_leaves_it_open(self, ask):
        finding = step(ask, "visit-14", encounters=visit("2026-05"), as_of="2026-06-01")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact day: Visit within 14 days of discharge",)
        assert finding.action is not None


class TestReconciliation:
    """No later than the visit; by a prescriber, pharmacist or registered nurse."""

    @staticmethod
    def done(on, by="PHARMD", code="430193006", status="completed"):
        return f"on | by | code | status\n{on} | {by} | {code} | {status}"

    @pytest.mark.parametrize(
        ("seen_on", "due"),
        [
            ("2026-05-23", date(2026, 5, 23)),
            ("2026-06-04", date(2026, 6, 4)),
            ("2026-06-05", date(2026, 6, 5)),
            ("2026-06-06", date(2026, 6, 5)),
        ],
    )
    def test_a_visit_before_day_14_pulls_it_to_its_own_day(self, ask, seen_on, due):
        finding = step(ask, "reconciliation", "2026-06-07", encounters=visit(seen_on))

        assert finding.action.due == due

    @pytest.mark.parametrize(
        ("seen_on", "by"), [("2026-05-22", "MD"), ("2026-05-26", "RN"), ("2026-05-26", "PHARMD")]
    )
    def test_what_does_not_close_the_visit_does_not_pull_it(self, ask, seen_on, by):
        """On the day of discharge, or by somebody who is no prescriber (decision 0002)."""
        finding = step(ask, "reconciliation", "2026-06-01", encounters=visit(seen_on, by))

        assert finding.action.due == date(2026, 6, 5)

    @pytest.mark.parametrize(
        ("on", "outcome", "reason"),
        [
            ("2026-05-21", Outcome.NOT_MET, "none seen since 2026-05-22; due 2026-05-28"),
            ("2026-05-22", Outcome.MET, "done on 2026-05-22"),
            ("2026-05-28", Outcome.MET, "done on 2026-05-28"),
            ("2026-05-29", Outcome.MET, "done late on 2026-05-29"),
        ],
    )
    def test_it_counts_from_the_day_of_discharge_to_the_visit(self, ask, on, outcome, reason):
        finding = step(
            ask, "reconciliation", encounters=visit("2026-05-28"), procedures=self.done(on)
        )

        assert (finding.outcome, finding.reason) == (outcome, reason)

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            ("MD", Outcome.MET),
            ("PHARMD", Outcome.MET),
            ("RN", Outcome.MET),
            ("CMA", Outcome.NOT_MET),
            ("?", Outcome.INSUFFICIENT_DATA),
            ("", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_who_closes_it(self, ask, by, outcome):
        """Decision 0002: by somebody whose licence is not known it is left open."""
        finding = step(ask, "reconciliation", procedures=self.done("2026-05-26", by))

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is Outcome.MET)

    @pytest.mark.parametrize(
        ("code", "status"), [("430193006", "in-progress"), ("182836005", "completed")]
    )
    def test_what_is_not_a_reconciliation_done_closes_nothing(self, ask, code, status):
        """182836005 is a review of medicines."""
        done = self.done("2026-05-26", code=code, status=status)

        assert step(ask, "reconciliation", procedures=done).outcome is Outcome.NOT_MET


class TestWork:
    """Who may do each step, and how urgent it is."""

    @pytest.mark.parametrize(
        ("name", "urgency", "licences"),
        [
            ("visit-7", Urgency.URGENT, {Licence.PRESCRIBER}),
            ("visit-14", Urgency.ROUTINE, {Licence.PRESCRIBER}),
            (
                "reconciliation",
                Urgency.ROUTINE,
                {Licence.PRESCRIBER, Licence.PHARMACIST, Licence.RN},
            ),
        ],
    )
    def test_each_step(self, ask, name, urgency, licences):
        """An unlicensed coordinator is given neither; a pharmacist reconciles, and sees nobody."""
        action = step(ask, name).action

        assert (urgency, licences) == (action.urgency, set(action.licences))

    def test_the_edition(self, ask):
        assert step(ask, "contact").edition == "2013"


class TestWhichDischarge:
    """From an inpatient or observation stay to the community."""

    @pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC", "OBSENC"])
    def test_stays_that_start_the_clock(self, ask, kind):
        encounters = STAY.replace("IMP", kind)

        assert step(ask, "contact", encounters=encounters).action.due == date(2026, 5, 27)

    @pytest.mark.parametrize(
        ("change", "other"), [("IMP ", "EMER"), ("IMP ", "AMB "), ("finished", "cancelled")]
    )
    def test_an_emergency_visit_alone_starts_none(self, ask, change, other):
        finding = whole(ask, "2026-05-29", encounters=STAY.replace(change, other))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no discharge to the community"

    @pytest.mark.parametrize("disposition", ["home", "01", "06", "    "])
    def test_home_with_or_without_services_is_the_community(self, ask, disposition):
        """Decision 0002: a disposition that nobody gave counts as the community."""
        encounters = STAY.replace("home", disposition)

        assert step(ask, "contact", encounters=encounters).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("disposition", ["snf", "rehab", "exp", "hosp", "03", "20", "62"])
    def test_a_facility_hospice_or_death_is_not(self, ask, disposition):
        finding = whole(ask, "2026-05-29", encounters=STAY.replace("home", disposition))

        assert finding.reason == "no discharge to the community"

    @pytest.mark.parametrize(
        ("home_on", "reason"),
        [
            ("2012-12-31", "no edition before 2013-01-01"),
            ("2013-01-01", "none seen since 2013-01-01; due 2013-01-15"),
        ],
    )
    def test_the_edition_speaks_for_discharges_from_2013(self, ask, home_on, reason):
        encounters = discharged(home_on, admitted="2012-12-20")
        said = ask(
            RULES,
            "2013-01-05",
            ON_RECORD | {"encounters": encounters},
            calendar=working,
            occurrence="Encounter:uncoded:2012-12-20:1" + (":visit-14" if home_on > "2013" else ""),
        )

        assert said.reason == reason


class TestEnd:
    """Readmission, death and the thirtieth day."""

    @staticmethod
    def back(on, to="", kind="IMP", status="in-progress"):
        return f"{STAY.rstrip()}\n    {kind} | {on} | {to} | | {status} |"

    @pytest.mark.parametrize("on", ["2026-05-22", "2026-05-23", "2026-05-28"])
    @pytest.mark.parametrize("name", ["contact", "visit-7", "visit-14", "reconciliation"])
    def test_a_readmission_ends_every_step(self, ask, name, on):
        finding = step(ask, name, encounters=self.back(on))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == f"superseded by readmission on {on}"

    @pytest.mark.parametrize(
        ("called", "outcome"),
        [
            ("2026-05-27", Outcome.MET),
            ("2026-05-28", Outcome.MET),
            ("2026-05-29", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_was_done_before_the_readmission_stays_done(self, ask, called, outcome):
        talk = f"on | status\n{called} | completed"
        found = step(ask, "contact", encounters=self.back("2026-05-28"), communications=talk)

        assert found.outcome is outcome

    @pytest.mark.parametrize(
        ("on", "to", "status", "outcome"),
        [
            ("2026-05-21", "", "in-progress", Outcome.NOT_APPLICABLE),
            ("2026-05-21", "2026-05-23", "finished", Outcome.NOT_APPLICABLE),
            ("2026-05-16", "2026-05-30", "finished", Outcome.NOT_APPLICABLE),
            ("2026-05-21", "2026-05-22", "finished", Outcome.NOT_MET),
        ],
    )
    def test_a_stay_that_ends_while_another_goes_on_is_no_discharge(
        self, ask, on, to, status, outcome
    ):
        lists = ON_RECORD | {"encounters": self.back(on, to, status=status)}
        found = ask(RULES, "2026-05-25", lists, calendar=working, every=True)
        of_the_22nd = [f for f in found if f.key.endswith("2026-05-18:1:contact")]

        assert [f.outcome for f in of_the_22nd] == (
            [] if outcome is Outcome.NOT_APPLICABLE else [outcome]
        )

    def test_a_stay_that_ran_beside_it_ends_nothing(self, ask):
        encounters = self.back("2026-05-21", "2026-05-22", status="finished")

        assert step(ask, "contact", encounters=encounters).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(("kind", "status"), [("OBSENC", "in-progress"), ("IMP", "planned")])
    def test_observation_or_a_planned_stay_is_no_readmission(self, ask, kind, status):
        encounters = self.back("2026-05-26", kind=kind, status=status)

        assert step(ask, "contact", encounters=encounters).outcome is Outcome.NOT_MET

    def test_its_own_discharge_starts_the_clock_again(self, ask):
        """Tuesday 26 May: two business days later is Thursday."""
        encounters = self.back("2026-05-24", "2026-05-26", status="finished")
        finding = step(ask, "contact", begun="2026-05-24", encounters=encounters)

        assert finding.action.due == date(2026, 5, 28)

    @pytest.mark.parametrize(
        "end", [{"deceased": "2026-05-24"}, {"holds": "kind | since\nDEATH | 2026-05-24"}]
    )
    def test_death_holds_the_work_and_keeps_the_finding(self, ask, end):
        finding = step(ask, "contact", **end)

        assert finding.outcome is Outcome.NOT_MET
        assert finding.action is None
        assert finding.reason.startswith("held: death. none seen")

    @pytest.mark.parametrize(
        ("kind", "why"), [("HOSPICE", "hospice choice"), ("CONSENT_WITHDRAWN", "consent withdrawn")]
    )
    def test_so_does_any_other_hold_from_its_day_on(self, ask, kind, why):
        holds = f"kind | since\n{kind} | 2026-05-24"

        assert step(ask, "contact", "2026-05-23", holds=holds).action is not None
        assert step(ask, "contact", "2026-05-24", holds=holds).reason.startswith(f"held: {why}.")

    def test_it_lapses_after_day_29(self, ask):
        """CMS: the period is the day of discharge and the 29 days after it."""
        assert step(ask, "contact", "2026-06-20").action is not None

        lapsed = whole(ask, "2026-06-21")
        assert lapsed.outcome is Outcome.NOT_APPLICABLE
        assert lapsed.reason == "lapsed on 2026-06-20: discharge to the community ended 2026-05-22"

    @pytest.mark.parametrize(
        ("on", "outcome"), [("2026-06-20", Outcome.MET), ("2026-06-21", Outcome.NOT_MET)]
    )
    def test_a_contact_on_the_last_day_still_counts(self, ask, on, outcome):
        """One that is planned for the day after does not."""
        calls = f"on | status\n{on} | completed"

        assert step(ask, "contact", "2026-06-20", communications=calls).outcome is outcome


class TestMissing:
    """What nobody asked for, and days that are not known."""

    def test_encounters_never_asked_for(self, ask):
        finding = ask(RULES, "2026-05-29", {"communications": "", "procedures": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("encounters (never asked for)",)

    def test_no_encounter(self, ask):
        finding = whole(ask, "2026-05-29", encounters="")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no discharge to the community"

    @pytest.mark.parametrize(
        ("name", "listed"), [("contact", "communications"), ("reconciliation", "procedures")]
    )
    def test_closers_never_asked_for_leave_the_work_open(self, ask, name, listed):
        """Decision 0006: it says what it could not see, and opens the work all the same."""
        asked = {key: held for key, held in ON_RECORD.items() if key != listed}
        finding = ask(
            RULES,
            "2026-05-26",
            asked,
            calendar=working,
            occurrence=f"Encounter:uncoded:2026-05-18:1:{name}",
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (f"{listed} (never asked for)",)
        assert finding.action is not None

    @pytest.mark.parametrize("home_on", ["2026-05", "          "])
    def test_a_discharge_of_which_the_day_is_not_known(self, ask, home_on):
        finding = whole(ask, "2026-06-01", encounters=STAY.replace("2026-05-22", home_on))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact day of discharge to the community",)
