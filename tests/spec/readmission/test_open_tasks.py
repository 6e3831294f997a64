"""What is still open: Nora Lind, 75, goes home on Friday 22 May 2026 with heart failure.

Day 0 is 22 May, day 30 is 21 June, day 31 is 22 June.
"""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.readmission.open_tasks import RULE

title = "What is still open after this discharge"

VISIT, MEDICINES = "visit not booked", "medicines not reconciled"
CONTACT, SUPPLY = "no contact with patient or caregiver", "supply run out"
NOT_GRANTED = "permission asked for and not granted"
RUNS_OUT = "permission runs out before the booked visits"

STAY = """
    class | from       | to         | priority | disposition | by | status
    IMP   | 2026-05-18 | 2026-05-22 | EM       | home        |    | finished
"""
VISITED = "AMB | 2026-05-28 | 2026-05-28 | | | MD | finished"
RECONCILED = "code | on | by\n430193006 | 2026-05-26 | nucc:183500000X"
SPOKEN = "status | on | to\ncompleted | 2026-05-26 | Patient"
ILL = "code | recorded\nI50.9 | 2020-01-01\nE11.9 | 2020-01-01"
"""With four nights and an emergency: 10 points of LACE."""
NOTHING_ELSE = dict.fromkeys(
    (
        *("appointments", "procedures", "communications", "fills", "prescriptions"),
        *("authorizations", "orders", "conditions", "observations"),
    ),
    "",
)


def tasks(ask, *more, as_of="2026-06-01", **lists):
    """The finding; lists not given are empty, and one that is None was never asked for."""
    person = {key: lists.pop(key) for key in ("deceased", "born", "parameters") if key in lists}
    stays = "\n".join([STAY.rstrip(), *(f"    {row}" for row in more)])
    given = {"encounters": stays} | NOTHING_ELSE | lists
    return ask(RULE, as_of, {k: v for k, v in given.items() if v is not None}, **person)


def line(finding, clause):
    (found,) = (one for one in finding.evidence if one.clause == clause)
    return found


def opened(finding):
    """The clauses of the tasks that are open."""
    clauses = (VISIT, MEDICINES, CONTACT, SUPPLY, NOT_GRANTED, RUNS_OUT)
    return [clause for clause in clauses if line(finding, clause).holds]


def test_of_a_discharge_after_which_nothing_was_done_three_tasks_are_open(ask):
    finding = tasks(ask)

    assert finding.outcome is Outcome.MET
    assert opened(finding) == [VISIT, MEDICINES, CONTACT]
    assert finding.reason == (
        "discharged on 2026-05-22; open: visit not booked, medicines not reconciled, "
        "no contact with patient or caregiver"
    )


def test_when_all_is_done_nothing_is_open(ask):
    finding = tasks(ask, VISITED, procedures=RECONCILED, communications=SPOKEN)

    assert (finding.outcome, finding.action) == (Outcome.NOT_MET, None)
    assert finding.reason == "discharged on 2026-05-22; nothing seen to be open"


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-05-21", Outcome.NOT_APPLICABLE),
        ("2026-05-22", Outcome.MET),
        ("2026-06-21", Outcome.MET),
        ("2026-06-22", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_told_from_the_day_of_discharge_to_day_30(ask, as_of, outcome):
    assert tasks(ask, as_of=as_of).outcome is outcome


def test_each_open_task_names_what_answers_it(ask):
    finding = tasks(ask, appointments=None, authorizations=None, fills=None)

    assert {one.clause: one.answered_by for one in finding.evidence if one.answered_by} == {
        VISIT: ("followup.transitional-care:visit-7", "followup.transitional-care:visit-14"),
        MEDICINES: (
            "followup.medication-reconciliation:reconciliation-30",
            "followup.transitional-care:reconciliation",
        ),
        CONTACT: (
            "followup.transitional-care:contact",
            "followup.patient-engagement:engagement",
        ),
        SUPPLY: ("adherence.late-refill", "adherence.gap"),
        RUNS_OUT: ("permissions.running-out",),
    }


def test_what_is_done_names_nothing(ask):
    finding = tasks(ask, VISITED, procedures=RECONCILED, communications=SPOKEN)

    assert [one.clause for one in finding.evidence if one.answered_by] == []


class TestWhatIsNotKnown:
    """A list that nobody asked for is not an empty one."""

    def test_every_list_that_was_never_asked_for_is_named(self, ask):
        finding = ask(RULE, "2026-06-01", {"encounters": STAY})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == tuple(
            f"{name} (never asked for)"
            for name in ("appointments", "procedures", "communications", "fills", "authorizations")
        )

    def test_what_is_known_to_be_open_is_told_beside_it(self, ask):
        finding = tasks(ask, fills=None)

        assert finding.outcome is Outcome.MET
        assert finding.missing == ("fills (never asked for)",)
        assert (line(finding, SUPPLY).holds, line(finding, SUPPLY).because) == (
            None,
            "fills (never asked for)",
        )

    def test_without_stays_nobody_knows(self, ask):
        finding = ask(RULE, "2026-06-01", {})

        assert (finding.outcome, finding.missing) == (
            Outcome.INSUFFICIENT_DATA,
            ("encounters (never asked for)",),
        )


class TestVisit:
    """Made, or booked and still to come, by the last day of the window."""

    def visit(self, ask, *more, **lists):
        return line(tasks(ask, *more, **lists), VISIT)

    @pytest.mark.parametrize(
        ("on", "open_"),
        [
            ("2026-05-22", True),
            ("2026-05-23", False),
            ("2026-06-21", False),
        ],
    )
    def test_one_made_from_the_day_after_the_discharge_counts(self, ask, on, open_):
        made = f"AMB | {on} | {on} | | | MD | finished"

        assert self.visit(ask, made, as_of="2026-06-21").holds is open_

    @pytest.mark.parametrize(
        ("by", "open_"), [("MD", False), ("NP", False), ("", False), ("?", False), ("CMA", True)]
    )
    def test_somebody_whose_licence_is_known_and_does_not_fit_is_refused(self, ask, by, open_):
        seen = self.visit(ask, VISITED.replace("MD", by))

        assert seen.holds is open_
        assert seen.because == ("refused: needs prescriber" if open_ else "visit on 2026-05-28")

    @pytest.mark.parametrize("status", ["booked", "pending"])
    @pytest.mark.parametrize(
        ("on", "holds", "because"),
        [
            ("2026-05-22", True, "none seen"),
            ("2026-05-31", None, "booked for 2026-05-31"),
            ("2026-06-01", False, "booked for 2026-06-01"),
            ("2026-06-21", False, "booked for 2026-06-21"),
            ("2026-06-22", True, "booked for 2026-06-22, after the window"),
        ],
    )
    def test_a_booked_one_counts_until_its_day_is_over(self, ask, status, on, holds, because):
        """On 1 June. Of one that has passed nobody wrote whether the patient came."""
        seen = self.visit(ask, appointments=f"on | status\n{on} | {status}")

        assert (seen.holds, seen.because) == (holds, because)

    def test_a_booked_one_that_passed_is_asked_about(self, ask):
        finding = tasks(ask, appointments="on | status\n2026-05-31 | booked")

        assert finding.missing == ("whether the patient came to a booked visit",)

    @pytest.mark.parametrize("status", ["arrived", "checked-in", "fulfilled"])
    def test_one_to_which_the_patient_came_counts(self, ask, status):
        seen = self.visit(ask, appointments=f"on | status\n2026-05-28 | {status}")

        assert (seen.holds, seen.because) == (False, "arrived 2026-05-28")

    @pytest.mark.parametrize("status", ["cancelled", "noshow", "proposed"])
    def test_one_that_did_not_take_place_does_not(self, ask, status):
        booked = f"on | status | cancelled\n2026-05-28 | {status} | 2026-05-27"

        assert self.visit(ask, appointments=booked).holds is True

    def test_one_booked_with_a_medical_assistant_does_not(self, ask):
        booked = "on | by\n2026-06-04 | CMA"

        assert self.visit(ask, appointments=booked).holds is True

    def test_one_without_a_day_leaves_it_open(self, ask):
        finding = tasks(ask, appointments="on | status\n | booked")

        assert line(finding, VISIT).holds is None
        assert finding.missing == ("the day of a booked visit",)

    def test_one_made_in_some_day_of_june_leaves_it_open(self, ask):
        finding = tasks(ask, "AMB | 2026-06 | 2026-06 | | | MD | finished", as_of="2026-06-20")

        assert line(finding, VISIT).holds is None
        assert "the exact day: visit" in finding.missing

    def test_where_appointments_were_never_asked_for_a_visit_made_is_enough(self, ask):
        assert self.visit(ask, VISITED, appointments=None).holds is False
        assert self.visit(ask, appointments=None).holds is None


class TestMedicines:
    """As in the follow-up: by a prescriber, pharmacist or registered nurse."""

    @pytest.mark.parametrize(
        ("on", "open_"), [("2026-05-21", True), ("2026-05-22", False), ("2026-06-21", False)]
    )
    def test_from_the_day_of_discharge_on(self, ask, on, open_):
        done = RECONCILED.replace("2026-05-26", on)

        assert line(tasks(ask, procedures=done, as_of="2026-06-21"), MEDICINES).holds is open_

    @pytest.mark.parametrize("by", ["nucc:183500000X", "RN", "MD"])
    def test_by_somebody_who_may(self, ask, by):
        done = RECONCILED.replace("nucc:183500000X", by)

        assert line(tasks(ask, procedures=done), MEDICINES).because == "reconciled on 2026-05-26"

    def test_a_medical_assistant_is_refused(self, ask):
        seen = line(tasks(ask, procedures=RECONCILED.replace("nucc:183500000X", "CMA")), MEDICINES)

        assert (seen.holds, [ref.id for ref in seen.facts]) == (True, ["p1"])
        assert seen.because == "refused: needs pharmacist or prescriber or registered nurse"

    @pytest.mark.parametrize("by", ["", "?"])
    def test_nobody_knows_by_whom(self, ask, by):
        finding = tasks(ask, procedures=RECONCILED.replace("nucc:183500000X", by))

        assert line(finding, MEDICINES).holds is None
        assert finding.missing == ("who performed it: reconciled",)


class TestContact:
    """With the patient or a caregiver, from the day after."""

    @pytest.mark.parametrize(
        ("on", "to", "open_"),
        [
            ("2026-05-22", "Patient", True),
            ("2026-05-23", "Patient", False),
            ("2026-05-23", "RelatedPerson", False),
            ("2026-05-23", "RN", True),
        ],
    )
    def test_with_whom_and_when(self, ask, on, to, open_):
        spoken = f"status | on | to\ncompleted | {on} | {to}"

        assert line(tasks(ask, communications=spoken), CONTACT).holds is open_

    def test_a_visit_is_a_contact(self, ask):
        assert line(tasks(ask, VISITED), CONTACT).because == "contact on 2026-05-28"

    @pytest.mark.parametrize(("many", "told"), [(1, "1 attempt"), (2, "2 attempts")])
    def test_a_voicemail_is_an_attempt(self, ask, many, told):
        tries = "status | on | to" + "\nnot-done | 2026-05-26 | Patient" * many
        seen = line(tasks(ask, communications=tries), CONTACT)

        assert (seen.holds, seen.because) == (True, f"{told}, nobody reached")
        assert len(seen.facts) == many

    def test_after_a_contact_attempts_are_not_told(self, ask):
        told = f"{SPOKEN}\nnot-done | 2026-05-25 | Patient"

        assert line(tasks(ask, communications=told), CONTACT).because == "contact on 2026-05-26"


class TestSupply:
    """No fill seen: what was taken nobody knows."""

    FILLED = "product | on | days\natorvastatin | 2026-05-01 | 30"

    @pytest.mark.parametrize(
        ("as_of", "holds", "because"),
        [
            ("2026-05-30", False, "statins to 2026-05-30"),
            ("2026-05-31", True, "statins to 2026-05-30, no fill seen after it"),
        ],
    )
    def test_it_has_run_out_on_the_day_after_it_ended(self, ask, as_of, holds, because):
        seen = line(tasks(ask, fills=self.FILLED, as_of=as_of), SUPPLY)

        assert (seen.holds, seen.because) == (holds, because)
        assert [ref.id for ref in seen.facts] == ["f1"]

    @pytest.mark.parametrize(("on", "holds"), [("2025-10-25", True), ("2025-10-24", False)])
    def test_what_ended_more_than_180_days_before_the_discharge_is_over(self, ask, on, holds):
        """23 November 2025 is 180 days before 22 May 2026."""
        filled = self.FILLED.replace("2026-05-01", on)

        assert line(tasks(ask, fills=filled), SUPPLY).holds is holds

    def test_what_was_stopped_is_no_gap(self, ask):
        stopped = "product | on | status\natorvastatin | 2026-05-01 | stopped"
        seen = line(tasks(ask, fills=self.FILLED, prescriptions=stopped), SUPPLY)

        assert (seen.holds, seen.because) == (False, "statins: the prescription was stopped")
        assert [ref.id for ref in seen.facts] == ["f1", "p1"]

    def test_a_prescription_that_goes_on_is_named(self, ask):
        """So that the finding carries its labels: without it the one before would say stopped."""
        written = "product | on | status\natorvastatin | 2026-04-01 | stopped"
        written += "\natorvastatin | 2026-05-01 | active"
        seen = line(tasks(ask, fills=self.FILLED, prescriptions=written), SUPPLY)

        assert (seen.holds, [ref.id for ref in seen.facts]) == (True, ["f1", "p2"])

    def test_a_medicine_that_was_not_stopped_beside_one_that_was_is_named(self, ask):
        filled = "product | on | days\nmetformin | 2026-05-01 | 30\nglipizide | 2026-05-01 | 20"
        written = "product | on | status\nmetformin | 2026-05-01 | stopped"
        seen = line(tasks(ask, fills=filled, prescriptions=written), SUPPLY)

        assert (seen.holds, [ref.id for ref in seen.facts]) == (True, ["f1", "p1", "f2"])

    def test_one_class_of_two_is_enough(self, ask):
        both = f"{self.FILLED}\nlisinopril | 2026-05-20 | 90"
        seen = line(tasks(ask, fills=both), SUPPLY)

        assert (seen.holds, seen.because) == (True, "statins to 2026-05-30, no fill seen after it")

    def test_a_fill_that_does_not_say_for_how_long_leaves_it_open(self, ask):
        finding = tasks(ask, fills=self.FILLED.replace("30", ""))

        assert line(finding, SUPPLY).holds is None
        assert finding.missing == ("days' supply of a fill of statins",)

    def test_beside_what_has_run_out_it_is_listed(self, ask):
        finding = tasks(ask, fills=f"{self.FILLED}\nlisinopril | 2026-05-20 | ")

        assert line(finding, SUPPLY).holds is True
        assert finding.missing == ("days' supply of a fill of RAS antagonists",)


class TestPermission:
    """Asked for, for what is ordered or booked, and not to be had."""

    ORDERED = "code | on\n91251008 | 2026-05-20"
    ASKED = """
        from       | to         | created    | order | code | action | outcome  | units | unit
                   |            | 2026-05-20 | o1    |      | A4     | complete |       |
    """

    def asked(self, ask, asked_for=None, orders=ORDERED, **more):
        found = tasks(ask, authorizations=asked_for or self.ASKED, orders=orders, **more)
        return line(found, NOT_GRANTED)

    @pytest.mark.parametrize(
        ("action", "holds", "because"),
        [
            ("A4", True, "not decided"),
            ("CT", True, "not decided"),
            ("A3", True, "denied"),
            ("A1", False, "none seen"),
            ("A2", False, "none seen"),
            ("C ", False, "none seen"),
            ("NA", False, "none seen"),
        ],
    )
    def test_what_the_payer_said_decides(self, ask, action, holds, because):
        seen = self.asked(ask, self.ASKED.replace("A4", action))

        assert (seen.holds, seen.because) == (holds, because)

    def test_a_request_in_the_queue_is_not_decided(self, ask):
        queued = self.ASKED.replace("A4", "  ").replace("complete", "queued  ")

        assert self.asked(ask, queued).because == "not decided"

    def test_a_request_that_nobody_answered_is_not_decided(self, ask):
        waiting = self.ASKED.replace("A4", "  ").replace("complete", "none    ")

        assert self.asked(ask, waiting).because == "not decided"

    def test_a_request_that_nobody_answered_settles_no_other(self, ask):
        other = "2026-05-01 | 2026-06-30 | 2026-05-01 | o1 | | | none | |"
        seen = self.asked(ask, f"{self.ASKED.rstrip()}\n {other}")

        assert seen.holds is True

    def test_it_names_request_and_order_and_no_rule(self, ask):
        seen = self.asked(ask)

        assert [ref.type for ref in seen.facts] == ["Authorization", "Order"]
        assert seen.answered_by == ()

    @pytest.mark.parametrize(("status", "holds"), [("active", True), ("completed", False)])
    def test_what_is_no_longer_ordered_needs_none(self, ask, status, holds):
        ordered = f"code | on | status\n91251008 | 2026-05-20 | {status}"

        assert self.asked(ask, orders=ordered).holds is holds

    @pytest.mark.parametrize(("forbids", "holds"), [("no", True), ("yes", False)])
    def test_an_order_not_to_do_it_needs_none(self, ask, forbids, holds):
        ordered = f"code | on | forbids\n91251008 | 2026-05-20 | {forbids}"

        assert self.asked(ask, orders=ordered).holds is holds

    @pytest.mark.parametrize(("on", "holds"), [("2026-05-22", True), ("2026-05-21", False)])
    def test_a_visit_of_that_service_from_the_discharge_on_needs_it(self, ask, on, holds):
        by_code = self.ASKED.replace("| o1    |     ", "|       | pt  ")
        booked = f"on | code\n{on} | pt"

        assert self.asked(ask, by_code, orders="", appointments=booked).holds is holds

    @pytest.mark.parametrize(("created", "holds"), [("2025-11-23", True), ("2025-11-22", False)])
    def test_one_of_more_than_180_days_before_the_discharge_is_over(self, ask, created, holds):
        assert self.asked(ask, self.ASKED.replace("2026-05-20", created)).holds is holds

    @pytest.mark.parametrize(
        ("to", "order", "code", "holds"),
        [
            ("2026-05-22", "o1", "", False),
            ("2026-05-21", "o1", "", True),
            ("2026-06-30", "o2", "", True),
            ("2026-06-30", "", "pt", True),
        ],
    )
    def test_another_one_granted_for_the_same_settles_it(self, ask, to, order, code, holds):
        granted = f"2026-05-01 | {to} | 2026-05-01 | {order} | {code} | A1 | complete | |"

        assert self.asked(ask, f"{self.ASKED.rstrip()}\n {granted}").holds is holds

    def test_one_granted_for_the_same_service_settles_it_too(self, ask):
        by_code = self.ASKED.replace("| o1    |     ", "|       | pt  ").rstrip()
        granted = "2026-05-01 | 2026-06-30 | 2026-05-01 | | pt | A1 | complete | |"
        seen = self.asked(ask, f"{by_code}\n {granted}", appointments="on | code\n2026-06-03 | pt")

        assert seen.holds is False
        assert [ref.id for ref in seen.facts] == ["a1", "a2"]

    def test_for_nobody_knows_what_leaves_it_open(self, ask):
        seen = self.asked(ask, self.ASKED.replace("o1", "  "))

        assert (seen.holds, seen.because) == (None, "for which service permission was asked")

    def test_without_orders_nobody_knows_whether_it_is_needed(self, ask):
        seen = self.asked(ask, orders=None)

        assert (seen.holds, seen.because) == (None, "orders (never asked for)")

    def test_without_a_day_it_is_as_old_as_its_end(self, ask):
        undated = self.ASKED.replace("2026-05-20", "          ")

        assert self.asked(ask, undated).holds is True


class TestPermissionThatRunsOut:
    """Visits from the discharge on that are not covered."""

    GRANTED = """
        from       | to         | code | action | units | unit
        2026-04-01 | 2026-05-31 | pt   | A1     |       |
    """

    def runs_out(self, ask, *days, granted=GRANTED, **more):
        booked = "\n".join(["on | code", *(f"{day} | pt" for day in days)])
        return line(tasks(ask, authorizations=granted, appointments=booked, **more), RUNS_OUT)

    @pytest.mark.parametrize(("day", "holds"), [("2026-05-31", False), ("2026-06-01", True)])
    def test_its_last_day_is_inside(self, ask, day, holds):
        assert self.runs_out(ask, day).holds is holds

    def test_it_names_permission_and_visits_and_what_answers_it(self, ask):
        seen = self.runs_out(ask, "2026-05-28", "2026-06-04")

        assert seen.because == "visits from 2026-06-04 are not covered"
        assert [ref.id for ref in seen.facts] == ["a1", "a1", "a2"]
        assert seen.answered_by == ("permissions.running-out",)

    def test_by_units_too(self, ask):
        one = self.GRANTED.replace("A1     |       |", "A1     | 1     | visits")

        assert self.runs_out(ask, "2026-05-28", granted=one).holds is False
        assert self.runs_out(ask, "2026-05-28", "2026-05-29", granted=one).holds is True

    @pytest.mark.parametrize(("day", "holds"), [("2026-05-22", True), ("2026-05-21", False)])
    def test_a_visit_before_the_discharge_is_over(self, ask, day, holds):
        ended = self.GRANTED.replace("2026-05-31", "2026-05-20")

        assert self.runs_out(ask, day, granted=ended).holds is holds

    @pytest.mark.parametrize(("to", "holds"), [("2026-04-22", True), ("2026-04-21", False)])
    def test_one_that_ended_more_than_30_days_before_the_discharge_is_over(self, ask, to, holds):
        ended = self.GRANTED.replace("2026-05-31", to)

        assert self.runs_out(ask, "2026-06-04", granted=ended).holds is holds

    def test_without_appointments_nobody_knows(self, ask):
        finding = tasks(ask, authorizations=self.GRANTED, appointments=None)

        assert line(finding, RUNS_OUT).because == "appointments (never asked for)"

    def test_what_was_granted_has_to_be_known(self, ask):
        finding = tasks(ask, authorizations=f"{self.GRANTED.rstrip()}".replace("pt ", "   "))

        assert line(finding, RUNS_OUT).because == "which service it permits"


class TestTheOneItem:
    """While a score is high and something is open or not known."""

    def test_a_high_lace_opens_one_item_for_a_nurse(self, ask):
        action = tasks(ask, conditions=ILL).action

        assert action.title == "See to the open transition tasks of this discharge"
        assert (action.urgency, action.licences) == (Urgency.ROUTINE, (Licence.RN,))
        assert (action.earliest, action.due) == (date(2026, 5, 22), None)

    def test_a_high_hospital_does_too(self, ask):
        """Hemoglobin, sodium, oncology, a procedure, not elective, five nights: 8 points."""
        stay = STAY.replace("by | status", "service | status").replace(
            "|    | finished", "| 394593009 | finished"
        )
        lists = NOTHING_ELSE | {
            "encounters": stay.replace("2026-05-18", "2026-05-17"),
            "observations": "code | on | value | unit\n718-7 | 2026-05-22 | 9 | g/dL\n"
            "2951-2 | 2026-05-22 | 130 | mmol/L",
            "procedures": "code | on\n73761001 | 2026-05-19",
        }
        finding = ask(RULE, "2026-06-01", lists)

        assert line(finding, "LACE is high").holds is False
        assert line(finding, "HOSPITAL (2016) is high").because == "8 points"
        assert finding.action is not None

    def test_below_the_cut_it_opens_none(self, ask):
        one = ILL.replace("\nE11.9 | 2020-01-01", "")
        finding = tasks(ask, conditions=one)

        assert (finding.outcome, finding.action) == (Outcome.MET, None)
        assert (line(finding, "LACE is high").holds, line(finding, "LACE is high").because) == (
            False,
            "9 points",
        )

    def test_it_ends_when_nothing_is_open(self, ask):
        finding = tasks(ask, VISITED, conditions=ILL, procedures=RECONCILED, communications=SPOKEN)

        assert (finding.outcome, finding.action) == (Outcome.NOT_MET, None)

    def test_what_is_not_known_keeps_it(self, ask):
        finding = tasks(
            ask, VISITED, conditions=ILL, fills=None, procedures=RECONCILED, communications=SPOKEN
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.action is not None

    def test_a_score_that_cannot_be_told_opens_none(self, ask):
        finding = tasks(ask, conditions=None)

        assert (finding.outcome, finding.action) == (Outcome.MET, None)
        assert line(finding, "LACE is high").because.startswith("not known: conditions")

    def test_scores_do_not_speak_of_a_child(self, ask):
        finding = tasks(ask, born="2017-04-12")

        assert finding.outcome is Outcome.MET
        assert [one.clause for one in finding.evidence if "high" in one.clause] == []


class TestWhoseTasks:
    """The last discharge, alive to the community, until the next admission."""

    @pytest.mark.parametrize("kind", ["IMP", "NONAC"])
    def test_the_next_admission_ends_it(self, ask, kind):
        finding = tasks(ask, f"{kind} | 2026-05-28 | | | | | in-progress")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "superseded by admission on 2026-05-28"

    def test_after_the_next_discharge_that_is_told(self, ask):
        finding = tasks(ask, "IMP | 2026-05-28 | 2026-05-30 | EM | home | | finished")

        assert dict(finding.details)["discharged on"] == date(2026, 5, 30)

    @pytest.mark.parametrize("disposition", ["snf", "exp"])
    def test_nobody_who_went_elsewhere_or_died(self, ask, disposition):
        elsewhere = STAY.replace("home", disposition)
        finding = ask(RULE, "2026-06-01", {"encounters": elsewhere})

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_death_ends_it(self, ask):
        finding = tasks(ask, deceased="2026-05-30")

        assert finding.reason == "discharged on 2026-05-22; ended by death"

    def test_a_hold_ends_it(self, ask):
        finding = tasks(ask, holds="kind | since\nHOSPICE | 2026-05-30")

        assert finding.reason == "discharged on 2026-05-22; ended by hospice choice"
