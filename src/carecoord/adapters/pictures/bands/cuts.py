"""Bands as a caller gives them: lower ends, with names or without."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Self, cast

import attrs

from carecoord.adapters.tables.keywords import is_number, shown
from carecoord.errors import AuthoringError
from carecoord.model.collected import as_tuple

Written = Sequence[float] | Mapping[str, float]
"""The lowest score of each band, in order; or that of each name."""


@attrs.frozen
class Cuts:
    """The lowest score of each band, and what the bands are called."""

    ends: tuple[float, ...] = attrs.field(converter=as_tuple)
    names: tuple[str, ...] = attrs.field(converter=as_tuple)

    @classmethod
    def of(cls, written: object) -> Self:
        """Take bands as they were given.

        Raises: AuthoringError for what are none, or not in order.
        """
        ends = _ends(written)
        ranges = [_range(low, high) for low, high in zip_longest(ends, ends[1:])]
        if isinstance(written, Mapping):
            told = cast("Mapping[str, float]", written)
            return cls(ends, [f"{name} ({one})" for name, one in zip(told, ranges, strict=True)])
        return cls(ends, ranges)

    def place(self, score: float) -> int:
        """Which band a score is in; -1 below the first."""
        return bisect_right(self.ends, score) - 1


def _ends(written: object) -> list[float]:
    ends = _listed(written)
    if not ends or not all(map(is_number, ends)):
        raise AuthoringError(
            asked=f"bands={shown(written)}",
            found="they are no numbers",
            remedy="Give the lowest score of each band, such as (0, 5, 10), or a column of names",
        )
    if any(one >= two for one, two in pairwise(ends)):
        raise AuthoringError(
            asked="bands by their lowest score",
            found="one is not higher than the one before",
            remedy="Write them in order, each once",
        )
    return ends


def _listed(written: object) -> list[float]:
    if isinstance(written, Mapping):
        return list(cast("Mapping[str, float]", written).values())
    if isinstance(written, Sequence) and not isinstance(written, str | bytes):
        return list(cast("Sequence[float]", written))
    return []


def _range(low: float, high: float | None) -> str:
    if high is None:
        return f"{low:g} and more"
    if float(low).is_integer() and float(high).is_integer():
        return f"{low:g}" if high == low + 1 else f"{low:g} to {high - 1:g}"
    return f"{low:g} to under {high:g}"
