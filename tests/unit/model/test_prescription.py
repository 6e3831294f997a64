from decimal import Decimal

import pytest

from carecoord.model import Prescription, Quantity


@pytest.mark.parametrize(
    ("supply", "days"),
    [
        (Quantity(Decimal(30), "d"), Decimal(30)),
        (Quantity(Decimal(4), "wk"), Decimal(28)),
        (Quantity(Decimal(30), "tablets"), None),
        (Quantity(Decimal(30)), None),
        (None, None),
    ],
)
def test_a_supply_lasts_so_many_days_when_its_unit_is_a_time(supply, days):
    assert days == Prescription(id="p", supply=supply).supply_days
