"""Stays in hospitals: which are one episode, and the first admission after each index stay.

Plain functions over columns of stays. ``rows`` are the places of the stays that can be used, by
patient, admission, discharge; all other sequences are looked up and written at these places. Days
are whole numbers. A hospital or condition that is not known is below 0.

Stays follow each other in one episode when the next one begins

- at another hospital on the day of discharge or the day after, whatever the disposition: a transfer
  (`TRANSFERRED`; `DOUBTFUL` when a hospital is not known);
- at the same hospital by the day of discharge, with the same condition, and ends no earlier: the
  two are combined (`COMBINED`);
- before the day of discharge (`OVERLAPPED`), or is the same stay once more (`DUPLICATE`).

Only the stay discharged last can be an index stay. Of combined stays the first gives admission,
diagnosis and procedures, the last the discharge. The outcome of an index stay is the first later
episode that begins within the window; whether it was planned is told by its first stay, and of
several that begin on that day by the one that is discharged last.

Population: stays of short-term acute care and critical access hospitals.
Source: CMS, Hospital-Wide 30-Day Claims-Based Readmission Measure, SAS package of the 2019 report
(Yale New Haven Health CORE), steps "identify and combine two adjacent admissions", "transfer out"
and "readm1"; the rules in words: CMS's measure specification as the Tuva project restates it.
Departures: decision 0036.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

Numbers = Sequence[int]
Out = MutableSequence[int]

APART = 0
"""The stay begins an episode."""
TRANSFERRED = 1
COMBINED = 2
OVERLAPPED = 4
DUPLICATE = 8
DOUBTFUL = 16
"""How a stay follows another of its episode, and why the one that is not the last is no index."""
OWN = 32
"""The first of the reasons that lie in a stay alone; what lies below is given here."""

TO_REHABILITATION = 1
TO_PSYCHIATRY = 2
PSYCHIATRIC = 4
"""Where a stay was discharged to; and that its principal diagnosis is psychiatric."""

NONE = 0
"""No admission within the window."""
UNPLANNED = 1
PLANNED = 2
UNDECIDED = 3
"""What the first admission within the window was; a plan is one less: 0, 1 or 2."""


def joined(
    row: int,
    last: int,
    hospitals: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    conditions: Numbers,
) -> int:
    """How a stay follows the one that was discharged last so far; `APART` if it does not."""
    begin, end = admitted[row], discharged[last]
    here, there = hospitals[row], hospitals[last]
    same_place = here == there and here >= 0
    same_condition = conditions[row] == conditions[last] and conditions[row] >= 0
    overlaps = OVERLAPPED if begin < end else APART
    if same_place and same_condition and begin <= end <= discharged[row]:
        return COMBINED + overlaps
    if overlaps == OVERLAPPED:
        return OVERLAPPED
    if begin > end + 1 or same_place:
        return APART
    return DOUBTFUL if here < 0 or there < 0 else TRANSFERRED


def repeated(
    row: int, before: int, hospitals: Numbers, admitted: Numbers, discharged: Numbers
) -> bool:
    """Whether a stay has hospital and days of the stay before."""
    return (
        hospitals[row] >= 0
        and hospitals[row] == hospitals[before]
        and admitted[row] == admitted[before]
        and discharged[row] == discharged[before]
    )


def chain(
    start: int,
    rows: Numbers,
    patients: Numbers,
    hospitals: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    conditions: Numbers,
    reasons: Out,
    links: Out,
    judged: Out,
) -> tuple[int, int]:
    """Follow one episode; gives the first position after it, and its stay discharged last."""
    last = rows[start]
    judged[last] = last
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if patients[row] != patients[last]:
            return at, last
        judged[row] = row
        if repeated(row, rows[at - 1], hospitals, admitted, discharged):
            links[row] = DUPLICATE
            reasons[row] |= DUPLICATE
            continue
        how = joined(row, last, hospitals, admitted, discharged, conditions)
        links[row] = how
        if how == APART:
            return at, last
        if discharged[row] < discharged[last]:
            reasons[row] |= how
            continue
        reasons[last] |= how
        if how & COMBINED:
            judged[row] = judged[last]
        last = row
    return len(rows), last


def in_a_unit(gap: int, leaves: int, comes: int) -> bool:
    """Whether an admission is to the unit that a stay was discharged to, and no acute stay."""
    if gap > 1:
        return False
    if leaves & TO_REHABILITATION:
        return True
    return bool(leaves & TO_PSYCHIATRY) and bool(comes & PSYCHIATRIC)


def next_episode(at: int, rows: Numbers, episodes: Numbers) -> int:
    """The first position after the episode that a position lies in."""
    place = at + 1
    while place < len(rows) and episodes[rows[place]] == episodes[rows[at]]:
        place += 1
    return place


def telling(
    at: int,
    rows: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    episodes: Numbers,
    links: Numbers,
) -> int:
    """The stay that tells whether the episode that begins at a position was planned."""
    best = rows[at]
    for place in range(at + 1, len(rows)):
        row = rows[place]
        if episodes[row] != episodes[best] or admitted[row] != admitted[best]:
            break
        if links[row] != DUPLICATE and discharged[row] > discharged[best]:
            best = row
    return best


def follow(
    at: int,
    window: int,
    rows: Numbers,
    patients: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    plans: Numbers,
    units: Numbers,
    episodes: Numbers,
    links: Numbers,
    found: Out,
    days: Out,
    outcomes: Out,
) -> None:
    """Find the first admission after the index stay at a position, day 0 and last day inside."""
    index = rows[at]
    place = next_episode(at, rows, episodes)
    while place < len(rows) and patients[rows[place]] == patients[index]:
        first = rows[place]
        gap = admitted[first] - discharged[index]
        if gap > window:
            return
        if not in_a_unit(gap, units[index], units[first]):
            found[index] = first
            days[index] = gap
            told_by = telling(place, rows, admitted, discharged, episodes, links)
            outcomes[index] = plans[told_by] + 1
            return
        place = next_episode(place, rows, episodes)


def readmissions(
    window: int,
    of_the_first: int,
    rows: Numbers,
    patients: Numbers,
    hospitals: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    conditions: Numbers,
    plans: Numbers,
    units: Numbers,
    reasons: Out,
    episodes: Out,
    links: Out,
    judged: Out,
    found: Out,
    days: Out,
    outcomes: Out,
) -> None:
    """Number the episodes from 1, and find the admission that follows each index stay.

    ``reasons`` come in with what keeps each stay by itself from being an index (from `OWN` up), and
    go out complete: 0 is an index stay. ``of_the_first`` are those of them that combined stays take
    from their first, whose place is in ``judged``. ``found`` has the place of the admission and
    ``days`` the days from discharge; both stay as they are where ``outcomes`` is `NONE`.
    """
    start = number = 0
    while start < len(rows):
        stop, last = chain(
            start, rows, patients, hospitals, admitted, discharged, conditions,
            reasons, links, judged,
        )  # fmt: skip
        number += 1
        for at in range(start, stop):
            episodes[rows[at]] = number
        taken = reasons[judged[last]] & of_the_first
        reasons[last] = taken | (reasons[last] & ~of_the_first)
        start = stop
    for at in range(len(rows)):
        if reasons[rows[at]] == 0:
            follow(
                at, window, rows, patients, admitted, discharged, plans, units,
                episodes, links, found, days, outcomes,
            )  # fmt: skip
