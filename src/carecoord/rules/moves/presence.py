"""What a visit needs of a patient who came: both things confirmed, arrival before leaving."""

from __future__ import annotations

from carecoord.model.moment import ClinicalTime
from carecoord.rules.moves.deadlines import check_order
from carecoord.rules.moves.refusal import refused

CONFIRMED_AT_CHECK_IN = ("demographics", "coverage")
"""What is gone through with every patient who is checked in."""


def check_confirmed(move: str, confirmed: tuple[str, ...]) -> None:
    """Whether all was gone through that a check-in is made of.

    Raises:
        MoveRefused: something is not confirmed.
    """
    missing = [one for one in CONFIRMED_AT_CHECK_IN if one not in confirmed]
    if missing:
        raise refused(
            f"appointment: {move}",
            f"without {' and '.join(missing)} confirmed",
            "Go through both with the patient, and give both as a tuple",
        )


def check_left(move: str, arrived_at: ClinicalTime | None, left_at: ClinicalTime | None) -> None:
    """Whether somebody left after they came; times that are not known say nothing.

    Raises:
        MoveRefused: they left before.
    """
    check_order(f"appointment: {move}", arrived_at, left_at, "left_at is before arrived_at")
