"""A value with other fields is the one that ``attrs.evolve`` makes, and is refused as there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import Period
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware
from carecoord.model.permission_case import Draw
from carecoord.model.replaced import replaced

DAY = date(2026, 3, 10)
NAIVE = datetime(2026, 3, 10, 8)  # noqa: DTZ001  what is to be refused
DRAW = Draw(appointment="v1", on=DAY, units=Decimal(2), unit="visit")


def doubled(number):
    return 2 * number


@attrs.frozen(kw_only=True)
class Kept:
    """A value of every kind of field."""

    times: tuple = attrs.field(default=(), converter=as_tuple)
    amount: int = attrs.field(default=0, converter=doubled)
    days: tuple = attrs.field(default=(), converter=as_tuple, validator=aware("days"))
    _hidden: int = 0


@attrs.frozen(kw_only=True)
class Whole(Kept):
    """A value that is looked at once it is made."""

    limit: int = 10

    def __attrs_post_init__(self):
        if self.amount > self.limit:
            raise RecordRejected(asked="whole", found="too much", remedy="Take less")


def test_other_fields_stand_in_a_new_value_and_the_old_one_is_what_it_was():
    made = replaced(DRAW, units=Decimal(1), item=3)

    assert made == Draw(appointment="v1", on=DAY, units=Decimal(1), unit="visit", item=3)
    assert Draw(appointment="v1", on=DAY, units=Decimal(2), unit="visit") == DRAW


def test_nothing_new_is_an_equal_value():
    assert replaced(DRAW) == DRAW


def test_what_is_new_is_converted_and_what_was_there_is_not_again():
    held = Kept(amount=2)

    assert replaced(held, times=[1, 2]) == attrs.evolve(Kept(amount=2), times=(1, 2), amount=2)
    assert replaced(held, amount=5).amount == 10


def test_a_field_is_named_as_it_is_given():
    assert replaced(Kept(), hidden=4) == Kept(hidden=4)


@pytest.mark.parametrize("on", [NAIVE, "2026-03-10"])
def test_what_a_field_does_not_take_is_refused_in_its_words(on):
    with pytest.raises(RecordRejected, match="drawn on") as refused:
        replaced(DRAW, on=on)

    assert refused.value.__context__ is None


def test_of_two_faults_that_of_the_first_field_is_told():
    with pytest.raises(RecordRejected, match="drawn on"):
        replaced(DRAW, units=Decimal("NaN"), on=NAIVE)


def test_an_instant_with_its_offset_is_taken():
    at = datetime(2026, 3, 10, 8, tzinfo=UTC)

    assert replaced(DRAW, on=at).on == at


def test_what_a_converter_made_is_checked():
    with pytest.raises(TypeError):
        replaced(Kept(), days=3)

    assert replaced(Kept(), days=[DAY]).days == (DAY,)


def test_fields_that_are_compared_are_compared_again():
    with pytest.raises(ImpossiblePeriod):
        replaced(Period(DAY, date(2026, 4, 1)), start=date(2026, 5, 1))


def test_the_whole_is_looked_at_once_it_is_made():
    with pytest.raises(RecordRejected, match="too much"):
        replaced(Whole(amount=3), limit=5)

    assert replaced(Whole(amount=3), limit=6).limit == 6


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(TypeError, match="colour"):
        replaced(DRAW, colour="red")
