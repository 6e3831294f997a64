from decimal import Decimal

import pytest

from carecoord.model import Benefit, CoverageEligibilityResponse, Money
from carecoord.model.code import concept, cpt
from carecoord.model.eligibility_response import EligibilityInsurance, EligibilityItem

VISITS = concept(cpt("97110"))


@pytest.mark.parametrize(
    ("allowed", "used", "left"),
    [
        (20, 12, 8),
        (20, 20, 0),
        (20, 21, -1),
        (20, None, None),
        (None, 3, None),
        (Money(Decimal(500), "USD"), Money(Decimal(120), "USD"), Money(Decimal(380), "USD")),
        (Money(Decimal(500), "USD"), Money(Decimal(120), "EUR"), None),
        (20, Money(Decimal(1), "USD"), None),
        (Money(Decimal(1), "USD"), 20, None),
        ("20 visits", "3 visits", None),
    ],
)
def test_what_remains_is_told_where_both_count_the_same(allowed, used, left):
    assert left == Benefit(allowed=allowed, used=used).remaining


def test_it_is_about_the_services_that_it_names():
    items = [EligibilityItem(code=VISITS), EligibilityItem()]
    answer = CoverageEligibilityResponse(id="f", insurance=[EligibilityInsurance(items=items)])

    assert answer.concepts == (VISITS,)
