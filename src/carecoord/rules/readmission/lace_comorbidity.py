"""The comorbidity that was known when a patient went home, in the weights of LACE."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Rows
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission.lace_groups import GROUPS, Group, counting, mask_of


@attrs.frozen(kw_only=True)
class Comorbidity:
    """The sum of the weights: ``least`` of what was known, ``most`` with what may have been.

    ``names`` and ``facts`` are those of the groups that make up ``least``, ``perhaps`` the facts
    that may add to it.
    """

    __repr__ = shown

    least: int
    most: int
    names: tuple[str, ...]
    facts: tuple[FactRef, ...]
    perhaps: tuple[FactRef, ...]
    missing: tuple[str, ...]


def weighed(known: Rows) -> Comorbidity:
    """Weigh the conditions known by a discharge; one witness stands for a group."""
    certain = [(row, groups_of(row)) for row in known.sure]
    uncertain = [(row, groups_of(row)) for row in known.maybe]
    perhaps = 0
    for _, mask in uncertain:
        perhaps |= mask
    sure: dict[str, Row] = {}
    perhaps_only = 0
    possible: list[Group] = []
    for place, group in enumerate(GROUPS):
        witness = latest(row for row, mask in certain if mask >> place & 1)
        if witness is not None:
            sure[group.name] = witness
        else:
            perhaps_only |= perhaps & 1 << place
        if witness is not None or perhaps >> place & 1:
            possible.append(group)
    counted = counting(tuple(group for group in possible if group.name in sure))
    return Comorbidity(
        least=sum(group.weight for group in counted),
        most=sum(group.weight for group in counting(tuple(possible))),
        names=tuple(f"{group.name} {group.weight}" for group in counted),
        facts=tuple(refer(sure[group.name]) for group in counted),
        perhaps=refer_all(row for row, mask in uncertain if mask & perhaps_only),
        missing=known.missing,
    )


def groups_of(row: Row) -> int:
    """The groups that a condition belongs to: a bit for each, in the order of ``GROUPS``."""
    found = 0
    for concept in row.fact.concepts:
        found |= mask_of(concept)
    return found
