"""After discharge: the patient is seen or spoken with by day 30.

Population: patients discharged to the community from an inpatient or observation stay.
Source: NCQA, HEDIS Transitions of Care (TRC), Patient Engagement After Inpatient Discharge: within
30 days, the day of discharge not among them.
Departures: observation stays count as well; the age is not asked (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import ADMISSIONS, ATTEMPTS, CONTACTS, DISCHARGES
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="followup.patient-engagement",
    edition="2020",
    title="Engaged within 30 days of discharge",
    population="discharged to the community from an inpatient or observation stay",
    citation=Citation(
        text="NCQA, HEDIS Transitions of Care (TRC)",
        locator="indicator Patient Engagement After Inpatient Discharge, days 1 to 30",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="contacts outside of this record are not seen",
    departures="observation stays, age: decision 0017",
    in_force_from=date(2020, 1, 1),
    shape=FollowUp(
        trigger=DISCHARGES,
        trigger_name="discharge to the community",
        steps=(
            Step(
                name="engagement",
                title="Seen or spoken with within 30 days of discharge",
                earliest=days(1),
                due=days(30),
                closed_by=CONTACTS,
                attempts=ATTEMPTS,
                closes="a visit, a video visit or a conversation; a voicemail is an attempt",
            ),
        ),
        lapses_after=days(30),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
