"""CMS50 Closing the referral loop: the specialist's report on the first referral came back.

Only the first referral of the period counts: closing a later one does not help.

Population: a visit or an assessment in the period, and a referral by 31 October.
Source: eCQM CMS50FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.code import cpt
from carecoord.model.order import Order
from carecoord.model.task import Task
from carecoord.rules.concepts.referred import FULFILL
from carecoord.rules.criteria import All, Any, Exists, Facts, First, Span, YearDay, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import encounters, procedures
from carecoord.rules.measures.shared import MP, MP_START

TO_FULFILL = coded("Fulfill", FULFILL)
ASSESSMENTS = coded(
    "Psychological assessment and crisis psychotherapy",
    cpt("96156"),
    cpt("96136"),
    cpt("96138"),
    cpt("90839"),
    cpt("96112"),
)

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
).during(MP)
INTERVENTIONS = procedures(
    vs.BEHAVIORAL_NEUROPSYCH_ASSESSMENT, vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION, ASSESSMENTS
).during(MP)

REFERRALS = (
    Facts(Order, vs.REFERRAL)
    .where(Order.status, "active", "completed")
    .where(Order.intent, "order")
    .where(Order.do_not_perform, False)
    .starting(Span(MP_START, YearDay(0, 10)))
    .named("referral by 31 October")
)
FIRST_REFERRAL = First(REFERRALS)

CONSULTED = (
    Facts(Task, TO_FULFILL)
    .where(Task.status, "completed")
    .where(Task.reason, vs.CONSULTANT_REPORT)
    .ending(MP)
    .ending(Span(FIRST_REFERRAL.start.afterwards, None).to_the_instant)
)
REPORTS = CONSULTED.linked(Task.focus, FIRST_REFERRAL) | CONSULTED.linked(
    Task.based_on, FIRST_REFERRAL
)

INITIAL_POPULATION = All(
    Any(
        Exists(VISITS).named("visit"),
        Exists(INTERVENTIONS).named("psychological assessment or psychotherapy"),
        name="visit or assessment",
    ),
    Exists(FIRST_REFERRAL).named("referral by 31 October"),
)

NUMERATOR = Exists(REPORTS).named("report on the first referral received")

RULE = Rule(
    id="measures.cms50",
    edition="2026",
    title="Closing the referral loop",
    population="a visit in the year and a referral by 31 October",
    citation=Citation(
        text="eCQM CMS50FHIR Closing the Referral Loop: Receipt of Specialist Report, v1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT, Licence.RN),
    limits="only the first referral of the year counts; a report counts when a completed task to "
    "fulfill the referral says that it came; that somebody read it is not asked",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                numerator=NUMERATOR,
            ),
        ),
        years=(2026,),
        closes="the consultant's report on the first referral, received and recorded as done",
    ),
)
