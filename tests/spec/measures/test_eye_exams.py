"""Diabetic eye exam (CMS131).

Of people aged 18 to 75 with a visit and diabetes diagnosed at a visit, those whose eyes were
examined: this year, or last year when there is no retinopathy; by an autonomous exam; or with a
finding of severity for each eye. Each row is somebody of 60 whose eyes nobody has examined, and
what there is besides; it says whether they are in the population, excluded, and in the numerator.
"""

from datetime import date

import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    PROBLEM,
    after,
    aged,
    chart_of,
    condition,
    counts,
    encounter,
    finding,
    gap_of,
    missing,
    procedure,
    result,
    study,
    through,
    unknown,
)

from carecoord.model.code import LOINC, Code, concept, loinc, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms131 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
MAY, YEAR_AGO = date(2026, 5, 5), date(2025, 5, 5)
BEFORE_THAT = date(2024, 12, 31)


def diabetes(onset=date(2020, 5, 5), abated=None, *, category=ENCOUNTER_DIAGNOSIS, **other):
    return condition(vs.DIABETES, onset, abated, category=(concept(category),), **other)


DIABETES = diabetes()
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
RETINOPATHY = condition(vs.DIABETIC_RETINOPATHY)


def somebody(*more, born=date(1966, 1, 1), facts=(DIABETES, VISIT), unasked=()):
    return chart_of(*facts, *more, born=born, unasked=unasked)


def exam(day=MAY, category="exam", of=vs.RETINAL_OR_DILATED_EYE_EXAM, **other):
    return study(of, day, category, **other)


# -- who is asked about ---------------------------------------------------------------------------

AGES = {
    "17 is too young": (aged(17), OUT),
    "18 on the last day": (aged(18), OPEN),
    "18 the day after": (after(aged(18), 1), OUT),
    "75 is not too old": (aged(75), OPEN),
    "76 the day after": (after(aged(76), 1), OPEN),
    "76 on the last day": (aged(76), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_18_to_75_at_the_end_of_the_year(born, expected):
    assert counts(RULE, somebody(born=born)) == (expected,)


KINDS = (
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.TELEPHONE_VISITS,
)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.name)
def test_each_kind_of_visit_counts(of):
    assert counts(RULE, somebody(facts=(DIABETES, encounter(of, MAY)))) == (OPEN,)


def visit(first, last=None, **other):
    return encounter(vs.OFFICE_VISIT, first, last, **other)


VISITS = {
    "none": ((), OUT),
    "a virtual one": ((encounter(vs.VIRTUAL_ENCOUNTER, MAY),), OUT),
    "for nutrition": ((encounter(vs.NUTRITION_SERVICES, MAY),), OUT),
    "the day before the year": ((visit(BEFORE),), OUT),
    "on the first day": ((visit(FIRST),), OPEN),
    "on the last day": ((visit(LAST),), OPEN),
    "the day after the year": ((visit(NEXT),), OUT),
    "begun in the year before": ((visit(BEFORE, FIRST),), OUT),
    "ended in the next year": ((visit(LAST, NEXT),), OUT),
    "planned": ((visit(MAY, status="planned"),), OUT),
}


@pytest.mark.parametrize(("visits", "expected"), VISITS.values(), ids=VISITS)
def test_a_visit_wholly_within_the_year(visits, expected):
    assert counts(RULE, somebody(facts=(DIABETES, *visits))) == (expected,)


DIABETICS = {
    "none": ((), OUT),
    "of the problem list alone": ((diabetes(category=PROBLEM),), OUT),
    "from the last day on": ((diabetes(LAST),), OPEN),
    "from the day after on": ((diabetes(NEXT),), OUT),
    "until the first day": ((diabetes(abated=FIRST),), OPEN),
    "until the day before": ((diabetes(abated=BEFORE),), OUT),
    "refuted": ((diabetes(verification_status="refuted"),), OUT),
    "retinopathy alone": (
        (condition(vs.DIABETIC_RETINOPATHY, category=(concept(ENCOUNTER_DIAGNOSIS),)),),
        OUT,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), DIABETICS.values(), ids=DIABETICS)
def test_diabetes_diagnosed_at_a_visit_that_overlaps_the_year(facts, expected):
    assert counts(RULE, somebody(facts=(*facts, VISIT))) == (expected,)


# -- an exam --------------------------------------------------------------------------------------

EXAMS = {
    "the day before the year before": (exam(BEFORE_THAT), OPEN, OPEN),
    "begun then, ended in the year before": (
        exam(through(BEFORE_THAT, date(2025, 1, 1))),
        OPEN,
        OPEN,
    ),
    "on the first day of the year before": (exam(date(2025, 1, 1)), MET, OPEN),
    "on the last day of the year before": (exam(BEFORE), MET, OPEN),
    "over new year": (exam(through(BEFORE, FIRST)), MET, OPEN),
    "over new year and a week longer": (exam(through(BEFORE, date(2026, 1, 7))), MET, OPEN),
    "on the first day": (exam(FIRST), MET, MET),
    "on the last day": (exam(LAST), MET, MET),
    "ended after the year": (exam(through(LAST, NEXT)), OPEN, OPEN),
    "the day after the year": (exam(NEXT), OPEN, OPEN),
    "amended": (exam(status="amended"), MET, MET),
    "corrected": (exam(status="corrected"), MET, MET),
    "preliminary": (exam(status="preliminary"), OPEN, OPEN),
    "last year, preliminary": (exam(YEAR_AGO, status="preliminary"), OPEN, OPEN),
    "in no category": (exam(category=None), OPEN, OPEN),
    "among imaging": (exam(category="imaging"), OPEN, OPEN),
    "last year, among imaging": (exam(YEAR_AGO, "imaging"), OPEN, OPEN),
    "of something else": (exam(of=vs.MACULAR_EXAM), OPEN, OPEN),
    "as a procedure": (procedure(vs.RETINAL_OR_DILATED_EYE_EXAM, MAY), OPEN, OPEN),
}


@pytest.mark.parametrize(("fact", "without", "with_it"), EXAMS.values(), ids=EXAMS)
def test_an_exam_counts_this_year_and_last_year_only_without_retinopathy(fact, without, with_it):
    assert counts(RULE, somebody(fact)) == (without,)
    assert counts(RULE, somebody(fact, RETINOPATHY)) == (with_it,)


RETINOPATHIES = {
    "from the last day on": (condition(vs.DIABETIC_RETINOPATHY, LAST), OPEN),
    "from the day after on": (condition(vs.DIABETIC_RETINOPATHY, NEXT), MET),
    "until the first day": (condition(vs.DIABETIC_RETINOPATHY, abated=FIRST), OPEN),
    "until the day before": (condition(vs.DIABETIC_RETINOPATHY, abated=BEFORE), MET),
    "of the problem list": (condition(vs.DIABETIC_RETINOPATHY, category=(concept(PROBLEM),)), OPEN),
    "refuted": (condition(vs.DIABETIC_RETINOPATHY, verification_status="refuted"), MET),
    "provisional": (condition(vs.DIABETIC_RETINOPATHY, verification_status="provisional"), OPEN),
    "another disease": (condition(vs.NARCOLEPSY), MET),
}


@pytest.mark.parametrize(("disease", "expected"), RETINOPATHIES.values(), ids=RETINOPATHIES)
def test_last_years_exam_is_not_enough_with_retinopathy_in_the_year(disease, expected):
    assert counts(RULE, somebody(exam(YEAR_AGO), disease)) == (expected,)


# -- an autonomous exam ---------------------------------------------------------------------------

AUTONOMOUS = loinc("105914-6")


def autonomous(day=MAY, value=vs.AUTONOMOUS_EYE_EXAM, category="exam", **other):
    of = other.pop("of", AUTONOMOUS)
    return study(of, day, category, value=value, **other)


AUTONOMOUS_EXAMS = {
    "the day before the year": (autonomous(BEFORE), OPEN),
    "on the first day": (autonomous(FIRST), MET),
    "on the last day": (autonomous(LAST), MET),
    "the day after the year": (autonomous(NEXT), OPEN),
    "begun in the year before": (autonomous(through(BEFORE, FIRST)), OPEN),
    "ended in the next year": (autonomous(through(LAST, NEXT)), OPEN),
    "preliminary": (autonomous(status="preliminary"), OPEN),
    "amended": (autonomous(status="amended"), MET),
    "in no category": (autonomous(category=None), OPEN),
    "with another finding": (autonomous(value=vs.PATIENT_DECLINED), OPEN),
    "without a finding": (autonomous(value=None), OPEN),
    "of another code": (autonomous(of=loinc("105915-3")), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), AUTONOMOUS_EXAMS.values(), ids=AUTONOMOUS_EXAMS)
def test_an_autonomous_exam_within_the_year_with_one_of_its_findings(fact, expected):
    """With retinopathy or without."""
    assert counts(RULE, somebody(fact)) == (expected,)
    assert counts(RULE, somebody(fact, RETINOPATHY)) == (expected,)


# -- severity of each eye -------------------------------------------------------------------------

LEFT, RIGHT = loinc("71490-7"), loinc("71491-5")
NONE_APPARENT = Code(LOINC, "LA18643-9")
SEVERE = vs.DIABETIC_RETINOPATHY_SEVERITY


def severity(eye, day=MAY, value=SEVERE, category="exam", **other):
    return study(eye, day, category, value=value, **other)


def clear(eye, day=YEAR_AGO, value=NONE_APPARENT, **other):
    return severity(eye, day, value, **other)


BOTH_EYES = {
    "both this year": ((severity(LEFT), severity(RIGHT)), MET),
    "the left this year alone": ((severity(LEFT),), OPEN),
    "the right this year alone": ((severity(RIGHT),), OPEN),
    "the left twice": ((severity(LEFT), severity(LEFT, FIRST)), OPEN),
    "the left this year, the right clear last year": ((severity(LEFT), clear(RIGHT)), MET),
    "the right this year, the left clear last year": ((severity(RIGHT), clear(LEFT)), MET),
    "the left this year and clear last year": ((severity(LEFT), clear(LEFT)), OPEN),
    "the right this year and clear last year": ((severity(RIGHT), clear(RIGHT)), OPEN),
    "both clear last year": ((clear(LEFT), clear(RIGHT)), MET),
    "the left clear last year alone": ((clear(LEFT),), OPEN),
    "the right clear last year alone": ((clear(RIGHT),), OPEN),
    "both with a severity last year": (
        (severity(LEFT, YEAR_AGO), severity(RIGHT, YEAR_AGO)),
        OPEN,
    ),
    "both clear the year before last": (
        (clear(LEFT, BEFORE_THAT), clear(RIGHT, BEFORE_THAT)),
        OPEN,
    ),
    "other eyes": ((severity(loinc("71492-3")), severity(loinc("71493-1"))), OPEN),
}


@pytest.mark.parametrize(("facts", "expected"), BOTH_EYES.values(), ids=BOTH_EYES)
def test_a_finding_for_each_eye(facts, expected):
    """Severity this year, or no apparent retinopathy last year; with retinopathy or without."""
    assert counts(RULE, somebody(*facts)) == (expected,)
    assert counts(RULE, somebody(*facts, RETINOPATHY)) == (expected,)


OTHER_EYE = {"left": (LEFT, RIGHT), "right": (RIGHT, LEFT)}
each_eye = pytest.mark.parametrize(("eye", "other"), OTHER_EYE.values(), ids=OTHER_EYE)


@each_eye
def test_the_severity_of_an_eye_is_found_within_the_year(eye, other):
    rows = (
        (severity(eye, BEFORE), OPEN),
        (severity(eye, FIRST), MET),
        (severity(eye, LAST), MET),
        (severity(eye, NEXT), OPEN),
        (severity(eye, through(BEFORE, FIRST)), OPEN),
        (severity(eye, through(LAST, NEXT)), OPEN),
        (severity(eye, status="preliminary"), OPEN),
        (severity(eye, status="corrected"), MET),
        (severity(eye, category=None), OPEN),
        (severity(eye, value=NONE_APPARENT), OPEN),
        (severity(eye, value=None), OPEN),
    )

    found = [counts(RULE, somebody(severity(other), fact))[0] for fact, _ in rows]
    assert found == [expected for _, expected in rows]


@each_eye
def test_that_an_eye_was_clear_is_found_within_the_year_before(eye, other):
    rows = (
        (clear(eye, BEFORE_THAT), OPEN),
        (clear(eye, date(2025, 1, 1)), MET),
        (clear(eye, BEFORE), MET),
        (clear(eye, FIRST), OPEN),
        (clear(eye, through(BEFORE_THAT, date(2025, 1, 1))), OPEN),
        (clear(eye, through(BEFORE, FIRST)), OPEN),
        (clear(eye, status="preliminary"), OPEN),
        (clear(eye, status="amended"), MET),
        (clear(eye, category="imaging"), OPEN),
        (clear(eye, value=SEVERE), OPEN),
        (clear(eye, value=None), OPEN),
    )

    beside_clear = [counts(RULE, somebody(clear(other), fact))[0] for fact, _ in rows]
    beside_severe = [counts(RULE, somebody(severity(other), fact))[0] for fact, _ in rows]
    assert beside_clear == [expected for _, expected in rows]
    assert beside_severe == [expected for _, expected in rows]


# -- who is left out ------------------------------------------------------------------------------

ANOPHTHALMOS = snomed("15665641000119103")
HOUSING, NURSING = loinc("71802-3"), snomed("160734000")
FRAIL, ILL = condition(vs.FRAILTY_DIAGNOSIS), condition(vs.ADVANCED_ILLNESS, MAY)
EXCLUSIONS = {
    "no eyes from the last day on": ((condition(ANOPHTHALMOS, LAST),), 60, EXCLUDED),
    "no eyes from the day after on": ((condition(ANOPHTHALMOS, NEXT),), 60, OPEN),
    "no eyes, said to have ended": (
        (condition(ANOPHTHALMOS, abated=date(2021, 1, 1)),),
        60,
        EXCLUDED,
    ),
    "no eyes, refuted": ((condition(ANOPHTHALMOS, verification_status="refuted"),), 60, OPEN),
    "no eye on one side": ((condition(snomed("15665681000119108")),), 60, OPEN),
    "hospice": ((condition(vs.HOSPICE_DIAGNOSIS),), 60, EXCLUDED),
    "palliative care": ((condition(vs.PALLIATIVE_DIAGNOSIS),), 60, EXCLUDED),
    "frail and ill at 65": ((FRAIL, ILL), 65, OPEN),
    "frail and ill at 66": ((FRAIL, ILL), 66, EXCLUDED),
    "frail alone at 66": ((FRAIL,), 66, OPEN),
    "in a nursing home at 65": ((result(HOUSING, MAY, NURSING),), 65, OPEN),
    "in a nursing home at 66": ((result(HOUSING, MAY, NURSING),), 66, EXCLUDED),
}


@pytest.mark.parametrize(("facts", "years", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_who_is_left_out(facts, years, expected):
    assert counts(RULE, somebody(*facts, born=aged(years))) == (expected,)


# -- what is not known, and in a review -----------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the orders": (somebody(unasked=("orders",)), OPEN, "denominator-exclusion"),
    "the results": (somebody(unasked=("observations",)), OPEN, "numerator"),
    "whether the retinopathy lasted": (
        somebody(exam(YEAR_AGO), condition(vs.DIABETIC_RETINOPATHY, clinical_status="resolved")),
        OPEN,
        "numerator",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_whether_there_is_retinopathy_matters_only_to_last_years_exam():
    lasting = condition(vs.DIABETIC_RETINOPATHY, clinical_status="resolved")

    assert counts(RULE, somebody(exam(), lasting)) == (MET,)
    assert unknown(RULE, somebody(exam(), lasting)) == ((),)


def test_a_set_that_was_not_loaded_is_named():
    found = finding(RULE, somebody(), without=(vs.RETINAL_OR_DILATED_EYE_EXAM,))

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == (f"value set {vs.RETINAL_OR_DILATED_EYE_EXAM.name}",)


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, somebody())

    assert (found.key, found.edition) == ("measures.cms131|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.COORDINATOR,)


def test_in_a_review_an_exam_closes_the_gap_and_no_eyes_leave_none():
    assert gap_of(finding(RULE, somebody(exam()))) == ("closed", LAST)
    excluded = finding(RULE, somebody(condition(ANOPHTHALMOS)))
    assert gap_of(excluded) == ("not applicable", None)
