"""A measure over many windows at once: sequences to the kernels, results and reasons back."""

from __future__ import annotations

from typing import Any, Literal, get_args

import attrs

from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.adapters.tables.possession.fills import Sorted
from carecoord.errors import AuthoringError
from carecoord.rules.kernels import cma, timeline

Method = Literal[
    "pdc", "mpr", "cma1", "cma2", "cma3", "cma4", "cma5", "cma6", "cma7", "cma8", "cma9"
]
REASONS = {
    cma.NO_FILL: "no fill in the observation window",
    cma.ONE_DATE: "fills on two different days of the observation window are needed",
    cma.ON_LAST_DAY: "the first fill of the observation window is on its last day",
    cma.NO_FILL_YET: "no fill from the start of follow-up to the end of the observation window",
    cma.COVERED_BEFORE: "supply from before the observation window lasts beyond it",
    cma.EMPTY_WINDOW: "the observation window has no day",
}
_KNOWN = -1
"""Stands for a reason that was known before any kernel ran."""


@attrs.frozen(kw_only=True)
class Asked:
    """What to compute, and how."""

    method: Method
    same: bool = False
    dosed: bool = False
    from_first: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse what no kernel computes.

        Raises: AuthoringError.
        """
        if is_among(self.method, ["cma0"]):
            raise AuthoringError(
                asked="the method 'cma0'",
                found="it has no estimate: it is the fills and their windows",
                remedy="Ask fill_gaps with cma7 for these, or take another method",
            )
        if not is_among(self.method, get_args(Method)):
            raise AuthoringError(
                asked=f"the method {shown(self.method)}",
                found="there is none of this name",
                remedy=f"Choose one of {', '.join(get_args(Method))}",
            )

    @property
    def number(self) -> int:
        """The number of a CMA; 0 for possession on a timeline of each drug."""
        return int(self.method[3:]) if self.method.startswith("cma") else 0

    @property
    def needs_drug(self) -> bool:
        """Whether it matters which drug a fill is of."""
        return self.same or not self.number


@attrs.frozen(kw_only=True)
class Tasks:
    """Windows to measure in: each with the bounds of its fills; why one cannot be, by place."""

    lows: Any
    highs: Any
    follows: Any
    leaves: Any
    opens: Any
    closes: Any
    reasons: dict[int, str] = attrs.field(factory=dict[int, str])


@attrs.frozen(kw_only=True)
class Measured:
    """Of each window: the result, not a number where there is none, and the reason for that."""

    numerators: Any
    denominators: Any
    values: Any
    left: Any
    reasons: list[str | None]


def measured(asked: Asked, fills: Sorted, tasks: Tasks, engine: Engine, drugs: int = 1) -> Measured:
    """Run the kernel of a method over windows; ``drugs`` is the number of different drugs."""
    many = len(tasks.lows)
    reasons = engine.full(many, cma.DONE)
    for place in tasks.reasons:
        reasons[place] = _KNOWN
    values, numerators, denominators, left = (engine.full(many, cma.UNKNOWN) for _ in range(4))
    lows, highs = engine.ints(tasks.lows), engine.ints(tasks.highs)
    follows, leaves = engine.floats(tasks.follows), engine.floats(tasks.leaves)
    opens, closes = engine.floats(tasks.opens), engine.floats(tasks.closes)
    if asked.number:
        room = engine.widest(lows, highs)
        engine.run(cma.measures)(
            asked.number, fills.starts, fills.lengths, fills.drugs, fills.doses, lows, highs,
            follows, leaves, opens, closes, asked.same, asked.dosed,
            engine.full(room, 0.0), engine.full(room, 0.0),
            values, numerators, denominators, reasons,
        )  # fmt: skip
    else:
        engine.run(timeline.possessions)(
            asked.method == "mpr", asked.from_first, fills.starts, fills.lengths,
            _drugs(fills, engine), lows, highs, follows, opens, closes,
            engine.full(max(drugs, 1), timeline.NEVER),
            values, numerators, denominators, left, reasons,
        )  # fmt: skip
    return Measured(
        numerators=numerators,
        denominators=denominators,
        values=values,
        left=left,
        reasons=_told(engine.plain(reasons), tasks.reasons),
    )


def _drugs(fills: Sorted, engine: Engine) -> Any:  # noqa: ANN401
    """The drug of each fill; without a column all fills are of one."""
    return fills.drugs if len(fills.drugs) else engine.full(len(fills.starts), 0)


def _told(codes: list[int], known: dict[int, str]) -> list[str | None]:
    return [known.get(place) if code < 0 else REASONS.get(code) for place, code in enumerate(codes)]
