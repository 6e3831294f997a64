"""Hypothesis strategies for the model: valid by construction, wide by default.

Every strategy takes keyword-only options. ``min_day`` and ``max_day`` bound the days that times
name (a month or a year contains such a day); ``codes_from`` takes value sets and codes to draw
from, so that rules find something. ``hypothesis.strategies.from_type`` knows the types too.
"""

from __future__ import annotations

from carecoord.errors import missing_extra

try:
    import hypothesis as _hypothesis
except ImportError as missing:
    raise missing_extra("carecoord.testing", "testing") from missing

from carecoord.testing.strategies.access import (
    appeals,
    appointments,
    authorizations,
    communication_requests,
    communications,
    consents,
    coverages,
    directives,
    education,
    eligibility_responses,
    experiences,
    holds,
)
from carecoord.testing.strategies.coding import codes, concepts, quantities, value_sets
from carecoord.testing.strategies.history import (
    allergies,
    answers,
    conditions,
    devices,
    documents,
    encounters,
    family_history,
    fills,
    immunizations,
    medication_administrations,
    medication_statements,
    observations,
    orders,
    prescriptions,
    procedures,
    referrals,
    social_history,
)
from carecoord.testing.strategies.plan import (
    care_plans,
    care_teams,
    goals,
    organizations,
    patients,
    practitioners,
    programs,
    related_persons,
    tasks,
)
from carecoord.testing.strategies.records import facts
from carecoord.testing.strategies.registration import register
from carecoord.testing.strategies.times import (
    MAX_DAY,
    MIN_DAY,
    clinical_times,
    days,
    instants,
    partial_dates,
    periods,
)
from carecoord.testing.strategies.whole_charts import FACT_TYPES, charts

__all__ = [
    "FACT_TYPES",
    "MAX_DAY",
    "MIN_DAY",
    "allergies",
    "answers",
    "appeals",
    "appointments",
    "authorizations",
    "care_plans",
    "care_teams",
    "charts",
    "clinical_times",
    "codes",
    "communication_requests",
    "communications",
    "concepts",
    "conditions",
    "consents",
    "coverages",
    "days",
    "devices",
    "directives",
    "documents",
    "education",
    "eligibility_responses",
    "encounters",
    "experiences",
    "facts",
    "family_history",
    "fills",
    "goals",
    "holds",
    "immunizations",
    "instants",
    "medication_administrations",
    "medication_statements",
    "observations",
    "orders",
    "organizations",
    "partial_dates",
    "patients",
    "periods",
    "practitioners",
    "prescriptions",
    "procedures",
    "programs",
    "quantities",
    "referrals",
    "register",
    "related_persons",
    "social_history",
    "tasks",
    "value_sets",
]

del _hypothesis
