"""Resources that stand in a bundle where none belongs: they are not read, and that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Raw

_TYPE = b'"resourceType"'
_START = 64
"""Bytes by which an entry is found again: what lies between the entries is all that is searched."""
_OUTCOME = re.compile(rb'"outcome"\s*:\s*\{\s*"resourceType"')
"""What an answer to a transaction says of an entry, beside the entry's resource."""


def is_overlooked(content: bytes, held: Sequence[bytes | Raw]) -> bool:
    """Whether more resources are named in a bundle than itself and those that its entries hold."""
    find = content.find
    named = -1
    end = 0
    for one in held:
        view = memoryview(one)
        if not view.nbytes:
            continue
        start = find(view[:_START], end)
        if find(_TYPE, end, start) >= 0:
            named += _named(content[end:start])
        end = start + view.nbytes
    return named + _named(content[end:]) > 0


def _named(gap: bytes) -> int:
    """How many resources are named before, between or after what the entries hold."""
    return gap.count(_TYPE) - len(_OUTCOME.findall(gap))
