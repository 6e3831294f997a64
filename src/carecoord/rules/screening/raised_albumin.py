"""A raised urine albumin is confirmed: two of three samples within three to six months.

Population: patients with diabetes and a urine albumin-to-creatinine ratio of 30 mg/g or more, not
confirmed before and without chronic kidney disease on record.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 11: two of three
specimens within three to six months, 30 mg/g.
Departures: due after six months, a parameter; two samples that agree decide, and the third is not
asked for; it lapses after a year (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.concepts.done import ever, measured
from carecoord.rules.criteria import EACH, All, Any, Days, Exists, Not, Selection, Span, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening.sources import ARRANGE

RATIO = coded(
    "Urine albumin to creatinine",
    *map(loinc, ("14959-1", "9318-7", "13705-9", "14958-3", "32294-1", "30000-4", "44292-1")),
)
CONFIRMED = ValueSet(
    url="urn:carecoord:kidney-disease-on-record",
    name="Kidney disease on record",
    codes=tuple(
        map(
            snomed,
            (
                *("709044004", "431855005", "431856006", "433144002", "431857002", "433146000"),
                *("46177005", "127013003"),
            ),
        )
    ),
    prefixes=tuple(
        Code(ICD10CM, start)
        for start in ("N18", "R80", "E08.2", "E09.2", "E10.2", "E11.2", "E13.2")
    ),
)
WITHIN = Parameter(
    name="screening.raised-albumin.confirmation",
    default=months(6),
    says="by when after a raised urine albumin it is confirmed or not",
)
SAMPLES = measured(RATIO)
RAISED = SAMPLES.amounting(at_least=30, unit="mg/g")
_NORMAL = SAMPLES.amounting(below=30, unit="mg/g")
_UNTIL_IT = Span(EACH.start.minus(months=6), EACH.start)
_BEFORE_IT = Span(EACH.start.minus(months=6), EACH.start.minus(days=1))


def _two_of(samples: Selection) -> Days:
    return Days(samples.starting(_UNTIL_IT), 2)


FIRST = RAISED.only_if(
    All(
        Not(Exists(RAISED.starting(_BEFORE_IT))),
        Not(Exists(ever(CONFIRMED).starting(Span(None, EACH.start)))),
        Exists(ever(DIABETES).starting(Span(None, EACH.start))),
    )
)
"""The first raised sample in six months of somebody whose kidney disease is not on record."""
DECIDING = SAMPLES.only_if(Any(_two_of(RAISED), _two_of(_NORMAL)))
"""A sample with which two of at most three in six months agree."""

RULE = Rule(
    id="screening.raised-albumin",
    edition="2026",
    title="Raised urine albumin confirmed",
    population="diabetes with a first urine albumin-to-creatinine ratio of 30 mg/g or more",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="section 11, chronic kidney disease, confirmation of albuminuria",
        status=Status.QUOTED,
    ),
    licences=ARRANGE,
    limits="exercise, infection, fever, high glucose and pressure, which raise it for a while, "
    "are not read; results in other units than mg/g are converted only where UCUM can",
    departures="six months, two that agree, lapse: decision 0018",
    in_force_from=date(2026, 1, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=FIRST.named("first raised urine albumin"),
        trigger_name="first raised urine albumin",
        one_in=days(0),
        steps=(
            Step(
                name="confirmation",
                title="Raised urine albumin confirmed by further samples",
                earliest=days(1),
                due=WITHIN,
                closed_by=DECIDING,
                closes="samples of which two of three agree, on different days",
                licences=ARRANGE,
            ),
        ),
        lapses_after=months(12),
    ),
)
