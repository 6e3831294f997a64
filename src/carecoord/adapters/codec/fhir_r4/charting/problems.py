"""Collecting problems while a source is read."""

from __future__ import annotations

import re

from carecoord.adapters.codec.fhir_r4.results import Problem

_NAMED = 10_000
"""Problems that are told one by one; more are counted without their places: memory stays flat."""
_PLACE = re.compile(r"\[\d+\]")


class Log:
    """The problems of one chart or source; equal ones are counted, in order of appearance."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, path: str, reason: str, count: int = 1) -> None:
        """Note a problem at a path; the same again only raises its count."""
        key = (path, reason)
        if key not in self._counts and len(self._counts) >= _NAMED:
            key = (_PLACE.sub("[]", path), reason)
        self._counts[key] = self._counts.get(key, 0) + count

    def take(self, other: Log) -> None:
        """Add what another log holds."""
        for (path, reason), count in other._counts.items():
            self.add(path, reason, count)

    def clear(self) -> None:
        """Forget what was told elsewhere."""
        self._counts.clear()

    def problems(self, source: int, digest: str | None) -> tuple[Problem, ...]:
        """The problems as values, under the name of their source."""
        return tuple(
            Problem(path=path, reason=reason, count=count, source=source, digest=digest)
            for (path, reason), count in self._counts.items()
        )
