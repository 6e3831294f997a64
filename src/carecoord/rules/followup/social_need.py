"""A social need that was found is answered by an intervention within 30 days.

Population: patients with a need of housing, food, transport and the like on record.
Source: NCQA, HEDIS Social Need Screening and Intervention (SNS-E): an intervention within 30 days
of the first positive screen.
Departures: the need is a coded condition (ICD-10-CM Z55 to Z65), not the answer to a screening;
any order, procedure or task for it counts (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.order import Order
from carecoord.model.procedure import Procedure
from carecoord.model.task import Task
from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import Facts, Itself
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import SOCIAL_NEED, conditions, when_so

NEEDS = conditions(SOCIAL_NEED).beginnings()
INTERVENTIONS = (
    Facts(Order)
    .where(Order.status, "active", "completed")
    .where(Order.do_not_perform, False)
    .linked(Order.reason_facts, Itself())
    | Facts(Procedure)
    .where(Procedure.status, "completed", "in-progress")
    .linked(Procedure.reason_facts, Itself())
    | Facts(Task)
    .where(Task.status, "accepted", "in-progress", "completed")
    .timed(when_so)
    .linked(Task.focus, Itself())
)

RULE = Rule(
    id="followup.social-need",
    edition="2023",
    title="Intervention for a social need",
    population="a social need on record",
    citation=Citation(
        text="NCQA, HEDIS Social Need Screening and Intervention (SNS-E)",
        locator="intervention within 30 days of the first positive screen",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.COMMUNITY_HEALTH_WORKER, Licence.SOCIAL_WORKER),
    limits="whether the need was met is not read; consent to share with an organisation in the "
    "community is not checked here",
    departures="what counts as the need and as the intervention: decision 0017",
    in_force_from=date(2023, 1, 1),
    shape=FollowUp(
        trigger=NEEDS,
        trigger_name="social need",
        steps=(
            Step(
                name="intervention",
                title="Intervention for a social need within 30 days",
                earliest=days(0),
                due=days(30),
                closed_by=INTERVENTIONS,
                attempts=ATTEMPTS,
                closes="an order, a procedure or an accepted task that names the need",
                window_over="window closed, still to be done",
            ),
        ),
        lapses_after=days(365),
    ),
)
