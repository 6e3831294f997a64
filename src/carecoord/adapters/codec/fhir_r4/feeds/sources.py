"""Files, folders and bytes as feeds, each with its place in the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from carecoord.adapters.codec.fhir_r4.reasons import ABSENT_FILE, ABSENT_FOLDER, ENDLESS
from carecoord.errors import InputError

Source = str | Path | bytes | Iterable[str | Path | bytes]
"""What can be read: a file or folder, the bytes of a file, or any number of those."""

_PACKED = ".gz"
_BY_LINE = (".ndjson", ".jsonl")
_ENDINGS = (".json", *_BY_LINE)
_DEVICES = frozenset({("/", "dev"), ("/", "proc")})
"""Where a shell's pipes are, ``/dev/stdin`` too: what is named there is meant."""


@attrs.frozen
class Feed:
    """A file, some bytes, or the files of one export; ``fault`` says why there is none."""

    held: tuple[Path | bytes, ...]
    fault: str | None = None
    by_line: bool = False
    """Whether the name says that each line is a document of its own."""


def _ending(path: Path) -> str:
    """The ending of a name in lower case, without that of compression."""
    return Path(path.name.lower().removesuffix(_PACKED)).suffix


def by_line(path: Path) -> bool:
    """Whether the name of a file says that each line is a document of its own."""
    return _ending(path) in _BY_LINE


def is_fhir(path: Path) -> bool:
    """Whether the name of a file says that it may hold FHIR."""
    return _ending(path) in _ENDINGS


def feeds(source: Source) -> Iterator[Feed]:
    """Yield what there is to read, folders sorted by name.

    Raises:
        InputError: the only source named does not exist, or holds nothing to read. Among several
            such a source is a fault of its own, and the others are read.
    """
    if isinstance(source, bytes):
        return iter((Feed((source,)),))
    if not isinstance(source, str | Path):
        return _together(feed for one in source for feed in _several(one))
    path = Path(source)
    if not _exists(path):
        raise InputError(
            asked="reading FHIR",
            found=ABSENT_FILE,
            remedy="Name a .json or .ndjson file, or one with .gz, or a folder that holds some",
        )
    if path.is_dir() and not any(_files(path)):
        raise InputError(
            asked="reading a folder of FHIR files",
            found="it holds no .json or .ndjson file",
            remedy="Name the folder that holds the files",
        )
    return _several(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a text too long for a name, such as the JSON itself
        return False


def _several(source: str | Path | bytes) -> Iterator[Feed]:
    if isinstance(source, bytes):
        yield Feed((source,))
        return
    path = Path(source)
    if path.is_dir():
        yield from _files(path)
    elif not _exists(path):
        yield Feed((), ABSENT_FILE)
    elif path.is_file() or path.parts[:2] in _DEVICES:
        yield Feed((path,), by_line=by_line(path))
    else:
        yield Feed((), ENDLESS)


def _together(found: Iterable[Feed]) -> Iterator[Feed]:
    """Make one export of NDJSON files that follow one another and lie in one folder."""
    held: list[Path | bytes] = []
    folder: Path | None = None
    for feed in found:
        (first, *_) = feed.held or (b"",)
        place = first.parent if feed.by_line and isinstance(first, Path) else None
        if held and place != folder:
            yield Feed(tuple(held), by_line=True)
            held = []
        folder = place
        if place is None:
            yield feed
        else:
            held.extend(feed.held)
    if held:
        yield Feed(tuple(held), by_line=True)


def _files(folder: Path) -> Iterator[Feed]:
    """The files of a folder and the folders in it, by name; its NDJSON files are one export.

    Links to folders are not followed.
    """
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        yield Feed((), ABSENT_FOLDER)
        return
    export = tuple(path for path in found if by_line(path) and path.is_file())
    for path in found:
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        elif export and path == export[0]:
            yield Feed(export, by_line=True)
        elif is_fhir(path) and path not in export:
            yield from _several(path)  # which says so of a pipe, and of what is gone by now
