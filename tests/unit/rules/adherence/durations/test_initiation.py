import pytest

from carecoord.rules.adherence.durations.initiation import first_dispensed


@pytest.mark.parametrize(("day", "first"), [(9, 10), (10, 10), (11, 20), (20, 20), (21, None)])
def test_the_first_dispensing_is_on_the_day_or_later(day: int, first: int | None) -> None:
    assert first_dispensed(day, [10, 20]) == first
