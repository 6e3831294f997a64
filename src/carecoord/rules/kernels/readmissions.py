"""Stays in hospitals: which are one episode, and the first admission after each index stay.

Plain functions over columns of stays in order of patient, admission, discharge. Days are whole
numbers. A hospital or condition that is not known is below 0.

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
    stay: int,
    last: int,
    hospitals: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    conditions: Numbers,
) -> int:
    """How a stay follows the one that was discharged last so far; `APART` if it does not."""
    begin, end = admitted[stay], discharged[last]
    here, there = hospitals[stay], hospitals[last]
    same_place = here == there and here >= 0
    same_condition = conditions[stay] == conditions[last] and conditions[stay] >= 0
    overlaps = OVERLAPPED if begin < end else APART
    if same_place and same_condition and begin <= end <= discharged[stay]:
        return COMBINED + overlaps
    if overlaps == OVERLAPPED:
        return OVERLAPPED
    if begin > end + 1 or same_place:
        return APART
    return DOUBTFUL if here < 0 or there < 0 else TRANSFERRED


def repeated(stay: int, hospitals: Numbers, admitted: Numbers, discharged: Numbers) -> bool:
    """Whether a stay has hospital and days of the stay before."""
    return (
        hospitals[stay] >= 0
        and hospitals[stay] == hospitals[stay - 1]
        and admitted[stay] == admitted[stay - 1]
        and discharged[stay] == discharged[stay - 1]
    )


def chain(
    start: int,
    patients: Numbers,
    hospitals: Numbers,
    admitted: Numbers,
    discharged: Numbers,
    conditions: Numbers,
    reasons: Out,
    links: Out,
    judged: Out,
) -> tuple[int, int]:
    """Follow the episode that begins with a stay; gives the first stay after it, and its last."""
    last = start
    judged[start] = start
    for stay in range(start + 1, len(patients)):
        if patients[stay] != patients[start]:
            return stay, last
        judged[stay] = stay
        if repeated(stay, hospitals, admitted, discharged):
            links[stay] = DUPLICATE
            reasons[stay] |= DUPLICATE
            continue
        how = joined(stay, last, hospitals, admitted, discharged, conditions)
        if how == APART:
            return stay, last
        links[stay] = how
        if discharged[stay] < discharged[last]:
            reasons[stay] |= how
            continue
        reasons[last] |= how
        if how & COMBINED:
            judged[stay] = judged[last]
        last = stay
    return len(patients), last


def in_a_unit(gap: int, leaves: int, comes: int) -> bool:
    """Whether an admission is to the unit that a stay was discharged to, and no acute stay."""
    if gap > 1:
        return False
    if leaves & TO_REHABILITATION:
        return True
    return bool(leaves & TO_PSYCHIATRY) and bool(comes & PSYCHIATRIC)


def next_episode(stay: int, episodes: Numbers) -> int:
    """The first stay after the episode of a stay."""
    after = stay + 1
    while after < len(episodes) and episodes[after] == episodes[stay]:
        after += 1
    return after


def telling(
    first: int, admitted: Numbers, discharged: Numbers, episodes: Numbers, links: Numbers
) -> int:
    """The stay that tells whether the episode that begins with a stay was planned."""
    best = first
    for stay in range(first + 1, len(episodes)):
        if episodes[stay] != episodes[first] or admitted[stay] != admitted[first]:
            break
        if links[stay] != DUPLICATE and discharged[stay] > discharged[best]:
            best = stay
    return best


def follow(
    index: int,
    window: int,
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
    """Find the first admission after an index stay, day 0 and the last day inside."""
    first = next_episode(index, episodes)
    while first < len(patients) and patients[first] == patients[index]:
        gap = admitted[first] - discharged[index]
        if gap > window:
            return
        if not in_a_unit(gap, units[index], units[first]):
            found[index] = first
            days[index] = gap
            outcomes[index] = plans[telling(first, admitted, discharged, episodes, links)] + 1
            return
        first = next_episode(first, episodes)


def readmissions(
    window: int,
    of_the_first: int,
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
    ``days`` the days from discharge to it, where ``outcomes`` is not `NONE`.
    ``links``, ``found``, ``days`` and ``outcomes`` come in as `APART`, what the caller takes for
    nowhere, and `NONE`.
    """
    start = number = 0
    while start < len(patients):
        stop, last = chain(
            start, patients, hospitals, admitted, discharged, conditions, reasons, links, judged
        )
        number += 1
        for stay in range(start, stop):
            episodes[stay] = number
        taken = reasons[judged[last]] & of_the_first
        reasons[last] = taken | (reasons[last] & ~of_the_first)
        start = stop
    for stay in range(len(patients)):
        if reasons[stay] == 0:
            follow(
                stay, window, patients, admitted, discharged, plans, units,
                episodes, links, found, days, outcomes,
            )  # fmt: skip
