"""What was known of a patient's conditions on the day of discharge."""

from __future__ import annotations

from carecoord.model.condition import Condition
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.engine.score import Missing, NotApplicable
from carecoord.rules.engine.timing import Row, day_bounds
from carecoord.rules.readmission.chains import Chain
from carecoord.rules.readmission.index_stay import index_stay, of, parts

NOT_SO = ("refuted", "entered-in-error")
CONDITIONS = Facts(Condition).where_not(Condition.verification_status, *NOT_SO)


def known_conditions(frame: Frame) -> Rows | Missing | NotApplicable:
    """Those known by the end of the index stay, certainly or perhaps.

    Ask with ``frame.once``: several scores do.
    """
    index = frame.once(index_stay)
    if isinstance(index, (Missing, NotApplicable)):
        return index
    _, stay = index
    whole = parts(stay, frame)
    found = frame.rows(CONDITIONS)
    answers = [(row, _known(row, stay, whole, frame)) for row in found.sure]
    return Rows(
        [row for row, known in answers if known],
        [row for row, known in answers if known is None],
        found.missing,
    )


def condition_of(row: Row) -> Condition:
    """The condition of a row that was selected among ``CONDITIONS``."""
    condition = row.fact
    assert isinstance(condition, Condition)  # noqa: S101  the selections here hold conditions
    return condition


def diagnosis_of(whole: Chain, condition: Condition) -> bool:
    """Whether a condition is a diagnosis of a stay, whenever it was written down."""
    return any(
        condition.encounter == part.fact.id
        or any(condition.id == one.condition for one in of(part).diagnoses)
        for part in whole
    )


def _known(row: Row, stay: Row, whole: Chain, frame: Frame) -> bool | None:
    """Whether a condition was a diagnosis of the stay or on record by its end."""
    condition = condition_of(row)
    if diagnosis_of(whole, condition):
        return True
    if condition.known_on is None:
        return None
    low, high = day_bounds(condition.known_on, frame.view.zone)
    if high <= stay.end_low:
        return True
    return False if low > stay.end_low else None
