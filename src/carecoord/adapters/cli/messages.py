"""Messages for people, on standard error."""

from __future__ import annotations

import contextlib
import sys


def say(text: str) -> None:
    """Write a line to standard error; what a terminal might obey is taken out."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # nobody listens: go on
        sys.stderr.write(printable(text) + "\n")
        sys.stderr.flush()


def printable(text: str) -> str:
    """Replace control characters and broken text, which file names and codes may hold."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give a count with its noun: ``1 patient``, ``2,000 patients``."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
