"""Change the rules one small step at a time, and see that a spec test notices each step.

Run by ``make nightly`` over the measures and the follow-ups. Ends with 1 when a mutant survives
that the list of survivors gives no reason for, when a list names one that is dead or gone, or when
nothing was killed; with 2 when the tests do not pass as the source stands. Decision 0015 says why
this is not a library.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis  # noqa: F401  imported before the forks, as is all that the tests need
from families import FAMILIES, ROOT, Family, family_of
from mutants import Mutant, constants_in, mutants_of
from survivors import outdated, read_reasons
from trial import Trials, Verdict, module_name

import carecoord.rules.catalogue
import carecoord.rules.shapes
import carecoord.testing.cases  # noqa: F401


@dataclass(frozen=True)
class Work:
    """Files to mutate, the tests that have to notice, and the list of survivors."""

    files: tuple[Path, ...]
    tests: tuple[Path, ...]
    survivors: Path
    family: Family | None
    whole: bool
    """Whether these are all the files that the list of survivors speaks of."""


def main() -> int:
    """Mutate each family that is asked for; the worst of the outcomes."""
    options = _options()
    return max(_mutate(work, options) for work in _works(options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", type=Path, help="files, folders; without any, every family"
    )
    parser.add_argument("--only", metavar="FILE", help="the name of one file to mutate")
    parser.add_argument("--list", action="store_true", help="print the mutants, try none")
    parser.add_argument("--tests", nargs="+", type=Path, help="instead of the family's spec")
    parser.add_argument("--survivors", type=Path, help="instead of the family's list")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for each mutant")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _works(options: argparse.Namespace) -> Iterator[Work]:
    """Family by family, in the order of the list; then what belongs to none."""
    paths: list[Path] = options.paths or [path for family in FAMILIES for path in family.rules]
    found = [f.resolve() for p in paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    for family in (*FAMILIES, None):
        files = [f for f in found if family_of(f) == family and options.only in {None, f.name}]
        if files:
            tests = options.tests or ([family.spec] if family else [])
            yield Work(
                files=tuple(files),
                tests=tuple(test.resolve() for test in tests),
                survivors=options.survivors or (family.survivors if family else Path("none")),
                family=family,
                whole=options.only is None and (family is None or set(family.rules) <= set(paths)),
            )


def _mutate(work: Work, options: argparse.Namespace) -> int:
    """Make the mutants, try them, and compare with the list of survivors."""
    mutants = list(_mutants(work))
    if options.list:
        print(*(f"{_place(m)} {m.key}" for m in mutants), sep="\n")
        return 0
    if work.family is not None:
        work.family.prepare()
    trials = Trials(list(work.tests), options.timeout, options.workers)
    if _loaded_already(mutants) or not trials.passes_unmutated():
        print("The tests do not pass unmutated, or a module to mutate is imported by this tool.")
        return 2
    status = _report(trials, mutants, _listed(work))
    if not trials.passes_unmutated():
        print("The tests no longer pass unmutated: something else was changed meanwhile.")
        return 2
    return status


def _mutants(work: Work) -> Iterator[Mutant]:
    sets = None if work.family is None else work.family.rules[0] / "value_sets.py"
    constants = constants_in(sets) if sets is not None and sets.exists() else ()
    for file in work.files:
        yield from mutants_of(file, constants)


def _listed(work: Work) -> dict[str, str]:
    """The reasons, of the files that are mutated."""
    reasons = read_reasons(work.survivors)
    if work.whole:
        return reasons
    files = {file.name for file in work.files}
    return {key: reason for key, reason in reasons.items() if key.partition(":")[0] in files}


def _loaded_already(mutants: Iterable[Mutant]) -> bool:
    """Whether this process has imported what a child is to import mutated."""
    return not {module_name(mutant.path) for mutant in mutants}.isdisjoint(sys.modules)


def _report(trials: Trials, mutants: list[Mutant], reasons: dict[str, str]) -> int:
    began, sums, survived = time.monotonic(), Counter[Verdict](), set[str]()
    for mutant, verdict in trials.run(mutants):
        sums[verdict] += 1
        if verdict is Verdict.SURVIVED:
            survived.add(mutant.key)
        if verdict in {Verdict.SURVIVED, Verdict.TIMED_OUT}:
            reason = reasons.get(mutant.key) or "NO REASON GIVEN"
            print(f"{_place(mutant)}: {verdict.value}: {mutant.key} [{reason}]", flush=True)
    faults = outdated(reasons, {m.key for m in mutants}, survived)
    if sums[Verdict.KILLED] == 0:
        faults.append("nothing was killed")
    for fault in faults:
        print(fault)
    each = ", ".join(f"{sums[verdict]} {verdict.value}" for verdict in Verdict)
    print(f"{len(mutants)} mutants: {each}; {time.monotonic() - began:.0f} s", flush=True)
    return 1 if faults or any(not reasons.get(key) for key in survived) else 0


def _place(mutant: Mutant) -> str:
    path = mutant.path
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{mutant.line}"


if __name__ == "__main__":
    sys.exit(main())
