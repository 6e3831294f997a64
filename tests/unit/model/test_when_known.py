"""When what was said, given or filed became known."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.model import (
    AllergyIntolerance,
    Condition,
    DocumentContent,
    DocumentReference,
    MedicationAdministration,
    MedicationStatement,
    Period,
    Quantity,
)

FIRST, LAST, LATER = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
OVER = Period(FIRST, date(2024, 2, 2))
GOES_ON = Period(FIRST, None)
ENDED = Period(None, date(2024, 2, 2))


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"recorded_on": LATER, "onset": FIRST}, LATER),
        ({"onset": FIRST}, FIRST),
        ({"onset": OVER}, FIRST),
        ({"onset": ENDED}, LAST),
        ({}, None),
    ],
)
def test_an_allergy_is_known_when_recorded_else_from_its_onset(said, known):
    assert AllergyIntolerance(id="a", **said).known_on == known


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"asserted_on": LATER, "effective": FIRST}, LATER),
        ({"effective": FIRST}, FIRST),
        ({"effective": OVER}, FIRST),
        ({"effective": ENDED}, LAST),
        ({}, None),
    ],
)
def test_a_statement_is_known_when_said_else_from_the_first_taking(said, known):
    assert MedicationStatement(id="m", **said).known_on == known


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"recorded_on": LATER, "effective": FIRST}, FIRST),
        ({"effective": OVER}, LAST),
        ({"effective": GOES_ON}, FIRST),
        ({"recorded_on": LATER}, LATER),
        ({}, None),
    ],
)
def test_an_administration_is_known_when_over(said, known):
    assert MedicationAdministration(id="m", **said).known_on == known


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"date": LATER, "contents": (DocumentContent(created_on=FIRST),)}, LATER),
        ({"contents": (DocumentContent(), DocumentContent(created_on=FIRST))}, FIRST),
        ({"contents": (DocumentContent(),)}, None),
        ({}, None),
    ],
)
def test_a_document_is_known_when_filed_else_when_made(said, known):
    assert DocumentReference(id="d", **said).known_on == known


def test_of_a_condition_that_goes_on_nothing_is_said_of_its_end():
    ended = Condition(
        id="c",
        clinical_status="resolved",
        abatement=LAST,
        abatement_age=Quantity(Decimal(40), "a"),
        abatement_text="at forty",
    )

    assert ended.before_later() == Condition(id="c", clinical_status="active")
