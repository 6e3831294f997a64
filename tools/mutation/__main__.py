"""Change the measures one small step at a time, and see that a spec test notices each step.

Run by ``make nightly``. Ends with 1 when a mutant survives that the list of survivors gives no
reason for, when the list names one that is dead or gone, or when nothing was killed; with 2 when
the tests do not pass as the source stands. Decision 0015 says why this is not a library.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import hypothesis  # noqa: F401  imported before the forks, as is all that the tests need
from mutants import Mutant, constants_in, mutants_of
from survivors import outdated, read_reasons
from trial import Trials, Verdict, module_name

import carecoord.rules.catalogue
import carecoord.rules.shapes  # noqa: F401

ROOT = Path(__file__).parents[2]
MEASURES = ROOT / "src" / "carecoord" / "rules" / "measures"
SPEC = ROOT / "tests" / "spec" / "measures"
SURVIVORS = ROOT / "tools" / "mutation_survivors.toml"


def main() -> int:
    """Make the mutants, try them, and compare with the list of survivors."""
    options = _options()
    mutants = _mutants(options.paths, options.only)
    if options.list:
        print(*(f"{_place(m)} {m.key}" for m in mutants), sep="\n")
        return 0
    trials = Trials([p.resolve() for p in options.tests], options.timeout, options.workers)
    if _loaded_already(mutants) or not trials.passes_unmutated():
        print("The tests do not pass unmutated, or a module to mutate is imported by this tool.")
        return 2
    status = _report(trials, mutants, read_reasons(options.survivors), options.only)
    if not trials.passes_unmutated():
        print("The tests no longer pass unmutated: something else was changed meanwhile.")
        return 2
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[MEASURES], help="files, folders")
    parser.add_argument("--only", metavar="FILE", help="the name of one file to mutate")
    parser.add_argument("--list", action="store_true", help="print the mutants, try none")
    parser.add_argument("--tests", nargs="+", type=Path, default=[SPEC])
    parser.add_argument("--survivors", type=Path, default=SURVIVORS)
    parser.add_argument("--timeout", type=int, default=60, help="seconds for each mutant")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _mutants(paths: list[Path], only: str | None) -> list[Mutant]:
    found = [f for p in paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    sets = MEASURES / "value_sets.py"
    constants = constants_in(sets) if sets.exists() else ()
    files = [file.resolve() for file in found if only in {None, file.name}]
    return [mutant for file in files for mutant in mutants_of(file, constants)]


def _loaded_already(mutants: list[Mutant]) -> bool:
    """Whether this process has imported what a child is to import mutated."""
    return not {module_name(mutant.path) for mutant in mutants}.isdisjoint(sys.modules)


def _report(
    trials: Trials, mutants: list[Mutant], reasons: dict[str, str], only: str | None
) -> int:
    began, sums, survived = time.monotonic(), Counter[Verdict](), set[str]()
    for mutant, verdict in trials.run(mutants):
        sums[verdict] += 1
        if verdict is Verdict.SURVIVED:
            survived.add(mutant.key)
        if verdict in {Verdict.SURVIVED, Verdict.TIMED_OUT}:
            reason = reasons.get(mutant.key) or "NO REASON GIVEN"
            print(f"{_place(mutant)}: {verdict.value}: {mutant.key} [{reason}]", flush=True)
    listed = {k: r for k, r in reasons.items() if only is None or k.startswith(f"{only}:")}
    faults = outdated(listed, {m.key for m in mutants}, survived)
    if sums[Verdict.KILLED] == 0:
        faults.append("nothing was killed")
    for fault in faults:
        print(fault)
    each = ", ".join(f"{sums[verdict]} {verdict.value}" for verdict in Verdict)
    print(f"{len(mutants)} mutants: {each}; {time.monotonic() - began:.0f} s")
    return 1 if faults or any(not reasons.get(key) for key in survived) else 0


def _place(mutant: Mutant) -> str:
    path = mutant.path
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{mutant.line}"


if __name__ == "__main__":
    sys.exit(main())
