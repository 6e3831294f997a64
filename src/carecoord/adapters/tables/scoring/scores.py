"""What each score for tables is made of: the tables of the rules, the same that reviews use."""

from __future__ import annotations

from collections.abc import Container, Mapping

import attrs

from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.scoring import conditions
from carecoord.adapters.tables.scoring.items import Item, counted, either, flagged, low
from carecoord.rules.readmission import (
    hospital,
    hospital_2013,
    hospital_items,
    hospital_points,
    hospital_simplified,
    lace,
)

POSSIBLE_HEMOGLOBIN = (1, 30)
POSSIBLE_SODIUM = (50, 250)
"""Outside of these a result is no result in the unit that the column is named after."""
_STAY = "number of days of stay"
_ADMISSIONS = "number of admissions in the 12 months before"


@attrs.frozen(kw_only=True)
class Points:
    """A score that adds up items.

    ``labels`` are the category of each sum from 0, and ``risks`` its risk in percent, in a column
    called ``risk``; both are empty where nothing was published. ``high_from`` is a convention.
    """

    items: tuple[Item, ...]
    labels: tuple[str, ...] = ()
    risks: tuple[float, ...] = ()
    risk: str = ""
    high_from: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The usual names of the columns that may be read."""
        return tuple(name for item in self.items for name in item.columns)


def _hospital_items(admissions: Item, oncology: Item, *procedure: Item) -> tuple[Item, ...]:
    points, read = hospital_points, hospital_items
    return (
        low(
            "hemoglobin",
            "hemoglobin_g_dl",
            read.HEMOGLOBIN,
            points.HEMOGLOBIN,
            POSSIBLE_HEMOGLOBIN,
        ),
        oncology,
        low("sodium", "sodium_mmol_l", read.SODIUM, points.SODIUM, POSSIBLE_SODIUM),
        *procedure,
        flagged("index_type", "nonelective", points.INDEX_TYPE, "an admission not elective"),
        admissions,
        counted("length", "los_days", points.LENGTH, _STAY),
    )


_SERVICE = flagged(
    "oncology", "oncology_service", hospital_points.ONCOLOGY, "discharged from an oncology service"
)
_PROCEDURE = flagged(
    "procedure", "any_procedure", hospital_points.PROCEDURE, "a procedure in the stay"
)
_ADMISSIONS_2016 = counted("admissions", "admissions_prev_12m", hospital.ADMISSIONS, _ADMISSIONS)
_ADMISSIONS_2013 = counted(
    "admissions", "admissions_prev_12m", hospital_2013.ADMISSIONS, _ADMISSIONS
)
_CANCER = either(
    "oncology",
    ("cancer_diagnosis", "oncology_service"),
    hospital_simplified.ONCOLOGY,
    "a cancer diagnosis, or discharged from an oncology service",
)
_BANDS = tuple(hospital_points.band(score) for score in range(14))
"""The band of each sum of the full score, 0 to 13."""


def _comorbidity(fault: str) -> Item:
    return Item(
        name="comorbidity",
        columns=(conditions.CONDITIONS, conditions.SUM),
        read=conditions.charlson,
        rows=lace.COMORBIDITY.rows,
        most=conditions.MOST,
        fault=fault,
        tells=conditions.SUM,
    )


LACE = Points(
    items=(
        counted("length", "los_days", lace.LENGTH, _STAY),
        flagged("acuity", "acute_admission", lace.ACUITY, "an acute admission"),
        _comorbidity("a condition that LACE does not know"),
        counted("visits", "ed_visits_6m", lace.VISITS, "number of emergency visits"),
    ),
    risks=tuple(map(float, lace.EXPECTED_RISK_PERCENT)),
    risk="expected_risk_percent",
    high_from=lace.HIGH_RISK_FROM,
)
_OF_A_SUM = _comorbidity(f"no whole sum of LACE's weights from 0 to {conditions.MOST:g}")
LACE_OF_A_SUM = attrs.evolve(
    LACE,
    items=tuple(_OF_A_SUM if one.name == _OF_A_SUM.name else one for one in LACE.items),
)
HOSPITAL = Points(
    items=_hospital_items(_ADMISSIONS_2016, _SERVICE, _PROCEDURE),
    labels=_BANDS,
    risks=tuple(float(hospital.RISK_PERCENT[name]) for name in _BANDS),
    risk="band_risk_percent",
)
HOSPITAL_2013 = Points(
    items=_hospital_items(_ADMISSIONS_2013, _SERVICE, _PROCEDURE),
    labels=_BANDS,
)
SIMPLIFIED = Points(items=_hospital_items(_ADMISSIONS_2016, _CANCER))


SCORES: Mapping[str, Points] = {
    "lace": LACE,
    "hospital": HOSPITAL,
    "hospital_2013": HOSPITAL_2013,
    "hospital_simplified": SIMPLIFIED,
}


def asked(name: str, names: Container[str], table: Table, likely_from: int | None) -> Points:
    """What is asked for: of LACE by the column that is read, of the others by the cut-off.

    Raises: InputError, AuthoringError for the columns of LACE's comorbidity.
    """
    if name == "lace" and conditions.chosen(names, table) == conditions.SUM:
        return LACE_OF_A_SUM
    if likely_from is None:
        return SCORES[name]
    sums = range(hospital_simplified.HIGHEST + 1)
    groups = tuple("likely" if score >= likely_from else "unlikely" for score in sums)
    return attrs.evolve(SIMPLIFIED, labels=groups)
