from decimal import Decimal

import pytest

from carecoord.errors import RecordRejected
from carecoord.model.money import Money


def test_what_is_left_is_in_the_same_currency():
    assert Money(Decimal(80), "USD") == Money(Decimal(100), "USD").less(Money(Decimal(20), "USD"))


@pytest.mark.parametrize(("one", "other"), [("USD", "EUR"), ("USD", None), (None, None)])
def test_amounts_of_other_or_unknown_currencies_are_not_counted_together(one, other):
    assert Money(Decimal(2), one).less(Money(Decimal(1), other)) is None


def test_an_amount_is_a_number():
    with pytest.raises(RecordRejected):
        Money(Decimal("NaN"), "USD")
