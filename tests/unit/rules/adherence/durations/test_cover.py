import pytest

from carecoord.rules.adherence.durations.cover import Nearness, Span, covered
from carecoord.rules.adherence.durations.records import Stay

STAY = Stay(100, 110)
NEAR = Nearness(before=7, after=5)


@pytest.mark.parametrize(
    ("start", "days", "counts"),
    [
        (60, 32, False),
        (60, 33, True),
        (60, 40, True),
        (60, 41, False),
        (109, 20, False),
        (110, 20, True),
        (115, 20, True),
        (116, 20, False),
        (115, 0, False),
    ],
)
def test_supply_near_a_stay_covers_it(start: float, days: float, counts: bool) -> None:
    assert covered([STAY], [Span(start, days)], NEAR) == ([STAY] if counts else [])


def test_each_stay_is_looked_at() -> None:
    later = Stay(200, 210)

    assert covered([STAY, later], [Span(195, 4)], NEAR) == [later]
