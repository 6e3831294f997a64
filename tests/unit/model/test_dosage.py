from decimal import Decimal

import pytest

from carecoord.model import Dosage


@pytest.mark.parametrize(
    ("dosage", "doses"),
    [
        (Dosage(frequency=2, period=Decimal(1), period_unit="d"), "2"),
        (Dosage(frequency=1, frequency_max=3, period=Decimal(1), period_unit="d"), "3"),
        (Dosage(frequency=1, period=Decimal(8), period_unit="h"), "3"),
        (Dosage(frequency=7, period=Decimal(1), period_unit="wk"), "1"),
        (Dosage(times_of_day=3), "3"),
        (Dosage(frequency=2, period=Decimal(1), period_unit="d", times_of_day=3), "2"),
    ],
)
def test_the_timing_says_how_many_doses_a_day(dosage, doses):
    assert abs(Decimal(doses) - dosage.doses_per_day) < Decimal("1e-20")


@pytest.mark.parametrize(
    "dosage",
    [
        Dosage(),
        Dosage(frequency=2),
        Dosage(frequency=2, period=Decimal(0), period_unit="d"),
        Dosage(frequency=2, period=Decimal(1)),
        Dosage(frequency=2, period=Decimal(1), period_unit="moon"),
        Dosage(frequency=2, period=Decimal(1), period_unit="mg"),
        Dosage(period=Decimal(1), period_unit="d"),
    ],
)
def test_without_a_timing_the_doses_a_day_are_unknown(dosage):
    assert dosage.doses_per_day is None
