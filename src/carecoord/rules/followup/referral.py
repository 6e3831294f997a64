"""A referral is open until its report is read, at the latest by the end of the year.

Population: patients with a referral ordered.
Source: eCQM CMS50FHIR Closing the Referral Loop, version 1.0.000: ordered from 1 January to 31
October, closed in the same year.
Departures: referrals of November and December are followed as well, and each referral, not the
first of the year alone; neither the code of the task nor its reason is asked (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.order import Order
from carecoord.model.task import Task
from carecoord.rules.concepts.referred import REFERRAL
from carecoord.rules.criteria import Facts, Itself
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months, year_end
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import when_so

REFERRALS = (
    Facts(Order, REFERRAL)
    .where(Order.status, "active", "completed")
    .where(Order.intent, "order", "original-order")
    .where(Order.do_not_perform, False)
)
FULFILLED = Facts(Task).where(Task.status, "completed").latest()

RULE = Rule(
    id="followup.referral",
    edition="2026",
    title="Referral loop: the report is read",
    population="a referral was ordered",
    citation=Citation(
        text="eCQM CMS50FHIR Closing the Referral Loop: Receipt of Specialist Report, v1.0.000",
        locator="numerator: report received in the measurement period",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="acceptance, booking and the visit itself are not told apart; a referral under a code "
    "that is not among these is not seen",
    departures="which referrals: decision 0017",
    in_force_from=date(2024, 1, 1),
    shape=FollowUp(
        trigger=REFERRALS,
        trigger_name="referral",
        steps=(
            Step(
                name="report",
                title="Report of the referral read by the referrer",
                earliest=days(0),
                due=year_end(),
                closed_by=FULFILLED.linked(Task.focus, Itself())
                | FULFILLED.linked(Task.based_on, Itself()),
                waived_by=Facts(Task)
                .where(Task.status, "cancelled", "rejected")
                .timed(when_so)
                .linked(Task.focus, Itself()),
                closes="a completed task for the referral: its report is here and read",
                window_over="not closed in the year; obtain the report all the same",
            ),
        ),
        lapses_after=months(24),
    ),
)
