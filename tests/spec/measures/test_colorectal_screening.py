"""Colorectal cancer screening (CMS130).

Of people aged 46 to 75 with an outpatient visit, those with one of five tests, each with its own
look-back. Somebody of 60 was never screened; every row changes one thing, and says whether they are
in the population, excluded, and in the numerator.
"""

from datetime import date
from decimal import Decimal

import pytest
from small_charts import (
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
    strata,
    study,
    through,
)

from carecoord.model import Quantity
from carecoord.model.code import loinc, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms130 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NEXT, MAY = date(2027, 1, 1), date(2026, 5, 5)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
NEGATIVE = Quantity(Decimal(0), "ng/mL")


def somebody(*facts, born=date(1966, 1, 1), visits=(VISIT,), unasked=()):
    return chart_of(*visits, *facts, born=born, unasked=unasked)


AGES = {
    "45 is too young": (aged(45), OUT),
    "46 on the last day": (aged(46), OPEN),
    "46 the day after": (after(aged(46), 1), OUT),
    "75 is not too old": (aged(75), OPEN),
    "76 the day after": (after(aged(76), 1), OPEN),
    "76 on the last day": (aged(76), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_46_to_75_at_the_end_of_the_year(born, expected):
    assert counts(RULE, somebody(born=born)) == (expected,)


def test_without_an_outpatient_visit_nobody_is_asked_about():
    assert counts(RULE, somebody(visits=())) == (OUT,)
    assert counts(RULE, somebody(visits=(encounter(vs.NURSING_FACILITY_VISIT, MAY),))) == (OUT,)


STRATA = {46: "1_1", 49: "1_1", 50: "1_2", 75: "1_2"}


@pytest.mark.parametrize(("years", "stratum"), STRATA.items())
def test_46_to_49_and_50_to_75_are_reported_apart(years, stratum):
    assert strata(RULE, somebody(born=aged(years))) == ((f"Stratification_{stratum}",),)


# -- what counts as screened ----------------------------------------------------------------------


def stool(day, of=vs.FOBT, value=NEGATIVE, **other):
    return result(of, day, value, **other)


def dna(day, value=NEGATIVE, **other):
    return stool(day, vs.SDNA_FIT, value, **other)


def colonoscopy(day, **other):
    return procedure(vs.COLONOSCOPY, day, **other)


def sigmoidoscopy(day, **other):
    return procedure(vs.FLEXIBLE_SIGMOIDOSCOPY, day, **other)


def colonography(day, category="imaging", **other):
    return study(vs.CT_COLONOGRAPHY, day, category, **other)


WINDOWS = {
    "blood in the stool": (stool, FIRST),
    "stool DNA": (dna, date(2024, 1, 1)),
    "sigmoidoscopy": (sigmoidoscopy, date(2022, 1, 1)),
    "CT colonography": (colonography, date(2022, 1, 1)),
    "colonoscopy": (colonoscopy, date(2017, 1, 1)),
}


@pytest.mark.parametrize(("made", "first"), WINDOWS.values(), ids=WINDOWS)
def test_each_test_counts_for_its_years(made, first):
    """One year, three, five, five and ten, the year of the measure among them."""
    days = after(first, -1), first, LAST, NEXT

    assert [counts(RULE, somebody(made(day)))[0] for day in days] == [OPEN, MET, MET, OPEN]


@pytest.mark.parametrize(("made", "first"), WINDOWS.values(), ids=WINDOWS)
def test_it_counts_when_it_ended(made, first):
    """Begun before the first day and ended on it counts, ended after the last day does not."""
    into, out_of = through(after(first, -1), first), through(LAST, NEXT)

    assert [counts(RULE, somebody(made(time)))[0] for time in (into, out_of)] == [MET, OPEN]


STATUSES = {"final": MET, "amended": MET, "corrected": MET, "preliminary": OPEN, "cancelled": OPEN}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items())
@pytest.mark.parametrize("made", [stool, dna, colonography])
def test_a_result_stands(made, status, expected):
    assert counts(RULE, somebody(made(MAY, status=status))) == (expected,)


@pytest.mark.parametrize("made", [stool, dna])
def test_a_stool_test_has_a_result(made):
    assert counts(RULE, somebody(made(MAY, value=None))) == (OPEN,)
    assert counts(RULE, somebody(made(MAY, value=vs.PATIENT_DECLINED))) == (MET,)


@pytest.mark.parametrize("made", [colonoscopy, sigmoidoscopy])
@pytest.mark.parametrize(
    ("status", "expected"), [("completed", MET), ("not-done", OPEN), ("in-progress", OPEN)]
)
def test_an_endoscopy_was_completed(made, status, expected):
    assert counts(RULE, somebody(made(MAY, status=status))) == (expected,)


@pytest.mark.parametrize("category", [None, "laboratory", "exam"])
def test_a_colonography_that_is_not_among_imaging_does_not_count(category):
    assert counts(RULE, somebody(colonography(MAY, category))) == (OPEN,)


OTHERS = {
    "a cytology": stool(MAY, vs.PAP_TEST),
    "a hysterectomy": procedure(vs.HYSTERECTOMY, MAY),
    "a mammogram": study(vs.MAMMOGRAPHY, MAY),
    "a colonoscopy as a result": study(vs.COLONOSCOPY, MAY),
    "a colonography as a procedure": procedure(vs.CT_COLONOGRAPHY, MAY),
}


@pytest.mark.parametrize("fact", OTHERS.values(), ids=OTHERS)
def test_another_test_does_not_count(fact):
    assert counts(RULE, somebody(fact)) == (OPEN,)


# -- who is left out ------------------------------------------------------------------------------

COLON = {
    "cancer from the last day on": (condition(vs.MALIGNANT_NEOPLASM_OF_COLON, LAST), EXCLUDED),
    "cancer after the year": (condition(vs.MALIGNANT_NEOPLASM_OF_COLON, NEXT), OPEN),
    "cancer of long ago": (
        condition(vs.MALIGNANT_NEOPLASM_OF_COLON, date(1999, 1, 1), date(2003, 1, 1)),
        EXCLUDED,
    ),
    "cancer refuted": (
        condition(vs.MALIGNANT_NEOPLASM_OF_COLON, verification_status="refuted"),
        OPEN,
    ),
    "colectomy on the last day": (procedure(vs.TOTAL_COLECTOMY, LAST), EXCLUDED),
    "colectomy after the year": (procedure(vs.TOTAL_COLECTOMY, NEXT), OPEN),
    "colectomy that ended after the year": (
        procedure(vs.TOTAL_COLECTOMY, through(LAST, NEXT)),
        OPEN,
    ),
    "colectomy of long ago": (procedure(vs.TOTAL_COLECTOMY, date(1999, 1, 1)), EXCLUDED),
    "colectomy not done": (procedure(vs.TOTAL_COLECTOMY, MAY, status="not-done"), OPEN),
    "another cancer": (condition(vs.NARCOLEPSY), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), COLON.values(), ids=COLON)
def test_colon_cancer_and_colectomy_exclude(fact, expected):
    """Cancer that began, or an operation that ended, by the end of the year."""
    assert counts(RULE, somebody(fact)) == (expected,)


HOUSING, NURSING = loinc("71802-3"), snomed("160734000")
FRAIL, ILL = condition(vs.FRAILTY_DIAGNOSIS), condition(vs.ADVANCED_ILLNESS, MAY)
EXCLUSIONS = {
    "hospice": ((condition(vs.HOSPICE_DIAGNOSIS),), 60, EXCLUDED),
    "palliative care": ((condition(vs.PALLIATIVE_DIAGNOSIS),), 60, EXCLUDED),
    "frail and ill at 65": ((FRAIL, ILL), 65, OPEN),
    "frail and ill at 66": ((FRAIL, ILL), 66, EXCLUDED),
    "frail alone at 66": ((FRAIL,), 66, OPEN),
    "in a nursing home at 65": ((result(HOUSING, MAY, NURSING),), 65, OPEN),
    "in a nursing home at 66": ((result(HOUSING, MAY, NURSING),), 66, EXCLUDED),
}


@pytest.mark.parametrize(("facts", "years", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_what_excludes_from_many_measures_excludes_here(facts, years, expected):
    assert counts(RULE, somebody(*facts, born=aged(years))) == (expected,)


# -- what is not known, and in a review -----------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the procedures": (somebody(unasked=("procedures",)), OPEN, "denominator-exclusion"),
    "the results": (somebody(unasked=("observations",)), OPEN, "numerator"),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_matters_until_another_test_counts():
    unscreened = finding(RULE, somebody(), without=(vs.SDNA_FIT,))
    screened = finding(RULE, somebody(colonoscopy(MAY)), without=(vs.SDNA_FIT,))

    assert unscreened.outcome is Outcome.INSUFFICIENT_DATA
    assert unscreened.missing == (f"value set {vs.SDNA_FIT.name}",)
    assert screened.outcome is Outcome.MET


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, somebody())

    assert (found.key, found.edition) == ("measures.cms130|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.COORDINATOR, Licence.PRESCRIBER)


def test_in_a_review_a_test_closes_the_gap_and_a_colectomy_leaves_none():
    assert gap_of(finding(RULE, somebody(stool(MAY)))) == ("closed", LAST)
    excluded = finding(RULE, somebody(procedure(vs.TOTAL_COLECTOMY, MAY)))
    assert gap_of(excluded) == ("not applicable", None)
