"""Transitional care: reach the patient in two business days, see them in 7 or 14 days.

The day of discharge is day 0. How complex the decisions are, and so whether 7 or 14 days hold, is
the clinician's judgment: both steps are open until one visit closes what it can.

Population: patients discharged to the community from an inpatient or observation stay.
Source: CMS, MLN908628 Transitional Care Management Services; 77 FR 68892 (16 Nov 2012), CPT 99495
and 99496, for discharges from 1 January 2013.
Departures: a disposition that nobody gave counts as the community; a contact or visit counts from
the day after discharge; readmission ends the work, and a hold stops it (decision 0002).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import (
    ADMISSIONS,
    ATTEMPTS,
    CONTACTS,
    DISCHARGES,
    RECONCILERS,
    RECONCILIATIONS,
    VISITS,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import business_days, days
from carecoord.rules.engine.rule import Rule

LAST_DAY = days(29)
FROM_THE_DAY_AFTER = days(1)

CONTACT = Step(
    name="contact",
    title="Contact within 2 business days of discharge",
    earliest=FROM_THE_DAY_AFTER,
    due=business_days(2),
    closed_by=CONTACTS,
    attempts=ATTEMPTS,
    closes="an interactive contact with the patient or caregiver; a voicemail is an attempt",
    urgency=Urgency.URGENT,
    licences=(Licence.RN, Licence.LPN, Licence.MEDICAL_ASSISTANT, Licence.COORDINATOR),
)
VISIT_7 = Step(
    name="visit-7",
    title="Visit within 7 days of discharge (high complexity)",
    earliest=FROM_THE_DAY_AFTER,
    due=days(7),
    closed_by=VISITS,
    by=frozenset({Licence.PRESCRIBER}),
    closes="a face-to-face or video visit with a prescriber",
    urgency=Urgency.URGENT,
    licences=(Licence.PRESCRIBER,),
    later_closes=False,
    window_over="window closed; a visit by day 14 counts as the 14-day one",
)
VISIT_14 = Step(
    name="visit-14",
    title="Visit within 14 days of discharge",
    earliest=FROM_THE_DAY_AFTER,
    due=days(14),
    closed_by=VISITS,
    by=frozenset({Licence.PRESCRIBER}),
    closes="a face-to-face or video visit with a prescriber",
    licences=(Licence.PRESCRIBER,),
    window_over="window closed, still to be done",
)
RECONCILIATION_BY_VISIT = Step(
    name="reconciliation",
    title="Medicines reconciled no later than the visit",
    earliest=days(0),
    due=days(14),
    no_later_than=VISIT_14,
    closed_by=RECONCILIATIONS,
    by=RECONCILERS,
    unknown_performer_closes=False,
    closes="medication reconciliation by a prescriber, pharmacist or registered nurse",
    licences=(Licence.PRESCRIBER, Licence.PHARMACIST, Licence.RN),
)

RULE = Rule(
    id="followup.transitional-care",
    edition="2013",
    title="Transitional care after discharge",
    population="discharged to the community from an inpatient or observation stay",
    citation=Citation(
        text="CMS MLN908628 Transitional Care Management Services; 77 FR 68892",
        locator="sections on interactive contact, face-to-face visit and medication reconciliation",
        status=Status.SECONDARY,
        url="https://www.govinfo.gov/content/pkg/FR-2012-11-16/html/2012-26900.htm",
    ),
    licences=(
        Licence.RN,
        Licence.LPN,
        Licence.MEDICAL_ASSISTANT,
        Licence.COORDINATOR,
        Licence.PHARMACIST,
        Licence.PRESCRIBER,
    ),
    limits="contacts outside of this record are not seen; the end of a partial hospitalization, "
    "which is recorded as single visits, starts nothing here; complexity is never computed; each "
    "step names the licences that it needs",
    departures="readmission, death and missing dispositions: decision 0002",
    in_force_from=date(2013, 1, 1),
    shape=FollowUp(
        trigger=DISCHARGES,
        trigger_name="discharge to the community",
        steps=(CONTACT, VISIT_7, VISIT_14, RECONCILIATION_BY_VISIT),
        lapses_after=LAST_DAY,
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
