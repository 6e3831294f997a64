"""How wide text may get, so that labels can be placed where there is room for them.

A picture does not know the fonts of the machine it is looked at on: widths are those of a wide
one, so that labels stay apart in others too.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

_NARROW = frozenset("iljftrI.,:;'|!()[]/ -")
_BROAD = frozenset("mwMW@%&")
ELLIPSIS = "…"


def _em(character: str) -> float:
    if combining(character):
        return 0.0
    if character in _NARROW:
        return 0.43
    if character in _BROAD:
        return 1.02
    if ord(character) > 0x1F000 or east_asian_width(character) in {"W", "F"}:
        return 1.4
    return 0.78 if character.isupper() or ord(character) > 0x250 else 0.65


def width(text: str, size: float) -> float:
    """At most so many units, in a font of a size."""
    return sum(map(_em, text)) * size


def fitted(text: str, size: float, room: float) -> str:
    """The text, shortened at its end when there is no room for all of it."""
    flat = " ".join(text.split())
    if width(flat, size) <= room:
        return flat
    left = room - width(ELLIPSIS, size)
    kept = ""
    for character in flat:
        left -= _em(character) * size
        if left < 0:
            break
        kept += character
    return f"{kept.rstrip()}{ELLIPSIS}"
