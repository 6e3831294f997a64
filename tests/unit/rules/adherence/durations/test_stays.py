from carecoord.rules.adherence.durations.records import Stay
from carecoord.rules.adherence.durations.stays import apart, days_within


def test_stays_that_do_not_overlap_stay_as_they_are_in_order() -> None:
    late, early = Stay(20, 30, "discard"), Stay(0, 10)

    assert apart([late, early]) == [early, late]


def test_the_stay_that_began_last_holds() -> None:
    outer, inner = Stay(0, 30, "carryover"), Stay(10, 20, "continue")

    assert apart([outer, inner]) == [
        Stay(0, 10, "carryover"),
        Stay(10, 20, "continue"),
        Stay(20, 30, "carryover"),
    ]


def test_a_stay_across_the_end_of_another_holds_from_its_admission() -> None:
    assert apart([Stay(0, 20, "carryover"), Stay(10, 30, "discard")]) == [
        Stay(0, 10, "carryover"),
        Stay(10, 30, "discard"),
    ]


def test_of_one_day_the_later_in_order_holds() -> None:
    assert apart([Stay(0, 20, "carryover"), Stay(0, 10, "discard")]) == [
        Stay(0, 10, "discard"),
        Stay(10, 20, "carryover"),
    ]


def test_one_stay_after_the_other_is_two() -> None:
    assert apart([Stay(0, 10), Stay(10, 20)]) == [Stay(0, 10), Stay(10, 20)]


def test_a_stay_within_a_stay_that_began_later_does_not_part_it() -> None:
    assert apart([Stay(0, 10), Stay(5, 30), Stay(2, 20)]) == [
        Stay(0, 2),
        Stay(2, 5),
        Stay(5, 30),
    ]


def test_days_within_stays_are_counted() -> None:
    stays = [Stay(0, 10), Stay(20, 30)]

    assert days_within(stays, 5, 20) == 10
    assert days_within(stays, 10, 10) == 0
    assert days_within(stays, 29.5, 9) == 0.5
