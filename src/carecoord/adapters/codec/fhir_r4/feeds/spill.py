"""Lines on disk, apart by patient: compressed, private, and removed when they were read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from carecoord.errors import PortError

Line = tuple[int, bytes]
"""The ordinal of a line in its source, and its text."""

WEIGHT = 1_000
"""Bytes that a line costs in memory beside its text."""
_WAYS = 64
_BITS = 6
_LEVELS = 5
_FRAME = struct.Struct("<QIQ")
_LENGTH = struct.Struct("<Q")
_BLOCK = 1 << 16
_FASTEST = 1
_LARGEST = 1 << 31
"""Bytes of a block, however long its line is."""


@contextmanager
def folder_in(place: Path | None) -> Generator[Path]:
    """A folder that only its owner may enter, and that is gone afterwards.

    Raises:
        PortError: the place cannot be written.
    """
    try:
        made = TemporaryDirectory(prefix="carecoord-", dir=place)
    except OSError as error:
        raise refused(error) from error
    with made as folder:
        yield Path(folder)


def refused(error: OSError) -> PortError:
    """The error for a disk that takes no more."""
    return PortError(
        asked="sorting an export by patient on disk",
        found=f"the system refused: {(error.strerror or type(error).__name__).lower()}",
        remedy="Name a folder that can be written and has room, as spill",
    )


class Bucket:
    """Some lines in the order in which they came, on disk but for the last few."""

    __slots__ = ("_buffer", "_mark", "_path", "mixed", "size")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._buffer = bytearray()
        self._mark: int | None = None
        self.mixed = False
        """Whether lines with different marks are in it."""
        self.size = 0

    def put(self, ordinal: int, mark: int, line: bytes) -> None:
        """Add a line under the mark of its patient."""
        if self._mark != mark:
            self.mixed = self._mark is not None
            self._mark = mark
        self.size += len(line) + WEIGHT
        self._buffer += _FRAME.pack(ordinal, mark, len(line))
        self._buffer += line
        if len(self._buffer) >= _BLOCK:
            self._flush()

    def _flush(self) -> None:
        block = zlib.compress(self._buffer, _FASTEST)
        try:
            with self._path.open("ab") as stream:
                stream.write(_LENGTH.pack(len(block)))
                stream.write(block)
        except OSError as error:
            raise refused(error) from error
        self._buffer.clear()

    def frames(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield ordinal, mark and text of every line, and remove what is on disk."""
        if self._path.exists():
            with self._path.open("rb") as stream:
                while block := _block(stream):
                    yield from _unpacked(block)
            self._path.unlink()
        yield from _unpacked(bytes(self._buffer))
        self._buffer.clear()

    def lines(self) -> Iterator[Line]:
        """Yield the lines, and remove what is on disk."""
        return ((ordinal, line) for ordinal, _, line in self.frames())


def _block(stream: BinaryIO) -> bytes:
    """The next block of a file; empty at its end.

    Raises:
        PortError: somebody changed the file.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return b""
    try:
        (length,) = _LENGTH.unpack(head)
        return zlib.decompress(stream.read(min(length, _LARGEST)))
    except (struct.error, zlib.error) as error:
        raise refused(OSError(0, "the files there were changed")) from error


def _unpacked(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place < len(block):
        ordinal, mark, length = _FRAME.unpack_from(block, place)
        place += _FRAME.size
        yield ordinal, mark, block[place : place + length]
        place += length


class Buckets:
    """Lines of many patients, apart by the hash of the patient's name; those of one together."""

    def __init__(self, folder: Path, held: int, level: int = 0) -> None:
        self._folder = folder
        self._held = held
        self._level = level
        self._buckets = [Bucket(folder / f"{level}-{way}") for way in range(_WAYS)]

    def put(self, ordinal: int, patient: str, line: bytes) -> None:
        """Add a line of a patient."""
        self._put(ordinal, zlib.crc32(patient.encode()), line)

    def _put(self, ordinal: int, mark: int, line: bytes) -> None:
        way = (mark >> (_BITS * self._level)) % _WAYS
        self._buckets[way].put(ordinal, mark, line)

    def each(self) -> Iterator[Bucket]:
        """Yield buckets that fit into memory, or that hold one patient and cannot be divided."""
        for bucket in self._buckets:
            if bucket.size <= self._held or not bucket.mixed or self._level == _LEVELS - 1:
                if bucket.size:
                    yield bucket
                continue
            finer = Buckets(self._folder, self._held, self._level + 1)
            for ordinal, mark, line in bucket.frames():
                finer._put(ordinal, mark, line)
            yield from finer.each()
