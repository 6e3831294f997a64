"""AHRQ's refined Elixhauser indices, of flags that the caller has for the 38 measures."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.adapters.tables.scoring.reading import Reader
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.kernels import points
from carecoord.rules.readmission.elixhauser_refined import VERSIONS, Version

FAULT = "neither 0 nor 1 in "


@attrs.frozen(kw_only=True)
class Indices:
    """The two indices of each row, and the measures without a flag, a bit for each in order."""

    readmission: Any
    mortality: Any
    faults: Any


def version_named(name: str) -> Version:
    """The weights of a version of AHRQ's software.

    Raises: AuthoringError for one that there is not.
    """
    if not is_among(name, VERSIONS):
        raise AuthoringError(
            asked=f"version={shown(name)} of the refined Elixhauser weights",
            found="there are no weights of this version",
            remedy=f"There are {', '.join(VERSIONS)}",
        )
    return VERSIONS[name]


def check_measures(table: Table, version: Version, prefix: str) -> None:
    """Refuse a table without a column for each measure.

    Raises: InputError, which names those that are missing.
    """
    missing = [prefix + name for name in version.weights if not table.has(prefix + name)]
    if missing:
        raise InputError(
            asked=f"{table.asked}: a column for each of its {len(version.weights)} measures",
            found=f"none for {', '.join(missing)}",
            remedy="Add them, 0 where nobody has it, or say what their names begin with: prefix=",
        )


def indices(version: Version, reader: Reader, prefix: str, *, hierarchy: bool) -> Indices:
    """Add the weights of what is flagged; with the hierarchy, of a pair only the heavier."""
    engine, length = reader.engine, reader.table.length
    check, clear, add = engine.run(points.check), engine.run(points.clear), engine.run(points.add)
    faults = engine.full(length, 0)
    readmission, mortality = engine.full(length, 0), engine.full(length, 0)
    heavier = {first for first, _ in version.heavier} if hierarchy else set[str]()
    kept = {name: _flags(reader, prefix, name) for name in sorted(heavier)}
    for place, (name, (first, second)) in enumerate(version.weights.items()):
        flags = kept[name] if name in kept else _flags(reader, prefix, name)
        check(flags, 1 << place, faults)
        above = [one for one, other in version.heavier if hierarchy and other == name]
        if above:
            flags = flags.copy()
        for one in above:
            clear(flags, kept[one])
        add(flags, first, readmission)
        add(flags, second, mortality)
    return Indices(readmission=readmission, mortality=mortality, faults=faults)


def _flags(reader: Reader, prefix: str, name: str) -> Any:  # noqa: ANN401
    return reader.flags(prefix + name, f"the measure {name}")
