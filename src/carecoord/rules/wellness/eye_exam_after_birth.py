"""With diabetes from before a pregnancy the eyes are examined in the year after the birth.

Population: patients who gave birth and had diabetes before the pregnancy.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 12: in pregnancy
with diabetes of type 1 or 2 each trimester, and for one year after.
Departures: one exam by the end of that year; diabetes from before is diabetes on record 280 days
before the birth (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.condition import Condition
from carecoord.rules.concepts.births import BIRTHS
from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.criteria import EACH, Exists, Facts, Span
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.wellness.eye_exam_in_pregnancy import CITATION, EXAMS, LICENCES
from carecoord.rules.wellness.pregnancy import TERM_DAYS

HAD_DIABETES = Exists(
    Facts(Condition, DIABETES)
    .where_not(Condition.verification_status, "refuted", "entered-in-error")
    .starting(Span(None, EACH.end.minus(days=TERM_DAYS)))
).named("diabetes from before the pregnancy")

RULE = Rule(
    id="wellness.eye-exam-after-birth",
    edition="2026",
    title="Dilated eye exam after a birth with diabetes",
    population="gave birth, with diabetes from before the pregnancy",
    citation=CITATION,
    licences=LICENCES,
    limits="what the exam found is not read; exams outside of this record are not seen",
    departures="one exam in the year, diabetes from before: decision 0026",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=BIRTHS,
        trigger_name="birth",
        only_if=HAD_DIABETES,
        one_in=days(84),
        steps=(
            Step(
                name="exam",
                title="Dilated eye exam in the year after the birth",
                earliest=days(1),
                due=days(365),
                closed_by=EXAMS,
                closes="the report of a dilated or retinal eye exam",
            ),
        ),
        lapses_after=days(455),
    ),
)
