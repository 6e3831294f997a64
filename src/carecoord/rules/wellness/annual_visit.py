"""Medicare's annual wellness visit is due again after eleven full months.

Population: patients with Medicare.
Source: 42 CFR 410.15: no annual wellness visit and no initial preventive exam in the past 12
months, counted as eleven full months after the month of the last; 14 February 2016, again from
1 February 2017.
Departures: the first 12 months of Part B are not known: it is asked for 12 months after the first
day of the coverage on record (decision 0020).
"""

from __future__ import annotations

from datetime import date, tzinfo

from carecoord.model.code import hcpcs
from carecoord.model.encounter import Encounter
from carecoord.model.procedure import Procedure
from carecoord.rules.concepts.medicare import MEDICARE
from carecoord.rules.criteria import Exists, Facts
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, full_months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row, shifted

VISIT = coded("Annual wellness visit done", hcpcs("G0438"), hcpcs("G0439"), hcpcs("G0468"))
EXAM = coded("Initial preventive exam", hcpcs("G0402"))
VISITS = (
    Facts(Procedure, VISIT).where(Procedure.status, "completed").latest()
    | Facts(Encounter, VISIT).where(Encounter.status, "finished").latest()
)
EXAMS = (
    Facts(Procedure, EXAM).where(Procedure.status, "completed").latest()
    | Facts(Encounter, EXAM).where(Encounter.status, "finished").latest()
)


def a_year_in(row: Row, _: tzinfo) -> Row:
    """A coverage from the day on which twelve months of it are over."""
    low, high = shifted((row.start_low, row.start_high), months=12)
    return Row(row.fact, low, high, row.end_low, row.end_high)


RULE = Rule(
    id="wellness.annual-visit",
    edition="2011",
    title="Annual wellness visit",
    population="Medicare",
    citation=Citation(
        text="42 CFR 410.15; CMS MLN6775421",
        locator="eligible beneficiary; eleven full months after the month of the last visit",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="Part B is not told from Part A; a visit at another practice is seen only if it is on "
    "record: ask the payer before booking",
    departures="the first year: decision 0020",
    in_force_from=date(2011, 1, 1),
    shape=Recurring(
        applies=Exists(MEDICARE.current()).named("Medicare now"),
        reason_name="Medicare now",
        begins=MEDICARE.timed(a_year_in).named("a year after Medicare began"),
        ways=(
            Way("annual wellness visit", VISITS, (Interval(full_months(11)),)),
            Way("initial preventive exam", EXAMS, (Interval(full_months(11)),)),
        ),
        title="Annual wellness visit",
        closes="an annual wellness visit",
        opens_before=days(0),
    ),
)
