"""Stories, told date by date: what the library must say, and what it must refuse."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord import explain, review
from carecoord.adapters.calendars import us
from carecoord.adapters.codec.fhir_r4 import read
from carecoord.adapters.coordinator import run_once
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.model import (
    Chart,
    Encounter,
    Observation,
    Order,
    Patient,
    Period,
    Procedure,
    Quantity,
    Referral,
    Task,
)
from carecoord.model.code import concept, loinc, snomed
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.explain import Standing, standing
from carecoord.rules.engine.finding import Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.shapes import days
from carecoord.rules.telling import Refusal, Withheld, tell
from carecoord.rules.worklist import WorkItem, reconcile
from carecoord.testing.examples import example
from carecoord.testing.invented.value_sets import value_sets

ZONE = ZoneInfo("America/New_York")
CONTACT = "Contact within 2 business days of discharge"
VISIT_7 = "Visit within 7 days of discharge (high complexity)"
VISIT_14 = "Visit within 14 days of discharge"
BY_THE_VISIT = "Medicines reconciled no later than the visit"
IN_30_DAYS = "Medicines reconciled within 30 days of discharge"
STILL_OPEN = "What is still open after this discharge"
MEDICINES_OPEN, NO_CONTACT = "medicines not reconciled", "no contact with patient or caregiver"


@pytest.fixture(scope="module")
def catalogue():
    return standard(value_sets=value_sets(), calendar=us(), zone=ZONE)


class _ClockAt:
    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment


def _to(part, systolic, diastolic):
    """A component of a blood pressure with another value."""
    value = systolic if loinc("8480-6") in part.code.coding else diastolic
    return attrs.evolve(part, value=Quantity(Decimal(value), "mm[Hg]"))


def _chart(name):
    (found,) = (one.chart for one in read(example(name)) if one.chart is not None)
    return found


@pytest.fixture(scope="module")
def ines(catalogue):
    """The findings about Ines on a day, by title."""
    chart = _chart("ines")
    return lambda day: {f.title: f for f in review(chart, catalogue, day).findings}


@pytest.fixture(scope="module")
def walter(catalogue):
    """The findings about Walter on a day, by rule."""
    chart = _chart("walter")
    return lambda day: {f.rule: f for f in review(chart, catalogue, day).findings}


class TestHeartFailureHomeOverAHoliday:
    """In Monday 18 May 2026, out Friday 22 May; Memorial Day is Monday 25 May."""

    def test_lace_is_four_and_three_and_three_and_two(self, ines):
        lace = next(f for f in ines(date(2026, 5, 22)).values() if f.rule == "readmission.lace")

        assert lace.score == 12
        assert [line.points for line in lace.evidence if line.points is not None] == [4, 3, 3, 2]
        assert lace.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("rule", "edition", "score"),
        [("readmission.hospital", "2016", 3), ("readmission.hospital-2013", "2013", 5)],
    )
    def test_hospital_is_three_in_2016_and_five_in_2013(self, ines, rule, edition, score):
        (found,) = (f for f in ines(date(2026, 5, 22)).values() if f.rule == rule)

        assert (found.score, found.edition) == (score, edition)
        assert f"(HOSPITAL, {edition})" in found.title

    def test_the_edition_stands_in_what_is_told_of_the_score(self, ines):
        day = date(2026, 5, 22)
        told = [explain(f, day) for f in ines(day).values() if "HOSPITAL" in f.title]

        assert [
            year for text in told for year in ("2013", "2016") if f"edition {year}" in text
        ] == [
            "2016",
            "2013",
        ]

    def test_hospital_rests_on_what_was_found_in_the_stay(self, ines):
        """Hemoglobin, oncology, sodium, procedure, index type, admissions, length."""
        (found,) = (f for f in ines(date(2026, 5, 22)).values() if "HOSPITAL, 2013" in f.title)
        lines = [(line.because, line.points) for line in found.evidence if line.points is not None]

        assert lines == [
            ("11.4 g/dL", 1),
            ("no", 0),
            ("134 mmol/L", 1),
            ("no", 0),
            ("yes", 1),
            ("1 admission", 2),
            ("4 days", 0),
        ]

    def test_neither_edition_speaks_before_the_discharge(self, ines):
        told = [f for f in ines(date(2026, 5, 21)).values() if f.rule.startswith("readmission.")]

        assert {f.outcome for f in told} == {Outcome.NOT_APPLICABLE}

    def test_while_in_hospital_nothing_is_due_after_the_discharge(self, ines):
        assert CONTACT not in ines(date(2026, 5, 21))

    @pytest.mark.parametrize("day", [22, 23, 24, 25, 26, 27])
    def test_the_contact_is_due_on_wednesday_after_memorial_day(self, ines, day):
        contact = ines(date(2026, 5, day))[CONTACT]

        assert contact.outcome is Outcome.NOT_MET
        assert contact.action.due == date(2026, 5, 27)

    @pytest.mark.parametrize(
        ("day", "stands"),
        [(22, Standing.UPCOMING), (23, Standing.DUE), (27, Standing.DUE), (28, Standing.OVERDUE)],
    )
    def test_the_contact_opens_the_day_after_the_discharge(self, ines, day, stands):
        on = date(2026, 5, day)

        assert standing(ines(on)[CONTACT].action, on) is stands

    @pytest.mark.parametrize(
        ("day", "because"),
        [(26, "1 attempt, nobody reached"), (27, "2 attempts, nobody reached")],
    )
    def test_a_voicemail_is_an_attempt_and_leaves_the_contact_open(self, ines, day, because):
        contact = ines(date(2026, 5, day))[CONTACT]

        assert contact.action is not None
        assert because in [line.because for line in contact.evidence]

    def test_the_day_after_the_last_voicemail_the_contact_is_overdue_and_still_open(self, ines):
        contact = ines(date(2026, 5, 28))[CONTACT]

        assert contact.outcome is Outcome.NOT_MET
        assert contact.action.overdue_after == date(2026, 5, 27)
        assert "2 attempts, nobody reached" in [line.because for line in contact.evidence]

    def test_without_a_calendar_the_contact_says_what_is_missing(self):
        bare = standard(value_sets=value_sets(), zone=ZONE)
        found = review(_chart("ines"), bare, date(2026, 5, 26)).findings
        contact = next(f for f in found if f.title == CONTACT)

        assert contact.outcome is Outcome.INSUFFICIENT_DATA
        assert contact.missing == ("a calendar that covers the business days",)

    def test_the_seven_day_window_is_open_on_its_last_day(self, ines):
        assert ines(date(2026, 5, 29))[VISIT_7].action.due == date(2026, 5, 29)

    def test_the_seven_day_window_closes_after_the_29th(self, ines):
        visit = ines(date(2026, 5, 30))[VISIT_7]

        assert visit.outcome is Outcome.NOT_MET
        assert visit.action is None

    def test_the_visit_of_1_june_does_not_mend_the_seven_day_window(self, ines):
        visit = ines(date(2026, 6, 1))[VISIT_7]

        assert visit.outcome is Outcome.NOT_MET
        assert visit.reason == "window closed on 2026-05-29; done 2026-06-01"
        assert visit.action is None

    def test_the_visit_of_1_june_is_the_fourteen_day_one(self, ines):
        visit = ines(date(2026, 6, 1))[VISIT_14]

        assert visit.outcome is Outcome.MET
        assert visit.reason == "done on 2026-06-01"

    def test_the_fourteen_day_visit_is_open_to_the_day_before(self, ines):
        visit = ines(date(2026, 5, 31))[VISIT_14]

        assert visit.outcome is Outcome.NOT_MET
        assert visit.action.due == date(2026, 6, 5)

    @pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 6, 2)])
    @pytest.mark.parametrize("step", [BY_THE_VISIT, IN_30_DAYS])
    def test_the_medical_assistant_is_refused_as_who_reconciled(self, ines, step, day):
        reconciled = ines(day)[step]

        assert reconciled.outcome is Outcome.NOT_MET
        assert reconciled.action is not None
        assert [line.because for line in reconciled.evidence if "refused" in line.because] == [
            "refused: needs pharmacist or prescriber or registered nurse"
        ]

    def test_the_visit_pulls_the_reconciliation_forward_to_its_own_day(self, ines):
        assert ines(date(2026, 5, 31))[BY_THE_VISIT].action.due == date(2026, 6, 5)
        assert ines(date(2026, 6, 1))[BY_THE_VISIT].action.due == date(2026, 6, 1)

    def test_the_thirty_days_end_on_21_june(self, ines):
        assert ines(date(2026, 6, 2))[IN_30_DAYS].action.due == date(2026, 6, 21)

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [(21, Outcome.MET), (22, Outcome.NOT_APPLICABLE), (None, Outcome.NOT_MET)],
    )
    def test_had_the_pharmacist_come_on_the_last_day_or_after_it(self, catalogue, on, outcome):
        """On 21 June it closes; a day later there is nothing left to close."""
        chart = _chart("ines")
        moved = [p for p in chart.procedures if p.performed.date() != date(2026, 6, 3)]
        (pharmacist,) = (p for p in chart.procedures if p.performed.date() == date(2026, 6, 3))
        if on is not None:
            moved.append(attrs.evolve(pharmacist, performed=datetime(2026, 6, on, 11, tzinfo=ZONE)))
        day = date(2026, 6, on or 21)
        found = review(attrs.evolve(chart, procedures=moved), catalogue, day).findings
        (reconciled,) = (f for f in found if f.title == IN_30_DAYS)

        assert reconciled.outcome is outcome

    def test_the_pharmacist_closes_the_thirty_day_reconciliation(self, ines):
        reconciled = ines(date(2026, 6, 3))[IN_30_DAYS]

        assert reconciled.outcome is Outcome.MET
        assert reconciled.reason == "done on 2026-06-03"
        assert reconciled.action is None

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            (date(2026, 5, 22), "Day 0 of 30 after the discharge, 30 days left after it"),
            (date(2026, 6, 3), "Day 12 of 30 after the discharge, 18 days left after it"),
            (date(2026, 6, 21), "Day 30 of 30 after the discharge, the last one"),
        ],
    )
    def test_the_window_runs_to_21_june(self, ines, day, told):
        window = ines(day)["In the 30 days after a hospital discharge"]

        assert window.reason.endswith("the last day of the window is 2026-06-21")
        assert told in explain(window, day)

    @pytest.mark.parametrize(
        ("day", "open_", "because"),
        [
            (date(2026, 5, 22), [MEDICINES_OPEN, NO_CONTACT], ["none seen", "none seen"]),
            (
                date(2026, 5, 27),
                [MEDICINES_OPEN, NO_CONTACT],
                ["none seen", "2 attempts, nobody reached"],
            ),
            (
                date(2026, 6, 1),
                [MEDICINES_OPEN],
                ["refused: needs pharmacist or prescriber or registered nurse"],
            ),
            (date(2026, 6, 3), [], []),
        ],
    )
    def test_what_is_still_open_is_told_day_by_day(self, ines, day, open_, because):
        """Nobody asked for appointments, so that whether a visit is booked is not known."""
        told = ines(day)[STILL_OPEN]
        lines = [line for line in told.evidence if line.holds and line.answered_by]

        assert [line.clause for line in lines] == open_
        assert [line.because for line in lines] == because

    @pytest.mark.parametrize(
        ("day", "missing"),
        [
            (date(2026, 5, 22), ["appointments", "fills", "authorizations"]),
            (date(2026, 6, 1), ["fills", "authorizations"]),
        ],
    )
    def test_lists_that_nobody_asked_for_are_named(self, ines, day, missing):
        told = ines(day)[STILL_OPEN]

        assert told.missing == tuple(f"{name} (never asked for)" for name in missing)

    def test_one_item_asks_a_nurse_to_see_to_what_is_open(self, ines):
        """LACE is high; neither score asks for anything of its own."""
        acting = [
            f
            for f in ines(date(2026, 5, 22)).values()
            if f.rule.startswith("readmission.") and f.action is not None
        ]

        assert [f.title for f in acting] == [STILL_OPEN]
        assert acting[0].action.licences == (Licence.RN,)

    def test_work_that_lace_had_opened_is_resolved_and_one_item_stands_in_its_place(
        self, catalogue
    ):
        """As an earlier version stored it: LACE asked for the same that is now one item."""
        day = date(2026, 5, 23)
        found = review(_chart("ines"), catalogue, day)
        told = {f.rule: f for f in found.findings}
        lace, tasks = told["readmission.lace"], told["readmission.open-tasks"]
        stored = WorkItem(
            key=lace.key,
            patient=lace.patient,
            rule=lace.rule,
            edition=lace.edition,
            title=lace.title,
            action=tasks.action,
            opened_on=date(2026, 5, 22),
            changed_on=date(2026, 5, 22),
        )
        changes = reconcile([stored], found)

        assert [i.key for i in changes.resolved] == [lace.key]
        assert [i.rule for i in changes.opened if i.rule.startswith("readmission.")] == [tasks.rule]

    def test_had_all_lists_been_asked_for_the_item_ends_with_the_pharmacist(self, catalogue):
        chart = attrs.evolve(_chart("ines"), appointments=(), fills=(), authorizations=())
        told = {
            day: next(
                f
                for f in review(chart, catalogue, date(2026, 6, day)).findings
                if f.title == STILL_OPEN
            )
            for day in (2, 3)
        }

        assert (told[2].outcome, told[2].action is None) == (Outcome.MET, False)
        assert (told[3].outcome, told[3].action) == (Outcome.NOT_MET, None)

    @pytest.mark.parametrize("day", [22, 27, 30])
    def test_the_scores_of_the_discharge_stay_what_they_were(self, ines, day):
        told = ines(date(2026, 5, day))

        assert {f.rule: f.score for f in told.values() if f.score is not None} == {
            "readmission.lace": 12,
            "readmission.hospital": 3,
            "readmission.hospital-2013": 5,
            "readmission.hospital-simplified": 3,
            "readmission.charlson": 2,
            "readmission.elixhauser": 7,
        }

    def test_the_reconciliation_due_by_the_visit_is_done_late(self, ines):
        reconciled = ines(date(2026, 6, 3))[BY_THE_VISIT]

        assert reconciled.outcome is Outcome.MET
        assert reconciled.reason == "done late on 2026-06-03"

    def test_the_episode_lapses_after_thirty_days(self, ines):
        assert CONTACT in ines(date(2026, 6, 20))
        assert CONTACT not in ines(date(2026, 6, 21))

    def test_each_finding_can_be_told_in_sentences(self, ines):
        day = date(2026, 6, 1)

        assert "refused: needs pharmacist" in explain(ines(day)[IN_30_DAYS], day)


class TestSeverePressure:
    """An office mean of 184/118 on 14 September 2026, and 142/86 and 138/88 on 20 October."""

    RULE = "safety.severe-blood-pressure"

    def test_it_is_for_a_nurse_or_prescriber_now(self, walter):
        alert = walter(date(2026, 9, 14))[self.RULE]

        assert alert.outcome is Outcome.MET
        assert alert.action.urgency is Urgency.STAT
        assert Licence.RN in alert.action.licences

    def test_on_that_day_nothing_says_to_measure_again_in_a_month(self, walter):
        """The rule of when to measure again says a week; nothing is due a month later."""
        found = walter(date(2026, 9, 14))
        again = found["monitoring.blood-pressure"]
        a_month_later = (date(2026, 10, 14), date(2026, 10, 12))

        assert (again.action, again.window.due) == (None, date(2026, 9, 21))
        assert [f.rule for f in found.values() if f.window and f.window.due in a_month_later] == []
        assert [f.rule for f in found.values() if f.action and f.action.due in a_month_later] == []

    def test_a_pressure_below_the_limit_would_have_been_measured_again_in_a_month(self, catalogue):
        whole = _chart("walter")
        calmer = [
            attrs.evolve(o, components=[_to(part, "178", "108") for part in o.components])
            for o in whole.observations
            if o.components and o.effective.date() == date(2026, 9, 14)
        ]
        found = review(attrs.evolve(whole, observations=calmer), catalogue, date(2026, 9, 14))
        (again,) = (f for f in found.findings if f.rule == "monitoring.blood-pressure")

        assert again.window.due == date(2026, 10, 14)

    @pytest.mark.parametrize("day", [date(2026, 9, 14), date(2026, 9, 15), date(2026, 10, 14)])
    def test_the_patient_is_refused_whoever_asks(self, catalogue, day):
        chart = _chart("walter")
        items = reconcile((), review(chart, catalogue, date(2026, 9, 14))).opened
        (item,) = (one for one in items if one.rule == self.RULE)

        assert tell(chart, item, chart.patient, catalogue, day) == Refusal(Withheld.CLINICIAN_FIRST)

    def test_nothing_is_for_the_patient_or_somebody_without_a_licence(self, walter):
        alert = walter(date(2026, 9, 14))[self.RULE]

        assert {Licence.RN, Licence.PRESCRIBER} >= set(alert.action.licences)

    def test_the_notice_goes_to_the_team_and_names_neither_patient_nor_pressure(self, catalogue):
        notifier, clock = RecordingNotifier(), _ClockAt(datetime(2026, 9, 14, 10, tzinfo=ZONE))
        source = read(example("walter"))
        run_once(source, MemoryStore(), notifier, catalogue, date(2026, 9, 14), clock)
        (notice,) = notifier.sent

        assert (notice.to, notice.recipient) == ("", "")
        assert [word for word in ("Walter", "Dunmarsh", "184", "118") if word in notice.body] == []

    def test_it_is_to_be_acknowledged_within_the_hour_of_the_reading(self, walter):
        alert = walter(date(2026, 9, 14))[self.RULE]

        assert alert.action.acknowledge_by == datetime(2026, 9, 14, 10, 0, tzinfo=ZONE)

    def test_it_does_not_wait_for_a_month(self, walter):
        alert = walter(date(2026, 9, 14))[self.RULE]

        assert alert.action.due - datetime(2026, 9, 14, 9, 0, tzinfo=ZONE) == timedelta(hours=1)

    def test_the_inputs_of_prevent_that_are_missing_are_listed(self, walter):
        assert walter(date(2026, 9, 14))[self.RULE].missing == (
            "PREVENT input: total cholesterol",
            "PREVENT input: HDL cholesterol",
            "PREVENT input: estimated GFR",
            "PREVENT input: body mass index",
        )

    def test_it_was_not_known_the_day_before(self, walter):
        assert walter(date(2026, 9, 13))[self.RULE].outcome is Outcome.NOT_APPLICABLE

    def test_until_october_the_measure_is_open(self, walter):
        gap = walter(date(2026, 10, 19))["measures.cms165"]

        assert gap.outcome is Outcome.NOT_MET
        assert gap.action.due == date(2026, 12, 31)

    def test_on_20_october_the_lower_reading_meets_the_numerator(self, walter):
        gap = walter(date(2026, 10, 20))["measures.cms165"]

        assert gap.outcome is Outcome.MET
        assert gap.action is None

    @pytest.mark.parametrize(("clause", "lowest"), [("systolic", "138"), ("diastolic", "86")])
    def test_the_lowest_of_the_day_are_named(self, walter, clause, lowest):
        gap = walter(date(2026, 10, 20))["measures.cms165"]
        (line,) = [line for line in gap.evidence if f"lowest {clause}" in line.clause]

        assert line.because == f"lowest {lowest} mm[Hg]"


class TestPositiveFit:
    """A FIT of 10 February 2026 is positive; colonoscopy on 30 July, its report on 5 August."""

    FOLLOW_UP = "screening.colonoscopy-after-positive-stool-test"
    COLONOSCOPY = "Colonoscopy after a positive stool test"
    REPORT = "Report of the colonoscopy after a positive stool test"
    FIT = Observation(
        id="fit",
        status="final",
        code=concept(loinc("29771-3")),
        effective=date(2026, 2, 10),
        value=concept(snomed("10828004")),
    )
    VISIT = Encounter(
        id="visit",
        status="finished",
        type=(concept(snomed("185349003")),),
        period=Period.through(date(2026, 2, 10), date(2026, 2, 10)),
    )
    EXAM = Procedure(
        id="exam",
        status="completed",
        code=concept(snomed("73761001")),
        performed=date(2026, 7, 30),
    )
    READ = Observation(
        id="report",
        status="final",
        code=concept(loinc("18746-8")),
        effective=date(2026, 7, 30),
        issued_at=date(2026, 8, 5),
    )

    ORDERED = Order(
        id="referral",
        status="active",
        intent="order",
        code=concept(snomed("306206005")),
        authored_on=date(2026, 2, 10),
    )
    READ_BY_THE_REFERRER = Task(
        id="reading",
        status="completed",
        focus="referral",
        authored_on=date(2026, 2, 10),
        execution=Period(
            datetime(2026, 8, 5, 9, tzinfo=ZONE), datetime(2026, 8, 5, 10, tzinfo=ZONE)
        ),
    )

    @pytest.fixture
    def whole(self):
        """What is on record in the end."""
        return Chart(
            key="nora",
            patient=Patient(birth_date=date(1968, 3, 14)),
            encounters=[self.VISIT],
            observations=[self.FIT, self.READ],
            procedures=[self.EXAM],
            orders=[self.ORDERED],
            tasks=[self.READ_BY_THE_REFERRER],
            conditions=[],
            communications=[],
            prescriptions=[],
            devices=[],
        )

    @pytest.fixture
    def told(self, whole):
        """The findings on a day, by rule, those of the follow-up by title; lists may differ."""
        site = {f"{self.FOLLOW_UP}.colonoscopy": days(180)}
        rules = standard(value_sets=value_sets(), parameters=site, calendar=us(), zone=ZONE)

        def found(*day, **lists):
            chart = attrs.evolve(whole, **lists)
            return {
                f.title if f.rule == self.FOLLOW_UP else f.rule: f
                for f in review(chart, rules, date(*day)).findings
            }

        return found

    def test_before_the_fit_the_numerator_of_cms130_is_not_met(self, told):
        assert told(2026, 2, 9)["measures.cms130"].outcome is not Outcome.MET

    def test_the_numerator_of_cms130_is_met(self, told):
        assert told(2026, 2, 10)["measures.cms130"].outcome is Outcome.MET

    def test_the_colonoscopy_is_due_on_9_august(self, told):
        colonoscopy = told(2026, 2, 10)[self.COLONOSCOPY]

        assert colonoscopy.outcome is Outcome.NOT_MET
        assert colonoscopy.action.due == date(2026, 8, 9)

    def test_without_the_colonoscopy_it_is_overdue_from_10_august(self, told):
        action = told(2026, 8, 10, procedures=[], observations=[self.FIT])[self.COLONOSCOPY].action

        assert standing(action, date(2026, 8, 9)) is Standing.DUE
        assert standing(action, date(2026, 8, 10)) is Standing.OVERDUE

    def test_the_next_fit_stays_suppressed_when_the_colonoscopy_is_overdue(self, told):
        found = told(2027, 2, 10, procedures=[], observations=[self.FIT])["screening.colorectal"]

        assert found.outcome is Outcome.NOT_APPLICABLE
        assert found.action is None

    def test_had_the_fit_been_negative_the_next_would_be_due_in_a_year(self, told):
        negative = attrs.evolve(self.FIT, value=concept(snomed("260385009")))
        found = told(2026, 2, 10, observations=[negative])

        assert found["screening.colorectal"].window.due == date(2027, 2, 10)
        assert found[self.COLONOSCOPY].outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("day", [(2026, 2, 10), (2026, 7, 29)])
    def test_the_next_fit_is_suppressed(self, told, day):
        routine = told(*day)["screening.colorectal"]

        assert routine.outcome is Outcome.NOT_APPLICABLE
        assert routine.action is None
        assert routine.reason == (
            "Colorectal cancer screening not due while a positive stool test of 2026-02-10 is not "
            "resolved"
        )

    def test_it_stays_open_to_the_day_before(self, told):
        assert told(2026, 7, 29)[self.COLONOSCOPY].action is not None

    def test_the_colonoscopy_of_30_july_closes_it(self, told):
        colonoscopy = told(2026, 7, 30)[self.COLONOSCOPY]

        assert colonoscopy.outcome is Outcome.MET
        assert colonoscopy.reason == "done on 2026-07-30"

    def test_what_was_referred_stays_open_until_the_report(self, told):
        assert told(2026, 7, 30)[self.REPORT].action is not None
        assert told(2026, 8, 4)[self.REPORT].action is not None

    def test_the_report_of_5_august_closes_it(self, told):
        report = told(2026, 8, 5)[self.REPORT]

        assert report.outcome is Outcome.MET
        assert report.reason == "done on 2026-08-05"
        assert report.action is None

    @pytest.mark.parametrize("day", [(2026, 2, 10), (2026, 7, 30), (2026, 8, 4)])
    def test_the_referral_itself_is_open_until_the_report_is_read(self, told, day):
        referral = told(*day)["followup.referral"]

        assert referral.outcome is Outcome.NOT_MET
        assert referral.action.due == date(2026, 12, 31)

    def test_the_referral_itself_closes_when_the_report_of_5_august_is_read(self, told):
        referral = told(2026, 8, 5)["followup.referral"]

        assert referral.outcome is Outcome.MET
        assert referral.reason == "done on 2026-08-05"
        assert referral.action is None

    @pytest.mark.parametrize("day", [(2026, 8, 5), (2026, 12, 31)])
    def test_a_report_that_came_and_was_not_read_leaves_the_referral_open(self, told, day):
        found = told(*day, tasks=[])

        assert found[self.REPORT].outcome is Outcome.MET
        assert found["followup.referral"].action is not None

    def test_a_referral_that_keeps_its_report_is_closed_by_reading_and_by_no_task(self, told):
        """The task says that the report came; on 7 August the referrer read it."""
        came = Referral(
            id="referral",
            status="active",
            intent="order",
            code=concept(snomed("306206005")),
            authored_on=date(2026, 2, 10),
            reported_on=date(2026, 8, 5),
        )
        read = attrs.evolve(came, status="completed", read_on=date(2026, 8, 7))
        unread = told(2026, 8, 7, orders=[came])["followup.referral"]
        before = told(2026, 8, 6, orders=[read], tasks=[])["followup.referral"]
        closed = told(2026, 8, 7, orders=[read], tasks=[])["followup.referral"]

        assert (unread.outcome, before.outcome) == (Outcome.NOT_MET, Outcome.NOT_MET)
        assert unread.action is not None
        assert (closed.outcome, closed.reason) == (Outcome.MET, "done on 2026-08-07")
        assert closed.action is None

    @pytest.mark.parametrize("day", [(2026, 7, 30), (2026, 8, 4)])
    def test_until_then_the_next_interval_is_not_known(self, told, day):
        routine = told(*day)["screening.colorectal"]

        assert routine.outcome is Outcome.INSUFFICIENT_DATA
        assert routine.missing == (
            "the report of the colonoscopy that gives the next interval, after 2026-07-30",
        )

    def test_then_it_is(self, told):
        routine = told(2026, 8, 5)["screening.colorectal"]

        assert routine.outcome is Outcome.MET
        assert routine.window.due == date(2036, 7, 30)
