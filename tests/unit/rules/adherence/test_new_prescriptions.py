from datetime import date
from decimal import Decimal

import pytest

from carecoord import review
from carecoord.model import Chart, Fill, Patient, Prescription
from carecoord.model.code import concept
from carecoord.rules import Outcome
from carecoord.rules.adherence import never_filled
from carecoord.rules.catalogue import Catalogue

CATALOGUE = Catalogue.of(never_filled.RULE)
STATIN = concept(text="atorvastatin 20 mg")


def finding(*fills, code=STATIN):
    ordered = Prescription(
        id="r", status="active", intent="order", code=code, authored_on=date(2026, 3, 1)
    )
    chart = Chart(key="p", patient=Patient(), fills=fills, prescriptions=[ordered])
    return review(chart, CATALOGUE, date(2026, 4, 1)).findings[0]


def fill(name="f", code=STATIN, on=date(2026, 3, 5)):
    return Fill(id=name, status="completed", code=code, handed_over_on=on, days_supply=Decimal(30))


@pytest.mark.parametrize(("ordered", "filled"), [(None, STATIN), (STATIN, None), (None, None)])
def test_without_a_product_on_one_side_it_stays_open(ordered, filled):
    assert finding(fill(code=filled), code=ordered).outcome is Outcome.INSUFFICIENT_DATA


def test_of_fills_on_one_day_the_lower_id_is_named_whatever_their_order():
    one, other = fill("f1"), fill("f2")

    assert finding(one, other).evidence[1].facts[0].id == "f1"
    assert finding(other, one).evidence[1].facts[0].id == "f1"
