from carecoord.rules.adherence.durations.prescription_episodes import (
    Visits,
    dose_changes,
    episodes,
    interruptions,
)
from carecoord.rules.adherence.durations.records import Episode, Prescribed


def prescribed(day: int, visit: int, dose: float = 10, days: float | None = None) -> Prescribed:
    return Prescribed(day=day, visit=visit, daily_dose=dose, days=days)


def of(*found: Prescribed, visits: tuple[Prescribed, ...] = (), **how: object) -> list[Episode]:
    return episodes(found, Visits.of([*found, *visits]), **how)  # type: ignore[arg-type]


def test_nothing_prescribed_is_no_episode() -> None:
    assert of() == []
    assert of(first_dispensed=3) == []


def test_a_prescription_without_an_end_is_open() -> None:
    assert of(prescribed(0, 0)) == [Episode(0, None, 10)]


def test_a_prescription_for_some_days_ends() -> None:
    assert of(prescribed(5, 0, days=30)) == [Episode(5, 35, 10)]


def test_a_new_dose_ends_the_one_before() -> None:
    found = of(prescribed(0, 0), prescribed(40, 1, dose=20))

    assert found == [Episode(0, 40, 10), Episode(40, None, 20)]


def test_prescriptions_are_taken_in_order_of_day() -> None:
    found = of(prescribed(40, 1, dose=20), prescribed(0, 0))

    assert found == [Episode(0, 40, 10), Episode(40, None, 20)]


def test_the_same_dose_goes_on_whatever_visits_lie_between() -> None:
    other = prescribed(20, 1, dose=1)

    assert of(prescribed(0, 0), prescribed(40, 2), visits=(other,)) == [Episode(0, None, 10)]


def test_some_days_go_on_with_the_next_visit() -> None:
    assert of(prescribed(0, 0, days=30), prescribed(20, 1, days=30)) == [Episode(0, 50, 10)]


def test_some_days_do_not_go_on_past_a_visit() -> None:
    other = prescribed(15, 1, dose=1)
    found = of(prescribed(0, 0, days=30), prescribed(20, 2, days=30), visits=(other,))

    assert found == [Episode(0, 20, 10), Episode(20, 50, 10)]


def test_some_days_do_not_go_on_past_a_visit_of_which_nothing_is_known() -> None:
    found = of(prescribed(0, 0, days=30), prescribed(20, 2, days=30))

    assert found == [Episode(0, 20, 10), Episode(20, 50, 10)]


def test_some_days_that_are_over_leave_an_interruption() -> None:
    found = of(prescribed(0, 0, days=30), prescribed(31, 1))

    assert found == [Episode(0, 30, 10), Episode(31, None, 10)]
    assert (dose_changes(found), interruptions(found)) == (0, 1)


def test_a_visit_that_does_not_renew_ends_it() -> None:
    other = prescribed(20, 1, dose=1)
    found = of(prescribed(0, 0), prescribed(40, 2), visits=(other,), renewed=True)

    assert found == [Episode(0, 20, 10), Episode(40, None, 10)]


def test_the_last_prescription_needs_no_renewal() -> None:
    other = prescribed(20, 1, dose=1)

    assert of(prescribed(0, 0), visits=(other,), renewed=True) == [Episode(0, None, 10)]


def test_a_visit_without_a_following_one_ends_nothing() -> None:
    found = episodes(
        [prescribed(0, 5), prescribed(9, 6, dose=2)], Visits.of([prescribed(0, 5)]), renewed=True
    )

    assert found == [Episode(0, 9, 10), Episode(9, None, 2)]


def test_a_following_visit_that_was_before_ends_on_the_day_itself() -> None:
    earlier = prescribed(3, 1, dose=1)
    found = of(prescribed(10, 0), prescribed(40, 2), visits=(earlier,), renewed=True)

    assert found == [Episode(10, 10, 10), Episode(40, None, 10)]


def test_a_visit_is_on_its_first_day() -> None:
    others = (prescribed(22, 1, dose=1), prescribed(20, 1, dose=1))
    found = of(prescribed(0, 0), prescribed(40, 2), visits=others, renewed=True)

    assert found[0] == Episode(0, 20, 10)


def test_the_first_dispensing_brings_the_first_prescription_forward() -> None:
    assert of(prescribed(50, 0), first_dispensed=10) == [Episode(10, None, 10)]


def test_a_later_dispensing_moves_nothing() -> None:
    assert of(prescribed(50, 0), first_dispensed=51) == [Episode(50, None, 10)]


def test_an_episode_with_an_end_of_its_own_is_not_brought_forward() -> None:
    assert of(prescribed(50, 0, days=30), first_dispensed=10) == [Episode(50, 80, 10)]
    assert of(prescribed(50, 0), prescribed(60, 1, days=30), first_dispensed=10) == [
        Episode(50, 90, 10)
    ]


def test_an_episode_that_a_new_dose_ends_is_brought_forward() -> None:
    found = of(prescribed(50, 0), prescribed(60, 1, dose=5, days=30), first_dispensed=10)

    assert found[0] == Episode(10, 60, 10)


def test_changes_and_interruptions_are_counted() -> None:
    found = [Episode(0, 10, 1), Episode(10, 20, 2), Episode(25, None, 2)]

    assert (dose_changes(found), interruptions(found)) == (1, 1)
    assert (dose_changes([]), interruptions([])) == (0, 0)
