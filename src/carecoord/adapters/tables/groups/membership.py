"""Which fills belong to which groups of medication; a fill may belong to several, or to none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.adapters.tables.groups.masks import Mask, masks
from carecoord.adapters.tables.keywords import are_texts
from carecoord.adapters.tables.possession.fills import Groups
from carecoord.errors import AuthoringError, InputError

OTHERS = "__ALL_OTHERS__"
"""The group of the fills that belong to no other, named as AdhereR names it."""
GroupsWritten = str | Mapping[str, Any]
"""A column, or groups by name: an expression each, a column of TRUE and FALSE, or a mask."""


@attrs.frozen
class Membership:
    """Groups by name, and the rows of each; the code of a group is its place among the names.

    `OTHERS` is last, when there are such fills.
    """

    names: tuple[str, ...]
    groups: Groups


def membership(groups: GroupsWritten, table: Table) -> Membership:
    """Sort the rows of a table into groups.

    Raises: AuthoringError for groups that cannot be understood, InputError for a column that is
    missing.
    """
    if isinstance(groups, str):
        return _by_column(table.column(groups, "the groups"))
    if not are_texts(groups) or not hasattr(groups, "items"):
        raise AuthoringError(
            asked="the groups",
            found="neither a column nor texts with what belongs to them",
            remedy="Name a column, or give a mapping of names to expressions",
        )
    if not groups or OTHERS in groups:
        raise AuthoringError(
            asked="the groups",
            found=f"one called {OTHERS}" if groups else "none at all",
            remedy=f"Name at least one, and none of them {OTHERS}, which is made by itself",
        )
    written = {
        name: group if isinstance(group, str) else _mask(name, group, table.length)
        for name, group in groups.items()
    }
    return _by_masks(masks(written, table))


def _by_column(series: Any) -> Membership:  # noqa: ANN401  narwhals is an extra
    """A group for each value of a column; what says nothing there belongs to `OTHERS`."""
    codes, firsts = coded(series)
    names = [str(name) for name in series[firsts].to_list()]
    lost = cells.below(codes, 0)
    if lost:
        codes = [code if code >= 0 else len(names) for code in codes]
        names.append(OTHERS)
    return Membership(tuple(names), Groups(codes))


def _by_masks(found: Mapping[str, Mask]) -> Membership:
    codes: list[int] = []
    rows: list[int] = []
    for code, mask in enumerate(found.values()):
        inside = [row for row, one in enumerate(mask) if one]
        rows += inside
        codes += [code] * len(inside)
    others = [row for row, ones in enumerate(zip(*found.values(), strict=True)) if not any(ones)]
    names = [*found, OTHERS] if others else [*found]
    codes += [len(found)] * len(others)
    return Membership(tuple(names), Groups(codes, rows + others))


def _mask(name: str, group: Any, length: int) -> Mask:  # noqa: ANN401
    """A column or sequence of TRUE and FALSE as a list; what is missing is None."""
    listed = _listed(group)
    if listed is None:
        found = f"an object of type {type(group).__name__}"
    elif len(listed) != length:
        found = f"a mask of {len(listed)} rows, for a table of {length}"
    elif any(cell is not None and cell not in (True, False) for cell in listed):
        found = "a mask with other cells than TRUE, FALSE and missing ones"
    else:
        return [None if cell is None else bool(cell) for cell in listed]
    raise InputError(
        asked=f"the group {name!r}",
        found=found,
        remedy="Give TRUE or FALSE for each row, or write an expression as a text",
    )


def _listed(group: Any) -> list[Any] | None:  # noqa: ANN401
    nw = narwhals()
    series = nw.from_native(group, series_only=True, pass_through=True)
    if isinstance(series, nw.Series):
        lost = series.is_null().to_list()
        found = series.to_list()
        return [None if gone else cell for gone, cell in zip(lost, found, strict=True)]
    try:
        return [None if cells.is_missing(cell) else cell for cell in group]
    except TypeError:
        return None
