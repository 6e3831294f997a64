"""Before discharge a person with Medicare has a fresh copy of the Important Message.

Population: patients with Medicare, discharged from an inpatient stay.
Source: 42 CFR 405.1205 and 422.620: a copy no more than two calendar days before discharge; the
first one serves when it was given within them.
Departures: the notice is found by the number of its form (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.medicare import MEDICARE
from carecoord.rules.concepts.visits import INPATIENT_DISCHARGES
from carecoord.rules.criteria import EACH, Exists
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.notices import IMPORTANT_MESSAGES

RULE = Rule(
    id="followup.important-message-copy",
    edition="2007",
    title="Copy of the Important Message before discharge",
    population="Medicare, discharged from an inpatient stay",
    citation=Citation(
        text="42 CFR 405.1205(c), 422.620(c); form CMS-10065",
        locator="follow-up notice no more than two calendar days before discharge",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.SOCIAL_WORKER),
    limits="the day of discharge is known only when it has come: the copy is asked for on that day",
    departures="how the notice is found: decision 0017",
    in_force_from=date(2007, 7, 1),
    shape=FollowUp(
        trigger=INPATIENT_DISCHARGES.only_if(
            Exists(MEDICARE.overlapping(EACH.span)).named("Medicare during the stay")
        ),
        trigger_name="discharge with Medicare",
        steps=(
            Step(
                name="copy",
                title="Copy of the Important Message within 2 days before discharge",
                earliest=days(-2),
                due=days(0),
                closed_by=IMPORTANT_MESSAGES,
                closes="the notice or its copy, dated within two days before discharge",
                urgency=Urgency.URGENT,
                later_closes=False,
                window_over="window closed; tell who answers for discharge notices",
            ),
        ),
        lapses_after=days(7),
    ),
)
