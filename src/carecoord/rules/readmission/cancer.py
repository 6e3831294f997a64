"""Whether a patient went home with a cancer: a malignancy on record that had not ended."""

from __future__ import annotations

from carecoord.rules.criteria.answer import latest, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission.discharge_results import Item
from carecoord.rules.readmission.lace_comorbidity import (
    CONDITIONS,
    condition_of,
    diagnosis_of,
    known_by_discharge,
)

CANCER = tuple(
    conditions
    for group, conditions in CONDITIONS
    if group.name in {"any tumour", "metastatic solid tumour"}
)


def cancer_at_discharge(stay: Row, frame: Frame) -> Item[bool]:
    """Whether a cancer is a diagnosis of the stay, or was on record and had not ended by its end.

    Not known where one is marked as over without a day (decision 0038).
    """
    found = [frame.rows(conditions) for conditions in CANCER]
    answers = [(row, _active(row, stay, frame)) for one in found for row in one.sure]
    witness = latest(row for row, active in answers if active)
    if witness is not None:
        return Item(True, (refer(witness),))
    if any(active is None for _, active in answers):
        return Item(missing=("whether a cancer was active at discharge",))
    missing = tuple(dict.fromkeys(name for one in found for name in one.missing))
    return Item(missing=missing) if missing else Item(False)


def _active(row: Row, stay: Row, frame: Frame) -> bool | None:
    condition = condition_of(row)
    known = known_by_discharge(row, stay, frame)
    if known is False or diagnosis_of(stay, condition):
        return known
    if row.end_high < stay.end_low:
        return False
    goes_on = condition.abatement is None and condition.clinical_status is None
    return known if goes_on or row.end_low >= stay.end_low else None
