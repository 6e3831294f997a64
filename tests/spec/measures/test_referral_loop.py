"""Closing the referral loop (CMS50): one visit, one referral, one report or one instant decides.

Each row is somebody with a visit on 10 March, referred on 12 March at noon, and what came back.
"""

from datetime import UTC, date, datetime

import attrs
import pytest
from small_charts import (
    after,
    at,
    chart_of,
    coded,
    counts,
    encounter,
    order,
    procedure,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Code, Period, Referral, Task, ValueSet
from carecoord.model.code import concept, cpt, loinc
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.licence import Licence
from carecoord.rules.measures import cms50
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.referrals.consultation import consultation_task

RULE = cms50.RULE
FULFILL = Code("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")
APPROVE = Code("http://hl7.org/fhir/CodeSystem/task-code", "approve")
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
REFERRED = order(vs.REFERRAL, NOON, id="first")
OUT, OPEN, MET = (0, 0, 0), (1, 0, 0), (1, 0, 1)


def referral(day, **other):
    return order(vs.REFERRAL, day, **other)


def task(end=date(2026, 4, 20), start=None, **other):
    """The consultant's work, over on a day; on the first referral."""
    period = Period(start, end) if isinstance(end, datetime) else through(end)
    kept = {
        "id": "",
        "status": "completed",
        "code": concept(FULFILL),
        "focus": "first",
        "reason": coded(vs.CONSULTANT_REPORT),
        "execution": period,
    } | other
    return Task(**kept)


def somebody(*facts):
    return chart_of(VISIT, REFERRED, *facts)


VISIT_SETS = (
    vs.OFFICE_VISIT,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
)
ASSESSMENTS = (
    vs.BEHAVIORAL_NEUROPSYCH_ASSESSMENT,
    vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
    cpt("96156"),
    cpt("96136"),
    cpt("96138"),
    cpt("90839"),
    cpt("96112"),
)


@pytest.mark.parametrize("of", VISIT_SETS, ids=lambda of: of.name)
def test_a_visit_of_any_kind_is_enough(of):
    assert counts(RULE, chart_of(REFERRED, encounter(of, date(2026, 3, 10)))) == (OPEN,)


@pytest.mark.parametrize("of", ASSESSMENTS, ids=str)
def test_an_assessment_of_any_kind_is_enough(of):
    assert counts(RULE, chart_of(REFERRED, procedure(of, date(2026, 3, 10)))) == (OPEN,)


def test_other_visits_and_procedures_are_not():
    called = encounter(vs.TELEPHONE_VISITS, date(2026, 3, 10))
    looked = procedure(vs.COLONOSCOPY, date(2026, 3, 10))

    assert counts(RULE, chart_of(REFERRED)) == (OUT,)
    assert counts(RULE, chart_of(REFERRED, called, looked)) == (OUT,)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 12, 31), date(2026, 1, 1), OUT),
        (date(2026, 1, 1), date(2026, 1, 1), OPEN),
        (date(2026, 12, 31), date(2026, 12, 31), OPEN),
        (date(2026, 12, 31), date(2027, 1, 1), OUT),
    ],
)
def test_visit_and_assessment_are_in_the_year(first, last, expected):
    visit = encounter(vs.OFFICE_VISIT, first, last)
    assessment = procedure(cpt("96156"), through(first, last))

    assert counts(RULE, chart_of(REFERRED, visit)) == (expected,)
    assert counts(RULE, chart_of(REFERRED, assessment)) == (expected,)


def test_visit_and_assessment_took_place():
    planned = encounter(vs.OFFICE_VISIT, date(2026, 3, 10), status="planned")
    not_done = procedure(cpt("96156"), date(2026, 3, 10), status="not-done")

    assert counts(RULE, chart_of(REFERRED, planned)) == (OUT,)
    assert counts(RULE, chart_of(REFERRED, not_done)) == (OUT,)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), OUT),
        (date(2026, 1, 1), OPEN),
        (date(2026, 10, 31), OPEN),
        (date(2026, 11, 1), OUT),
    ],
)
def test_the_referral_is_made_by_31_october(day, expected):
    assert counts(RULE, chart_of(VISIT, referral(day))) == (expected,)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"status": "completed"}, OPEN),
        ({"status": "draft"}, OUT),
        ({"status": "revoked"}, OUT),
        ({"intent": "original-order"}, OUT),
        ({"intent": "plan"}, OUT),
        ({"do_not_perform": True}, OUT),
    ],
)
def test_the_referral_stands_and_is_an_order(other, expected):
    assert counts(RULE, chart_of(VISIT, referral(NOON, **other))) == (expected,)


def test_other_orders_are_no_referrals():
    assert counts(RULE, chart_of(VISIT, order(vs.HOSPICE_CARE_AMBULATORY, NOON))) == (OUT,)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, MET),
        ({"focus": None, "based_on": ("first",)}, MET),
        ({"focus": None, "based_on": ("another", "first")}, MET),
        ({"focus": None}, OPEN),
        ({"focus": "another"}, OPEN),
        ({"status": "failed"}, OPEN),
        ({"status": "accepted"}, OPEN),
        ({"reason": None}, OPEN),
        ({"reason": coded(vs.REFERRAL)}, OPEN),
        ({"code": concept(APPROVE)}, OPEN),
        ({"code": None}, OPEN),
    ],
)
def test_the_report_is_a_completed_task_on_the_referral(other, expected):
    assert counts(RULE, somebody(task(**other))) == (expected,)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (date(2026, 3, 11), OPEN),
        (date(2026, 3, 13), MET),
        (date(2026, 12, 31), MET),
        (date(2027, 1, 1), OPEN),
        (NOON.replace(hour=11, minute=59), OPEN),
        (NOON, OPEN),
        (NOON.replace(microsecond=1000), MET),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), MET),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), OPEN),
    ],
)
def test_the_report_comes_after_the_instant_of_the_referral_and_in_the_year(end, expected):
    assert counts(RULE, somebody(task(end))) == (expected,)


def test_the_work_may_begin_before_the_referral():
    assert counts(RULE, somebody(task(at(date(2026, 4, 1)), start=at(date(2025, 12, 1))))) == (MET,)


def test_work_of_this_year_that_is_over_next_year_is_too_late():
    late = task(datetime(2027, 1, 1, tzinfo=UTC), start=at(date(2026, 4, 1)))

    assert counts(RULE, somebody(late)) == (OPEN,)


def test_of_a_report_on_the_day_of_the_referral_the_time_must_be_known():
    assert counts(RULE, somebody(task(date(2026, 3, 12)))) == (OPEN,)
    assert unknown(RULE, somebody(task(date(2026, 3, 12)))) == (("numerator",),)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (NOON.replace(hour=11, minute=59), OPEN),
        (NOON.replace(minute=1), MET),
        (at(after(NOON, 1)), MET),
        (datetime(2025, 12, 31, 12, tzinfo=UTC), MET),
    ],
)
def test_only_the_first_referral_of_the_year_counts(second, expected):
    assert counts(RULE, somebody(task(), referral(second, id="second"))) == (expected,)


def test_a_report_on_the_second_does_not_help():
    second = referral(at(after(NOON, 1)), id="second")

    assert counts(RULE, somebody(second, task(focus="second"))) == (OPEN,)


def test_a_referral_that_does_not_stand_is_not_the_first():
    revoked = referral(at(date(2026, 2, 1)), id="revoked", status="revoked")

    assert counts(RULE, somebody(revoked, task())) == (MET,)


def test_tasks_never_asked_for_and_a_set_not_loaded_leave_it_unknown():
    unasked = chart_of(VISIT, REFERRED, unasked=("tasks",))
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.REFERRAL,)))

    assert unknown(RULE, unasked) == (("numerator",),)
    assert unknown(RULE, somebody(), without) == (("initial-population",),)


def test_in_a_review_a_coordinator_can_close_the_gap_until_the_end_of_the_year():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (finding,) = review(somebody(), catalogue, date(2026, 5, 1)).findings

    assert (finding.key, finding.edition) == ("measures.cms50|p|2026:Group_1", "2026")
    assert finding.action.licences == (Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT, Licence.RN)
    assert finding.action.due == date(2026, 12, 31)


class TestLoopClosedByMoves:
    """Referrals that keep their own days, and the task that is made of them."""

    REPORTED = Referral(
        id="first",
        status="completed",
        intent="order",
        code=coded(vs.REFERRAL),
        authored_on=NOON,
        accepted_on=date(2026, 3, 20),
        reported_on=date(2026, 4, 20),
        read_on=date(2026, 4, 22),
    )

    def counted(self, referral):
        note = consultation_task(referral, "note", reason=coded(vs.CONSULTANT_REPORT))
        return counts(RULE, chart_of(VISIT, referral, note))

    def test_the_days_of_the_referral_alone_do_not_count(self):
        assert counts(RULE, chart_of(VISIT, self.REPORTED)) == (OPEN,)

    def test_its_task_does(self):
        assert self.counted(self.REPORTED) == (MET,)

    def test_whether_or_not_the_report_was_read(self):
        unread = attrs.evolve(self.REPORTED, status="active", read_on=None)

        assert self.counted(unread) == (MET,)

    @pytest.mark.parametrize(
        ("came", "expected"),
        [
            (NOON, OPEN),
            (NOON.replace(hour=13), MET),
            (date(2026, 12, 31), MET),
            (date(2027, 1, 1), OPEN),
        ],
    )
    def test_the_report_comes_after_the_referral_and_in_the_year(self, came, expected):
        referral = attrs.evolve(self.REPORTED, accepted_on=None, reported_on=came)

        assert self.counted(referral) == (expected,)

    def test_the_note_that_it_names_by_itself_is_one_of_the_published_set(self):
        """LOINC 11488-4, as in the cases of CMS50."""
        sets = [one for one in tiny_sets() if one.name != "Consultant Report"]
        report = ValueSet(
            url=vs.CONSULTANT_REPORT.url, name="Consultant Report", codes=[loinc("11488-4")]
        )
        catalogue = Catalogue.of(RULE, value_sets=[*sets, report])
        facts = chart_of(VISIT, self.REPORTED, consultation_task(self.REPORTED, "note"))

        assert counts(RULE, facts, catalogue) == (MET,)
