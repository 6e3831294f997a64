"""Files, folders and bytes as feeds, each with its place in the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from carecoord.errors import InputError

Source = str | Path | bytes | Iterable[str | Path | bytes]
"""What can be read: a file or folder, the bytes of a file, or any number of those."""

_ENDINGS = frozenset({".json", ".ndjson", ".jsonl"})
_DEVICES = frozenset({("/", "dev"), ("/", "proc")})
"""Where a shell's pipes are, ``/dev/stdin`` too: what is named there is meant."""


@attrs.frozen
class Feed:
    """A file or some bytes; ``fault`` says why there is nothing to read."""

    held: Path | bytes | None
    fault: str | None = None

    @property
    def by_line(self) -> bool:
        """Whether the name says that each line is a document of its own."""
        return isinstance(self.held, Path) and self.held.suffix.lower() in {".ndjson", ".jsonl"}


def feeds(source: Source) -> Iterator[Feed]:
    """Yield what there is to read, folders sorted by name.

    Raises:
        InputError: the only source named does not exist, or holds nothing to read. Among several
            such a source is a fault of its own, and the others are read.
    """
    if isinstance(source, bytes):
        return iter((Feed(source),))
    if not isinstance(source, str | Path):
        return (feed for one in source for feed in _several(one))
    path = Path(source)
    if not _exists(path):
        raise InputError(
            asked="reading FHIR",
            found="there is no such file or folder",
            remedy="Name a .json or .ndjson file, or a folder that holds some",
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
        yield Feed(source)
        return
    path = Path(source)
    if path.is_dir():
        yield from _files(path)
    elif not _exists(path):
        yield Feed(None, "there is no such file or folder")
    elif path.is_file() or path.parts[:2] in _DEVICES:
        yield Feed(path)
    else:
        yield Feed(None, "a pipe or device, which could go on for ever; not read")


def _files(folder: Path) -> Iterator[Feed]:
    """The files of a folder and the folders in it, by name; links to folders are not followed."""
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        yield Feed(None, "a folder that cannot be opened")
        return
    for path in found:
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        elif path.is_file() and path.suffix.lower() in _ENDINGS:
            yield Feed(path)
