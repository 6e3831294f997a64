"""Screening for future fall risk (CMS139).

Of people aged 65 or more with a visit, those who were asked about falls in the year. Somebody of 70
with a visit on 10 March; every row changes one thing, and says whether they are in the population,
excluded, and in the numerator.
"""

from datetime import date

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
    order,
    result,
    through,
)

from carecoord.model import PartialDate
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms139 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
MAY = date(2026, 5, 5)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
ASKED = result(vs.FALLS_SCREENING, MAY)


def somebody(*facts, born=date(1956, 1, 1), visits=(VISIT,), unasked=()):
    return chart_of(*visits, *facts, born=born, unasked=unasked)


AGES = {
    "64 on the first day": (after(aged(65, FIRST), 1), OUT),
    "65 on the first day": (aged(65, FIRST), OPEN),
    "99": (aged(99, FIRST), OPEN),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_65_at_the_start_of_the_year(born, expected):
    assert counts(RULE, somebody(born=born)) == (expected,)


KINDS = (
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.PREVENTIVE_INDIVIDUAL_COUNSELING,
    vs.DISCHARGE_SERVICES_NURSING_FACILITY,
    vs.NURSING_FACILITY_VISIT,
    vs.LONG_TERM_RESIDENTIAL_CARE,
    vs.AUDIOLOGY_VISIT,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
    vs.PHYSICAL_THERAPY_EVALUATION,
    vs.OCCUPATIONAL_THERAPY_EVALUATION,
)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.name)
def test_each_kind_of_visit_counts(of):
    assert counts(RULE, somebody(visits=(encounter(of, MAY),))) == (OPEN,)


def visit(first, last=None, **other):
    return encounter(vs.OFFICE_VISIT, first, last, **other)


VISITS = {
    "none": ((), OUT),
    "of another kind": ((encounter(vs.ED_EVALUATION_AND_MANAGEMENT, MAY),), OUT),
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
    assert counts(RULE, somebody(ASKED, visits=visits))[0][0] == expected[0]


SCREENINGS = {
    "none": ((), OPEN),
    "in the year": ((ASKED,), MET),
    "the day before the year": ((result(vs.FALLS_SCREENING, BEFORE),), OPEN),
    "on the first day": ((result(vs.FALLS_SCREENING, FIRST),), MET),
    "on the last day": ((result(vs.FALLS_SCREENING, LAST),), MET),
    "the day after the year": ((result(vs.FALLS_SCREENING, NEXT),), OPEN),
    "begun in the year before": ((result(vs.FALLS_SCREENING, through(BEFORE, FIRST)),), OPEN),
    "ended in the next year": ((result(vs.FALLS_SCREENING, through(LAST, NEXT)),), OPEN),
    "amended": ((result(vs.FALLS_SCREENING, MAY, status="amended"),), MET),
    "corrected": ((result(vs.FALLS_SCREENING, MAY, status="corrected"),), MET),
    "preliminary": ((result(vs.FALLS_SCREENING, MAY, status="preliminary"),), OPEN),
    "another question": ((result(vs.PHQ_9_TOOLS, MAY),), OPEN),
    "only ordered": ((order(vs.FALLS_SCREENING, MAY),), OPEN),
}


@pytest.mark.parametrize(("facts", "expected"), SCREENINGS.values(), ids=SCREENINGS)
def test_asked_about_falls_within_the_year(facts, expected):
    assert counts(RULE, somebody(*facts)) == (expected,)


def test_hospice_excludes_whoever_was_asked():
    hospice = condition(vs.HOSPICE_DIAGNOSIS)

    assert counts(RULE, somebody(hospice)) == (EXCLUDED,)
    assert counts(RULE, somebody(hospice, ASKED)) == (EXCLUDED,)


def test_palliative_care_does_not():
    assert counts(RULE, somebody(condition(vs.PALLIATIVE_DIAGNOSIS))) == (OPEN,)


UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the visits": (somebody(visits=(), unasked=("encounters",)), OUT, "initial-population"),
    "the orders": (somebody(unasked=("orders",)), OPEN, "denominator-exclusion"),
    "the results": (somebody(unasked=("observations",)), OPEN, "numerator"),
    "on which day": (somebody(result(vs.FALLS_SCREENING, None)), OPEN, "numerator"),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_some_day_of_the_year_is_enough_to_know():
    assert counts(RULE, somebody(result(vs.FALLS_SCREENING, PartialDate(2026)))) == (MET,)


def test_a_set_that_was_not_loaded_is_named():
    found = finding(RULE, somebody(), without=(vs.FALLS_SCREENING,))

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == (f"value set {vs.FALLS_SCREENING.name}",)


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, somebody())

    assert (found.key, found.edition) == ("measures.cms139|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.COORDINATOR, Licence.RN)


def test_in_a_review_a_screening_closes_the_gap_and_hospice_leaves_none():
    assert gap_of(finding(RULE, somebody(ASKED))) == ("closed", LAST)
    excluded = finding(RULE, somebody(condition(vs.HOSPICE_DIAGNOSIS)))
    assert gap_of(excluded) == ("not applicable", None)
