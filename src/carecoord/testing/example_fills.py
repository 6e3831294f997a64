"""A small table of fills that nobody made, for tutorials: five patients over two years, as CSV.

>>> from carecoord.testing.example_fills import example_fills
>>> example_fills().splitlines()[0]
b'patient,filled_on,days_supply,drug,class,died'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

_START = date(2024, 1, 8)
_CLASSES = {
    "atorvastatin": "statins",
    "rosuvastatin": "statins",
    "metformin": "diabetes medicines",
    "lisinopril": "RAS antagonists",
}


def example_fills() -> bytes:
    """The table: a refill in time and an early one, a gap, a switch, two drugs, a death.

    ``steady`` refills ever a week early, ``paused`` has a gap of four months, ``switched`` changes
    from one statin to another, ``both`` takes two drugs side by side, ``died`` dies in the second
    year.
    """
    lines = ["patient,filled_on,days_supply,drug,class,died", *_fills()]
    return "".join(f"{line}\n" for line in lines).encode()


def _fills() -> Iterator[str]:
    for number in range(9):
        yield _fill("steady", 83 * number, 90, "metformin")
    for day in (0, 30, 60, 90, 240, 270, 300, 365, 420, 500):
        yield _fill("paused", day, 30, "atorvastatin")
    for number in range(4):
        yield _fill("switched", 95 * number, 90, "atorvastatin")
    for number in range(4):
        yield _fill("switched", 360 + 90 * number, 90, "rosuvastatin")
    for number in range(12):
        yield _fill("both", 60 * number, 30, "lisinopril")
        yield _fill("both", 60 * number, 30, "metformin")
    for number in range(5):
        yield _fill("died", 90 * number, 90, "lisinopril", died=_START + timedelta(days=430))


def _fill(patient: str, day: int, days: int, drug: str, died: date | None = None) -> str:
    filled_on = _START + timedelta(days=day)
    return f"{patient},{filled_on},{days},{drug},{_CLASSES[drug]},{died or ''}"
