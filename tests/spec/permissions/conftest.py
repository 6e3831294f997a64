"""Reviewing a chart of permissions by one rule of the family."""

from __future__ import annotations

import sys
from datetime import UTC, date
from pathlib import Path

import pytest

from carecoord import review
from carecoord.model import Chart, Patient
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.permissions import RULES

sys.path.insert(0, str(Path(__file__).parent))

LISTS = (
    "appeals",
    "appointments",
    "authorizations",
    "care_plans",
    "communication_requests",
    "communications",
    "eligibility_responses",
    "encounters",
    "orders",
    "tasks",
)


@pytest.fixture
def tell():
    """What one rule says of a chart whose lists were all asked for; None leaves one unasked."""

    def tell(name, as_of, *, every=False, beside=(), zone=UTC, parameters=None, **lists):
        wanted = {f"permissions.{one}" for one in (name, *beside)}
        rules = [rule for rule in RULES if rule.id in wanted]
        catalogue = Catalogue.of(rules, zone=zone, parameters=parameters)
        filled = {one: lists.get(one, ()) for one in LISTS}
        chart = Chart(key="p", patient=Patient(birth_date=date(1950, 6, 1)), **filled)
        found = review(chart, catalogue, as_of).findings
        own = [f for f in found if f.rule == f"permissions.{name}"]
        if every:
            return own
        (finding,) = own
        return finding

    return tell
