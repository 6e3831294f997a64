"""What became of the input: entries kept, types left aside, problems with path and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carecoord.adapters.cli.messages import counted, say

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import Problem, ReadResult, Summary
    from carecoord.adapters.run_summary import RunSummary

_EXAMPLES = 3
_REASONS = 40


class Account:
    """Adds up what reading tells. Files are named here only, and only by name."""

    def __init__(self, files: Sequence[Path] = (), where: str = "in the input") -> None:
        self._files = files
        self._where = where
        self._summary: Summary | None = None
        self._reasons: dict[str, _Reason] = {}
        self._lines_read = 0
        self._apart = 0
        self._conflicts = 0

    @property
    def has_problems(self) -> bool:
        """Whether anything was lost or changed on the way in."""
        return bool(self._reasons or self._apart or self._conflicts)

    def take(self, result: ReadResult) -> None:
        """Add one result of reading."""
        if self._summary is None:
            self._summary = result.summary
        else:
            self._summary += result.summary
        self._lines_read += len(result.problems)
        for problem in result.problems:
            self.note(problem)

    def note(self, problem: Problem) -> None:
        """Add a problem by itself."""
        self._reasons.setdefault(problem.reason, _Reason()).add(problem)

    def close(self, summary: RunSummary) -> None:
        """Add what came to light when charts were united."""
        self.unite(apart=summary.problems - self._lines_read, conflicts=summary.conflicts)

    def unite(self, *, apart: int, conflicts: int) -> None:
        """Note how many charts were kept apart, and how many records disagree."""
        self._apart = apart
        self._conflicts = conflicts

    def notes(self) -> list[str]:
        """Give what was lost or changed, without naming a file."""
        lost = [
            f"{counted(reason.count, 'problem')} {self._where}: {text}"
            for text, reason in sorted(self._reasons.items())
        ]
        return [*lost, *self._kept_apart()]

    def tell(self) -> None:
        """Say it on standard error."""
        for line in self._lines():
            say(line)

    def _lines(self) -> Iterator[str]:
        if self._summary is not None:
            found = self._summary
            aside = sum(found.unmapped.values())
            yield (
                f"{counted(found.entries, 'entry', 'entries')} read: {found.kept:,} kept,"
                f" {aside:,} of types that are not mapped, {found.problems:,} lost"
            )
            if found.unmapped:
                each = sorted(found.unmapped.items(), key=lambda pair: (-pair[1], pair[0]))
                yield f"  not mapped: {', '.join(f'{name} {count:,}' for name, count in each)}"
        if self._reasons:
            total = sum(reason.count for reason in self._reasons.values())
            yield f"{counted(total, 'problem')} {self._where}:"
        reasons = sorted(self._reasons.items(), key=lambda pair: (-pair[1].count, pair[0]))
        for text, reason in reasons[:_REASONS]:
            yield f"  {reason.count:,} x {text}: {', '.join(map(self._place, reason.examples))}"
        if len(reasons) > _REASONS:
            yield f"  and {counted(len(reasons) - _REASONS, 'other reason')}"
        if self._conflicts:
            yield f"{counted(self._conflicts, 'disagreement')} between records of one patient: kept"
        yield from self._kept_apart()

    def _kept_apart(self) -> Iterator[str]:
        if self._apart:
            charts = counted(self._apart, "chart")
            yield f"{charts} of a known patient with another birth date: kept apart"

    def _place(self, problem: Problem) -> str:
        if problem.source >= len(self._files):
            return problem.path
        return f"{problem.path} of {self._files[problem.source].name}"


class _Reason:
    """The problems that share a reason."""

    def __init__(self) -> None:
        self.count = 0
        self.examples: list[Problem] = []

    def add(self, problem: Problem) -> None:
        """Count a problem; the first few serve as examples."""
        self.count += problem.count
        if len(self.examples) < _EXAMPLES:
            self.examples.append(problem)
