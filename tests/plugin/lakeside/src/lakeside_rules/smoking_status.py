"""Every adult whom the clinic sees in a year has been asked in that year whether they smoke."""

from carecoord.model import Encounter, Observation
from carecoord.model.code import ACT_CODE, Code, loinc
from carecoord.rules import Citation, Licence, Status
from carecoord.rules.criteria import MEASUREMENT_PERIOD, AgeAt, All, Exists, Facts, coded
from carecoord.rules.shapes import Group, Measure, Rule

SMOKING_STATUS = coded("Lakeside smoking status", loinc("72166-2"))

VISITS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, Code(ACT_CODE, "AMB"))
    .where(Encounter.status, "finished")
)
ASKED = Facts(Observation, SMOKING_STATUS).where(
    Observation.status, "final", "amended", "corrected"
)

RULE = Rule(
    id="lakeside.smoking-status",
    edition="2026",
    title="Smoking status asked in the year",
    population="age 18 or more at the start of the year, with a visit in it",
    citation=Citation(
        text="Lakeside clinic, goals of the year 2026",
        locator="goal 4",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT),
    limits="that somebody was asked counts, whatever the answer",
    shape=Measure(
        groups=(
            Group(
                name="adults",
                initial_population=All(
                    AgeAt(on=MEASUREMENT_PERIOD.start, at_least=18).named("age 18 or more"),
                    Exists(VISITS.during(MEASUREMENT_PERIOD.span)).named("visit in the year"),
                ),
                numerator=Exists(ASKED.during(MEASUREMENT_PERIOD.span)).named("asked"),
            ),
        ),
        years=(2026,),
        closes="a smoking status on record",
    ),
)
