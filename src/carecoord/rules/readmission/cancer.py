"""Whether a patient went home with a cancer: a malignancy on record that had not ended."""

from __future__ import annotations

from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission.chains import Chain
from carecoord.rules.readmission.discharge_results import Item
from carecoord.rules.readmission.index_stay import parts
from carecoord.rules.readmission.known_conditions import (
    condition_of,
    diagnosis_of,
    known_conditions,
)
from carecoord.rules.readmission.lace_comorbidity import groups_of
from carecoord.rules.readmission.lace_groups import GROUPS

_CANCERS = ("any tumour", "metastatic solid tumour")
CANCER = sum((group.name in _CANCERS) << place for place, group in enumerate(GROUPS))


def cancer_at_discharge(stay: Row, frame: Frame) -> Item[bool]:
    """Whether a cancer is a diagnosis of the stay, or was on record and had not ended by its end.

    Not known where one is marked as over without a day (decision 0038).
    """
    known = frame.once(known_conditions)
    assert isinstance(known, Rows)  # noqa: S101  there is a stay
    cancers = [(row, True) for row in known.sure if groups_of(row) & CANCER]
    perhaps = [(row, None) for row in known.maybe if groups_of(row) & CANCER]
    whole = parts(stay, frame)
    answers = [(row, _active(row, stay, whole, sure)) for row, sure in (*cancers, *perhaps)]
    witness = latest(row for row, active in answers if active)
    if witness is not None:
        return Item(True, (refer(witness),))
    open_ = [row for row, active in answers if active is None]
    if open_:
        what = "whether a cancer was active at discharge"
        return Item(missing=(what,), facts=refer_all(open_))
    return Item(missing=known.missing) if known.missing else Item(False)


def _active(
    row: Row,
    stay: Row,
    whole: Chain,
    known: bool | None,  # noqa: FBT001  what is known
) -> bool | None:
    condition = condition_of(row)
    if diagnosis_of(whole, condition):
        return known
    if row.end_high < stay.end_low:
        return False
    goes_on = condition.abatement is None and condition.clinical_status is None
    return known if goes_on or row.end_low >= stay.end_low else None
