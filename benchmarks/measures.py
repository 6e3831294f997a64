"""Patients a second through each measure, in memory and from FHIR bytes, in CPU time.

Each measure is asked about its own published cases. In memory, the charts were read beforehand;
beside it stands the bare floor, one look at every code and day of the same charts. From bytes, the
reading is in the figure; beside it stands msgspec, which only parses the same bytes. Then all
measures are asked about one chart of 150 facts: of everyday care, and put together from the cases,
where nearly every fact is one that some measure looks for.

The cases come from the folder that CARECOORD_DATA names, else from shared/data beside the checkout.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs
import msgspec
from helpers.charts_of_cases import put_together
from helpers.review_chart import chart, first_code
from helpers.timing import DATA, Work, by_turns, floor, ratio

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.value_sets import load
from carecoord.model import Chart
from carecoord.model.chart import LISTS
from carecoord.model.period import Period
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.populations import all_populations, populations
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import RULES
from carecoord.rules.measures import value_sets as named

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
LAST_DAY = date(2026, 12, 31)
IN_MEMORY, FROM_BYTES, ALL_ON_ONE = 5_000, 2_500, 3.0
"""The targets: patients a second, and milliseconds."""
ROUNDS = 15
CALLS = 150
"""About so many patients a round: some ten milliseconds."""
FACTS = 150
BORN = (date(1950, 1, 1), date(1962, 1, 1), date(1990, 1, 1), date(2018, 1, 1))
PEERS = """\
Not run here, but measured once on these cases, on a quiet machine with two cores (CPU time, one
thread, warm): fqm-execution 1.8.6 with its fast options CMS122 16, CMS165 12, CMS50 29, CMS136 5
patients/s; bare cql-execution 38, 38, 57, 12."""


@attrs.frozen
class Cases:
    """A measure with its published cases, as bytes and as charts."""

    rule: Rule
    catalogue: Catalogue
    contents: list[bytes]
    charts: list[Chart]

    @classmethod
    def of(cls, rule: Rule, folder: Path) -> "Cases":
        """Load the cases and value sets of a measure."""
        catalogue = Catalogue.of(rule, value_sets=load(folder / "valuesets").value_sets)
        contents = [path.read_bytes() for path in sorted((folder / "cases").glob("*.json"))]
        return cls(rule, catalogue, contents, list(_read(contents)))


def _read(contents: Sequence[bytes]) -> Iterator[Chart]:
    read = fhir_r4.read(contents, complete_for=LISTS)
    return (result.chart for result in read if result.chart is not None)


def available() -> Iterator[Cases]:
    """The measures whose cases are in the data, one by one."""
    for rule in RULES:
        folder = DATA / "ecqm" / rule.id.rpartition(".")[2].upper()
        if folder.is_dir():
            yield Cases.of(rule, folder)


def work_in_memory(cases: Cases) -> tuple[Work, Work]:
    """The populations of every chart, and the floor."""

    def measured() -> None:
        for one in cases.charts:
            populations(cases.rule, one, YEAR, cases.catalogue)

    return measured, floor(cases.charts, cases.catalogue, LAST_DAY)


def work_from_bytes(cases: Cases) -> tuple[Work, Work]:
    """Reading each case and its populations, one by one, and a parser that does nothing else."""

    def measured() -> None:
        for one in _read(cases.contents):
            populations(cases.rule, one, YEAR, cases.catalogue)

    def bare() -> None:
        for content in cases.contents:
            msgspec.json.decode(content)

    return measured, bare


def rate(works: tuple[Work, Work], count: int) -> tuple[float, str]:
    """The median of patients a second; in words, with lowest, highest and ratio to the floor."""
    spent = by_turns(*works, rounds=ROUNDS, repeats=max(1, CALLS // count))
    low, *_, high = rates = sorted(count / ours for ours, _ in spent)
    median = rates[ROUNDS // 2]
    return median, f"{median:6,.0f} ({low:6,.0f} to {high:6,.0f}), {ratio(spent):4.1f} floors"


def on_one_chart(patient: Chart, catalogue: Catalogue, called: str) -> None:
    """Ask all measures about one chart."""

    def measured() -> int:
        found = all_populations(patient, YEAR, catalogue).values()
        return sum(any(one.counts["initial-population"] for one in groups) for groups in found)

    spent = by_turns(measured, floor([patient], catalogue, LAST_DAY), rounds=ROUNDS, repeats=10)
    low, *_, high = ours = sorted(one * 1000 for one, _ in spent)
    print(
        f"{called}: {ours[ROUNDS // 2]:.2f} ms (lowest {low:.2f}, highest {high:.2f}),"
        f" {ratio(spent):.0f} floors; {measured()} of {len(catalogue.rules)} measures are about it"
    )


def each_alone() -> None:
    """Measure each measure with nothing else loaded than what it needs."""
    slowest: list[tuple[float, float]] = []
    for cases in available():
        count = len(cases.charts)
        in_memory, said = rate(work_in_memory(cases), count)
        from_bytes, said_too = rate(work_from_bytes(cases), count)
        slowest.append((in_memory, from_bytes))
        name = cases.rule.id.rpartition(".")[2].upper()
        print(f"{name:8}{count:3} cases: in memory {said}; from bytes {said_too}")
    print(
        f"slowest: {min(m for m, _ in slowest):,.0f} in memory (target {IN_MEMORY:,}),"
        f" {min(b for _, b in slowest):,.0f} from bytes (target {FROM_BYTES:,})"
    )


def all_on_one() -> None:
    """Measure all measures on charts of the same size."""
    every = list(available())
    sets = {one.url: one for cases in every for one in cases.catalogue.value_sets.values()}
    catalogue = Catalogue.of((cases.rule for cases in every), value_sets=sets.values())
    print(f"{len(every)} measures on one chart of {FACTS} facts, target {ALL_ON_ONE} ms")
    visit = first_code(sets.values(), named.OFFICE_VISIT.url)
    problem = first_code(sets.values(), named.ESSENTIAL_HYPERTENSION.url)
    on_one_chart(chart(visit, problem, dispensed=True), catalogue, "everyday care")
    for born in BORN:
        put = put_together([cases.charts for cases in every], FACTS, born)
        on_one_chart(put, catalogue, f"facts of the cases, born {born.year}")


def main() -> None:
    """Measure by turns and print the medians."""
    if next(available(), None) is None:
        print("skipped: no cases of measures in the data")
        return
    print(f"Python {sys.version.split()[0]}; patients a second of CPU time, lowest to highest")
    each_alone()
    print(PEERS)
    all_on_one()


if __name__ == "__main__":
    main()
