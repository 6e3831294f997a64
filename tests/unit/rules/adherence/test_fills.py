from datetime import date
from decimal import Decimal

import pytest

from carecoord import review
from carecoord.model import Chart, Dosage, Fill, Patient, Prescription, Quantity
from carecoord.model.code import concept
from carecoord.rules.adherence import late_refill
from carecoord.rules.catalogue import Catalogue

CATALOGUE = Catalogue.of(late_refill.RULE)
STATIN = concept(text="atorvastatin 20 mg")


def finding(*fills, prescriptions=None, as_of=date(2026, 3, 1)):
    chart = Chart(key="p", patient=Patient(), fills=fills, prescriptions=prescriptions)
    return review(chart, CATALOGUE, as_of).findings[0]


def fill(**given):
    given = {"code": STATIN, "handed_over_on": date(2026, 1, 1), **given}
    return Fill(id="f", status="completed", **given)


def test_days_supply_is_worked_out_from_quantity_and_dose():
    dosage = Dosage(dose=Quantity(Decimal(1)), frequency=1, period=Decimal(1), period_unit="d")

    assert "2026-02-14" in finding(fill(quantity=Quantity(Decimal(45)), dosage=[dosage])).reason


def test_a_part_of_a_day_is_no_day_with_supply():
    assert "2026-01-30" in finding(fill(days_supply=Decimal("30.9"))).reason


def test_a_fill_without_a_product_belongs_to_no_class():
    assert finding(fill(code=None, days_supply=Decimal(30))).outcome.name == "NOT_APPLICABLE"


def test_a_fill_whose_status_nobody_gave_counts():
    without = Fill(id="f", code=STATIN, handed_over_on=date(2026, 1, 1), days_supply=Decimal(30))

    assert finding(without).outcome.name == "NOT_MET"


@pytest.mark.parametrize("product", [None, concept(text="amlodipine")])
def test_a_stopped_prescription_of_something_else_ends_nothing(product):
    stopped = Prescription(id="r", status="stopped", code=product, authored_on=date(2025, 1, 1))

    assert finding(fill(days_supply=Decimal(30)), prescriptions=[stopped]).action is not None
