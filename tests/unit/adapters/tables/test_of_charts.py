"""Charts as columns of a table of fills."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from carecoord.adapters.tables import fills_of
from carecoord.model import Chart, Fill, PartialDate, Patient
from carecoord.model.code import CodeableConcept


def medicine(text):
    return CodeableConcept(text=text)


def chart(*fills):
    return Chart(key="p1", patient=Patient(), fills=fills)


def test_a_row_for_each_fill_that_was_handed_over():
    day = date(2025, 3, 4)
    found = fills_of(
        [
            chart(
                Fill(
                    id="1",
                    code=medicine("Lisinopril 10 MG / hydrochlorothiazide"),
                    handed_over_on=day,
                    days_supply=Decimal(30),
                ),
                Fill(id="2", code=medicine("Amoxicillin"), prepared_on=day, status="completed"),
                Fill(id="3", code=medicine("Amoxicillin"), prepared_on=day, status="cancelled"),
                Fill(id="4"),
            ),
            Chart(key="p2", patient=Patient()),
        ]
    )

    assert found == {
        "patient": ["p1", "p1", "p1"],
        "filled_on": [day, day, None],
        "days_supply": [30.0, None, None],
        "drug": ["lisinopril", "Amoxicillin", "medicine without a name"],
    }


def test_a_day_is_that_of_the_zone_and_exactly_known():
    late = datetime(2025, 3, 5, 2, tzinfo=UTC)
    fills = [
        Fill(id="1", handed_over_on=late),
        Fill(id="2", handed_over_on=PartialDate(2025, 3)),
    ]

    found = fills_of([chart(*fills)], ZoneInfo("America/New_York"))

    assert found["filled_on"] == [date(2025, 3, 4), None]
