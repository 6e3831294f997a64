"""Where a line of an export is: its file and its number there, from its place in the whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import attrs

from carecoord.adapters.codec.fhir_r4.results import Problem, ReadResult

_IN_A_FILE = re.compile(r"file\[(\d+)\]\.(.*)", re.DOTALL)


class Places:
    """The files of an export, each with the number it has in the run and where its lines start."""

    __slots__ = ("_digests", "_numbers", "_starts", "several")

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self._starts: list[int] = []
        self._digests: list[str | None] = []
        self.several = len(numbers) > 1

    @property
    def first(self) -> int:
        """The number of the first file, which the whole export goes by."""
        return self._numbers[0]

    def start(self, ordinal: int) -> None:
        """Note the ordinal of the first line of the next file."""
        self._starts.append(ordinal)
        self._digests.append(None)

    def end(self, digest: str) -> None:
        """Note what the file was, at its end."""
        self._digests[-1] = digest

    def number(self, ordinal: int) -> int:
        """The number of the file in which a line is."""
        return self._numbers[bisect_right(self._starts, ordinal) - 1]

    def path(self, ordinal: int) -> str:
        """The path of a line."""
        file = bisect_right(self._starts, ordinal) - 1
        return self.of_file(f"line[{ordinal - self._starts[file]}]", file)

    def of_file(self, path: str, file: int | None = None) -> str:
        """The path of something in a file, by default the one that is being read."""
        if not self.several:
            return path
        return f"file[{len(self._starts) - 1 if file is None else file}].{path}"

    def localised(self, result: ReadResult) -> ReadResult:
        """Give each problem of an export of several files the file that it is in."""
        if not self.several or not result.problems:
            return result
        return attrs.evolve(result, problems=tuple(map(self._in_its_file, result.problems)))

    def _in_its_file(self, problem: Problem) -> Problem:
        match = _IN_A_FILE.fullmatch(problem.path)
        if match is None:
            return problem
        file = int(match[1])
        return attrs.evolve(
            problem,
            path=match[2],
            source=self._numbers[file],
            digest=self._digests[file] or problem.digest,
        )
