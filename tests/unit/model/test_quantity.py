from decimal import Decimal

import pytest

from carecoord.errors import RecordRejected
from carecoord.model import AuthorizationItem, Dosage, Fill, Quantity


@pytest.mark.parametrize(
    ("quantity", "unit", "value"),
    [
        (Quantity(Decimal(140), "mm[Hg]"), "mm[Hg]", "140"),
        (Quantity(Decimal("13.5"), "g/dL"), "g/L", "135"),
        (Quantity(Decimal(3), "wk"), "d", "21"),
        (Quantity(Decimal("7.10"), "%"), "%", "7.10"),
    ],
)
def test_an_amount_converts_to_a_unit_of_its_dimension(quantity, unit, value):
    assert Decimal(value) == quantity.to(unit)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(Decimal("5.6"), "mmol/L"),
        Quantity(Decimal(100)),
        Quantity(Decimal(100), "glucose units"),
    ],
)
def test_an_amount_that_does_not_convert_is_unknown(quantity):
    assert quantity.to("mg/dL") is None
    assert quantity.below(Decimal(100), "mg/dL") is None


def test_an_amount_in_the_unit_asked_for_keeps_its_places():
    converted = Quantity(Decimal("7.10"), "%").to("%")

    assert str(converted) == "7.10"


@pytest.mark.parametrize(
    ("value", "comparator", "below"),
    [
        ("139", None, True),
        ("140", None, False),
        ("141", None, False),
        ("139", "<", True),
        ("140", "<", True),
        ("141", "<", None),
        ("139", "<=", True),
        ("140", "<=", None),
        ("141", "<=", None),
        ("139", ">", None),
        ("140", ">", False),
        ("141", ">", False),
        ("139", ">=", None),
        ("140", ">=", False),
        ("141", ">=", False),
        ("139", "ad", None),
        ("139", "~", None),
    ],
)
def test_a_bound_is_below_a_limit_only_when_that_is_certain(value, comparator, below):
    assert below is Quantity(Decimal(value), "mm[Hg]", comparator).below(Decimal(140), "mm[Hg]")


def test_amounts_are_compared_in_the_limits_unit():
    assert Quantity(Decimal("0.9"), "g/dL").below(Decimal(10), "g/L") is True


@pytest.mark.parametrize(
    "value", [Decimal("NaN"), Decimal("Infinity"), 7.1, 7, "7.1", None, Decimal("1e301")]
)
def test_an_amount_is_a_finite_decimal(value):
    with pytest.raises(RecordRejected, match="quantity value: not a finite Decimal"):
        Quantity(value, "%")


@pytest.mark.parametrize("value", [Decimal("1e300"), Decimal("1e-300"), Decimal(0)])
def test_amounts_up_to_the_largest_convert(value):
    assert value * 1000 == Quantity(value, "g").to("mg")


@pytest.mark.parametrize(
    "make",
    [
        lambda amount: Fill(id="f", days_supply=amount),
        lambda amount: AuthorizationItem(requested=amount),
        lambda amount: AuthorizationItem(units=amount),
        lambda amount: Dosage(period=amount),
    ],
    ids=["days supply", "units requested", "units granted", "dosage period"],
)
def test_every_amount_of_a_record_is_finite(make):
    with pytest.raises(RecordRejected, match="not a finite Decimal"):
        make(Decimal("NaN"))


def test_an_amount_that_may_be_absent_may_be():
    assert Fill(id="f").days_supply is None
