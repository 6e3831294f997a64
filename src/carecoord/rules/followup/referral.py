"""A referral is open until its report is read, at the latest by the end of the year.

A referral that keeps its report, or when that came, says itself when it was read; of one that keeps
neither a task on it that is done says so. The loop of a referral is closed by the same.

Population: patients with a referral ordered.
Source: eCQM CMS50FHIR Closing the Referral Loop, version 1.0.000: ordered from 1 January to 31
October, closed in the same year.
Departures: referrals of November and December are followed as well, and each referral, not the
first of the year alone; neither the code of the task nor its reason is asked (decision 0017). The
measure asks for no reading, and for a task also where the referral keeps its report (decision
0056).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.order import Order
from carecoord.model.task import Task
from carecoord.rules.concepts.referred import REFERRAL
from carecoord.rules.concepts.report_read import ReportRead
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
    departures="which referrals: decision 0017; what closes them: decision 0056",
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
                closed_by=ReportRead.of_it(),
                trigger_closes=True,
                waived_by=Facts(Task)
                .where(Task.status, "cancelled", "rejected")
                .timed(when_so)
                .linked(Task.focus, Itself()),
                closes="the report read by the referrer: the day of that on the referral, or, of "
                "one that keeps no report, a completed task for it",
                window_over="not closed in the year; obtain the report all the same",
            ),
        ),
        lapses_after=months(24),
    ),
)
