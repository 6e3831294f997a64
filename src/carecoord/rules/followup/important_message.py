"""A person with Medicare has the Important Message within two days of admission.

Population: patients with Medicare and an inpatient stay.
Source: 42 CFR 405.1205 and 422.620; form CMS-10065: at or near admission, no later than two
calendar days after it.
Departures: the notice is found by the number of its form; it may be given up to seven days before
the admission (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.medicare import MEDICARE
from carecoord.rules.concepts.visits import ADMISSIONS
from carecoord.rules.criteria import EACH, Exists
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.notices import IMPORTANT_MESSAGES

RULE = Rule(
    id="followup.important-message",
    edition="2007",
    title="Important Message from Medicare given",
    population="Medicare, admitted to an inpatient stay",
    citation=Citation(
        text="42 CFR 405.1205(c), 422.620(c); form CMS-10065",
        locator="delivery no later than two calendar days after admission",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.SOCIAL_WORKER),
    limits="Medicare is read from the type of the coverage; that the notice was understood and "
    "signed is not read",
    departures="how the notice is found, days before: decision 0017",
    in_force_from=date(2007, 7, 1),
    shape=FollowUp(
        trigger=ADMISSIONS.only_if(
            Exists(MEDICARE.overlapping(EACH.span)).named("Medicare during the stay")
        ).beginnings(),
        trigger_name="admission with Medicare",
        steps=(
            Step(
                name="notice",
                title="Important Message from Medicare within 2 days of admission",
                earliest=days(-7),
                due=days(2),
                closed_by=IMPORTANT_MESSAGES,
                closes="the signed notice, dated and on file",
                urgency=Urgency.URGENT,
                window_over="window closed, still to be given before discharge",
            ),
        ),
        lapses_after=days(30),
    ),
)
