"""Try a mutant: run the tests in a forked child that imports the mutated source.

The child inherits a Python that has imported everything but the mutated modules and the tests. No
file is written: an import hook hands over the mutated source.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from mutants import Mutant
from schedule_edits import SPANS

from carecoord.rules import criteria
from carecoord.rules.engine import offset

KILLED_BY_A_TEST = 1
"""What pytest exits with when a test fails."""
REMEMBERED = 40
"""So many tests that killed a mutant of the same file run before all others."""


class Verdict(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    BROKEN = "could not be imported"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Running:
    """A child at work, and the pipe on which it names the test that failed."""

    mutant: Mutant | None
    pipe: int


@dataclass
class Trials:
    """Runs the tests for one mutant after another, some at once."""

    tests: list[Path]
    timeout: int
    workers: int
    running: dict[int, Running] = field(default_factory=dict)
    killers: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))

    def passes_unmutated(self) -> bool:
        """Whether the tests pass as the source stands."""
        pid = self._start(None)
        _, status = os.waitpid(pid, 0)
        os.close(self.running.pop(pid).pipe)
        return status == 0

    def run(self, mutants: Iterable[Mutant]) -> Iterator[tuple[Mutant, Verdict]]:
        """What became of each, as it becomes known."""
        for mutant in mutants:
            self._start(mutant)
            if len(self.running) == self.workers:
                yield self._finish()
        while self.running:
            yield self._finish()

    def _start(self, mutant: Mutant | None) -> int:
        reads, writes = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._try(mutant, writes)
        os.close(writes)
        self.running[pid] = Running(mutant, reads)
        return pid

    def _try(self, mutant: Mutant | None, report: int) -> None:
        """Run the tests in the child, and never return."""
        signal.alarm(self.timeout)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        likely: list[str] = []
        if mutant is not None:
            sys.meta_path.insert(0, Mutated(mutant))
            likely = self.killers[mutant.path]
        watch = Watch(likely, mutant.path.stem if mutant else "")
        # Plugins that are installed would be imported anew in every child, and none is needed.
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        options = ["-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider"]
        status = pytest.main([*map(str, self.tests), *options], plugins=[watch])
        os.write(report, watch.failed.encode())
        os._exit(int(status))

    def _finish(self) -> tuple[Mutant, Verdict]:
        pid, status = os.wait()
        running = self.running.pop(pid)
        with open(running.pipe, encoding="utf-8") as pipe:  # noqa: PTH123  no path: a descriptor
            killer = pipe.read()
        assert running.mutant is not None  # noqa: S101  only passes_unmutated has none
        verdict = _verdict(status, killer)
        if killer:
            known = self.killers[running.mutant.path]
            known[:] = [killer, *(k for k in known if k != killer)][:REMEMBERED]
        return running.mutant, verdict


def _verdict(status: int, killer: str) -> Verdict:
    if status == 0:
        return Verdict.SURVIVED
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return Verdict.TIMED_OUT
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == KILLED_BY_A_TEST and killer:
        return Verdict.KILLED
    return Verdict.BROKEN


class Watch:
    """A pytest plugin: likely killers run first, and the test that fails is remembered."""

    def __init__(self, likely: list[str], stem: str) -> None:
        self.rank = {name: number for number, name in enumerate(likely)}
        self.stem = stem
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort: killers of this file's mutants, then the tests that bear its name."""
        last = len(self.rank)
        items.sort(key=lambda i: (self.rank.get(i.nodeid, last), self.stem not in i.nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the test that failed."""
        if report.failed:
            self.failed = report.nodeid


class Mutated:
    """Finds one module: the mutated one."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = module_name(mutant.path)

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """Find the module in its place, with other contents."""
        if name != self.name:
            return None
        path = self.mutant.path
        inside = [str(path.parent)] if path.name == "__init__.py" else None
        loader = MutatedSource(name, str(path), self.mutant.source)
        return spec_from_file_location(name, path, loader=loader, submodule_search_locations=inside)


class MutatedSource(SourceFileLoader):
    """Loads other source than the file holds."""

    def __init__(self, name: str, path: str, source: bytes) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  the loader of one module
        """Compile the mutated source; it is never cached."""
        return compile(self.source, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run it among the words of criteria and spans: a mutant may say what its file did not."""
        vars(module).update({name: getattr(criteria, name) for name in criteria.__all__})
        vars(module).update({name: getattr(offset, name) for name in SPANS})
        super().exec_module(module)


def module_name(path: Path) -> str:
    """The name under which a file is imported: below the first folder that is not a package."""
    parts = [] if path.name == "__init__.py" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)
