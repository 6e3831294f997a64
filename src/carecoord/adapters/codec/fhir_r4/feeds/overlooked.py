"""Resources that stand in a bundle where none belongs: they are not read, and that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Raw

_TYPE = b'"resourceType"'
_OUTCOME = re.compile(rb'"outcome"\s*:\s*\{\s*"resourceType"')
"""What an answer to a transaction says of an entry, beside the entry's resource."""


def is_overlooked(content: bytes, held: Sequence[bytes | Raw]) -> bool:
    """Whether more resources are named in a bundle than itself and those that its entries hold."""
    inside = [bytes(one) for one in held]
    more = content.count(_TYPE) - 1 - sum(one.count(_TYPE) for one in inside)
    if more > 0:
        more -= len(_OUTCOME.findall(content))
        more += sum(len(_OUTCOME.findall(one)) for one in inside)
    return more > 0
