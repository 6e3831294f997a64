"""The tables that a score adds up, in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Bands, Flag


def tables(rule: Rule) -> Iterator[str]:
    """Give a line for each table of a rule, which stand beside its ``judge``."""
    shape: object = rule.shape
    judge: object = getattr(shape, "judge", None)
    if judge is None:
        return
    for value in vars(sys.modules[judge.__module__]).values():
        if isinstance(value, Bands):
            rows = ", ".join(f"from {floor}: {points}" for floor, points in value.rows)
            yield f"{value.item} ({value.unit}): {rows}"
        elif isinstance(value, Flag):
            yield f"{value.item}: {value.points}"
