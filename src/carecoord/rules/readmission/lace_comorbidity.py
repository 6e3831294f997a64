"""The comorbidity that was known when a patient went home, in the weights of LACE."""

from __future__ import annotations

import attrs

from carecoord.model.condition import Condition
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import latest, refer
from carecoord.rules.criteria.frame import NOTHING, Frame
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import Row, day_bounds
from carecoord.rules.readmission.index_stay import of, parts
from carecoord.rules.readmission.lace_groups import GROUPS, Group, counting

CONDITIONS = tuple(
    (
        group,
        Facts(Condition, group.codes).where_not(
            Condition.verification_status, "refuted", "entered-in-error"
        ),
    )
    for group in GROUPS
)


@attrs.frozen(kw_only=True)
class Comorbidity:
    """The sum of the weights: ``least`` of what was known, ``most`` with what may have been.

    ``names`` and ``facts`` are those of the groups that make up ``least``.
    """

    least: int
    most: int
    names: tuple[str, ...]
    facts: tuple[FactRef, ...]
    missing: tuple[str, ...]


def known_at_discharge(stay: Row, frame: Frame) -> Comorbidity:
    """Weigh the conditions known by the day of discharge; one witness stands for a group."""
    sure: dict[str, Row] = {}
    possible: list[Group] = []
    missing: dict[str, None] = {}
    for group, conditions in CONDITIONS:
        if frame.rows(conditions.base or conditions) is NOTHING:
            continue
        found = frame.rows(conditions)
        missing.update(dict.fromkeys(found.missing))
        answers = [(row, _known(row, stay, frame)) for row in found.sure]
        witness = latest(row for row, known in answers if known)
        if witness is not None:
            sure[group.name] = witness
        if witness is not None or any(known is None for _, known in answers):
            possible.append(group)
    counted = counting(tuple(group for group in possible if group.name in sure))
    return Comorbidity(
        least=sum(group.weight for group in counted),
        most=sum(group.weight for group in counting(tuple(possible))),
        names=tuple(f"{group.name} {group.weight}" for group in counted),
        facts=tuple(refer(sure[group.name]) for group in counted),
        missing=tuple(missing),
    )


def _known(row: Row, stay: Row, frame: Frame) -> bool | None:
    """Whether a condition was a diagnosis of the stay or on record by its end."""
    condition = row.fact
    assert isinstance(condition, Condition)  # noqa: S101  CONDITIONS selects them
    for part in parts(stay, frame):
        if condition.encounter == part.fact.id:
            return True
        if condition.id in {diagnosis.condition for diagnosis in of(part).diagnoses}:
            return True
    if condition.known_on is None:
        return None
    low, high = day_bounds(condition.known_on, frame.view.zone)
    if high <= stay.end_low:
        return True
    return False if low > stay.end_low else None
