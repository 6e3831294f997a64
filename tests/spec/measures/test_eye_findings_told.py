"""Eye findings told to the clinician who manages diabetes (CMS142).

Of people aged 18 or more with a macular exam at a visit with diabetic retinopathy, those whose
severity and whose edema, or absence of it, was told. Each row is somebody of 60 with a visit on 10
March at ten and an exam at a quarter past, and what was told. A row says: initial population,
denominator, exclusion (there is none), numerator, exception.
"""

from datetime import date

import attrs
import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    PROBLEM,
    act,
    after,
    at,
    chart_of,
    coded,
    condition,
    encounter,
    message,
    missing,
    not_told,
    result,
    tally,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import PartialDate, Period
from carecoord.model.code import concept
from carecoord.rules import Licence
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms142 import RULE

OUT, INITIAL, OPEN, MET = (0, 0, 0, 0, 0), (1, 0, 0, 0, 0), (1, 1, 0, 0, 0), (1, 1, 0, 1, 0)
EXCEPTED = (1, 1, 0, 0, 1)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
DAY, MAY = date(2026, 3, 10), date(2026, 5, 5)
EYES = vs.OPHTHALMOLOGICAL_SERVICES
RETINOPATHY = condition(vs.DIABETIC_RETINOPATHY)
VISIT = encounter(EYES, at(DAY, 10), at(DAY, 10, 30))


def exam(when=None, value=vs.MACULAR_EDEMA_ABSENT, **other):
    return result(vs.MACULAR_EXAM, at(DAY, 10, 15) if when is None else when, value, **other)


def somebody(*facts, born=date(1966, 1, 1), unasked=()):
    return chart_of(RETINOPATHY, VISIT, exam(), *facts, born=born, unasked=unasked)


# -- who is asked about ---------------------------------------------------------------------------


@pytest.mark.parametrize(("born", "expected"), [(date(2008, 1, 1), OPEN), (date(2008, 1, 2), OUT)])
def test_from_18_at_the_start_of_the_year(born, expected):
    assert tally(RULE, somebody(born=born)) == expected


KINDS = (
    vs.OFFICE_VISIT,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.OUTPATIENT_CONSULTATION,
    vs.LONG_TERM_RESIDENTIAL_CARE,
    vs.NURSING_FACILITY_VISIT,
)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.name)
def test_each_kind_of_visit_counts(of):
    assert tally(RULE, chart_of(RETINOPATHY, encounter(of, DAY))) == INITIAL


VISITS = {
    "none": ((), OUT),
    "of another kind": ((encounter(vs.TELEPHONE_VISITS, DAY),), OUT),
    "the day before the year": ((encounter(EYES, BEFORE),), OUT),
    "on the first day": ((encounter(EYES, FIRST),), INITIAL),
    "on the last day": ((encounter(EYES, LAST),), INITIAL),
    "the day after the year": ((encounter(EYES, NEXT),), OUT),
    "beginning in the year before": ((encounter(EYES, BEFORE, FIRST),), OUT),
    "ending in the next year": ((encounter(EYES, LAST, NEXT),), OUT),
    "planned": ((encounter(EYES, DAY, status="planned"),), OUT),
    "in person": ((encounter(EYES, DAY, encounter_class=act("AMB")),), INITIAL),
    "virtual": ((encounter(EYES, DAY, encounter_class=act("VR")),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), VISITS.values(), ids=VISITS)
def test_a_visit_in_person_wholly_within_the_year(facts, expected):
    assert tally(RULE, chart_of(RETINOPATHY, *facts)) == expected


RETINOPATHIES = {
    "none": ((), OUT),
    "from the last day of the visit on": ((after(DAY, 2), None, {}), INITIAL),
    "from the day after on": ((after(DAY, 3), None, {}), OUT),
    "until its first day": ((date(2020, 5, 5), DAY, {}), INITIAL),
    "until the day before": ((date(2020, 5, 5), after(DAY, -1), {}), OUT),
    "on the problem list": ((DAY, None, {"category": (concept(PROBLEM),)}), INITIAL),
    "diagnosed at a visit": (
        (DAY, None, {"category": (concept(ENCOUNTER_DIAGNOSIS),)}),
        INITIAL,
    ),
    "confirmed": ((DAY, None, {"verification_status": "confirmed"}), INITIAL),
    "provisional": ((DAY, None, {"verification_status": "provisional"}), INITIAL),
    "refuted": ((DAY, None, {"verification_status": "refuted"}), OUT),
    "entered in error": ((DAY, None, {"verification_status": "entered-in-error"}), OUT),
}


@pytest.mark.parametrize(("how", "expected"), RETINOPATHIES.values(), ids=RETINOPATHIES)
def test_retinopathy_on_some_day_of_the_visit(how, expected):
    facts = () if not how else (condition(vs.DIABETIC_RETINOPATHY, *how[:2], **how[2]),)

    assert tally(RULE, chart_of(*facts, encounter(EYES, DAY, after(DAY, 2)))) == expected


def test_diabetes_alone_is_not_enough():
    assert tally(RULE, chart_of(condition(vs.DIABETES), VISIT, exam())) == OUT


EXAMS = {
    "none": ((), INITIAL),
    "as the visit begins": ((exam(at(DAY, 10)),), OPEN),
    "a minute before": ((exam(at(DAY, 9, 59)),), INITIAL),
    "as it ends": ((exam(at(DAY, 10, 30)),), OPEN),
    "a minute after": ((exam(at(DAY, 10, 31)),), INITIAL),
    "all of the visit": ((exam(Period(at(DAY, 10), at(DAY, 10, 30))),), OPEN),
    "begun before": ((exam(Period(at(DAY, 9, 59), at(DAY, 10, 10))),), INITIAL),
    "ended after": ((exam(Period(at(DAY, 10, 20), at(DAY, 10, 31))),), INITIAL),
    "another day": ((exam(at(after(DAY, 1), 10, 15)),), INITIAL),
    "without a value": ((exam(value=None),), INITIAL),
    "amended": ((exam(status="amended"),), OPEN),
    "corrected": ((exam(status="corrected"),), OPEN),
    "preliminary": ((exam(status="preliminary"),), INITIAL),
    "another exam": (
        (result(vs.RETINAL_OR_DILATED_EYE_EXAM, at(DAY, 10, 15), vs.MACULAR_EDEMA_ABSENT),),
        INITIAL,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), EXAMS.values(), ids=EXAMS)
def test_a_macular_exam_with_a_value_during_the_visit_to_the_minute(facts, expected):
    assert tally(RULE, chart_of(RETINOPATHY, VISIT, *facts)) == expected


def test_the_exam_is_made_during_a_visit_with_retinopathy():
    later = condition(vs.DIABETIC_RETINOPATHY, MAY)
    again = encounter(EYES, at(MAY, 10), at(MAY, 10, 30))

    assert tally(RULE, chart_of(later, VISIT, again, exam())) == INITIAL
    assert tally(RULE, chart_of(later, VISIT, again, exam(at(MAY, 10)))) == OPEN


# -- what was told --------------------------------------------------------------------------------

SEVERITY = vs.RETINOPATHY_FINDINGS
ABSENT, PRESENT = vs.MACULAR_EDEMA_ABSENT, vs.MACULAR_EDEMA_PRESENT
LATER = at(DAY, 11)
SEVERITY_TOLD, ABSENT_TOLD, PRESENT_TOLD = (
    message(of, LATER) for of in (SEVERITY, ABSENT, PRESENT)
)
TOLD = {
    "nothing": ((), OPEN),
    "the severity alone": ((SEVERITY_TOLD,), OPEN),
    "the absence of edema alone": ((ABSENT_TOLD,), OPEN),
    "the edema alone": ((PRESENT_TOLD,), OPEN),
    "the absence and the edema": ((ABSENT_TOLD, PRESENT_TOLD), OPEN),
    "the severity and the absence": ((SEVERITY_TOLD, ABSENT_TOLD), MET),
    "the severity and the edema": ((SEVERITY_TOLD, PRESENT_TOLD), MET),
    "other things": ((message(vs.DIABETIC_RETINOPATHY_SEVERITY, LATER), ABSENT_TOLD), OPEN),
    "the severity and other things": ((SEVERITY_TOLD, message(vs.MACULAR_EXAM, LATER)), OPEN),
}


@pytest.mark.parametrize(("facts", "expected"), TOLD.values(), ids=TOLD)
def test_the_severity_and_whether_there_is_edema(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


def test_one_message_may_tell_both():
    both = message(SEVERITY, LATER)
    categories = (coded(SEVERITY), coded(PRESENT))

    assert tally(RULE, somebody(attrs.evolve(both, category=categories))) == MET


PARTS = {
    "severity": (SEVERITY, ABSENT_TOLD),
    "absence": (ABSENT, SEVERITY_TOLD),
    "presence": (PRESENT, SEVERITY_TOLD),
}
each_part = pytest.mark.parametrize(("of", "rest"), PARTS.values(), ids=PARTS)
SENT = {
    "as the visit begins": (at(DAY, 10), OPEN),
    "a minute later": (at(DAY, 10, 1), MET),
    "before it": (at(DAY, 9, 59), OPEN),
    "the day before": (after(DAY, -1), OPEN),
    "the day after": (after(DAY, 1), MET),
    "on the last day": (LAST, MET),
    "the day after the year": (NEXT, OPEN),
}


@pytest.mark.parametrize(("when", "expected"), SENT.values(), ids=SENT)
@each_part
def test_told_after_the_visit_had_begun_and_in_the_year(of, rest, when, expected):
    assert tally(RULE, somebody(rest, message(of, when))) == expected


STATUSES = ["completed", "in-progress", "preparation", "not-done", "entered-in-error"]


@pytest.mark.parametrize("status", STATUSES)
@each_part
def test_the_message_is_completed(of, rest, status):
    expected = MET if status == "completed" else OPEN

    assert tally(RULE, somebody(rest, message(of, LATER, status=status))) == expected


@each_part
def test_a_message_that_was_received_but_not_said_to_be_sent_does_not_count(of, rest):
    assert tally(RULE, somebody(rest, message(of, None, received_at=LATER))) == OPEN


@each_part
def test_it_follows_any_visit_with_retinopathy(of, rest):
    """Of two visits only the second has retinopathy; the exam is made at it."""
    later = condition(vs.DIABETIC_RETINOPATHY, MAY)
    again = encounter(EYES, at(MAY, 10), at(MAY, 10, 30))
    facts = later, VISIT, again, exam(at(MAY, 10, 10))
    in_between, afterwards = message(of, LATER), message(of, at(MAY, 11))
    rest = attrs.evolve(rest, sent_at=at(MAY, 11))

    assert tally(RULE, chart_of(*facts, rest, in_between)) == OPEN
    assert tally(RULE, chart_of(*facts, rest, afterwards)) == MET


# -- who is left out ------------------------------------------------------------------------------

FINDINGS = {"severity": SEVERITY, "absence": ABSENT, "presence": PRESENT}
each_finding = pytest.mark.parametrize("of", FINDINGS.values(), ids=FINDINGS)
EXCEPTIONS = {
    "for a medical reason": ({}, EXCEPTED),
    "for a reason of the patient": ({"reason": vs.PATIENT_REASON}, EXCEPTED),
    "for another reason": ({"reason": vs.PATIENT_DECLINED}, OPEN),
    "for no reason": ({"reason": None}, OPEN),
    "told": ({"status": "completed"}, OPEN),
    "stopped": ({"status": "stopped"}, OPEN),
    "written down the day before": ({"recorded": after(DAY, -1)}, OPEN),
    "written down on the day, before the visit": ({"recorded": at(DAY, 8)}, EXCEPTED),
    "written down on the day, after the visit": ({"recorded": at(DAY, 18)}, EXCEPTED),
    "written down the day after": ({"recorded": after(DAY, 1)}, OPEN),
}


@pytest.mark.parametrize(("how", "expected"), EXCEPTIONS.values(), ids=EXCEPTIONS)
@each_finding
def test_a_reason_for_not_telling_written_down_on_the_day_of_the_visit(of, how, expected):
    silent = not_told(of, **{"recorded": DAY, "reason": vs.MEDICAL_REASON, **how})

    assert tally(RULE, somebody(silent)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, OPEN), (0, EXCEPTED), (2, EXCEPTED), (3, OPEN)]
)
def test_the_reason_may_be_written_down_on_any_day_of_the_visit(days, expected):
    long = encounter(EYES, at(DAY, 10), at(after(DAY, 2), 9))
    silent = not_told(SEVERITY, after(DAY, days), vs.MEDICAL_REASON)

    assert tally(RULE, chart_of(RETINOPATHY, long, exam(), silent)) == expected


@each_finding
def test_the_day_on_which_the_reason_was_written_down_counts_and_no_other(of):
    """Whatever day the message names as that on which it would have been sent."""
    on_the_day = attrs.evolve(not_told(of, DAY, vs.MEDICAL_REASON), sent_at=after(DAY, 9))
    later = attrs.evolve(not_told(of, after(DAY, 9), vs.MEDICAL_REASON), sent_at=DAY)

    assert tally(RULE, somebody(on_the_day)) == EXCEPTED
    assert tally(RULE, somebody(later)) == OPEN


def test_a_reason_for_not_telling_something_else_is_none():
    silent = not_told(vs.DIABETIC_RETINOPATHY_SEVERITY, DAY, vs.MEDICAL_REASON)

    assert tally(RULE, somebody(silent)) == OPEN


def test_a_reason_at_a_visit_without_retinopathy_is_none():
    later = condition(vs.DIABETIC_RETINOPATHY, MAY)
    again = encounter(EYES, at(MAY, 10), at(MAY, 10, 30))
    silent = not_told(SEVERITY, DAY, vs.MEDICAL_REASON)

    assert tally(RULE, chart_of(later, VISIT, again, exam(at(MAY, 10, 10)), silent)) == OPEN


def test_one_of_whom_all_was_told_is_in_the_numerator():
    silent = not_told(PRESENT, DAY, vs.MEDICAL_REASON)

    assert tally(RULE, somebody(silent, SEVERITY_TOLD, ABSENT_TOLD)) == MET


# -- what is not known ----------------------------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the conditions": (chart_of(VISIT, unasked=("conditions",)), OUT, "initial-population"),
    "whether the retinopathy lasted": (
        chart_of(condition(vs.DIABETIC_RETINOPATHY, clinical_status="resolved"), VISIT),
        OUT,
        "initial-population",
    ),
    "at what time the exam was": (
        chart_of(RETINOPATHY, VISIT, exam(DAY)),
        INITIAL,
        "denominator",
    ),
    "at what time the visit was": (
        chart_of(RETINOPATHY, encounter(EYES, DAY), exam()),
        INITIAL,
        "denominator",
    ),
    "at what time it was told": (
        somebody(SEVERITY_TOLD, message(ABSENT, DAY)),
        OPEN,
        "numerator",
    ),
    "which day it was told": (
        somebody(SEVERITY_TOLD, message(ABSENT, PartialDate(2026))),
        OPEN,
        "numerator",
    ),
    "the messages": (somebody(unasked=("communications",)), OPEN, "numerator"),
    "when the reason was written down": (
        somebody(not_told(SEVERITY, None, vs.MEDICAL_REASON)),
        OPEN,
        "denominator-exception",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert tally(RULE, chart) == expected
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_is_named():
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.MACULAR_EXAM,)))

    assert unknown(RULE, somebody(), without) == (("denominator",),)
    assert missing(RULE, somebody(), without)["denominator"] == (
        f"value set {vs.MACULAR_EXAM.name}",
    )


# -- in a review ----------------------------------------------------------------------------------

ONE = Catalogue.of(RULE, value_sets=tiny_sets())


def test_in_a_review_the_gap_is_known_by_rule_edition_year_and_group():
    (finding,) = review(somebody(), ONE, LAST).findings

    assert finding.key == "measures.cms142|p|2026:Group_1"
    assert finding.edition == "2026"
    assert finding.action.licences == (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)


def test_without_an_exam_there_is_no_gap():
    (finding,) = review(chart_of(RETINOPATHY, VISIT), ONE, LAST).findings

    assert finding.action is None
    assert dict(finding.details)["gap"] == "not applicable"
