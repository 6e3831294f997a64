"""What a start costs: import carecoord and review a small chart; ask the command line for help.

Fresh interpreters, CPU time beyond a bare one that does nothing, all three by turns. The modules
are compiled beforehand, as an installation leaves them.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 15
HERE = Path(__file__).resolve().parent
COMMANDS = {
    "import and first review": ([sys.executable, str(HERE / "helpers" / "first_review.py")], 250),
    "carecoord --help": ([sys.executable, "-m", "carecoord.adapters.cli", "--help"], 300),
}
BARE = [sys.executable, "-c", "pass"]


def run(command: Sequence[str], compiled: str) -> tuple[float, str]:
    """CPU time in milliseconds of a process, and what it printed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000, done.stdout


def main() -> None:
    """Measure by turns and print the medians."""
    rounds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    floors: list[float] = []
    with tempfile.TemporaryDirectory() as compiled:
        packages = run(COMMANDS["import and first review"][0], compiled)[1].strip()
        run(COMMANDS["carecoord --help"][0], compiled)
        for _ in range(ROUNDS):
            floors.append(run(BARE, compiled)[0])
            for name, (command, _) in COMMANDS.items():
                rounds[name].append(run(command, compiled)[0] - floors[-1])
    print(
        f"Python {sys.version.split()[0]}, bare: {sorted(floors)[ROUNDS // 2]:.0f} ms of CPU time"
    )
    for name, (_, limit) in COMMANDS.items():
        spent = sorted(rounds[name])
        print(
            f"{name}: {spent[ROUNDS // 2]:.0f} ms beyond the bare interpreter"
            f" (lowest {spent[0]:.0f}, highest {spent[-1]:.0f}; limit {limit})"
        )
    print(f"packages of others that the review loads: {packages}")


if __name__ == "__main__":
    main()
