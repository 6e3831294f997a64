"""How spec pages ask rules: about a chart drawn as tables, or about facts."""

from __future__ import annotations

from datetime import UTC

import pytest

from carecoord import review
from carecoord.model import Chart, Patient
from carecoord.rules.catalogue import Catalogue
from carecoord.testing.tables import chart, moment


@pytest.fixture
def ask():
    """Review a chart drawn as tables; the finding of an occurrence, the only one, or every one."""

    def ask(
        rules,
        as_of,
        tables,
        *,
        parameters=None,
        occurrence=None,
        calendar=None,
        zone=UTC,
        value_sets=(),
        every=False,
        **person,
    ):
        catalogue = Catalogue.of(
            rules, parameters=parameters, calendar=calendar, zone=zone, value_sets=value_sets
        )
        drawn = chart(tables, **{"born": "1950-06-01"} | person)
        found = review(drawn, catalogue, moment(as_of)).findings
        if occurrence is not None:
            found = [f for f in found if f.key.endswith(f"|{occurrence}")]
        if every:
            return list(found)
        (finding,) = found
        return finding

    return ask


@pytest.fixture
def told():
    """The findings of the given rules about one patient's facts; the only one unless ``every``."""

    def told(rules, as_of, *, every=False, parameters=None, **lists):
        catalogue = Catalogue.of(rules, parameters=parameters)
        found = review(Chart(key="p", patient=Patient(), **lists), catalogue, as_of).findings
        if every:
            return list(found)
        (finding,) = found
        return finding

    return told
