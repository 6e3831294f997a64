"""Charts as JSON: writing and reading their documents, beside bare JSON parsers.

The charts are read from the bundles of the data. Everything runs by turns with `json.loads` of the
same documents, in CPU time; `orjson` and `msgspec` are left out where they are not installed. The
parsers stop at lists and dicts; a chart is made of checked values of the model's types.
"""

import gc
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable
from functools import cache

from helpers.timing import DATA, by_turns, ratio

from carecoord.adapters.codec import fhir_r4, json_parsing
from carecoord.adapters.codec import json as chart_json
from carecoord.model.chart import Chart

ROUNDS = 9
Work = Callable[[], object]


def each(do: Callable[..., object], values: list[object]) -> Work:
    """Do the same with every value."""

    def work() -> None:
        for value in values:
            do(value)

    return work


def parsers() -> dict[str, Callable[[bytes], object]]:
    """The JSON parsers that are installed."""
    found: dict[str, Callable[[bytes], object]] = {"json.loads": json.loads}
    if importlib.util.find_spec("orjson"):
        found["orjson.loads"] = importlib.import_module("orjson").loads
    if importlib.util.find_spec("msgspec"):
        found["msgspec.json.decode"] = importlib.import_module("msgspec.json").decode
    return found


def without_msgspec(work: Work) -> Work:
    """The same where msgspec is not installed."""

    def bare() -> None:
        known, json_parsing._quick = json_parsing._quick, cache(lambda: None)  # noqa: SLF001
        try:
            work()
        finally:
            json_parsing._quick = known  # noqa: SLF001

    return bare


def compare(name: str, work: Work, beside: Work, charts: int, size: int) -> None:
    """Print how long a work takes, and how often the other would be done meanwhile."""
    work()
    rounds = by_turns(work, beside, rounds=ROUNDS, repeats=1)
    spent = sorted(one for one, _ in rounds)
    middle = spent[ROUNDS // 2]
    print(
        f"{name}: {middle * 1e3:,.0f} ms ({spent[0] * 1e3:,.0f} to {spent[-1] * 1e3:,.0f}),"
        f" {charts / middle:,.0f} charts and {size / middle / 1e6:,.0f} MB a second;"
        f" {ratio(rounds):.1f} times json.loads"
    )


def report(charts: list[Chart], *, sources: bool) -> None:
    """Compare writing and reading the documents of some charts, with sources or without."""
    documents = [chart_json.dumps(chart, sources=sources) for chart in charts]
    size = sum(map(len, documents))
    print(f"\n{'With' if sources else 'Without'} sources: {size / 1e6:,.1f} MB")
    beside = each(json.loads, list(documents))

    def write(chart: Chart) -> bytes:
        return chart_json.dumps(chart, sources=sources)

    loads = each(chart_json.loads, list(documents))
    works: dict[str, Work] = {
        name: each(parse, list(documents)) for name, parse in parsers().items()
    }
    works["carecoord, loads"] = loads
    works["carecoord, loads without msgspec"] = without_msgspec(loads)
    works["carecoord, dumps"] = each(write, list(charts))
    for name, work in works.items():
        compare(name, work, beside, len(charts), size)


def main() -> None:
    """Measure all charts of the data."""
    paths = sorted((DATA / "fhir").glob("*.json"))
    charts = [result.chart for result in fhir_r4.read(paths) if result.chart is not None]
    if not charts:
        print("skipped: no FHIR bundles in the data")
        return
    facts = sum(1 for chart in charts for _ in chart.facts())
    print(f"{len(charts)} charts, {facts:,} facts, Python {sys.version.split()[0]}")
    gc.collect()
    gc.freeze()
    for sources in (False, True):
        report(charts, sources=sources)


if __name__ == "__main__":
    main()
