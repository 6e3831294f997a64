"""How packaged files write many codes shortly: each beginning with each ending is a code.

``47 0210,0211 089,08A`` says that 0210089, 021008A, 0211089 and 021108A are of category 47. A
hyphen is an ending of no characters. Lines that begin with ``#`` are for people.
"""

from __future__ import annotations

from collections.abc import Iterator

NO_ENDING = "-"


def lines(text: str) -> Iterator[list[str]]:
    """Split a packaged file into its lines, and these at blanks."""
    return (line.split(" ") for line in text.splitlines() if not line.startswith("#"))


def codes(beginnings: str, endings: str) -> list[str]:
    """Write out the codes of a line."""
    ends = ["" if end == NO_ENDING else end for end in endings.split(",")]
    return [begin + end for begin in beginnings.split(",") for end in ends]


def numbers(text: str) -> frozenset[int]:
    """Read a list of categories."""
    return frozenset(map(int, text.split(",")))
