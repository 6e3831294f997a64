"""With diabetes from before a pregnancy the eyes are examined in each trimester.

Population: patients who are pregnant and had diabetes before.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 12: in pregnancy
with diabetes of type 1 or 2 each trimester, and for one year after.
Departures: trimesters end with weeks 13, 27 and at birth; the year after is a rule of its own
(decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.condition import Condition
from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.concepts.done import examined, reported
from carecoord.rules.concepts.eyes import EYE_EXAM
from carecoord.rules.criteria import EACH, Exists, Facts, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.wellness.pregnancy import AFTER_TERM_DAYS, ENDS, PREGNANCY, TERM_DAYS

CITATION = Citation(
    text="American Diabetes Association, Standards of Care in Diabetes 2026",
    locator="Diabetes Care 49 Suppl 1, section 12, retinopathy, pregnancy",
    status=Status.QUOTED,
)
LICENCES = (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)
EXAMS = reported(EYE_EXAM) | examined(EYE_EXAM)
HAD_DIABETES = Exists(
    Facts(Condition, DIABETES)
    .where_not(Condition.verification_status, "refuted", "entered-in-error")
    .starting(Span(None, EACH.start))
).named("diabetes from before the pregnancy")
TRIMESTERS = ((1, 0, 97), (2, 98, 195), (3, 196, TERM_DAYS))
"""Number, first and last day of pregnancy."""


def _trimester(number: int, first: int, last: int) -> Step:
    return Step(
        name=f"trimester-{number}",
        title=f"Dilated eye exam in trimester {number}",
        earliest=days(first),
        due=days(last),
        closed_by=EXAMS,
        closes="the report of a dilated or retinal eye exam",
        later_closes=False,
        window_over="window closed; the next trimester has an exam of its own",
    )


RULE = Rule(
    id="wellness.eye-exam-in-pregnancy",
    edition="2026",
    title="Dilated eye exam in pregnancy with diabetes",
    population="pregnant, with diabetes from before",
    citation=CITATION,
    licences=LICENCES,
    limits="a pregnancy without a due date on record is not seen; what the exam found is not read",
    departures="trimesters, the year after: decision 0026",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=PREGNANCY.beginnings(),
        trigger_name="pregnancy",
        only_if=HAD_DIABETES,
        steps=tuple(_trimester(*row) for row in TRIMESTERS),
        lapses_after=days(TERM_DAYS + AFTER_TERM_DAYS),
        stopped_by=ENDS,
        stopped_name="birth or loss",
    ),
)
