"""Chronic care management is twenty minutes of the staff's time in each calendar month.

Population: patients enrolled in chronic care management who consented to it.
Source: CMS MLN909188, Chronic Care Management Services, as restated: at least 20 minutes of
clinical staff time in a calendar month, with consent; minutes are never carried over.
Departures: the service on record stands for the minutes; enrolment and consent are found by codes
of our own, and enrolment stands for the two chronic conditions (decision 0026).
"""

from __future__ import annotations

from datetime import date, tzinfo

from carecoord.model.code import ACT_CODE, Code, cpt
from carecoord.model.consent import Consent
from carecoord.model.procedure import Procedure
from carecoord.model.program import Program
from carecoord.rules.concepts.courses import PROGRAM
from carecoord.rules.criteria import All, Exists, Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Filtered, Test
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, Unit, days
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row
from carecoord.rules.kernels.calendar_days import shift_months


class Permitting(Filtered):
    """Consents by which the patient agrees: one that denies as a whole says the opposite."""

    __slots__ = ()

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Whether its provision as a whole is no denial."""
        return _permits

    @property
    def clause(self) -> str:
        """In words."""
        return "that does not deny"


CARE = coded("Chronic care management", Code(PROGRAM, "chronic-care-management"))
SERVICE = coded("Month of chronic care management", cpt("99490"), cpt("99487"), cpt("99491"))
AGREED = Permitting(
    Facts(Consent, CARE)
    .where(Consent.status, "active")
    .where_not(Consent.policy_rule, Code(ACT_CODE, "OPTOUT"))
)
DONE = Facts(Procedure, SERVICE).where(Procedure.status, "completed").latest()


def _permits(row: Row) -> bool:
    consent = row.fact
    assert isinstance(consent, Consent)  # noqa: S101  Facts(Consent, …)
    return consent.provision is None or consent.provision.type != "deny"


def end_of_month(row: Row, zone: tzinfo) -> Row:  # noqa: ARG001  one signature for all timings
    """The last day of the month in which it started."""
    low, high = _last_day(row.start_low), _last_day(row.start_high)
    return Row(row.fact, low, high, low, high)


def _last_day(day: int) -> int:
    """The last day of a day's month; an edge that is open stays."""
    if not 1 <= day < date.max.toordinal():
        return day
    following = shift_months(day, 1)
    return following - date.fromordinal(following).day


ENROLLED = Facts(Program, CARE).where(Program.status, "active")
NEXT_MONTHS_END = Offset(1, Unit.FULL_MONTHS, -1)
"""The day before the first of the month after the next."""

RULE = Rule(
    id="wellness.chronic-care",
    edition="2015",
    title="Chronic care management of the month",
    population="enrolled in chronic care management, with consent",
    citation=Citation(
        text="CMS MLN909188, Chronic Care Management Services",
        locator="at least 20 minutes of clinical staff time per calendar month; consent",
        status=Status.SECONDARY,
    ),
    licences=(Licence.RN, Licence.LPN, Licence.MEDICAL_ASSISTANT, Licence.PRESCRIBER),
    limits="minutes are not added up: the service is recorded once they are reached; a month of "
    "transitional care, hospice and what else excludes billing are not checked; further services "
    "of one month are not told apart",
    departures="minutes, enrolment, consent: decision 0026",
    in_force_from=date(2015, 1, 1),
    shape=Recurring(
        applies=All(
            Exists(ENROLLED.current()).named("enrolled in chronic care management"),
            Exists(AGREED).named("consent to chronic care management"),
        ),
        reason_name="chronic care management with consent",
        begins=ENROLLED.timed(end_of_month).named("the end of the month of enrolment"),
        ways=(Way("month of chronic care", DONE, (Interval(NEXT_MONTHS_END),)),),
        title="Chronic care management of the month",
        closes="the recorded service: 20 minutes of clinical staff time in the month",
        opens_before=days(27),
    ),
)
