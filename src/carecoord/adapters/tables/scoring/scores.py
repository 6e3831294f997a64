"""What each score for tables is made of: the tables of the rules, the same that reviews use."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

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
_STAY = "length of stay in days"
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
        flagged("index_type", "nonelective", points.INDEX_TYPE, "word on whether it was elective"),
        admissions,
        counted("length", "los_days", points.LENGTH, _STAY),
    )


_SERVICE = flagged(
    "oncology", "oncology_service", hospital_points.ONCOLOGY, "word on the discharging service"
)
_PROCEDURE = flagged(
    "procedure", "any_procedure", hospital_points.PROCEDURE, "word on procedures in the stay"
)
_ADMISSIONS_2016 = counted("admissions", "admissions_prev_12m", hospital.ADMISSIONS, _ADMISSIONS)
_ADMISSIONS_2013 = counted(
    "admissions", "admissions_prev_12m", hospital_2013.ADMISSIONS, _ADMISSIONS
)
_CANCER = either(
    "oncology",
    ("cancer_diagnosis", "oncology_service"),
    hospital_simplified.ONCOLOGY,
    "word on a cancer diagnosis or the discharging service",
)
_BANDS = tuple(hospital_points.band(score) for score in range(14))
"""The band of each sum of the full score, 0 to 13."""

LACE = Points(
    items=(
        counted("length", "los_days", lace.LENGTH, _STAY),
        flagged("acuity", "acute_admission", lace.ACUITY, "word on the acuity of admission"),
        Item(
            name="comorbidity",
            columns=(conditions.CONDITIONS, conditions.SUM),
            read=conditions.charlson,
            rows=lace.COMORBIDITY.rows,
            most=conditions.MOST,
            fault="a condition that LACE does not know, or no sum of its weights from 0 to "
            f"{conditions.MOST:g}",
        ),
        counted("visits", "ed_visits_6m", lace.VISITS, "number of emergency visits"),
    ),
    risks=tuple(map(float, lace.EXPECTED_RISK_PERCENT)),
    risk="expected_risk_percent",
    high_from=lace.HIGH_RISK_FROM,
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


def simplified(likely_from: int | None) -> Points:
    """The simplified score, with its two groups where a cut-off was chosen."""
    if likely_from is None:
        return SIMPLIFIED
    sums = range(hospital_simplified.HIGHEST + 1)
    named = tuple("likely" if score >= likely_from else "unlikely" for score in sums)
    return attrs.evolve(SIMPLIFIED, labels=named)


SCORES: Mapping[str, Points] = {
    "lace": LACE,
    "hospital": HOSPITAL,
    "hospital_2013": HOSPITAL_2013,
    "hospital_simplified": SIMPLIFIED,
}
