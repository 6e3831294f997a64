"""Real charts merged: with themselves, and out of halves; nothing of any is missing."""

from __future__ import annotations

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model.agreement import agree, goes_on
from carecoord.model.chart import LISTS, Chart
from carecoord.model.merging import merge


@pytest.fixture(scope="module")
def charts(data) -> list[Chart]:
    bundles = sorted((data / "fhir").rglob("*.json"))
    return [one.chart for one in fhir_r4.read(bundles) if one.chart is not None]


def half(chart: Chart, odd: int) -> Chart:
    lists = {name: getattr(chart, name)[odd::2] for name in LISTS if getattr(chart, name)}
    return attrs.evolve(chart, **lists)


def missing(chart: Chart, merged: Chart) -> list[str]:
    """The types of facts that a merged chart neither holds nor was filled from."""
    return [
        type(fact).__name__
        for fact in chart.facts()
        if not any(
            type(one) is type(fact) and (agree(one, fact) or goes_on(one, fact))
            for one in merged.facts_of(type(fact)) or ()
        )
    ]


def test_a_chart_merged_with_itself_is_itself(charts):
    assert charts
    assert [chart.key for chart in charts if merge([chart, chart]) != (chart, ())] == []


def test_two_halves_hold_what_the_whole_held(charts):
    for chart in charts:
        merged, _ = merge([half(chart, 1), half(chart, 0)])

        assert missing(chart, merged) == []
        read = {fact.source.content for fact in chart.facts()}
        kept = {one.source.content for one in (*merged.facts(), *merged.records)}
        assert read <= kept
