"""Medicines reconciled within 30 days of discharge.

Population: patients discharged to the community from an inpatient or observation stay.
Source: NCQA, HEDIS Transitions of Care, Medication Reconciliation Post-Discharge: the day of
discharge and the 30 days after it.
Departures: the same discharges as in transitional care, where the indicator speaks of adults and of
inpatient stays; somebody whose licence is not known leaves it open; readmission ends the work, and
a hold stops it (decision 0002).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import ADMISSIONS, DISCHARGES, RECONCILERS, RECONCILIATIONS
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="followup.medication-reconciliation",
    edition="2013",
    title="Medicines reconciled within 30 days of discharge",
    population="discharged to the community from an inpatient or observation stay",
    citation=Citation(
        text="NCQA, HEDIS Transitions of Care (TRC)",
        locator="indicator Medication Reconciliation Post-Discharge, days 0 to 30",
        status=Status.SECONDARY,
    ),
    licences=(Licence.PRESCRIBER, Licence.PHARMACIST, Licence.RN),
    limits="a reconciliation without a known performer is left open; age is not asked",
    departures="which discharges, unknown performers, readmission: decision 0002",
    in_force_from=date(2013, 1, 1),
    shape=FollowUp(
        trigger=DISCHARGES,
        trigger_name="discharge to the community",
        steps=(
            Step(
                name="reconciliation-30",
                title="Medicines reconciled within 30 days of discharge",
                earliest=days(0),
                due=days(30),
                closed_by=RECONCILIATIONS,
                by=RECONCILERS,
                unknown_performer_closes=False,
                closes="medication reconciliation by a prescriber, pharmacist or registered nurse",
            ),
        ),
        lapses_after=days(30),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
