"""CMS142 Communication with the physician managing diabetes: what the macular exam found is told.

Told are the severity of the retinopathy, and whether there is macular edema.

Population: age 18 or more at the start of the period, a visit with diabetic retinopathy and a
macular exam during it.
Source: eCQM CMS142FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.communication import Communication
from carecoord.model.observation import Observation
from carecoord.rules.criteria import EACH, AgeAt, All, Any, Condition, Exists, Facts, SetRef, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import in_person, not_told, results, verified
from carecoord.rules.measures.shared import MP, MP_START

RETINOPATHY_VISITS = (
    in_person(
        vs.OFFICE_VISIT,
        vs.OPHTHALMOLOGICAL_SERVICES,
        vs.OUTPATIENT_CONSULTATION,
        vs.LONG_TERM_RESIDENTIAL_CARE,
        vs.NURSING_FACILITY_VISIT,
    )
    .during(MP)
    .only_if(Exists(verified(vs.DIABETIC_RETINOPATHY).overlapping(EACH.span)))
    .named("visit with diabetic retinopathy")
)

IN_THE_VISIT = EACH.span.to_the_instant
AFTER_IT_BEGAN = Span(EACH.start.afterwards, None).to_the_instant


def _told(finding: SetRef) -> Condition:
    """The finding was communicated in the year, after a visit with retinopathy had begun."""
    told = (
        Facts(Communication)
        .where(Communication.category, finding)
        .where(Communication.status, "completed")
        .with_value(Communication.sent_at)
        .starting(MP)
    )
    return Exists(RETINOPATHY_VISITS.only_if(Exists(told.starting(AFTER_IT_BEGAN))))


def _not_told(finding: SetRef) -> Condition:
    """Why the finding was not communicated was recorded during such a visit."""
    reason = not_told(finding).where(
        Communication.status_reason, vs.MEDICAL_REASON, vs.PATIENT_REASON
    )
    return Exists(RETINOPATHY_VISITS.only_if(Exists(reason.during(EACH.span))))


INITIAL_POPULATION = All(
    AgeAt(MP_START, at_least=18).named("age 18 or more"),
    Exists(RETINOPATHY_VISITS),
)

DENOMINATOR = Exists(
    RETINOPATHY_VISITS.only_if(
        Exists(results(vs.MACULAR_EXAM).with_value(Observation.value).during(IN_THE_VISIT))
    )
).named("macular exam during such a visit")

NUMERATOR = All(
    _told(vs.RETINOPATHY_FINDINGS).named("severity of retinopathy communicated"),
    Any(
        _told(vs.MACULAR_EDEMA_ABSENT).named("absence of macular edema communicated"),
        _told(vs.MACULAR_EDEMA_PRESENT).named("macular edema communicated"),
    ),
    name="findings communicated",
)

DENOMINATOR_EXCEPTIONS = Any(
    _not_told(vs.RETINOPATHY_FINDINGS).named("reason for not telling the severity"),
    _not_told(vs.MACULAR_EDEMA_ABSENT).named("reason for not telling the absence of edema"),
    _not_told(vs.MACULAR_EDEMA_PRESENT).named("reason for not telling of edema"),
    name="not communicated for a reason",
)

RULE = Rule(
    id="measures.cms142",
    edition="2026",
    title="Eye findings told to the clinician who manages diabetes",
    population="age 18 or more with a macular exam at a visit with diabetic retinopathy",
    citation=Citation(
        text="eCQM CMS142FHIR Diabetic Retinopathy: Communication with the Physician Managing "
        "Ongoing Diabetes Care, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="that a message was read is not asked; to whom it went is not asked",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator=DENOMINATOR,
                numerator=NUMERATOR,
                denominator_exceptions=DENOMINATOR_EXCEPTIONS,
            ),
        ),
        years=(2026,),
        closes="a message with the severity of retinopathy and whether there is macular edema",
    ),
)
