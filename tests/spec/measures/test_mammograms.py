"""Breast cancer screening (CMS125).

Of women aged 42 to 74 with an outpatient visit, those with a mammogram in the 27 months to the end
of the year. Mira, 60, was never screened; every row changes one thing about her, and says whether
she is in the population, excluded, and in the numerator.
"""

from datetime import date

import attrs
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
    tiny_sets,
    unknown,
)

from carecoord.model import PartialDate, Patient
from carecoord.model.code import concept, loinc, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms125 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FEMALE, MALE = snomed("248152002"), snomed("248153007")
LEFT, RIGHT = snomed("7771000"), snomed("24028007")
LAST, NEXT = date(2026, 12, 31), date(2027, 1, 1)
MAY = date(2026, 5, 5)
OCTOBER = date(2024, 10, 1)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
MAMMOGRAM = study(vs.MAMMOGRAPHY, MAY)


def mira(*facts, born=date(1966, 1, 1), sex=FEMALE, visits=(VISIT,), unasked=()):
    chart = chart_of(*visits, *facts, born=born, unasked=unasked)
    known = None if sex is None else concept(sex)
    return attrs.evolve(chart, patient=Patient(birth_date=born, sex=known))


# -- who is asked about ---------------------------------------------------------------------------

AGES = {
    "41 is too young": (aged(41), OUT),
    "42 on the last day": (aged(42), OPEN),
    "42 the day after": (after(aged(42), 1), OUT),
    "74 is not too old": (aged(74), OPEN),
    "75 the day after": (after(aged(75), 1), OPEN),
    "75 on the last day": (aged(75), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_42_to_74_at_the_end_of_the_year(born, expected):
    assert counts(RULE, mira(born=born)) == (expected,)


def test_a_man_is_outside_and_no_recorded_sex_is_unknown():
    assert counts(RULE, mira(sex=MALE)) == (OUT,)
    assert unknown(RULE, mira(sex=MALE)) == ((),)
    assert counts(RULE, mira(sex=None)) == (OUT,)
    assert unknown(RULE, mira(sex=None)) == (("initial-population",),)


def test_without_an_outpatient_visit_she_is_not_asked_about():
    emergency = encounter(vs.ED_EVALUATION_AND_MANAGEMENT, MAY)

    assert counts(RULE, mira(MAMMOGRAM, visits=())) == (OUT,)
    assert counts(RULE, mira(MAMMOGRAM, visits=(emergency,))) == (OUT,)


STRATA = {42: "1_1", 51: "1_1", 52: "1_2", 74: "1_2"}


@pytest.mark.parametrize(("years", "stratum"), STRATA.items())
def test_42_to_51_and_52_to_74_are_reported_apart(years, stratum):
    assert strata(RULE, mira(born=aged(years))) == ((f"Stratification_{stratum}",),)


# -- what counts as screened ----------------------------------------------------------------------

MAMMOGRAMS = {
    "none": ((), OPEN),
    "this year": ((MAMMOGRAM,), MET),
    "the day before 1 October two years ago": (
        (study(vs.MAMMOGRAPHY, after(OCTOBER, -1)),),
        OPEN,
    ),
    "on 1 October two years ago": ((study(vs.MAMMOGRAPHY, OCTOBER),), MET),
    "on the last day": ((study(vs.MAMMOGRAPHY, LAST),), MET),
    "the day after": ((study(vs.MAMMOGRAPHY, NEXT),), OPEN),
    "begun before 1 October, ended on it": (
        (study(vs.MAMMOGRAPHY, through(after(OCTOBER, -1), OCTOBER)),),
        MET,
    ),
    "begun on the last day, ended after it": (
        (study(vs.MAMMOGRAPHY, through(LAST, NEXT)),),
        OPEN,
    ),
    "amended": ((study(vs.MAMMOGRAPHY, MAY, status="amended"),), MET),
    "corrected": ((study(vs.MAMMOGRAPHY, MAY, status="corrected"),), MET),
    "preliminary": ((study(vs.MAMMOGRAPHY, MAY, status="preliminary"),), OPEN),
    "cancelled": ((study(vs.MAMMOGRAPHY, MAY, status="cancelled"),), OPEN),
    "in no category": ((study(vs.MAMMOGRAPHY, MAY, None),), OPEN),
    "not among imaging": ((study(vs.MAMMOGRAPHY, MAY, "laboratory"),), OPEN),
    "another study": ((study(vs.CT_COLONOGRAPHY, MAY),), OPEN),
    "as a procedure": ((procedure(vs.MAMMOGRAPHY, MAY),), OPEN),
}


@pytest.mark.parametrize(("facts", "expected"), MAMMOGRAMS.values(), ids=MAMMOGRAMS)
def test_a_mammogram_that_ended_in_27_months(facts, expected):
    """An imaging study that stands, ended between 1 October two years ago and 31 December."""
    assert counts(RULE, mira(*facts)) == (expected,)


def test_a_mammogram_may_be_in_another_category_besides():
    both = (*MAMMOGRAM.category, concept(loinc("18748-4")))

    assert counts(RULE, mira(attrs.evolve(MAMMOGRAM, category=both))) == (MET,)


# -- who is left out ------------------------------------------------------------------------------

BILATERAL = {
    "removed before": (procedure(vs.BILATERAL_MASTECTOMY, date(2010, 5, 5)), EXCLUDED),
    "removed on the last day": (procedure(vs.BILATERAL_MASTECTOMY, LAST), EXCLUDED),
    "removed after the year": (procedure(vs.BILATERAL_MASTECTOMY, NEXT), OPEN),
    "an operation that ended after the year": (
        procedure(vs.BILATERAL_MASTECTOMY, through(LAST, NEXT)),
        OPEN,
    ),
    "an operation that was not done": (
        procedure(vs.BILATERAL_MASTECTOMY, MAY, status="not-done"),
        OPEN,
    ),
    "an operation not finished": (
        procedure(vs.BILATERAL_MASTECTOMY, MAY, status="in-progress"),
        OPEN,
    ),
    "a history of it": (condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY), EXCLUDED),
    "a history of it from the last day on": (
        condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY, LAST),
        EXCLUDED,
    ),
    "a history of it after the year": (
        condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY, NEXT),
        OPEN,
    ),
    "a history of it that ended long ago": (
        condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY, abated=date(2021, 1, 1)),
        EXCLUDED,
    ),
    "a history of it, refuted": (
        condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY, verification_status="refuted"),
        OPEN,
    ),
    "a history of it, unconfirmed": (
        condition(vs.HISTORY_OF_BILATERAL_MASTECTOMY, verification_status="unconfirmed"),
        EXCLUDED,
    ),
}


@pytest.mark.parametrize(("fact", "expected"), BILATERAL.values(), ids=BILATERAL)
def test_both_breasts_removed_by_the_end_of_the_year(fact, expected):
    """An operation that ended by then, or a diagnosis that began by then."""
    assert counts(RULE, mira(fact)) == (expected,)


def unspecified(*sites, onset=date(2020, 5, 5), **other):
    where = tuple(concept(site) for site in sites)
    return condition(vs.UNILATERAL_MASTECTOMY_UNSPECIFIED, onset, body_site=where, **other)


RIGHT_GONE = {
    "right: a diagnosis": condition(vs.STATUS_POST_RIGHT_MASTECTOMY),
    "right: a diagnosis with the side": unspecified(RIGHT),
    "right: an operation": procedure(vs.UNILATERAL_MASTECTOMY_RIGHT, date(2015, 5, 5)),
}
LEFT_GONE = {
    "left: a diagnosis": condition(vs.STATUS_POST_LEFT_MASTECTOMY),
    "left: a diagnosis with the side": unspecified(LEFT),
    "left: an operation": procedure(vs.UNILATERAL_MASTECTOMY_LEFT, date(2015, 5, 5)),
}


@pytest.mark.parametrize("left", LEFT_GONE.values(), ids=LEFT_GONE)
@pytest.mark.parametrize("right", RIGHT_GONE.values(), ids=RIGHT_GONE)
def test_right_and_left_removed_apart_exclude_however_each_is_known(right, left):
    assert counts(RULE, mira(right, left)) == (EXCLUDED,)


ONE_SIDE = RIGHT_GONE | LEFT_GONE


@pytest.mark.parametrize("fact", ONE_SIDE.values(), ids=ONE_SIDE)
def test_one_breast_removed_does_not_exclude(fact):
    assert counts(RULE, mira(fact)) == (OPEN,)


def test_one_side_twice_is_not_both():
    assert counts(RULE, mira(*RIGHT_GONE.values())) == (OPEN,)
    assert counts(RULE, mira(*LEFT_GONE.values())) == (OPEN,)


def test_one_diagnosis_may_name_both_sides():
    assert counts(RULE, mira(unspecified(LEFT, RIGHT))) == (EXCLUDED,)


A_RIGHT, A_LEFT = RIGHT_GONE["right: an operation"], LEFT_GONE["left: an operation"]
SIDES = {
    "right": (
        A_LEFT,
        vs.STATUS_POST_RIGHT_MASTECTOMY,
        RIGHT,
        LEFT,
        vs.UNILATERAL_MASTECTOMY_RIGHT,
    ),
    "left": (
        A_RIGHT,
        vs.STATUS_POST_LEFT_MASTECTOMY,
        LEFT,
        RIGHT,
        vs.UNILATERAL_MASTECTOMY_LEFT,
    ),
}
each_side = pytest.mark.parametrize(
    ("other_side", "status_post", "side", "wrong", "operation"), SIDES.values(), ids=SIDES
)


@each_side
def test_each_way_of_knowing_a_side_counts_by_the_last_day(
    other_side, status_post, side, wrong, operation
):
    """Diagnoses begin by 31 December, operations end by then."""
    rows = (
        (condition(status_post, LAST), EXCLUDED),
        (condition(status_post, NEXT), OPEN),
        (condition(status_post, abated=date(2021, 1, 1)), EXCLUDED),
        (condition(status_post, verification_status="entered-in-error"), OPEN),
        (unspecified(side, onset=LAST), EXCLUDED),
        (unspecified(side, onset=NEXT), OPEN),
        (unspecified(side, abated=date(2021, 1, 1)), EXCLUDED),
        (unspecified(side, verification_status="refuted"), OPEN),
        (unspecified(wrong), OPEN),
        (unspecified(), OPEN),
        (condition(vs.NARCOLEPSY, body_site=(concept(side),)), OPEN),
        (procedure(operation, LAST), EXCLUDED),
        (procedure(operation, NEXT), OPEN),
        (procedure(operation, through(LAST, NEXT)), OPEN),
        (procedure(operation, MAY, status="not-done"), OPEN),
    )

    assert [expected for _, expected in rows] == [
        counts(RULE, mira(other_side, fact))[0] for fact, _ in rows
    ]


HOUSING, NURSING = loinc("71802-3"), snomed("160734000")
FRAIL, ILL = condition(vs.FRAILTY_DIAGNOSIS), condition(vs.ADVANCED_ILLNESS, MAY)
OTHERS = {
    "hospice": ((condition(vs.HOSPICE_DIAGNOSIS),), 60, EXCLUDED),
    "palliative care": ((condition(vs.PALLIATIVE_DIAGNOSIS),), 60, EXCLUDED),
    "frail and ill at 65": ((FRAIL, ILL), 65, OPEN),
    "frail and ill at 66": ((FRAIL, ILL), 66, EXCLUDED),
    "frail and ill at 74": ((FRAIL, ILL), 74, EXCLUDED),
    "frail alone at 66": ((FRAIL,), 66, OPEN),
    "ill alone at 66": ((ILL,), 66, OPEN),
    "in a nursing home at 65": ((result(HOUSING, MAY, NURSING),), 65, OPEN),
    "in a nursing home at 66": ((result(HOUSING, MAY, NURSING),), 66, EXCLUDED),
}


@pytest.mark.parametrize(("facts", "years", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_excludes_from_many_measures_excludes_here(facts, years, expected):
    assert counts(RULE, mira(*facts, born=aged(years))) == (expected,)


def test_one_who_is_excluded_is_in_no_numerator():
    assert counts(RULE, mira(MAMMOGRAM, condition(vs.HOSPICE_DIAGNOSIS))) == (EXCLUDED,)


# -- what is not known ----------------------------------------------------------------------------

UNKNOWN = {
    "her birth date": (mira(born=None), OUT, "initial-population"),
    "her visits": (mira(visits=(), unasked=("encounters",)), OUT, "initial-population"),
    "her operations": (mira(unasked=("procedures",)), OPEN, "denominator-exclusion"),
    "her diagnoses": (mira(unasked=("conditions",)), OPEN, "denominator-exclusion"),
    "her results": (mira(unasked=("observations",)), OPEN, "numerator"),
    "in which month two years ago": (
        mira(study(vs.MAMMOGRAPHY, PartialDate(2024))),
        OPEN,
        "numerator",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


SETS = {
    vs.MAMMOGRAPHY: "numerator",
    vs.OFFICE_VISIT: "initial-population",
    vs.BILATERAL_MASTECTOMY: "denominator-exclusion",
}


@pytest.mark.parametrize(("of", "population"), SETS.items(), ids=[of.name for of in SETS])
def test_a_set_that_was_not_loaded_is_named(of, population):
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(of,)))

    assert missing(RULE, mira(), without)[population] == (f"value set {of.name}",)
    assert finding(RULE, mira(), without=(of,)).outcome is Outcome.INSUFFICIENT_DATA


# -- in a review ----------------------------------------------------------------------------------


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, mira())

    assert (found.key, found.edition) == ("measures.cms125|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (date(2026, 1, 1), LAST)
    assert found.action.closes == "a mammogram"
    assert found.action.licences == (Licence.COORDINATOR,)


def test_in_a_review_a_mammogram_closes_the_gap():
    found = finding(RULE, mira(MAMMOGRAM))

    assert (found.outcome, found.action) == (Outcome.MET, None)
    assert gap_of(found) == ("closed", LAST)


def test_in_a_review_one_who_is_excluded_has_no_gap():
    found = finding(RULE, mira(*RIGHT_GONE.values(), *LEFT_GONE.values()))

    assert (found.outcome, found.action) == (Outcome.NOT_APPLICABLE, None)
    assert gap_of(found) == ("not applicable", None)
