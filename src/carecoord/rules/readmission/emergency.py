"""Emergency visits: the one that became the stay, and those of the months before it."""

from __future__ import annotations

from datetime import datetime

from carecoord.model.code import ACT_CODE, Code, snomed
from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission.index_stay import of

EMERGENCY_VISIT = coded("Emergency visit", snomed("4525004"), snomed("50849002"))
_BEGUN = ("finished", "in-progress", "arrived", "triaged", "onleave")
EMERGENCY = Facts(Encounter).where(Encounter.encounter_class, Code(ACT_CODE, "EMER")).where(
    Encounter.status, *_BEGUN
) | Facts(Encounter, EMERGENCY_VISIT).where(Encounter.status, *_BEGUN).where(
    Encounter.encounter_class, None
)

_PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
EMERGENT = frozenset({Code(_PRIORITY, "EM"), Code(_PRIORITY, "UR")})
ELECTIVE = Code(_PRIORITY, "EL")
FROM_EMERGENCY = Code("http://terminology.hl7.org/CodeSystem/admit-source", "emd")


def emergent(stay: Row, led_here: Row | None) -> tuple[bool | None, Row]:
    """Whether the admission was an emergency, and the row that says so.

    None when nothing says so or otherwise: that no visit is on record is no answer.
    """
    priority, source = of(stay).priority, of(stay).admit_source
    if priority is not None and not EMERGENT.isdisjoint(priority.coding):
        return True, stay
    if source is not None and FROM_EMERGENCY in source.coding:
        return True, stay
    if led_here is not None:
        return True, led_here
    elective = priority is not None and ELECTIVE in priority.coding
    return (False if elective else None), stay


def led_to(stay: Row, frame: Frame) -> Row | None:
    """The emergency visit that became the stay: it began or ended on that day or the day before."""
    day = stay.start_low
    leading = [
        visit
        for visit in _before(stay, frame)
        if visit.start_low >= day - 1 or visit.end_low in {day - 1, day}
    ]
    return max(leading, key=lambda v: (v.start_low, _instant(v), v.fact.id), default=None)


def earlier_visits(
    stay: Row, led_here: Row | None, since: int, frame: Frame
) -> tuple[list[Row], list[Row]]:
    """The other visits from the day ``since`` until the admission; then those of uncertain days."""
    sure = [v for v in _before(stay, frame) if v.start_low >= since and v is not led_here]
    maybe = [
        v
        for v in frame.rows(EMERGENCY).sure
        if not _exact(v) and v.start_high >= since and v.start_low <= stay.start_low
    ]
    return sorted(sure, key=lambda v: (v.start_low, v.fact.id)), maybe


def _before(stay: Row, frame: Frame) -> list[Row]:
    return [v for v in frame.rows(EMERGENCY).sure if _exact(v) and not _after(v, stay)]


def _exact(row: Row) -> bool:
    return row.start_low == row.start_high


def _after(visit: Row, stay: Row) -> bool:
    """Whether a visit began after the admission; on the same day, if both hours are known."""
    if visit.start_low != stay.start_low:
        return visit.start_low > stay.start_low
    began, admitted = of(visit).admitted, of(stay).admitted
    if isinstance(began, datetime) and isinstance(admitted, datetime):
        return began > admitted
    return False


def _instant(row: Row) -> float:
    began = of(row).admitted
    return began.timestamp() if isinstance(began, datetime) else 0.0
