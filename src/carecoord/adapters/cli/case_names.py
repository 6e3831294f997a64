"""What the case of a file is called: as the file, and where several are called so, by its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def case_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Name each file without its ending; those of one name with the folders that tell them apart.

    Two files that differ only in their ending keep it.
    """
    named: dict[str, list[Path]] = {}
    for path in paths:
        named.setdefault(path.stem, []).append(path)
    told = {path: name for same in named.values() for path, name in _apart(same).items()}
    return tuple(told[path] for path in paths)


def _apart(same: Sequence[Path]) -> dict[Path, str]:
    """As many of the last folders as all need to be told apart."""
    for whole in (False, True):
        for depth in range(1, max(len(path.parts) for path in same) + 1):
            names = {path: _tail(path, depth, whole=whole) for path in same}
            if len(set(names.values())) == len(same):
                return names
    raise AssertionError  # two paths that are written alike are one


def _tail(path: Path, depth: int, *, whole: bool) -> str:
    last = path.name if whole else path.stem
    return "/".join((*path.parts[:-1], last)[-depth:])
