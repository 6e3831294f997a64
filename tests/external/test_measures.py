"""Every published case of every measure that the catalogue has, against its expected results."""

import csv
import sys
from collections import Counter
from datetime import date, timedelta

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.value_sets import load
from carecoord.model.chart import LISTS
from carecoord.model.period import Period
from carecoord.rules import measures
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.populations import all_populations, populations

KNOWN_DISAGREEMENTS = {
    "52d1f4f3-14a0-4eed-a0c2-334b8146b117": "CMS131: the exam's profile URL is malformed, so the "
    "published result misses an exam that its code shows; decision 0016",
    "c1df0273-aad8-41a8-859c-edd204bb4f16": "CMS69: a body mass index of 24.9 is normal, the "
    "published result says otherwise; decision 0022",
    "86618b52-e0cc-4e90-b48c-cd64bbae8973": "CMS22: orders with doNotPerform are no orders, the "
    "published result counts them by their profile; decision 0022",
}
"""Case id to the reason why the published result is not ours; each needs a decision record."""

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
RULES = {rule.id.removeprefix("measures.").upper(): rule for rule in measures.RULES}


@pytest.fixture(scope="module", params=sorted(RULES))
def folder(request, data):
    path = data / "ecqm" / request.param
    if not path.is_dir():
        pytest.skip(f"no cases of {request.param} in the data")
    return path


@pytest.fixture(scope="module")
def expected(folder):
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_case_counts_as_published(folder, expected, capsys):
    rule = RULES[folder.name]
    catalogue = Catalogue.of(rule, value_sets=load(folder / "valuesets").value_sets)
    found = {}
    for case in sorted({row["case_id"] for row in expected}):
        period = _period(next(row for row in expected if row["case_id"] == case))
        (chart,) = _charts(folder / "cases" / f"{case}.json")
        for membership in populations(rule, chart, period, catalogue):
            for population, count in membership.counts.items():
                found[case, membership.group, population] = count
    wanted = {
        (row["case_id"], row["group"], row["population"]): int(row["expected"]) for row in expected
    }
    with capsys.disabled():
        sys.stdout.write(f"\n{folder.name}: {_families(expected)}\n")

    differing = {case for case, *_ in _differing(wanted, found)}
    assert set(KNOWN_DISAGREEMENTS) & {case for case, *_ in wanted} == differing


def test_all_measures_at_once_count_as_each_alone(folder):
    sets = load(folder / "valuesets").value_sets
    catalogue = Catalogue.of(measures.RULES, value_sets=sets)
    charts = [chart for path in sorted(folder.glob("cases/*.json")) for chart in _charts(path)]
    alone = [
        {rule.id: populations(rule, chart, YEAR, catalogue) for rule in measures.RULES}
        for chart in charts
    ]

    assert alone == [all_populations(chart, YEAR, catalogue) for chart in charts]


def test_every_case_file_is_expected(folder, expected):
    files = {path.stem for path in (folder / "cases").glob("*.json")}

    assert files == {row["case_id"] for row in expected}


def _differing(wanted, found):
    return [key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key)]


def _period(row):
    last = date.fromisoformat(row["period_end"])
    return Period(date.fromisoformat(row["period_start"]), last + timedelta(days=1))


def _charts(path):
    read = fhir_r4.read(path, complete_for=LISTS, one_record=True)
    return [result.chart for result in read if result.chart is not None]


def _families(expected):
    """How many cases of each series ran."""
    series = {row["case_id"]: row["series"] for row in expected}
    counts = sorted(Counter(series.values()).items())
    return f"{len(series)} cases ({', '.join(f'{name} {count}' for name, count in counts)})"
