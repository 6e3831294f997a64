"""Under observation for over 24 hours, a person with Medicare has the notice within 36.

Population: patients with Medicare under observation for more than 24 hours.
Source: 42 CFR 489.20(y); form CMS-10611 (MOON): no later than 36 hours after observation began.
Departures: the notice is found by the number of its form; a stay still open counts as longer than
24 hours (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.encounter import Encounter
from carecoord.rules.concepts.medicare import MEDICARE
from carecoord.rules.concepts.observation import HOURS_TO_THE_NOTICE
from carecoord.rules.criteria import EACH, All, Exists, Facts, Itself, Not, Span
from carecoord.rules.criteria.places import OBSERVATION
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.notices import OBSERVATION_NOTICES

ENDED_WITHIN_A_DAY = Itself().ending(Span(None, EACH.start.plus(days=1)).to_the_instant)
OBSERVED = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *OBSERVATION)
    .where(Encounter.status, "finished", "in-progress")
    .only_if(
        All(
            Exists(MEDICARE.overlapping(EACH.span)).named("Medicare during the stay"),
            Not(Exists(ENDED_WITHIN_A_DAY).named("observed for 24 hours or less")),
        )
    )
    .beginnings()
)

RULE = Rule(
    id="followup.observation-notice",
    edition="2017",
    title="Notice of observation (MOON) given",
    population="Medicare, under observation for more than 24 hours",
    citation=Citation(
        text="42 CFR 489.20(y); form CMS-10611",
        locator="no later than 36 hours after observation services began",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.SOCIAL_WORKER),
    limits="that it was explained aloud and signed is not read; without the instant at which "
    "observation began the second day is the last",
    departures="how the notice is found, open stays: decision 0017",
    in_force_from=date(2017, 3, 8),
    shape=FollowUp(
        trigger=OBSERVED,
        trigger_name="observation with Medicare",
        steps=(
            Step(
                name="notice",
                title="Notice of observation within 36 hours",
                earliest=days(0),
                due=days(1),
                hours=HOURS_TO_THE_NOTICE,
                closed_by=OBSERVATION_NOTICES,
                closes="the signed notice, dated and on file",
                urgency=Urgency.URGENT,
                window_over="window closed, still to be given",
            ),
        ),
        lapses_after=days(14),
    ),
)
