"""A frame over a few facts, in which criteria can be asked."""

from datetime import UTC, date

import pytest

from carecoord.model import Chart, Observation, Patient, Quantity
from carecoord.model.chart import LISTS
from carecoord.model.code import concept, loinc
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.view import View

AS_OF = date(2026, 6, 1)


@pytest.fixture
def frame():
    """Make a frame; the lists not named in ``unasked`` were asked for."""

    def make(
        *facts,
        as_of=AS_OF,
        born=None,
        deceased=None,
        unasked=(),
        period=None,
        zone=UTC,
        value_sets=(),
    ):
        lists = {name: [] for name in LISTS if name not in unasked}
        for fact in facts:
            lists[fact.listed_under].append(fact)
        chart = Chart(key="p1", patient=Patient(birth_date=born, deceased=deceased), **lists)
        catalogue = Catalogue.of(value_sets=value_sets)
        view = View(
            chart,
            catalogue.lookup,
            as_of=as_of,
            zone=zone,
            calendar=None,
            parameters=catalogue.parameters,
        )
        return Frame(view, period)

    return make


@pytest.fixture
def result():
    """Make a result of some day."""

    def make(name, on, value=None, **more):
        return Observation(
            id=name,
            status=more.pop("status", "final"),
            code=concept(loinc("4548-4"), text="HbA1c"),
            effective=on,
            value=value if value is None else Quantity(value, "%"),
            **more,
        )

    return make
