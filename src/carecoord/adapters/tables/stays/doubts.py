"""What a row that cannot be used leaves open: the patient may have come back with that stay.

Such a row is no stay and links no others; but whoever has one may have been readmitted on the days
on which it may have begun, and nobody can say whether (decision 0036).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.stays.reading import Stays
from carecoord.adapters.tables.stays.reasons import (
    BACKWARDS,
    NO_ADMISSION,
    NOT_ACUTE,
    OBSERVATION,
    UNKNOWN_KIND,
)
from carecoord.adapters.tables.stays.vectors import greatest, having, looked_up, numbered
from carecoord.rules.kernels.readmissions import NONE, UNDECIDED

OPEN = UNDECIDED + 1
"""Whether there was any admission within the window is not known."""
UNUSABLE = NO_ADMISSION | BACKWARDS | UNKNOWN_KIND
NEVER_COUNTED = OBSERVATION | NOT_ACUTE
"""What is known to be none leaves nothing open, whatever its days."""
MOST_NIGHTS = 90
"""A stay of which only the last day is known began no longer before (decision 0036)."""
_ALWAYS = 10**9
Span = tuple[int, int]


def doubted(stays: Stays, reasons: Any, days: Any, outcomes: Any, window: int) -> Any:  # noqa: ANN401
    """The outcomes of index stays, with those that a row without use leaves open.

    ``reasons``, ``days`` and ``outcomes`` are by row, as the pass over the stays found them.
    """
    spans = _spans(stays)
    if not spans:
        return outcomes
    length = greatest(stays.patient, numbered(len(stays.patient)), -1) + 1
    theirs = looked_up(stays.patient, [int(one in spans) for one in range(length)], 0)
    doubtful = outcomes.copy()
    for row in having(theirs, 1):
        if reasons[row] == 0:
            left = int(stays.discharged[row])
            found = None if outcomes[row] == NONE else left + int(days[row])
            until = left + window if found is None else found
            if any(low <= until and left <= high for low, high in spans[int(stays.patient[row])]):
                doubtful[row] = OPEN if found is None else UNDECIDED
    return doubtful


def _spans(stays: Stays) -> dict[int, list[Span]]:
    """By patient the days on which rows without use may have begun."""
    found: dict[int, list[Span]] = {}
    for row in having(stays.reasons, UNUSABLE):
        patient = int(stays.patient[row])
        if patient >= 0 and not stays.reasons[row] & NEVER_COUNTED:
            days = int(stays.admitted[row]), int(stays.discharged[row])
            found.setdefault(patient, []).extend(_begun(*days, int(stays.reasons[row])))
    return found


def _begun(admitted: int, discharged: int, reasons: int) -> Iterator[Span]:
    """The days on which a stay may have begun: of two that contradict each other, either is so."""
    if not reasons & NO_ADMISSION:
        yield admitted, admitted
    if reasons & (NO_ADMISSION | BACKWARDS):
        known = discharged != NO_DAY
        yield (discharged - MOST_NIGHTS, discharged) if known else (-_ALWAYS, _ALWAYS)
