"""The list of mutants that may survive, each with the reason why no test can tell it apart."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path


def read_reasons(path: Path) -> dict[str, str]:
    """The reason for each listed mutant; a list that is not there lists nothing."""
    if not path.exists():
        return {}
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", [])
    return {entry["mutant"]: entry["reason"].strip() for entry in listed}


def outdated(
    reasons: dict[str, str], made: Collection[str], survived: Collection[str]
) -> list[str]:
    """Listed mutants that are dead or gone, in words."""
    gone = [f"listed, but there is no such mutant: {key}" for key in reasons if key not in made]
    dead = [key for key in reasons if key in made and key not in survived]
    return gone + [f"listed, but did not survive: {key}" for key in dead]
