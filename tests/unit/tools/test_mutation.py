"""The tool that changes rules, run on a module of three lines."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "mutation"
RULE = """
LIMIT = 5
def below(number): return number < LIMIT
"""
TESTS = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from toy import below

def test_one_side_of_the_edge():
    assert below(4)
    assert not below(SURELY_NOT)
"""
KILLED = "toy.py: LIMIT: 5 -> 4"
SURVIVORS = ("toy.py: LIMIT: 5 -> 6", "toy.py: below: number < LIMIT -> number <= LIMIT")


GONE = "toy.py: gone"


@pytest.fixture(scope="module")
def mutate(tmp_path_factory):
    """Run the tool: what it ended with, and what it printed."""

    def mutate(*more, surely_not=9, listed=()):
        folder = tmp_path_factory.mktemp("toy")
        (folder / "toy.py").write_text(RULE)
        tests = folder / "test_toy.py"
        tests.write_text(TESTS.replace("SURELY_NOT", str(surely_not)))
        reasons = folder / "reasons.toml"
        entries = [f'[[survivor]]\nmutant = "{key}"\nreason = "why not"\n' for key in listed]
        reasons.write_text("\n".join(entries))
        options = [
            "--tests",
            str(tests),
            "--survivors",
            str(reasons),
            str(folder / "toy.py"),
            *more,
        ]
        done = subprocess.run(
            [sys.executable, str(TOOL), *options], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout

    return mutate


@pytest.fixture(scope="module")
def wrongly_listed(mutate):
    return mutate(listed=(SURVIVORS[0], KILLED, GONE))


def test_killed_and_surviving_mutants_are_told_apart(wrongly_listed):
    _, printed = wrongly_listed

    assert "3 mutants: 1 killed, 0 could not be imported, 0 timed out, 2 survived" in printed


def test_a_survivor_without_a_reason_is_named(wrongly_listed):
    status, printed = wrongly_listed

    assert status == 1
    assert f"survived: {SURVIVORS[1]} [NO REASON GIVEN]" in printed
    assert f"survived: {SURVIVORS[0]} [why not]" in printed


def test_a_listed_mutant_that_is_killed_or_gone_is_a_fault(wrongly_listed):
    status, printed = wrongly_listed

    assert status == 1
    assert f"listed, but did not survive: {KILLED}" in printed
    assert f"listed, but there is no such mutant: {GONE}" in printed


def test_survivors_with_a_reason_are_no_fault(mutate):
    assert mutate(listed=SURVIVORS)[0] == 0


def test_of_some_files_only_their_own_entries_are_compared(mutate):
    _, printed = mutate("--only", "toy.py", listed=(*SURVIVORS, GONE, "other.py: gone"))

    assert f"listed, but there is no such mutant: {GONE}" in printed
    assert "other.py" not in printed


@pytest.mark.nightly
def test_tests_that_fail_without_a_mutant_say_nothing(mutate):
    assert mutate(surely_not=1)[0] == 2
