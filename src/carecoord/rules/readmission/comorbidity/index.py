"""A comorbidity index: its conditions, which of two counts, and masks of what a patient has.

Bit ``i`` of a mask stands for the ``i``-th condition of the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

from carecoord.model.shown import shown
from carecoord.rules.readmission.comorbidity.prefixes import mask_in, table_of
from carecoord.rules.readmission.comorbidity.quan_2005 import CHARLSON, ELIXHAUSER
from carecoord.rules.readmission.comorbidity.weights import (
    CHARLSON_1987,
    QUAN_2011,
    SWISS_2021,
    VAN_WALRAVEN_2009,
    Weights,
)


@attrs.frozen(kw_only=True, eq=False)
class Index:
    """An index in an edition.

    ``conditions`` are by short name the title and the codes, ``heavier`` names for the milder form
    of a disease the one beside which it earns nothing. ``weights`` are those made for the index,
    the usual ones first. ``number_by_hierarchy`` says whether the number of conditions leaves out
    the milder form too.
    """

    __repr__ = shown

    name: str
    edition: str
    conditions: Mapping[str, tuple[str, str]]
    heavier: Mapping[str, str]
    weights: tuple[Weights, ...]
    number_by_hierarchy: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The short names in order."""
        return tuple(self.conditions)

    def title(self, name: str) -> str:
        """What a clinician calls a condition."""
        return self.conditions[name][0]

    def mask(self, code: str) -> int:
        """The conditions that an ICD-10 code stands for, however it is written; 0 for none."""
        return mask_in(_table(self), code)

    @property
    def pairs(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The bits of the milder forms, and of the heavier ones, pair by pair."""
        return _pairs(self)

    def points(self, weights: Weights) -> tuple[int, ...]:
        """The weights of the conditions in order."""
        return _points(self, weights)


@cache
def _pairs(index: Index) -> tuple[tuple[int, ...], tuple[int, ...]]:
    order = index.names
    milder = tuple(1 << order.index(name) for name in index.heavier)
    heavier = tuple(1 << order.index(name) for name in index.heavier.values())
    return milder, heavier


@cache
def _points(index: Index, weights: Weights) -> tuple[int, ...]:
    return tuple(weights.points.get(name, 0) for name in index.conditions)


@cache
def _table(index: Index) -> dict[str, int]:
    """By code without dots the conditions that it stands for."""
    return table_of(codes for _, codes in index.conditions.values())


CHARLSON_QUAN = Index(
    name="charlson",
    edition="quan_2005",
    conditions=CHARLSON,
    heavier={"mld": "msld", "diab": "diabwc", "canc": "metacanc"},
    weights=(CHARLSON_1987, QUAN_2011),
    number_by_hierarchy=False,
)
ELIXHAUSER_QUAN = Index(
    name="elixhauser",
    edition="quan_2005",
    conditions=ELIXHAUSER,
    heavier={"hypunc": "hypc", "diabunc": "diabc", "solidtum": "metacanc"},
    weights=(VAN_WALRAVEN_2009, SWISS_2021),
    number_by_hierarchy=True,
)


@cache
def updated(index: Index) -> Index:
    """The same index with the codes that were made since 2005."""
    from carecoord.rules.readmission.comorbidity.updated import with_added

    return attrs.evolve(index, edition="quan_2005_updated", conditions=with_added(index.conditions))
