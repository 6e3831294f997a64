"""The families of rules that are mutated, each with its rules, its spec and its survivors."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = ROOT / "src" / "carecoord" / "rules"


@dataclass(frozen=True)
class Family:
    """A family of rules. ``builds_on`` are modules that its rules import and that stay as they are.

    They are imported before the forks: after that, they cannot be mutated in the same process.
    """

    name: str
    builds_on: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    """What stands elsewhere and whose changes its tests have to notice as well."""

    @property
    def rules(self) -> tuple[Path, ...]:
        """Where its rules are, and what belongs to them."""
        return tuple(RULES / part for part in (self.name, *self.besides))

    @property
    def spec(self) -> Path:
        """The tests that have to notice a change to them."""
        return ROOT / "tests" / "spec" / self.name

    @property
    def survivors(self) -> Path:
        """The list of changes that no test can notice."""
        return ROOT / "tools" / "mutation_survivors" / f"{self.name}.toml"

    def prepare(self) -> None:
        """Import what its rules build on."""
        for module in self.builds_on:
            import_module(module)


_SHARED = ("concepts/births.py", "concepts/medicare.py", "concepts/visits.py")
FAMILIES = (
    Family("measures"),
    Family("followup", builds_on=("carecoord.rules.measures",), besides=_SHARED),
)
"""In this order: what one builds on comes before it."""


def family_of(path: Path) -> Family | None:
    """The family that a file or folder belongs to."""
    resolved = path.resolve()
    return next((f for f in FAMILIES if any(map(resolved.is_relative_to, f.rules))), None)
