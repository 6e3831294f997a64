"""Characters that a terminal, a browser or a reader's eye obeys instead of showing them.

Names of conditions and the like come from records, where anything may stand: an escape sequence
moves the cursor, an override of direction makes a line read otherwise than it is written.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line feed
    r"\u202a-\u202e\u2066-\u2069]"  # embeddings, overrides and isolates of direction
    r"|\r(?!\n)"  # a carriage return that ends no line
)
_SHOWN = "\N{REPLACEMENT CHARACTER}"


def shown_only(text: str) -> str:
    """Put a replacement character for whatever would be obeyed; tabs and line ends stay."""
    return _OBEYED.sub(_SHOWN, text)
