"""Public examples of prior authorization (PAS 2.0.1, 2.2.1 and before) read as a person reads them.

The expected readings were transcribed from the files by eye, not made by the reader.
"""

import tomllib
from pathlib import Path

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model.period import Period

EXPECTED = tomllib.loads(
    (Path(__file__).parent / "prior_authorizations.toml").read_text(encoding="utf-8")
)


def span(time):
    if isinstance(time, Period):
        return f"{time.start}/{time.ended}"
    return None if time is None else str(time)


def first(concept):
    return None if concept is None else concept.coding[0].code


def said(**fields):
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], False, 0)}


def item(one):
    price = one.unit_price
    return said(
        sequence=one.sequence,
        code=first(one.code),
        action=one.review_action,
        reasons=list(one.reasons),
        number=one.number,
        units=None if one.units is None else str(one.units),
        requested=None if one.requested is None else str(one.requested),
        period=span(one.period),
        asked_for=span(one.serviced),
        issued=span(one.issued_on),
        price=None if price is None else f"{price.value} {price.currency}",
        category=first(one.category),
        request_type=first(one.request_type),
        certification=first(one.certification_type),
        changed=one.changed,
        trace=next((trace.value for trace in one.traces), None),
        previous=one.previous_number,
        administration=one.administration_reference,
        location=first(one.location),
        cancelled=one.cancelled,
        # A withdrawn item waits for no answer.
        unanswered=one.unanswered and not one.cancelled,
    )


def reading(one):
    codes = [first(each.code) for each in one.diagnoses if each.code is not None]
    return {
        **said(
            outcome=one.outcome,
            decision=None if one.decision is None else one.decision.value,
            number=one.number,
            period=span(one.period),
            level=first(one.level_of_service),
            certification=first(one.certification_type),
            diagnoses=codes or len(one.diagnoses),
            supporting=len(one.supporting),
            orders=len(one.orders),
            errors=[first(each.code) for each in one.errors],
            human=one.human_reviewed,
        ),
        "items": [item(each) for each in one.items],
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_public_example_reads_as_a_person_reads_it(data, name):
    path = data / "fhir" / name
    if not path.is_file():
        pytest.skip("the folder does not hold this file")
    charts = [one.chart for one in fhir_r4.read(path) if one.chart is not None]

    found = [reading(one) for chart in charts for one in chart.authorizations or ()]
    assert EXPECTED[name]["read"] == found
