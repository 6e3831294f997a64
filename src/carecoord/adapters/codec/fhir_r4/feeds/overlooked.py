"""Resources that stand in a bundle where none belongs: they are not read, and that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Raw

_TYPE = b'"resourceType"'
_START = 64
"""Bytes by which an entry is found again: what lies between the entries is all that is searched."""
_OUTCOME = re.compile(rb'"outcome"\s*:\s*\{\s*"resourceType"')
"""What an answer to a transaction says of an entry, beside the entry's resource."""


def is_overlooked(content: bytes, held: Sequence[bytes | Raw]) -> bool:
    """Whether more resources are named in a bundle than itself and those that its entries hold."""
    named = -1
    for gap in _between(content, held):
        if _TYPE in gap:
            named += gap.count(_TYPE) - len(_OUTCOME.findall(gap))
    return named > 0


def _between(content: bytes, held: Sequence[bytes | Raw]) -> Iterator[bytes]:
    """What stands before, between and after what the entries hold."""
    end = 0
    for one in held:
        view = memoryview(one)
        if view.nbytes:
            start = content.find(view[:_START], end)
            yield content[end:start]
            end = start + view.nbytes
    yield content[end:]
