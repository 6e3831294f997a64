"""What patients have, as masks of conditions: gathered from codes, then weighed.

Plain functions over whole numbers. Bit ``i`` of a mask stands for the ``i``-th condition of an
index. The number -1 in the place of a patient or a code stands for none.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence


def gathered(
    patients: Sequence[int],
    codes: Sequence[int],
    systems: Sequence[int],
    masks_of_codes: Sequence[int],
    foreign: Sequence[int],
    masks: MutableSequence[int],
    unknown: MutableSequence[int],
) -> None:
    """Join for each patient the masks of the codes in their rows; a repeated code adds nothing.

    ``masks_of_codes`` is below 0 for a code that is none of the index's code system. ``systems``
    has the code system of each row, or nothing at all, and ``foreign`` says which of these are
    others. A row with a code of another system, or of none, has 1 in ``unknown``.
    """
    told = len(systems) > 0
    for row in range(len(patients)):
        patient, code = patients[row], codes[row]
        if patient < 0 or code < 0:
            continue
        mask = masks_of_codes[code]
        if mask < 0 or (told and systems[row] >= 0 and foreign[systems[row]] != 0):
            unknown[row] = 1
        else:
            masks[patient] |= mask


def counted(mask: int, milder: Sequence[int], heavier: Sequence[int]) -> int:
    """The conditions that count: of a pair, given as bits, only the heavier."""
    kept = mask
    for pair in range(len(milder)):
        if mask & heavier[pair] != 0 and mask & milder[pair] != 0:
            kept -= milder[pair]
    return kept


def weighed(mask: int, points: Sequence[int]) -> int:
    """The sum of the points of the conditions; it may be below 0."""
    total = 0
    for place in range(len(points)):
        if (mask >> place) & 1 == 1:
            total += points[place]
    return total


def scores(
    masks: Sequence[int],
    milder: Sequence[int],
    heavier: Sequence[int],
    points: Sequence[int],
    ones: Sequence[int],
    by_hierarchy: int,
    totals: MutableSequence[int],
    numbers: MutableSequence[int],
) -> None:
    """Weigh the conditions of many patients, and count them.

    Where ``milder`` and ``heavier`` are empty all count. ``ones`` has 1 for each condition;
    ``by_hierarchy`` is 1 where the number of conditions leaves out the milder form too.
    """
    for patient in range(len(masks)):
        mask = masks[patient]
        kept = counted(mask, milder, heavier)
        totals[patient] = weighed(kept, points)
        numbers[patient] = weighed(kept if by_hierarchy == 1 else mask, ones)


def flags(masks: Sequence[int], place: int, found: MutableSequence[int]) -> None:
    """Write 1 for each patient who has the condition of a place, 0 for the others."""
    for patient in range(len(masks)):
        found[patient] = (masks[patient] >> place) & 1


def ages(
    patients: Sequence[int],
    years: Sequence[float],
    oldest: float,
    lows: MutableSequence[float],
    highs: MutableSequence[float],
) -> None:
    """The least and the greatest age that the rows of each patient name.

    Ages that are not a number, below 0 or above ``oldest`` are none. ``lows`` begins above, and
    ``highs`` below, every age.
    """
    for row in range(len(patients)):
        patient, age = patients[row], years[row]
        if patient >= 0 and 0 <= age <= oldest:
            lows[patient] = min(lows[patient], age)
            highs[patient] = max(highs[patient], age)


def tallied(patients: Sequence[int], counts: MutableSequence[int]) -> None:
    """Add one for each time that a patient is named."""
    for place in range(len(patients)):
        counts[patients[place]] += 1
