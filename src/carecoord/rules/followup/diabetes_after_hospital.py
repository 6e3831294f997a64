"""People with diabetes are seen within a month of a stay in hospital, or sooner.

Population: patients with diabetes, discharged to the community from an inpatient or observation
stay.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 16, transition
from hospital to ambulatory setting: within one month; one to two weeks preferred when medicines
changed or control was poor.
Departures: two weeks is a step of its own only when diabetes was the reason for the stay (decision
0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.concepts.visits import ADMISSIONS, ATTEMPTS, DISCHARGES, VISITS
from carecoord.rules.criteria import EACH, Exists, Itself
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import because_of, conditions

WITH_DIABETES = Exists(conditions(DIABETES).overlapping(EACH.span)).named(
    "diabetes during the stay"
)
BECAUSE_OF_DIABETES = Exists(because_of(Itself(), DIABETES)).named(
    "diabetes was the reason for the stay"
)

SOON = Step(
    name="visit-14",
    title="Seen within two weeks of a stay for diabetes",
    earliest=days(1),
    due=days(14),
    closed_by=VISITS,
    attempts=ATTEMPTS,
    closes="a visit or video visit at which glucose and medicines are looked at",
    urgency=Urgency.URGENT,
    only_if=BECAUSE_OF_DIABETES,
    later_closes=False,
    window_over="window closed; a visit within a month still counts",
)
WITHIN_A_MONTH = Step(
    name="visit-month",
    title="Seen within a month of discharge, with diabetes",
    earliest=days(1),
    due=months(1),
    closed_by=VISITS,
    attempts=ATTEMPTS,
    closes="a visit or video visit at which glucose and medicines are looked at",
)

RULE = Rule(
    id="followup.diabetes-after-hospital",
    edition="2026",
    title="Diabetes visit after a stay in hospital",
    population="diabetes, discharged to the community from an inpatient or observation stay",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 16, transition from hospital to ambulatory care",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what happened at the visit is not read; changed medicines and poor control are not "
    "read, only diabetes as the reason for the stay",
    departures="when two weeks are asked for: decision 0017",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=DISCHARGES,
        trigger_name="discharge",
        only_if=WITH_DIABETES,
        steps=(SOON, WITHIN_A_MONTH),
        lapses_after=days(60),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
