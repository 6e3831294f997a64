import pytest

from carecoord.rules.adherence.durations.course import Course, Ways
from carecoord.rules.adherence.durations.event_durations import supplies
from carecoord.rules.adherence.durations.records import (
    AFTER,
    BEFORE,
    BETWEEN,
    Dispensed,
    Episode,
    Handling,
    Stay,
    Supply,
)

OPEN = Episode(0, None, 10)
CHANGED = (Episode(0, 100, 10), Episode(100, None, 20))
INTERRUPTED = (Episode(0, 100, 10), Episode(130, None, 20))


def used(
    *dispensed: tuple[int, float],
    episodes: tuple[Episode, ...] = (OPEN,),
    stays: tuple[Stay, ...] = (),
    split: bool = True,
    interruption: Handling = "continue",
    carry_over: bool = False,
) -> list[Supply]:
    ways = Ways(split=split, interruption=interruption, carry_over=carry_over)
    given = [Dispensed(day, amount) for day, amount in dispensed]
    return supplies(given, Course.of(episodes, stays, ways))


def spans(found: list[Supply]) -> list[tuple[float | None, float | None, float | None]]:
    return [(one.start, one.days, one.daily_dose) for one in found]


def test_an_amount_lasts_by_the_daily_dose() -> None:
    assert used((5, 280)) == [Supply(dispensed=0, start=5, days=28, daily_dose=10, episode=OPEN)]


def test_dispensings_are_told_in_order_of_day_by_their_place() -> None:
    assert [one.dispensed for one in used((9, 10), (5, 10))] == [1, 0]


def test_before_the_first_prescription_nothing_can_be_said() -> None:
    (one,) = used((-1, 280))

    assert one == Supply(dispensed=0, start=-1, days=None, why=BEFORE)


@pytest.mark.parametrize(("day", "in_stay"), [(-21, False), (-20, True), (-11, True), (-10, False)])
def test_before_the_first_prescription_in_a_stay_it_lasts_no_day(day: int, in_stay: bool) -> None:
    (one,) = used((day, 280), stays=(Stay(-20, -10),))

    assert (one.piece, one.days) == ((None, 0) if in_stay else (1, None))


@pytest.mark.parametrize(("day", "why"), [(29, None), (30, AFTER)])
def test_after_the_last_prescription_nothing_can_be_said(day: int, why: str | None) -> None:
    (one,) = used((day, 280), episodes=(Episode(0, 30, 10),))

    assert one.why == why


def test_the_end_of_the_last_prescription_cuts_nothing_short() -> None:
    for way in ("continue", "discard", "carryover"):
        assert spans(used((20, 280), episodes=(Episode(0, 30, 10),), interruption=way)) == [
            (20, 28, 10)
        ]


def test_a_new_dose_holds_from_its_day() -> None:
    found = used((90, 200), episodes=CHANGED)

    assert spans(found) == [(90, 10, 10), (100, 5, 20)]
    assert [one.piece for one in found] == [1, 2]
    assert found[1].episode == CHANGED[1]


def test_supply_used_up_on_the_day_of_a_new_dose_is_one_piece() -> None:
    assert spans(used((90, 100), episodes=CHANGED)) == [(90, 10, 10)]


def test_without_a_split_the_old_dose_holds() -> None:
    (one,) = used((90, 200), episodes=CHANGED, split=False)

    assert (one.days, one.episode) == (20, Episode(0, None, 10))


def test_without_a_split_supply_used_up_before_tells_its_own_episode() -> None:
    (one,) = used((50, 200), episodes=CHANGED, split=False)

    assert one.episode == CHANGED[0]


def test_an_interruption_is_used_through() -> None:
    assert spans(used((90, 200), episodes=INTERRUPTED)) == [(90, 20, 10)]
    assert spans(used((110, 500), episodes=INTERRUPTED)) == [(110, 50, 10)]


def test_an_interruption_takes_supply_away() -> None:
    found = used((90, 200), (100, 50), episodes=INTERRUPTED, interruption="discard")

    assert spans(found) == [(90, 10, 10), (100, 0, None)]
    assert found[1].why == BETWEEN


def test_over_an_interruption_supply_is_kept_for_the_new_dose() -> None:
    found = used((90, 200), (110, 50), episodes=INTERRUPTED, interruption="carryover")

    assert spans(found) == [(90, 10, 10), (130, 5, 20), (130, 2.5, 20)]
    assert [one.carried_days for one in found] == [30, None, None]
    assert [one.piece for one in found] == [1, 2, 1]


def test_a_stay_in_which_supply_is_used_is_counted() -> None:
    (one,) = used((0, 300), stays=(Stay(10, 15), Stay(28, 40)))

    assert (one.days, one.stay_days, one.carried_days) == (30, 7, 0)


def test_a_stay_out_of_reach_is_not_told() -> None:
    (one,) = used((10, 50), stays=(Stay(0, 10), Stay(16, 20)))

    assert (one.stay_days, one.carried_days) == (0, None)


def test_a_stay_that_begins_as_supply_ends_is_told_with_no_days() -> None:
    (one,) = used((10, 50), stays=(Stay(15, 20),))

    assert (one.days, one.stay_days, one.carried_days) == (5, 0, 0)


def test_a_stay_takes_supply_away() -> None:
    assert spans(used((0, 300), stays=(Stay(10, 15, "discard"),))) == [(0, 10, 10)]
    assert spans(used((10, 300), stays=(Stay(10, 15, "discard"),))) == [(10, 0, 10)]


def test_a_stay_that_had_begun_takes_nothing_away() -> None:
    assert spans(used((11, 300), stays=(Stay(10, 15, "discard"),))) == [(11, 30, 10)]
    assert spans(used((11, 300), stays=(Stay(10, 15, "carryover"),))) == [(11, 30, 10)]


def test_thrown_away_at_the_last_moment_is_told_twice() -> None:
    none, one = used((0, 100), stays=(Stay(10, 15, "discard"),))

    assert (none.piece, none.start, none.days) == (1, None, 0)
    assert (one.piece, one.start, one.days) == (2, 0, 10)


def test_over_a_stay_supply_is_kept() -> None:
    found = used((0, 300), stays=(Stay(10, 15, "carryover"), Stay(20, 22, "carryover")))

    assert spans(found) == [(0, 10, 10), (15, 5, 10), (22, 15, 10)]
    assert [one.carried_days for one in found] == [5, 2, 0]


def test_supply_used_up_on_admission_leaves_a_piece_of_no_days_to_keep() -> None:
    none, whole = used((0, 100), stays=(Stay(10, 15, "carryover"),))

    assert (none.start, none.days, none.piece, none.carried_days) == (None, 0.0, 1, 0.0)
    assert (whole.start, whole.days, whole.piece, whole.carried_days) == (0, 10, 2, 5)


def test_a_stay_over_a_new_dose_keeps_supply_for_it() -> None:
    found = used((90, 200), episodes=CHANGED, stays=(Stay(95, 105, "carryover"),))

    assert spans(found) == [(90, 5, 10), (105, 7.5, 20)]


def test_a_stay_that_ends_in_an_interruption_leads_to_its_way() -> None:
    def kept(way: Handling) -> list[Supply]:
        stay = Stay(95, 105, "carryover")
        return used((90, 400), episodes=INTERRUPTED, stays=(stay,), interruption=way)

    assert spans(kept("discard")) == [(90, 5, 10)]
    assert spans(kept("carryover")) == [(90, 5, 10), (130, 17.5, 20)]
    assert kept("carryover")[0].carried_days == 35
    assert spans(kept("continue")) == [(90, 5, 10), (105, 5, 10), (130, 15, 20)]


def test_a_stay_at_a_new_dose_is_counted_under_both() -> None:
    found = used((90, 400), episodes=CHANGED, stays=(Stay(100, 105),))

    assert spans(found) == [(90, 15, 10), (100, 12.5, 20)]
    assert [one.stay_days for one in found] == [5, 5]


def test_supply_used_up_in_a_stay_at_a_new_dose_has_one_piece() -> None:
    assert spans(used((90, 120), episodes=CHANGED, stays=(Stay(100, 105),))) == [(90, 12, 10)]


def test_with_a_stay_in_the_episode_an_interruption_is_waited_out() -> None:
    stays = (Stay(50, 55),)

    assert spans(used((90, 200), episodes=INTERRUPTED, stays=stays)) == [
        (90, 10, 10),
        (130, 5, 20),
    ]
    assert spans(used((104, 200), episodes=INTERRUPTED, stays=stays)) == [
        (104, 4, 10),
        (130, 8, 20),
    ]
    assert spans(used((125, 200), episodes=INTERRUPTED, stays=stays)) == [(125, 20, 10)]


def test_on_the_last_day_of_a_stay_past_the_episode_days_stand_before_the_dispensing() -> None:
    found = used((106, 240), episodes=INTERRUPTED, stays=(Stay(99, 106),))

    assert spans(found) == [(106, 0, 10), (100, 6, 10), (130, 9, 20)]
    assert [one.stay_days for one in found] == [0, 6, 0]


def test_an_interruption_takes_away_what_a_stay_did_not() -> None:
    found = used((90, 200), episodes=INTERRUPTED, stays=(Stay(92, 94),), interruption="discard")

    assert spans(found) == [(90, 10, 10)]
    assert found[0].stay_days == 2


def test_supply_starts_when_the_one_before_is_used_up() -> None:
    found = used((0, 300), (20, 105), (90, 10), carry_over=True)

    assert spans(found) == [(0, 30, 10), (30, 10.5, 10), (90, 1, 10)]


def test_what_cannot_be_dated_delays_nothing() -> None:
    found = used((-5, 300), (0, 100), stays=(Stay(10, 15, "discard"),), carry_over=True)

    assert spans(found) == [(-5, None, None), (None, 0, 10), (0, 10, 10)]
