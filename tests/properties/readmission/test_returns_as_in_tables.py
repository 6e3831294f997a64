"""Returns that a review tells are those that tables of stays tell, where hospitals are known."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import Chart, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.kernels.readmissions import NONE, readmissions
from carecoord.rules.readmission.repeated import RULE

DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
HOSPITALS = ("north", "south")
START = date(2026, 1, 1)
CATALOGUE = Catalogue.of(RULE)

stays = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 12), st.integers(0, 1)),
    min_size=2,
    max_size=6,
    unique_by=lambda drawn: drawn[0],
)
"""First day, nights and hospital; of two that begin on one day nobody knows which came first."""


def on(day):
    return START + timedelta(days=day)


def encounter(number, begun, nights, hospital):
    return Encounter(
        id=f"e{number}",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        discharge_disposition=concept(Code(DISPOSITION, "home")),
        service_provider=HOSPITALS[hospital],
        period=Period.through(on(begun), on(begun + nights)),
    )


def of_the_kernel(drawn):
    """Discharge and return of each index stay that has one, by the pass over tables of stays."""
    ordered = sorted((begun, begun + nights, hospital) for begun, nights, hospital in drawn)
    admitted, discharged, hospitals = (list(column) for column in zip(*ordered, strict=True))
    many = len(ordered)
    found, outcomes = [0] * many, [NONE] * many
    readmissions(
        window=30,
        of_the_first=0,
        patients=[0] * many,
        hospitals=hospitals,
        admitted=admitted,
        discharged=discharged,
        conditions=[-1] * many,
        plans=[0] * many,
        units=[0] * many,
        reasons=[0] * many,
        episodes=[0] * many,
        links=[0] * many,
        judged=[0] * many,
        found=found,
        days=[0] * many,
        outcomes=outcomes,
    )
    return {
        (on(discharged[row]), on(admitted[found[row]]))
        for row in range(many)
        if outcomes[row] != NONE
    }


def told(drawn):
    """What the review says of the same stays."""
    chart = Chart(
        key="p",
        patient=Patient(),
        encounters=[encounter(n, *one) for n, one in enumerate(drawn)],
    )
    (finding,) = review(chart, CATALOGUE, on(200)).findings
    days = (re.findall(r"\d{4}-\d\d-\d\d", line.clause) for line in finding.evidence)
    return {(date.fromisoformat(two[1]), date.fromisoformat(two[0])) for two in days if two}


@given(drawn=stays)
def test_they_are_the_same(drawn):
    assert of_the_kernel(drawn) == told(drawn)
