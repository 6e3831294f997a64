"""How wide text may get, so that labels can be placed where there is room for them.

A picture does not know the fonts of the machine it is looked at on: widths are those of a wide
one, so that labels stay apart in others too.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

_KINDS = (("iljI.,:;'|! ", 0.34), ("ftrJ()[]/-", 0.42), ("csz", 0.56), ("mwMW@%&", 1.0))
_EM = {character: em for characters, em in _KINDS for character in characters}
_PICTURES = "\U0001f000"
"""From here on stand pictures, as wide as they are high."""
_LAST_LATIN = "\u024f"
ELLIPSIS = "…"


def _em(character: str) -> float:
    if combining(character):
        return 0.0
    if character >= _PICTURES or east_asian_width(character) in {"W", "F"}:
        return 1.4
    other = 0.79 if character.isupper() or character > _LAST_LATIN else 0.64
    return _EM.get(character, other)


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
