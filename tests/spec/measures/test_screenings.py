"""Cancer screening, falls, eyes and kidneys: one fact or one day decides.

Each row is a woman of 60 with a visit, and what she has besides.
"""

from datetime import date

import attrs
import pytest
from small_charts import chart_of, condition, counts, encounter, procedure, result, unknown

from carecoord.model import Patient
from carecoord.model.code import concept, snomed
from carecoord.rules.criteria import RecordedSex
from carecoord.rules.measures import cms124, cms125, cms130, cms139
from carecoord.rules.measures import value_sets as vs

FEMALE, MALE = snomed("248152002"), snomed("248153007")
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)


def woman(*facts, born=date(1966, 1, 1), sex=FEMALE):
    chart = chart_of(VISIT, *facts, born=born)
    patient = Patient(birth_date=born, sex=None if sex is None else concept(sex))
    return attrs.evolve(chart, patient=patient)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 9, 30), OPEN),
        (date(2024, 10, 1), MET),
        (date(2026, 12, 31), MET),
        (date(2027, 1, 1), OPEN),
    ],
)
def test_a_mammogram_counts_for_27_months(day, expected):
    assert counts(cms125.RULE, woman(result(vs.MAMMOGRAPHY, day))) == (expected,)


def test_bilateral_mastectomy_excludes_until_the_last_day():
    inside = procedure(vs.BILATERAL_MASTECTOMY, date(2026, 12, 31))
    after = procedure(vs.BILATERAL_MASTECTOMY, date(2027, 1, 1))

    assert counts(cms125.RULE, woman(inside)) == (EXCLUDED,)
    assert counts(cms125.RULE, woman(after)) == (OPEN,)


def test_a_man_is_outside_and_no_recorded_sex_is_unknown():
    assert counts(cms125.RULE, woman(sex=MALE)) == (OUT,)
    assert counts(cms125.RULE, woman(sex=None)) == (OUT,)
    assert unknown(cms125.RULE, woman(sex=None)) == (("initial-population",),)
    assert str(RecordedSex(code=FEMALE)) == "recorded sex 248152002"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 12, 31), OPEN),
        (date(2017, 1, 1), MET),
        (date(2026, 12, 31), MET),
        (date(2027, 1, 1), OPEN),
    ],
)
def test_a_colonoscopy_counts_for_ten_years(day, expected):
    assert counts(cms130.RULE, woman(procedure(vs.COLONOSCOPY, day))) == (expected,)


def test_colectomy_and_colon_cancer_exclude():
    for fact in (
        procedure(vs.TOTAL_COLECTOMY, date(2026, 12, 31)),
        condition(vs.MALIGNANT_NEOPLASM_OF_COLON),
    ):
        assert counts(cms130.RULE, woman(fact)) == (EXCLUDED,)


def test_hysterectomy_excludes_from_cervical_screening():
    fact = procedure(vs.HYSTERECTOMY, date(2020, 1, 1))

    assert counts(cms124.RULE, woman(fact)) == (EXCLUDED,)
    assert counts(cms124.RULE, woman()) == (OPEN,)


@pytest.mark.parametrize(("born", "expected"), [(date(1961, 1, 1), MET), (date(1961, 1, 2), OUT)])
def test_falls_are_asked_about_from_65_at_the_start(born, expected):
    asked = result(vs.FALLS_SCREENING, date(2026, 5, 5))

    assert counts(cms139.RULE, woman(asked, born=born)) == (expected,)
