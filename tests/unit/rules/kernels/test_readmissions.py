"""Episodes of stays, and the admission after each index stay, on drawn days."""

from dataclasses import dataclass

import pytest

from carecoord.rules.kernels import readmissions as kernel
from carecoord.rules.kernels.readmissions import (
    APART,
    COMBINED,
    DOUBTFUL,
    DUPLICATE,
    NONE,
    OVERLAPPED,
    OWN,
    PLANNED,
    PSYCHIATRIC,
    TO_PSYCHIATRY,
    TO_REHABILITATION,
    TRANSFERRED,
    UNDECIDED,
    UNPLANNED,
)

A, B, NOT_KNOWN = 1, 2, -1
OF_THE_FIRST = 2 * OWN
UNPLANNED_PLAN, PLANNED_PLAN, NO_PLAN = 0, 1, 2


@dataclass(frozen=True)
class Stay:
    admitted: int
    discharged: int
    hospital: int = A
    condition: int = 1
    plan: int = UNPLANNED_PLAN
    unit: int = 0
    reasons: int = 0
    patient: int = 1


@dataclass(frozen=True)
class Found:
    reasons: list
    episodes: list
    links: list
    judged: list
    found: list
    days: list
    outcomes: list


def followed(*stays, window=30):
    many = len(stays)
    out = Found(
        [one.reasons for one in stays], [0] * many, [APART] * many, [-1] * many, [-1] * many,
        [-1] * many, [NONE] * many,
    )  # fmt: skip
    names = ("patient", "hospital", "admitted", "discharged", "condition", "plan", "unit")
    columns = [[getattr(one, name) for one in stays] for name in names]
    kernel.readmissions(
        window, OF_THE_FIRST, *columns, out.reasons, out.episodes, out.links, out.judged,
        out.found, out.days, out.outcomes,
    )  # fmt: skip
    return out


def test_no_stays():
    assert followed().episodes == []


def test_stays_apart_are_episodes_of_their_own():
    found = followed(Stay(1, 5), Stay(20, 22), Stay(60, 61))

    assert found.episodes == [1, 2, 3]
    assert found.reasons == [0, 0, 0]


def test_another_patient_is_never_in_the_episode_or_the_window():
    found = followed(Stay(1, 5), Stay(5, 9, B, patient=2))

    assert found.episodes == [1, 2]
    assert found.outcomes == [NONE, NONE]


@pytest.mark.parametrize(
    ("admitted", "outcome"), [(5, UNPLANNED), (35, UNPLANNED), (36, NONE), (400, NONE)]
)
def test_the_window_has_day_0_and_its_last_day(admitted, outcome):
    found = followed(Stay(1, 5), Stay(admitted, 401, condition=2))

    assert found.outcomes == [outcome, NONE]
    assert found.days[0] == (admitted - 5 if outcome else -1)
    assert found.found[0] == (1 if outcome else -1)


@pytest.mark.parametrize(("window", "outcome"), [(6, NONE), (7, UNPLANNED)])
def test_windows_of_another_length(window, outcome):
    assert followed(Stay(1, 5), Stay(12, 13), window=window).outcomes[0] == outcome


@pytest.mark.parametrize(
    ("gap", "hospital", "link"),
    [
        (0, B, TRANSFERRED),
        (1, B, TRANSFERRED),
        (2, B, APART),
        (0, A, COMBINED),
        (1, A, APART),
        (0, NOT_KNOWN, DOUBTFUL),
        (1, NOT_KNOWN, DOUBTFUL),
        (2, NOT_KNOWN, APART),
        (-1, B, OVERLAPPED),
        (-1, A, COMBINED + OVERLAPPED),
    ],
)
def test_how_a_stay_follows_another(gap, hospital, link):
    found = followed(Stay(1, 5), Stay(5 + gap, 9, hospital))

    assert found.links == [APART, link]
    assert found.reasons == [link, 0]
    assert found.episodes == ([1, 2] if link == APART else [1, 1])


def test_two_hospitals_that_are_not_known_may_be_one():
    assert followed(Stay(1, 5, NOT_KNOWN), Stay(5, 9, NOT_KNOWN)).links[1] == DOUBTFUL


@pytest.mark.parametrize("condition", [2, NOT_KNOWN])
def test_another_condition_on_the_day_of_discharge_is_a_readmission_on_day_0(condition):
    found = followed(Stay(1, 5), Stay(5, 9, condition=condition))

    assert (found.outcomes[0], found.days[0]) == (UNPLANNED, 0)


def test_conditions_that_are_not_known_are_not_the_same():
    found = followed(Stay(1, 5, condition=NOT_KNOWN), Stay(5, 9, condition=NOT_KNOWN))

    assert found.episodes == [1, 2]


def test_an_overlap_with_another_condition_is_one_episode():
    assert followed(Stay(1, 5), Stay(4, 9, condition=2)).reasons == [OVERLAPPED, 0]


def test_of_a_stay_within_another_the_outer_one_is_the_last():
    found = followed(Stay(1, 20), Stay(5, 9), Stay(30, 31))

    assert found.reasons == [0, OVERLAPPED, 0]
    assert (found.found[0], found.days[0]) == (2, 10)


def test_a_chain_of_three_has_its_readmission_from_the_last():
    found = followed(Stay(1, 5), Stay(5, 9, B), Stay(10, 12), Stay(20, 22, B))

    assert found.episodes == [1, 1, 1, 2]
    assert found.reasons == [TRANSFERRED, TRANSFERRED, 0, 0]
    assert found.found == [-1, -1, 3, -1]


def test_a_transfer_after_an_inner_stay_is_from_the_outer_one():
    found = followed(Stay(1, 20), Stay(5, 9, B), Stay(21, 22, B))

    assert found.reasons == [TRANSFERRED, OVERLAPPED, 0]


def test_the_same_stay_twice_counts_once():
    found = followed(Stay(1, 5), Stay(1, 5, condition=2), Stay(10, 11))

    assert found.reasons == [0, DUPLICATE, 0]
    assert found.found[0] == 2


def test_rows_without_a_hospital_are_not_the_same_stay():
    found = followed(Stay(1, 5, NOT_KNOWN), Stay(1, 5, NOT_KNOWN))

    assert found.links[1] == OVERLAPPED


@pytest.mark.parametrize(
    ("plan", "outcome"),
    [(UNPLANNED_PLAN, UNPLANNED), (PLANNED_PLAN, PLANNED), (NO_PLAN, UNDECIDED)],
)
def test_only_the_first_admission_counts(plan, outcome):
    found = followed(Stay(1, 5), Stay(10, 12, plan=plan), Stay(20, 22))

    assert found.outcomes == [outcome, UNPLANNED, NONE]
    assert found.found == [1, 2, -1]


def test_the_first_stay_of_an_episode_tells_whether_it_was_planned():
    found = followed(Stay(1, 5), Stay(10, 12, plan=PLANNED_PLAN), Stay(12, 20, B))

    assert found.outcomes == [PLANNED, NONE, NONE]


def test_of_stays_that_begin_on_one_day_the_one_discharged_last_tells():
    found = followed(
        Stay(1, 5), Stay(10, 10), Stay(10, 10), Stay(10, 20, B, plan=PLANNED_PLAN), Stay(20, 30)
    )

    assert (found.outcomes[0], found.found[0]) == (PLANNED, 1)


def test_what_keeps_a_stay_from_being_an_index_leaves_it_a_readmission():
    found = followed(Stay(1, 5), Stay(10, 12, reasons=OWN), Stay(20, 22))

    assert found.reasons == [0, OWN, 0]
    assert found.outcomes == [UNPLANNED, NONE, NONE]


def test_combined_stays_take_what_is_of_the_admission_from_the_first():
    found = followed(
        Stay(1, 5, reasons=OF_THE_FIRST + OWN), Stay(5, 9), Stay(9, 12, reasons=OF_THE_FIRST)
    )

    assert found.judged == [0, 0, 0]
    assert found.reasons == [OF_THE_FIRST + OWN + COMBINED, COMBINED, OF_THE_FIRST]


def test_a_stay_after_a_transfer_is_judged_by_itself():
    found = followed(Stay(1, 5, reasons=OF_THE_FIRST), Stay(5, 9, B))

    assert found.judged == [0, 1]
    assert found.reasons[1] == 0


@pytest.mark.parametrize(
    ("unit", "comes", "gap", "outcome"),
    [
        (TO_REHABILITATION, 0, 1, 2),
        (TO_REHABILITATION, 0, 2, 1),
        (TO_PSYCHIATRY, PSYCHIATRIC, 1, 2),
        (TO_PSYCHIATRY, PSYCHIATRIC, 2, 1),
        (TO_PSYCHIATRY, 0, 1, 1),
        (0, PSYCHIATRIC, 1, 1),
    ],
)
def test_the_unit_that_a_stay_was_discharged_to_is_no_readmission(unit, comes, gap, outcome):
    found = followed(Stay(1, 5, unit=unit), Stay(5 + gap, 9, condition=2, unit=comes), Stay(20, 22))

    assert found.found[0] == outcome


def test_after_the_unit_nothing_may_follow():
    found = followed(Stay(1, 5, unit=TO_REHABILITATION), Stay(6, 9), Stay(9, 12))

    assert found.outcomes[0] == NONE
