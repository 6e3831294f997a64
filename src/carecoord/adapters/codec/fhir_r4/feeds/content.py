"""What a file or some bytes hold, block by block, decompressed within bounds."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from carecoord.adapters.codec.fhir_r4.reasons import (
    BOMB,
    BROKEN,
    CUT_OFF,
    TOTAL,
    TRAILING,
    UNOPENED,
)
from carecoord.adapters.codec.fhir_r4.results import Limits

MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
_PIECE = 1 << 16
_SMALL = 10_000_000
"""Content that may have any ratio: it costs next to nothing."""


class Content:
    """One file, or some bytes; once read, ``fault`` says what kept it from being read whole."""

    __slots__ = ("_held", "_limits", "_sum", "fault")

    def __init__(self, held: Path | bytes, limits: Limits) -> None:
        self._held = held
        self._limits = limits
        self._sum = hashlib.sha256()
        self.fault: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, decompressed."""
        return self._sum.hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """Yield the content in pieces of at most a megabyte."""
        given = 0
        try:
            with _opened(self._held) as stream:
                first = stream.read(_PIECE)
                if first.startswith(_GZIP):
                    found = self._inflated(chain([first], _read(stream, _PIECE)))
                else:
                    found = chain([first] if first else [], _read(stream, _BLOCK))
                for block in found:
                    given += len(block)
                    if given > self._limits.total:
                        self.fault = TOTAL
                        return
                    self._sum.update(block)
                    yield block
        except OSError:
            self.fault = UNOPENED

    def whole(self) -> bytes | None:
        """All of it, or None if it is larger than a document may be."""
        held = self._held
        if isinstance(held, bytes) and not held.startswith(_GZIP):
            self._sum.update(held)
            return held if len(held) <= self._limits.bytes else None
        parts: list[bytes] = []
        room = self._limits.bytes
        for block in self.blocks():
            room -= len(block)
            if room < 0:
                return None
            parts.append(block)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _inflated(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Decompress gzip of one member or several, up to where something is wrong with it."""
        packed = _Packed()
        for part in parts:
            packed.rest = part
            while packed.is_left():
                try:
                    block = packed.block()
                except zlib.error:
                    self.fault = TRAILING if packed.is_other else BROKEN
                    return
                if packed.given > max(_SMALL, packed.taken * self._limits.ratio):
                    self.fault = BOMB
                    return
                if block:
                    yield block
        if not packed.is_whole():
            self.fault = CUT_OFF


class _Packed:
    """The members of a gzip file, decompressed piece by piece."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.rest = b""
        self.taken = 0
        self.given = 0
        self.is_other = False

    def is_whole(self) -> bool:
        """Whether the last member ended."""
        return self._member.eof

    def is_left(self) -> bool:
        """Whether there is more to decompress; zeros may fill up what follows a member."""
        if self._member.eof:
            self.rest = self.rest.lstrip(b"\0")
        return bool(self.rest)

    def block(self) -> bytes:
        """Decompress at most a block.

        Raises:
            zlib.error: it is not what gzip writes, or, with ``is_other``, not gzip at all.
        """
        if self._member.eof:
            self.is_other = self.rest[0] != _GZIP[0]
            self._member = zlib.decompressobj(wbits=31)
        before = len(self.rest)
        block = self._member.decompress(self.rest, _BLOCK)
        self.rest = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self.taken += before - len(self.rest)
        self.given += len(block)
        return block


def _opened(held: Path | bytes) -> BinaryIO:
    return io.BytesIO(held) if isinstance(held, bytes) else held.open("rb")


def _read(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while block := stream.read(size):
        yield block


def lines(blocks: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Yield the lines of blocks without their ends; None for one that is longer than the limit."""
    held: list[bytes] = []
    size = 0
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for part in ended:
            size += len(part)
            if size > limit:
                yield None
            elif held:
                held.append(part)
                yield b"".join(held)
            else:
                yield part
            held.clear()
            size = 0
        size += len(rest)
        if size > limit:
            held.clear()
        elif rest:
            held.append(rest)
    if size > limit:
        yield None
    elif held:
        yield b"".join(held)
