"""Discharge from hospital: the practice has the discharge information by two days after it.

Population: adults discharged from an inpatient or observation stay.
Source: NCQA, HEDIS Transitions of Care (TRC), Receipt of Discharge Information: the day of
discharge and the two days after it.
Departures: a message about the stay stands for the discharge information; the age is not asked
(decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.communication import Communication
from carecoord.rules.concepts.visits import ADMISSIONS, DISCHARGES, MESSAGES
from carecoord.rules.criteria import Itself
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="followup.discharge-information",
    edition="2020",
    title="Discharge information received",
    population="discharged to the community from an inpatient or observation stay",
    citation=Citation(
        text="NCQA, HEDIS Transitions of Care (TRC)",
        locator="indicator Receipt of Discharge Information, days 0 to 2",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="only messages that name the stay are seen; what the information must hold (medicines, "
    "results pending, instructions) is not read",
    departures="what stands for the information, age: decision 0017",
    in_force_from=date(2020, 1, 1),
    shape=FollowUp(
        trigger=DISCHARGES,
        trigger_name="discharge to the community",
        steps=(
            Step(
                name="information",
                title="Discharge information received within 2 days",
                earliest=days(0),
                due=days(2),
                closed_by=MESSAGES.linked(Communication.about, Itself()),
                closes="the discharge information, dated and on file",
                urgency=Urgency.URGENT,
                window_over="window closed, still to be obtained",
            ),
        ),
        lapses_after=days(30),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
