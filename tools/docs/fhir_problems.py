"""Write the page on problems of reading FHIR: what reading a folder of bundles tells, counted.

Run as ``python tools/docs/fhir_problems.py FOLDER``. The page holds counts only: no name of a file
and nothing of what is in one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import attrs

from carecoord import __version__
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary, reasons

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "fhir-problems.md"
LOSING = (reasons.NOBODYS, reasons.NAMED_NOBODY, reasons.ABSENT_PATIENT, reasons.NO_CONTENT)
"""The reasons for which an entry of the public bundles is in no chart."""
INTRODUCTION = (
    "# What reading FHIR may tell\n\n"
    "Whatever is lost or changed on the way in is a `Problem`: its `path` says where, its `reason`"
    " what was found and what was done, its `count` how often.\n"
    "A path that starts with `entry[3]`, `line[3]` or `source` is a place in the file; one that"
    " starts with a type, such as `Encounter.location`, is counted over all resources of that"
    " type.\n"
    "The source is the file, feed or export that was read. Each fact keeps its part of it, and is"
    " written from it again.\n"
    "Elements that no field of the model holds are no problem: they stay in the source. Neither is"
    " a reference to something of a type that is not mapped.\n\n"
    "The texts of the reasons are in `carecoord.adapters.codec.fhir_r4.reasons`.\n"
)
OTHERS = """\
## The other reasons

None of these bundles gives them.

| reason | what to do |
|---|---|
"""


@attrs.define
class Count:
    """How often a reason was given."""

    lines: int = 0
    times: int = 0
    bundles: int = 0


@attrs.define
class Run:
    """What reading told, altogether."""

    bundles: int = 0
    without_problem: int = 0
    charts: int = 0
    summary: Summary = attrs.field(factory=Summary)
    counts: dict[str, Count] = attrs.field(factory=dict[str, Count])

    def read(self, path: Path) -> None:
        """Count what one bundle tells."""
        told: set[str] = set()
        for result in fhir_r4.read(path):
            self.charts += result.chart is not None
            self.summary += result.summary
            for problem in result.problems:
                count = self.counts.setdefault(problem.reason, Count())
                count.lines += 1
                count.times += problem.count
                told.add(problem.reason)
        for reason in told:
            self.counts[reason].bundles += 1
        self.bundles += 1
        self.without_problem += not told


def advice() -> dict[str, str]:
    """What stands under each reason in its module, by reason, in order."""
    body = ast.parse(Path(reasons.__file__).read_text("utf-8")).body
    found: dict[str, str] = {}
    for named, said in pairwise(body):
        if not isinstance(named, ast.Assign) or not isinstance(named.targets[0], ast.Name):
            continue
        reason = getattr(reasons, named.targets[0].id)
        if isinstance(reason, str) and isinstance(said, ast.Expr):
            text = str(ast.literal_eval(said.value))
            found[reason] = " ".join(text.split()).replace("``", "`")
    return found


def page(run: Run) -> str:
    """The whole page."""
    texts = advice()
    others = "".join(f"| {one} | {texts[one]} |\n" for one in texts if one not in run.counts)
    parts = (INTRODUCTION, *_totals(run), *_table(run, texts), OTHERS + others)
    return "\n".join(parts)


def _totals(run: Run) -> Iterator[str]:
    total = run.summary
    yield f"## What {run.bundles} public bundles tell\n"
    yield f"Counted on {datetime.now(UTC):%Y-%m-%d} with carecoord {__version__}.\n"
    yield "| | |\n|---|--:|"
    yield f"| bundles read | {run.bundles:,} |"
    yield f"| of these without any problem | {run.without_problem:,} |"
    yield f"| charts made | {run.charts:,} |"
    yield f"| entries | {total.entries:,} |"
    yield f"| kept | {total.kept:,} |"
    yield f"| of types that are not mapped | {sum(total.unmapped.values()):,} |"
    yield f"| in no chart for one of the reasons below | {total.problems:,} |\n"
    yield _lost(run)
    yield "Of types that are not mapped, all kept as records: " + _types(total.unmapped) + ".\n"


def _lost(run: Run) -> str:
    """Which entries are in no chart, and what became of them."""
    told = [f"- {run.counts[one].times:,}: {one}" for one in LOSING if one in run.counts]
    return (
        "Why entries are in no chart:\n\n" + "\n".join(told) + "\n\n"
        "Those that hold a resource are among the records of no chart, and are written again as"
        " they were read.\n"
    )


def _types(unmapped: Mapping[str, int]) -> str:
    ordered = sorted(unmapped.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered)


def _table(run: Run, texts: dict[str, str]) -> Iterator[str]:
    yield "| reason | lines | times | bundles | what to do |\n|---|--:|--:|--:|---|"
    for reason, one in sorted(run.counts.items(), key=lambda item: (-item[1].times, item[0])):
        yield f"| {reason} | {one.lines:,} | {one.times:,} | {one.bundles:,} | {texts[reason]} |"
    yield ""


def read(paths: Iterable[Path]) -> Run:
    """Read bundles, one source each."""
    run = Run()
    for path in paths:
        run.read(path)
    return run


def main() -> int:
    """Read the bundles of a folder, and write the page."""
    PAGE.write_text(page(read(sorted(Path(sys.argv[1]).glob("*.json")))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
