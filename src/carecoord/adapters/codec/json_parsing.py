"""JSON text into lists and dicts: by msgspec where it is installed, which takes half the time.

What msgspec refuses is read again by the standard library, which decides: it takes what msgspec
does not (a mark of byte order, halves of surrogate pairs, UTF-16) and otherwise agrees with it,
on keys that stand twice and numbers of any size too. So texts mean the same with and without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

Parser = Callable[[bytes | str], Any]


def parse(text: bytes | str) -> Any:  # noqa: ANN401  whatever the text holds
    """Parse a text.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deeply.
    """
    return (_quick() or json.loads)(text)


@cache
def _quick() -> Parser | None:
    try:
        from msgspec import MsgspecError
        from msgspec.json import decode
    except ImportError:
        return None

    def quick(text: bytes | str) -> Any:  # noqa: ANN401  whatever the text holds
        try:
            return decode(text)
        except (MsgspecError, ValueError, RecursionError):
            return json.loads(text)

    return quick
