"""The lowest value of results, below 7 % or not."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.model import Observation, Quantity
from carecoord.rules.criteria import Facts, LastDay, Lowest

RESULTS = Facts(Observation)
BELOW_7 = Lowest(of=RESULTS, below=Decimal(7), unit="%")
DAY = date(2026, 5, 1)


def measured(name, value, unit="%", comparator=None):
    return Observation(
        id=name, effective=DAY, value=Quantity(Decimal(value), unit, comparator=comparator)
    )


def named(answer):
    """Whether it holds, the facts named, and what was seen."""
    (line,) = answer.evidence
    assert line.holds is answer.holds
    return answer.holds, [ref.id for ref in line.facts], line.because


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"o1": "7.2", "o2": "6.9"}, (True, ["o2"], "lowest 6.9 %")),
        ({"o1": "7", "o2": "8"}, (False, ["o1"], "lowest 7 %")),
        ({"o2": "6", "o1": "6"}, (True, ["o1"], "lowest 6 %")),
    ],
)
def test_it_names_the_result_with_the_lowest_value(frame, values, expected):
    asked = frame(*(measured(name, value) for name, value in values.items()))

    assert named(BELOW_7.answer(asked)) == expected


def test_a_bound_that_shows_nothing_is_not_what_it_rests_on(frame):
    """More than 5 may be anything; 6.5 is below."""
    asked = frame(measured("o1", "5", comparator=">"), measured("o2", "6.5"))

    assert named(BELOW_7.answer(asked)) == (True, ["o2"], "lowest 6.5 %")


def test_a_bound_is_written_as_one(frame):
    assert named(BELOW_7.answer(frame(measured("o1", "6", comparator="<"))))[2] == "lowest <6 %"
    assert named(BELOW_7.answer(frame(measured("o1", "9", comparator=">="))))[2] == "lowest >=9 %"


def test_a_value_in_another_dimension_leaves_it_open(frame):
    asked = frame(measured("o1", "8"), measured("o2", "6", unit="kg"))
    answer = BELOW_7.answer(asked)

    assert named(answer)[:2] == (None, ["o2"])
    assert answer.missing == (f"a comparable value for {BELOW_7}",)


def test_a_value_below_decides_whatever_the_others_are(frame):
    asked = frame(measured("o1", "6.5"), measured("o2", "6", unit="kg"))

    assert named(BELOW_7.answer(asked))[:2] == (True, ["o1"])


def test_amounts_are_compared_in_one_unit(frame):
    """0.5 m are less than 60 cm."""
    asked = frame(measured("o1", "60", unit="cm"), measured("o2", "0.5", unit="m"))
    answer = Lowest(of=RESULTS, below=Decimal(70), unit="cm").answer(asked)

    assert named(answer) == (True, ["o2"], "lowest 0.5 m")


def test_without_a_value_it_is_not_below(frame, result):
    asked = frame(result("o1", DAY), result("o2", date(2026, 5, 2)))

    assert named(BELOW_7.answer(asked)) == (False, ["o2"], "no value")


def test_without_results_it_is_not_below(frame):
    assert named(BELOW_7.answer(frame())) == (False, [], "no value")


def test_an_open_last_day_leaves_it_open(frame, result):
    last = Lowest(of=LastDay(RESULTS), below=Decimal(7), unit="%")
    asked = frame(result("o1", DAY, Decimal(6)), result("o2", None, Decimal(8)))
    answer = last.answer(asked)

    assert named(answer)[:2] == (None, ["o2", "o1"])
    assert answer.missing == (f"{last} (it is open which is the last)",)
