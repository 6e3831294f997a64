"""Laws of charts in a store: versions, history, sources."""

from __future__ import annotations

from contextlib import closing

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.errors import ChartChanged, ChartNotFound
from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports import StoredChart
from carecoord.testing.kept import charts, names, sources
from carecoord.testing.laws.claims import NewStore, empty_chart, put, refused
from carecoord.testing.strategies import charts as whole_charts

_SAME_KEY = charts(st.just("p"))


def gives_back_the_chart(new_store: NewStore) -> None:
    """A chart read back equals the chart written, whatever facts it holds."""

    @given(chart=whole_charts())
    def law(chart: Chart) -> None:
        with closing(new_store()) as store:
            put(store, chart)

            assert store.chart(chart.key) == StoredChart(chart, 1)

    law()


def finds_nothing_under_another_key(new_store: NewStore) -> None:
    """A key without a chart is ChartNotFound, and its version is 0."""
    with closing(new_store()) as store:
        put(store, empty_chart("p"))

        assert store.version("q") == 0
        with refused(ChartNotFound):
            store.chart("q")


def counts_versions(new_store: NewStore) -> None:
    """Every save makes one version more, in each chart apart."""

    @given(versions=st.lists(_SAME_KEY, min_size=1, max_size=3))
    def law(versions: list[Chart]) -> None:
        with closing(new_store()) as store:
            put(store, empty_chart("q"))
            counted = [put(store, chart) for chart in versions]

            assert counted == list(range(1, len(versions) + 1))
            assert store.version("p") == len(versions)

    law()


def keeps_history(new_store: NewStore) -> None:
    """Every version stays as it was; one that never was is ChartNotFound."""

    @given(versions=st.lists(_SAME_KEY, min_size=1, max_size=3))
    def law(versions: list[Chart]) -> None:
        with closing(new_store()) as store:
            for chart in versions:
                put(store, chart)

            assert versions == [
                store.chart("p", as_known=number).chart for number in range(1, len(versions) + 1)
            ]
            for never in (0, -1, len(versions) + 1):
                with refused(ChartNotFound):
                    store.chart("p", as_known=never)

    law()


def refuses_a_stale_write(new_store: NewStore) -> None:
    """Who saves over a version that is not the latest is refused, and nothing of it is written."""

    @given(first=_SAME_KEY, second=_SAME_KEY, expected=st.sampled_from((0, 2)))
    def law(first: Chart, second: Chart, expected: int) -> None:
        with closing(new_store()) as store:
            put(store, first)
            with refused(ChartChanged), store.transaction() as unit:
                unit.put_chart(empty_chart("q"), expected_version=0)
                unit.put_chart(second, expected_version=expected)

            assert store.chart("p") == StoredChart(first, 1)
            assert store.version("q") == 0

    law()


def lists_keys_in_order(new_store: NewStore) -> None:
    """Keys come sorted, each once, whatever the order of writing."""

    @given(keys=st.lists(names, min_size=1, max_size=4))
    def law(keys: list[str]) -> None:
        with closing(new_store()) as store:
            for key in keys:
                put(store, empty_chart(key))

            assert store.keys() == tuple(sorted(set(keys)))

    law()


def gives_back_sources(new_store: NewStore) -> None:
    """Sources come back byte for byte, by digest and ordinal, for their patient only."""

    @given(kept=st.lists(sources, unique_by=lambda s: (s.digest, s.ordinal), max_size=4))
    def law(kept: list[Source]) -> None:
        with closing(new_store()) as store:
            with store.transaction() as unit:
                unit.put_sources("p", kept)
                unit.put_sources("p", iter(kept))

            assert store.sources("p") == tuple(sorted(kept, key=lambda s: (s.digest, s.ordinal)))
            assert store.sources("q") == ()

    law()


def keeps_the_first_source(new_store: NewStore) -> None:
    """A source is never written over: what a fact was read from does not change."""
    first = Source(digest="digest", ordinal=1, content=b"as read")
    with closing(new_store()) as store:
        for content in (b"as read", b"changed later"):
            with store.transaction() as unit:
                unit.put_sources("p", (attrs.evolve(first, content=content),))

        assert store.sources("p") == (first,)


def keeps_an_entry_once(new_store: NewStore) -> None:
    """An entry that contains several facts is one source, whichever of them comes first."""
    whole = Source(digest="digest", ordinal=1, content=b"whole", url="urn:uuid:1")
    with closing(new_store()) as store:
        with store.transaction() as unit:
            unit.put_sources("p", (attrs.evolve(whole, within="inner"), whole))

        assert store.sources("p") == (whole,)


CHARTS = (
    gives_back_the_chart,
    finds_nothing_under_another_key,
    counts_versions,
    keeps_history,
    refuses_a_stale_write,
    lists_keys_in_order,
    gives_back_sources,
    keeps_the_first_source,
    keeps_an_entry_once,
)
