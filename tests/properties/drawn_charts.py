"""Charts of which rules have something to say: by the published strategies, or invented."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from invented_charts import invented, tiny, tiny_sets

from carecoord.adapters.calendars import us
from carecoord.model import ValueSet
from carecoord.rules.catalogue import standard
from carecoord.testing.strategies import charts

AROUND = date(2026, 6, 15)
CATALOGUE = standard(value_sets=tiny_sets(), calendar=us())

CODES = tuple(
    {
        one.url: one if isinstance(one, ValueSet) else tiny(one)
        for rule in CATALOGUE.rules
        for one in rule.shape.sets
    }.values()
)
"""What the rules ask for: our own sets, and the one invented code of each set of others."""

inventions = st.integers(0, 1_000_000).map(lambda seed: invented(seed, AROUND))
of_any_facts = charts(
    codes_from=CODES, min_day=date(2024, 1, 1), max_day=date(2028, 12, 31), max_facts=10
)
some_charts = st.one_of(inventions, inventions, of_any_facts)
some_days = st.integers(-250, 250).map(lambda n: AROUND + timedelta(days=n))
