"""Who may not see a fact may not see what it made of a finding: its labels go with it."""

from __future__ import annotations

from datetime import date

import attrs
from discharged_charts import charts, moments
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import Label
from carecoord.model.chart import LISTS
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.parameters import Dated
from carecoord.rules.readmission import RULES
from carecoord.rules.readmission.hospital_simplified import LIKELY_FROM

CATALOGUES = (
    Catalogue.of(RULES),
    Catalogue.of(
        RULES, parameters={LIKELY_FROM.name: Dated(LIKELY_FROM.name, ((date(2020, 1, 1), 4),))}
    ),
)


@given(chart=charts(), as_of=moments, label=st.sampled_from(Label), chosen=st.booleans())
def test_a_finding_without_a_label_is_the_same_without_the_facts_that_have_it(
    chart, as_of, label, chosen
):
    """Of which stay a rule speaks may change: then nothing is told of the one before."""
    catalogue = CATALOGUES[chosen]
    told = {
        name: facts and [fact for fact in facts if label not in fact.labels]
        for name, facts in ((name, getattr(chart, name)) for name in LISTS)
    }
    again = {f.key: f for f in review(attrs.evolve(chart, **told), catalogue, as_of).findings}

    for finding in review(chart, catalogue, as_of).findings:
        if finding.key.endswith("|-") or finding.key in again:
            assert label in finding.labels or again.get(finding.key) == finding
