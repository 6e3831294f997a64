"""After a birth: contact within three weeks, a comprehensive visit by twelve weeks.

Population: patients who gave birth.
Source: American College of Obstetricians and Gynecologists, Committee Opinion 736 (2018,
reaffirmed 2021); HEDIS Prenatal and Postpartum Care: the visit on days 7 to 84.
Departures: the codes of births are ours (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.births import BIRTHS
from carecoord.rules.concepts.visits import ATTEMPTS, CONTACTS, VISITS
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

CONTACT = Step(
    name="contact",
    title="Contact within three weeks of birth",
    earliest=days(1),
    due=days(21),
    closed_by=CONTACTS,
    attempts=ATTEMPTS,
    closes="a visit or conversation with the mother; a voicemail is an attempt",
    urgency=Urgency.URGENT,
    licences=(Licence.RN, Licence.COORDINATOR),
)
COMPREHENSIVE = Step(
    name="visit",
    title="Comprehensive postpartum visit by twelve weeks",
    earliest=days(7),
    due=days(84),
    closed_by=VISITS,
    by=frozenset({Licence.PRESCRIBER}),
    attempts=ATTEMPTS,
    closes="a visit or video visit with a prescriber on days 7 to 84",
    licences=(Licence.PRESCRIBER,),
    window_over="window closed, still to be done",
)

RULE = Rule(
    id="followup.postpartum",
    edition="2018",
    title="Care after a birth",
    population="gave birth",
    citation=Citation(
        text="ACOG Committee Opinion 736, Optimizing Postpartum Care, 2018",
        locator="recommendations: contact within 3 weeks, comprehensive visit by 12 weeks",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what the visit covered (mood, feeding, contraception, recovery) is not read; a loss "
    "is not told from a birth where the code does not",
    departures="codes: decision 0017",
    in_force_from=date(2018, 5, 1),
    shape=FollowUp(
        trigger=BIRTHS,
        trigger_name="birth",
        one_in=days(84),
        steps=(CONTACT, COMPREHENSIVE),
        lapses_after=days(180),
    ),
)
