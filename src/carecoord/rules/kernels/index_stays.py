"""What keeps a stay by itself from being an index stay, where days decide.

Plain functions over columns of stays. Days are whole numbers; one that is not known is `NO_DAY`. A
column that nobody has is an empty sequence, and is not looked at.

Population: stays of short-term acute care and critical access hospitals.
Source: CMS, Hospital-Wide 30-Day Claims-Based Readmission Measure, SAS package of the 2019 report
(Yale New Haven Health CORE), step "create study cohort": age 65 at admission, 12 months of Part A
before it, a month of it after the discharge unless the patient died in that time. That discharges
need the whole window before the end of the data: CMS's measure specification as the Tuva project
restates it.
Departures: decision 0036.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

Numbers = Sequence[int]
Out = MutableSequence[int]

NO_DAY = -(2**62)
DIED = 2**6
"""Died in the stay."""
NO_DISPOSITION = 2**7
"""It is not known where the patient went."""
NO_DISCHARGE = 2**8
"""The day of discharge is not known; the other reasons of a discharge are not looked for."""
RUN_OUT = 2**9
"""The data end before the window does."""
NOT_ENROLLED_AFTER = 2**10
END_UNKNOWN = 2**11
"""The last day of enrolment is not known."""
YOUNG = 2**12
"""Younger than the measure asks for at admission."""
NO_AGE = 2**13
NOT_ENROLLED_BEFORE = 2**14
START_UNKNOWN = 2**15
"""The first day of enrolment is not known."""


def of_admission(row: int, admitted: Numbers, old_on: Numbers, covered_on: Numbers) -> int:
    """Age and enrolment at admission.

    From ``old_on`` the patient is old enough; from ``covered_on`` enrolment has lasted long enough.
    """
    found = 0
    if len(old_on) > 0:
        if old_on[row] == NO_DAY:
            found |= NO_AGE
        elif admitted[row] < old_on[row]:
            found |= YOUNG
    if len(covered_on) > 0:
        if covered_on[row] == NO_DAY:
            found |= START_UNKNOWN
        elif admitted[row] < covered_on[row]:
            found |= NOT_ENROLLED_BEFORE
    return found


def of_discharge(
    row: int,
    window: int,
    until: int,
    discharged: Numbers,
    enrolled_until: Numbers,
    died_on: Numbers,
    reasons: Numbers,
) -> int:
    """Death, run-out, and enrolment after the discharge; last days are inside."""
    found = 0
    end = discharged[row]
    died = died_on[row] if len(died_on) > 0 else NO_DAY
    if died != NO_DAY and died < end + (1 if reasons[row] & NO_DISPOSITION else 0):
        found |= DIED
    if end + window > until:
        found |= RUN_OUT
    dies_within = died != NO_DAY and died <= end + window
    if len(enrolled_until) > 0 and not dies_within:
        if enrolled_until[row] == NO_DAY:
            found |= END_UNKNOWN
        elif enrolled_until[row] < end + window:
            found |= NOT_ENROLLED_AFTER
    return found


def own_reasons(
    window: int,
    until: int,
    left_out: int,
    admitted: Numbers,
    discharged: Numbers,
    old_on: Numbers,
    covered_on: Numbers,
    enrolled_until: Numbers,
    died_on: Numbers,
    reasons: Out,
) -> None:
    """Add to what is known of each stay what its days say; not of those that are left out."""
    for row in range(len(reasons)):
        if reasons[row] & left_out:
            continue
        found = of_admission(row, admitted, old_on, covered_on)
        if not reasons[row] & NO_DISCHARGE:
            found |= of_discharge(row, window, until, discharged, enrolled_until, died_on, reasons)
        reasons[row] |= found
