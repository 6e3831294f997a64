"""Telling Hypothesis how to make the model's types."""

from __future__ import annotations

from hypothesis import strategies as st

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


def register() -> None:
    """Let ``hypothesis.strategies.from_type`` make charts, facts and what they are made of."""
    st.register_type_strategy(Chart, charts())
    st.register_type_strategy(Patient, plan.patients())
    st.register_type_strategy(Practitioner, plan.practitioners())
    st.register_type_strategy(Organization, plan.organizations())
    st.register_type_strategy(Code, coding.codes())
    st.register_type_strategy(CodeableConcept, coding.concepts())
    st.register_type_strategy(Quantity, coding.quantities())
    st.register_type_strategy(ValueSet, coding.value_sets())
    st.register_type_strategy(PartialDate, times.partial_dates())
    st.register_type_strategy(Period, times.periods())
    for fact_type in FACT_TYPES:
        st.register_type_strategy(fact_type, facts(fact_type))
