"""CPU time, and the floor that no question about a chart goes below."""

import gc
import os
import time
import timeit
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from carecoord.model import Chart
from carecoord.model.moment import PartialDate
from carecoord.rules.catalogue import Catalogue

DATA = Path(
    os.environ.get("CARECOORD_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
)
"""Where the cases and value sets of others are: never in this repository."""
Work = Callable[[], object]


def seconds(work: Work, repeats: int) -> float:
    """CPU time of one call, with the garbage collector at work as in an application."""
    return timeit.timeit(work, gc.enable, time.process_time, repeats) / repeats


def by_turns(first: Work, second: Work, *, rounds: int, repeats: int) -> list[tuple[float, float]]:
    """CPU time of both, one after the other, so that both meet the same state of the machine."""
    return [(seconds(first, repeats), seconds(second, repeats)) for _ in range(rounds)]


def ratio(spent: Sequence[tuple[float, float]]) -> float:
    """How often the time of the second goes into that of the first, in the middle round."""
    return sorted(first / second for first, second in spent)[len(spent) // 2]


def floor(charts: Sequence[Chart], catalogue: Catalogue, as_of: date) -> Callable[[], int]:
    """What no rule can do without: every code looked up once, every day compared once."""
    held = {code: one.url for one in catalogue.value_sets.values() for code in one.codes}
    today = as_of.toordinal()

    def once() -> int:
        found = 0
        for fact in chain.from_iterable(chart.facts() for chart in charts):
            known = fact.known_on
            day = known.first_day if isinstance(known, PartialDate) else known
            if day is not None and day.toordinal() > today:
                continue
            for concept in fact.concepts:
                found += sum(code in held for code in concept.coding)
        return found

    return once
