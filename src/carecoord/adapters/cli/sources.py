"""What SOURCE may be: a file, a folder of files, or a store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from carecoord.adapters.cli.faults import bad_option, reason

_STORES = ("sqlite:", "memory:")
_IN_A_FILE = "sqlite:///"
_BY_LINE = (".ndjson", ".jsonl")
_ENDINGS = (".json", *_BY_LINE)
_PACKED = ".gz"


def is_store(source: str) -> bool:
    """Whether a source is the URL of a store."""
    return source.startswith(_STORES)


def stores(sources: Iterable[str]) -> tuple[str, ...]:
    """List the stores among sources; one to be read has to be there already.

    Raises: InputError.
    """
    found = tuple(source for source in sources if is_store(source))
    for url in found:
        path = Path(url.removeprefix(_IN_A_FILE))
        if url.startswith(_IN_A_FILE) and not path.exists():
            raise _unusable(path, "no such store")
    return found


def files(sources: Iterable[str]) -> tuple[Path, ...]:
    """List every file that sources name; those of a folder, and of the folders in it, by name.

    NDJSON files of one folder follow the first of them: they are one export.

    Raises: InputError for a source that is not there or that cannot be looked into.
    """
    return tuple(dict.fromkeys(path for source in sources for path in _files(Path(source))))


def _files(path: Path) -> list[Path]:
    try:
        found = _found(path)
    except OSError as error:
        raise _unusable(path, reason(error)) from error
    except ValueError:  # a zero byte in the name
        raise _unusable(path, "not a path") from None
    if not found:
        raise _unusable(path, f"no file in it ends in {', '.join(_ENDINGS)} (or those with .gz)")
    return found


def _found(path: Path) -> list[Path]:
    if path.is_dir():
        path.joinpath(".").stat()  # refused where the folder may be listed but not entered
        return _together(sorted(_inside(path)))
    path.stat()
    return [path]


def _together(paths: list[Path]) -> list[Path]:
    """Put the NDJSON files of each folder where its first one is."""
    exports: dict[Path, list[Path]] = {}
    for path in paths:
        if _is_fhir(path.name, _BY_LINE):
            exports.setdefault(path.parent, []).append(path)
    found: list[Path] = []
    for path in paths:
        if not _is_fhir(path.name, _BY_LINE):
            found.append(path)
        elif path == exports[path.parent][0]:
            found.extend(exports[path.parent])
    return found


def same_export(paths: Sequence[Path], place: int) -> Sequence[Path]:
    """The file at a place, with the NDJSON files after it that are read as one source with it."""
    first = paths[place]
    end = place + 1
    while (
        end < len(paths)
        and paths[end].parent == first.parent
        and _is_fhir(first.name, _BY_LINE)
        and _is_fhir(paths[end].name, _BY_LINE)
    ):
        end += 1
    return paths[place:end]


def _is_fhir(name: str, endings: tuple[str, ...] = _ENDINGS) -> bool:
    return name.lower().removesuffix(_PACKED).endswith(endings)


def _inside(folder: Path) -> Iterator[Path]:
    """The files of a folder; a folder in it that is shut stands for itself, as a problem."""

    def refused(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        shut.append(Path(error.filename))

    shut: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=refused):
        folders.sort()
        for name in names:
            if _is_fhir(name) and not name.startswith("."):
                yield Path(at, name)
    yield from shut


def _unusable(path: Path, found: str) -> Exception:
    return bad_option(
        f"source {path.name or path}",
        found,
        "Give a FHIR bundle, an NDJSON file, a folder of them, or the URL of a store",
    )
