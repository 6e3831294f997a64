"""Admission to hospital: the practice has the notice by two days after it.

Population: adults with an inpatient stay.
Source: NCQA, HEDIS Transitions of Care (TRC), Notification of Inpatient Admission: the day of
admission and the two days after it.
Departures: a message about the stay stands for the notice; the age is not asked (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.communication import Communication
from carecoord.rules.concepts.visits import ADMISSIONS, MESSAGES
from carecoord.rules.criteria import Itself
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="followup.admission-notice",
    edition="2020",
    title="Notice of an inpatient admission received",
    population="admitted to an inpatient stay",
    citation=Citation(
        text="NCQA, HEDIS Transitions of Care (TRC)",
        locator="indicator Notification of Inpatient Admission, days 0 to 2",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="only messages that name the stay are seen; the message is not read",
    departures="what stands for the notice, age: decision 0017",
    in_force_from=date(2020, 1, 1),
    shape=FollowUp(
        trigger=ADMISSIONS.beginnings(),
        trigger_name="inpatient admission",
        steps=(
            Step(
                name="notice",
                title="Notice of the admission received within 2 days",
                earliest=days(0),
                due=days(2),
                closed_by=MESSAGES.linked(Communication.about, Itself()),
                closes="a message about the admission, dated and on file",
                window_over="window closed; obtain it with the discharge information",
            ),
        ),
        lapses_after=days(30),
    ),
)
