"""One chart put together from the published cases of many measures.

A record of everyday care holds few codes that a measure asks for. Here nearly every fact is one:
the hardest chart of its size that the data give.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, zip_longest

import attrs

from carecoord.model import Chart, Fact
from carecoord.model.chart import LISTS


def put_together(cases: Iterable[Sequence[Chart]], facts: int, birth_date: date) -> Chart:
    """So many facts, taken case by case from each measure in turn, with the first one's patient."""
    charts = [chart for turn in zip_longest(*cases) for chart in turn if chart is not None]
    lists: dict[str, list[Fact]] = {name: [] for name in LISTS}
    for fact in islice(_each_once(charts), facts):
        lists[fact.listed_under].append(fact)
    patient = attrs.evolve(charts[0].patient, birth_date=birth_date)
    return Chart(key="bench", patient=patient, **lists)


def _each_once(charts: Iterable[Chart]) -> Iterator[Fact]:
    seen: set[str] = set()
    for chart in charts:
        for fact in chart.facts():
            if fact.id not in seen:
                seen.add(fact.id)
                yield fact
