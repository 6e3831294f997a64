"""Cervical cancer screening (CMS124).

Of women aged 24 to 64 with a visit, those with cytology in three years, or with an HPV test in five
that was made at 30 or later. Ines, 40, was never screened; every row changes one thing about her,
and says whether she is in the population, excluded, and in the numerator.
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
    through,
    unknown,
)

from carecoord.model import PartialDate, Patient
from carecoord.model.code import concept, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms124 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FEMALE, MALE = snomed("248152002"), snomed("248153007")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT, MAY = date(2025, 12, 31), date(2027, 1, 1), date(2026, 5, 5)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))


def ines(*facts, born=date(1986, 1, 1), sex=FEMALE, visits=(VISIT,), unasked=()):
    chart = chart_of(*visits, *facts, born=born, unasked=unasked)
    known = None if sex is None else concept(sex)
    return attrs.evolve(chart, patient=Patient(birth_date=born, sex=known))


def cytology(day=MAY, value=vs.PATIENT_DECLINED, **other):
    return result(vs.PAP_TEST, day, value, **other)


def hpv(day=MAY, value=vs.PATIENT_DECLINED, **other):
    return result(vs.HPV_TEST, day, value, **other)


# -- who is asked about ---------------------------------------------------------------------------

AGES = {
    "23 is too young": (aged(23), OUT),
    "24 on the last day": (aged(24), OPEN),
    "24 the day after": (after(aged(24), 1), OUT),
    "64 is not too old": (aged(64), OPEN),
    "65 the day after": (after(aged(65), 1), OPEN),
    "65 on the last day": (aged(65), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_24_to_64_at_the_end_of_the_year(born, expected):
    assert counts(RULE, ines(born=born)) == (expected,)


def test_a_man_is_outside_and_no_recorded_sex_is_unknown():
    assert counts(RULE, ines(sex=MALE)) == (OUT,)
    assert unknown(RULE, ines(sex=None)) == (("initial-population",),)


KINDS = (
    vs.OFFICE_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.name)
def test_each_kind_of_visit_counts(of):
    assert counts(RULE, ines(visits=(encounter(of, MAY),))) == (OPEN,)


def visit(first, last=None, **other):
    return encounter(vs.OFFICE_VISIT, first, last, **other)


VISITS = {
    "none": ((), OUT),
    "a yearly wellness visit": ((encounter(vs.ANNUAL_WELLNESS_VISIT, MAY),), OUT),
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
    assert counts(RULE, ines(visits=visits)) == (expected,)


# -- what counts as screened ----------------------------------------------------------------------

WINDOWS = {"cytology": (cytology, date(2024, 1, 1)), "HPV": (hpv, date(2022, 1, 1))}
each_test = pytest.mark.parametrize(("made", "first"), WINDOWS.values(), ids=WINDOWS)


@each_test
def test_cytology_counts_for_three_years_and_an_hpv_test_for_five(made, first):
    days = after(first, -1), first, LAST, NEXT

    assert [counts(RULE, ines(made(day)))[0] for day in days] == [OPEN, MET, MET, OPEN]


@each_test
def test_a_test_counts_on_the_day_it_ended(made, first):
    into, out_of = through(after(first, -1), first), through(LAST, NEXT)

    assert [counts(RULE, ines(made(time)))[0] for time in (into, out_of)] == [MET, OPEN]


STATUSES = {"final": MET, "amended": MET, "corrected": MET, "preliminary": OPEN, "cancelled": OPEN}


@each_test
@pytest.mark.parametrize(("status", "expected"), STATUSES.items())
def test_the_result_stands(made, first, status, expected):
    assert counts(RULE, ines(made(after(first, 9), status=status))) == (expected,)


@each_test
def test_the_test_has_a_result(made, first):
    assert counts(RULE, ines(made(first, value=None))) == (OPEN,)


def test_another_test_does_not_count():
    assert counts(RULE, ines(result(vs.FOBT, MAY, vs.PATIENT_DECLINED))) == (OPEN,)
    assert counts(RULE, ines(procedure(vs.PAP_TEST, MAY))) == (OPEN,)


THIRTY = {
    "the day before she was 30": (date(1994, 5, 6), OPEN),
    "on the day she was 30": (date(1994, 5, 5), MET),
}


@pytest.mark.parametrize(("born", "expected"), THIRTY.values(), ids=THIRTY)
def test_an_hpv_test_counts_from_30_on_the_day_of_the_test(born, expected):
    test = hpv(date(2024, 5, 5))

    assert counts(RULE, ines(test, born=born)) == (expected,)


def test_the_age_counts_on_the_day_on_which_a_longer_test_ended():
    test = hpv(through(date(2024, 5, 4), date(2024, 5, 5)))

    assert counts(RULE, ines(test, born=date(1994, 5, 5))) == (MET,)
    assert counts(RULE, ines(test, born=date(1994, 5, 6))) == (OPEN,)


def test_cytology_counts_at_any_age():
    assert counts(RULE, ines(cytology(), born=aged(24))) == (MET,)


def test_one_test_at_30_is_enough_beside_one_before():
    born = date(1994, 5, 5)

    assert counts(RULE, ines(hpv(date(2023, 5, 5)), hpv(date(2025, 5, 5)), born=born)) == (MET,)


# -- who is left out ------------------------------------------------------------------------------

EXCLUSIONS = {
    "hysterectomy long ago": (procedure(vs.HYSTERECTOMY, date(1999, 1, 1)), EXCLUDED),
    "hysterectomy on the last day": (procedure(vs.HYSTERECTOMY, LAST), EXCLUDED),
    "hysterectomy after the year": (procedure(vs.HYSTERECTOMY, NEXT), OPEN),
    "hysterectomy that ended after the year": (
        procedure(vs.HYSTERECTOMY, through(LAST, NEXT)),
        OPEN,
    ),
    "hysterectomy not done": (procedure(vs.HYSTERECTOMY, MAY, status="not-done"), OPEN),
    "another operation": (procedure(vs.TOTAL_COLECTOMY, MAY), OPEN),
    "no cervix from the last day on": (condition(vs.ABSENCE_OF_CERVIX, LAST), EXCLUDED),
    "no cervix from the day after on": (condition(vs.ABSENCE_OF_CERVIX, NEXT), OPEN),
    "no cervix, said to have ended": (
        condition(vs.ABSENCE_OF_CERVIX, abated=date(2021, 1, 1)),
        EXCLUDED,
    ),
    "no cervix, refuted": (
        condition(vs.ABSENCE_OF_CERVIX, verification_status="refuted"),
        OPEN,
    ),
    "hospice": (condition(vs.HOSPICE_DIAGNOSIS), EXCLUDED),
    "palliative care": (condition(vs.PALLIATIVE_DIAGNOSIS), EXCLUDED),
    "frailty": (condition(vs.FRAILTY_DIAGNOSIS), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_who_has_no_cervix_or_is_dying_is_left_out(fact, expected):
    """An operation that ended, or a diagnosis that began, by the end of the year."""
    assert counts(RULE, ines(fact)) == (expected,)


# -- what is not known, and in a review -----------------------------------------------------------

UNKNOWN = {
    "her birth date": (ines(born=None), OUT, "initial-population"),
    "her operations": (ines(unasked=("procedures",)), OPEN, "denominator-exclusion"),
    "her results": (ines(unasked=("observations",)), OPEN, "numerator"),
    "whether she was 30 at the test": (
        ines(hpv(PartialDate(2024)), born=date(1994, 5, 5)),
        OPEN,
        "numerator",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_is_named():
    found = finding(RULE, ines(), without=(vs.HPV_TEST,))

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == (f"value set {vs.HPV_TEST.name}",)


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, ines())

    assert (found.key, found.edition) == ("measures.cms124|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.COORDINATOR, Licence.PRESCRIBER)


def test_in_a_review_cytology_closes_the_gap_and_hysterectomy_leaves_none():
    assert gap_of(finding(RULE, ines(cytology()))) == ("closed", LAST)
    excluded = finding(RULE, ines(procedure(vs.HYSTERECTOMY, MAY)))
    assert gap_of(excluded) == ("not applicable", None)
