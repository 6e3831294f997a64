"""The part of an episode that lies in the observation window, as a window to measure in."""

from __future__ import annotations

import attrs

from carecoord.adapters.tables.episodes.spells import Spells
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.measuring import Asked, Tasks
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.adapters.tables.spans import Unit, mover, span

ELSEWHERE = "the episode lies outside the observation window"


@attrs.frozen(kw_only=True)
class Parts:
    """Of each episode the part in the observation window, None without one; and what to measure."""

    begins: list[int | None]
    ends: list[float | None]
    tasks: Tasks

    @property
    def days(self) -> list[float | None]:
        """How long each part is."""
        return [
            None if begin is None or end is None else float(end - begin)
            for begin, end in zip(self.begins, self.ends, strict=True)
        ]


def within(asked: Asked, spells: Spells, cohort: Cohort, setup: Setup) -> Parts:
    """Lay a window over each episode.

    The window of a CMA is a whole number of days, and follow-up of a CMA is as many units as the
    episode has days, as in AdhereR.
    """
    engine, of = cohort.engine, cohort.tasks
    opens, closes, follows, leaves, lows, highs = (
        engine.plain(one) for one in (of.opens, of.closes, of.follows, of.leaves, of.lows, of.highs)
    )
    counted = span(setup.windows.follow_up, "the length of follow-up")
    later = mover(getattr(counted, "unit", Unit.DAYS))
    reasons = dict(spells.reasons)
    parts = Parts(begins=[], ends=[], tasks=empty(reasons))
    for row, unit in enumerate(spells.units):
        begin = max(spells.begins[row], opens[unit])
        end = min(spells.ends[row], closes[unit])
        if end <= begin:
            reasons.setdefault(row, ELSEWHERE)
        lost = row in reasons
        parts.begins.append(None if lost else begin)
        parts.ends.append(None if lost else end)
        edges = (follows[unit], leaves[unit], begin, end)
        if asked.number and not lost:
            start = spells.begins[row]
            edges = (start, later(start, spells.days[row]), begin, begin + round(end - begin))
        _add(parts.tasks, lows[unit], highs[unit], *edges)
    return parts


def empty(reasons: dict[int, str]) -> Tasks:
    """No window to measure in yet."""
    return Tasks(lows=[], highs=[], follows=[], leaves=[], opens=[], closes=[], reasons=reasons)


def _add(  # noqa: PLR0913, PLR0917  a window has as many edges
    tasks: Tasks, low: int, high: int, follows: int, leaves: int, opens: float, closes: float
) -> None:
    tasks.lows.append(low)
    tasks.highs.append(high)
    tasks.follows.append(follows)
    tasks.leaves.append(leaves)
    tasks.opens.append(opens)
    tasks.closes.append(closes)
