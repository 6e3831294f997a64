"""After an operation of the TEAM model: a referral to primary care, and an episode to day 30.

Population: patients with Medicare and one of the five operations of the model in an inpatient stay,
wherever they went after it.
Source: CMS, Transforming Episode Accountability Model (TEAM), 42 CFR part 512 subpart E, from 1
January 2026: referral to primary care before discharge; the episode ends 30 days after it.
Departures: the codes of the operations are ours and few; operations of outpatients are left out;
whether the hospital takes part is not known (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10PCS, Code, cpt, snomed
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.medicare import MEDICARE
from carecoord.rules.concepts.visits import ATTEMPTS, CONTACTS, INPATIENT_ENDS
from carecoord.rules.criteria import EACH, Exists, Facts
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.referral import REFERRALS

OPERATION = ValueSet(
    url="urn:carecoord:team-operation",
    name="Operation of the TEAM model",
    codes=(
        cpt("27447"),
        cpt("27130"),
        cpt("27236"),
        cpt("22612"),
        cpt("22630"),
        cpt("33533"),
        cpt("44140"),
        snomed("609588000"),
        snomed("52734007"),
        snomed("232717009"),
    ),
    prefixes=(
        Code(ICD10PCS, "0SRC"),
        Code(ICD10PCS, "0SRD"),
        Code(ICD10PCS, "0SR9"),
        Code(ICD10PCS, "0SRB"),
        Code(ICD10PCS, "0SG"),
        Code(ICD10PCS, "0210"),
        Code(ICD10PCS, "0DTN"),
    ),
)
OPERATED = INPATIENT_ENDS.only_if(
    Exists(
        Facts(Procedure, OPERATION).where(Procedure.status, "completed").overlapping(EACH.span)
    ).named("operation of the TEAM model during the stay")
)

REFERRED = Step(
    name="referral",
    title="Referral to primary care before discharge",
    earliest=days(-30),
    due=days(0),
    closed_by=REFERRALS,
    closes="a referral to primary care, dated by the day of discharge",
    urgency=Urgency.URGENT,
    window_over="window closed, still to be made",
)
EPISODE_ENDS = Step(
    name="episode",
    title="Contact before the episode ends on day 30",
    earliest=days(1),
    due=days(30),
    closed_by=CONTACTS,
    attempts=ATTEMPTS,
    closes="a visit or conversation by day 30; a voicemail is an attempt",
)

RULE = Rule(
    id="followup.joint-replacement-episode",
    edition="2026",
    title="Episode of an operation under the TEAM model",
    population="Medicare, an inpatient stay with an operation of the TEAM model",
    citation=Citation(
        text="CMS, Transforming Episode Accountability Model (TEAM), 42 CFR part 512 subpart E",
        locator="referral to primary care services; episode of 30 days after discharge",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="the day of discharge is known only when it has come: the referral is asked for on that "
    "day, and not before it; whether the hospital takes part is not known: the site leaves the "
    "rule out where it does not; that the referral is to primary care is not read",
    departures="codes, outpatients, hospitals, the contact: decision 0017",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=OPERATED,
        trigger_name="discharge after an operation of the TEAM model",
        only_if=Exists(MEDICARE.overlapping(EACH.span)).named("Medicare during the stay"),
        steps=(REFERRED, EPISODE_ENDS),
        lapses_after=days(30),
    ),
)
