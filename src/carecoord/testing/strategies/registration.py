"""Telling Hypothesis how to make the model's types."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from carecoord.model.chart import Chart
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.practitioner import Practitioner
from carecoord.model.quantity import Quantity
from carecoord.model.value_set import ValueSet
from carecoord.testing.strategies import coding, plan, times
from carecoord.testing.strategies.records import facts
from carecoord.testing.strategies.whole_charts import FACT_TYPES, charts

_STRATEGIES: dict[type[object], Callable[[], SearchStrategy[object]]] = {
    Chart: charts,
    Patient: plan.patients,
    Practitioner: plan.practitioners,
    Organization: plan.organizations,
    Code: coding.codes,
    CodeableConcept: coding.concepts,
    Quantity: coding.quantities,
    ValueSet: coding.value_sets,
    PartialDate: times.partial_dates,
    Period: times.periods,
}


def register() -> None:
    """Let ``hypothesis.strategies.from_type`` make charts, facts and what they are made of.

    The strategies themselves are made when they are first asked for.
    """
    for of in _STRATEGIES:
        st.register_type_strategy(of, _made)
    for fact_type in FACT_TYPES:
        st.register_type_strategy(fact_type, facts)


def _made(of: type[object]) -> SearchStrategy[object]:
    return _STRATEGIES[of]()
