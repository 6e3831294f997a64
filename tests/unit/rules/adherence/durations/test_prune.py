import pytest

from carecoord.rules.adherence.durations.prune import Medicine, Pruning, Reason, left_over
from carecoord.rules.adherence.durations.records import Episode, Handling, Stay, Supply


def supply(start: float | None, dose: float = 10, piece: int | None = 2) -> Supply:
    return Supply(dispensed=0, piece=piece, start=start, days=5, daily_dose=dose)


def gone(
    supplies: list[Supply],
    dispensed: list[int],
    *,
    episodes: tuple[Episode, ...] = (),
    stays: tuple[Stay, ...] = (),
    interrupted: bool = False,
    include: tuple[Reason, ...] = ("stays", "interruptions", "dose changes"),
) -> list[bool]:
    one = Medicine(supplies=supplies, episodes=episodes, stays=stays, interrupted=interrupted)
    pruning = Pruning(soon=7, long=30, include=frozenset(include))
    (found,) = left_over([one], dispensed, pruning)
    return found


def test_all_breaks_are_looked_at_unless_said_otherwise() -> None:
    assert Pruning(soon=7, long=30).include == {"stays", "interruptions", "dose changes"}


@pytest.mark.parametrize(
    ("dispensed", "goes"),
    [([109], True), ([110], True), ([117], True), ([118], False), ([140], False), ([141], True)],
)
def test_supply_kept_over_a_stay_goes_by_the_next_dispensing(
    dispensed: list[int], goes: bool
) -> None:
    assert gone([supply(110)], dispensed, stays=(Stay(100, 110, "carryover"),)) == [goes]


@pytest.mark.parametrize("way", ["continue", "discard"])
def test_a_stay_that_keeps_nothing_is_no_break(way: Handling) -> None:
    assert gone([supply(110)], [], stays=(Stay(100, 110, way),)) == [False]


def test_only_later_pieces_that_start_at_the_break_go() -> None:
    supplies = [supply(110, piece=1), supply(110, piece=None), supply(111), supply(None)]

    assert gone(supplies, [], stays=(Stay(100, 110, "carryover"),)) == [False] * 4


def test_supply_kept_over_an_interruption_goes() -> None:
    episodes = (Episode(0, 50, 10), Episode(80, None, 10))

    assert gone([supply(80)], [], episodes=episodes, interrupted=True) == [True]
    assert gone([supply(80)], [], episodes=episodes) == [False]


def test_breaks_that_are_left_out_are_not_looked_at() -> None:
    episodes = (Episode(0, 50, 10), Episode(80, 90, 10), Episode(90, 99, 5), Episode(99, None, 1))
    supplies = [supply(80), supply(110), supply(90, dose=5)]
    stays = (Stay(100, 110, "carryover"),)

    def only(*include: Reason) -> list[bool]:
        return gone(supplies, [], episodes=episodes, stays=stays, interrupted=True, include=include)

    assert only("interruptions") == [True, False, False]
    assert only("stays") == [False, True, False]
    assert only("dose changes") == [False, False, True]


CHANGES = (Episode(0, 50, 1), Episode(50, 100, 2), Episode(100, 150, 3), Episode(150, None, 4))


@pytest.mark.parametrize(
    ("dispensed", "doses"),
    [
        ([50, 115], {2}),
        ([57, 115], {2}),
        ([58, 115], set()),
        ([80, 115], set()),
        ([81, 115], {2}),
        ([60, 132], {3}),
        ([60, 181], set()),
        ([60], {3}),
        ([], {2, 3}),
    ],
)
def test_supply_after_a_new_dose_goes_by_its_dose(dispensed: list[int], doses: set[float]) -> None:
    """Neither end of the course counts, nor a change with another before the next dispensing."""
    supplies = [supply(7, dose=dose) for dose in (1, 2, 3, 4)]
    found = gone(supplies, dispensed, episodes=CHANGES)

    assert {one.daily_dose for one, goes in zip(supplies, found, strict=True) if goes} == doses


def test_medicines_looked_at_together_share_dispensings() -> None:
    one = Medicine(supplies=[supply(7, dose=2)], episodes=CHANGES, stays=(), interrupted=False)
    other = Medicine(supplies=[supply(7)], episodes=(), stays=(), interrupted=False)

    assert left_over([one, other], [52], Pruning(soon=7, long=30)) == [[True], [False]]
