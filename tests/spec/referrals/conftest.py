"""Asking one rule about a chart of facts, at a moment."""

import pytest

from carecoord import review
from carecoord.model import Chart, Patient
from carecoord.rules.catalogue import Catalogue


@pytest.fixture
def told():
    """The findings of the given rules about one patient's facts; the only one unless ``every``."""

    def told(rules, as_of, *, every=False, parameters=None, **lists):
        catalogue = Catalogue.of(rules, parameters=parameters)
        chart = Chart(key="p", patient=Patient(), **lists)
        found = review(chart, catalogue, as_of).findings
        if every:
            return list(found)
        (finding,) = found
        return finding

    return told
