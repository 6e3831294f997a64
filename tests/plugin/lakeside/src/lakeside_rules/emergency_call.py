"""Whoever was in an emergency room is called by a coordinator within three days."""

from carecoord.model import Communication, Encounter
from carecoord.model.code import ACT_CODE, Code
from carecoord.rules import Citation, Licence, Status
from carecoord.rules.criteria import Facts
from carecoord.rules.shapes import FollowUp, Parameter, Rule, Step, days

EMERGENCY = Code(ACT_CODE, "EMER")
EMERGENCY_VISITS = (
    Facts(Encounter).where(Encounter.encounter_class, EMERGENCY).where(Encounter.status, "finished")
)
TALKED = Facts(Communication).where(Communication.status, "completed")
NOBODY_REACHED = Facts(Communication).where(Communication.status, "not-done")

DUE = Parameter(
    name="lakeside.emergency-call.due",
    default=days(3),
    says="how long after the emergency visit the patient has been called",
)

RULE = Rule(
    id="lakeside.emergency-call",
    edition="2026",
    title="Call after an emergency visit",
    population="patients who went home from an emergency room",
    citation=Citation(
        text="Lakeside clinic, protocol of care coordination",
        locator="page 2, after the emergency room",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="a visit that ended in an admission is not told apart",
    parameters=(DUE,),
    shape=FollowUp(
        trigger=EMERGENCY_VISITS,
        trigger_name="emergency visit",
        steps=(
            Step(
                name="call",
                title="Call the patient after the emergency visit",
                earliest=days(0),
                due=DUE,
                closed_by=TALKED,
                closes="a conversation with the patient",
                attempts=NOBODY_REACHED,
            ),
        ),
        lapses_after=days(30),
    ),
)
