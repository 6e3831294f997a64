"""After a stay for mental illness: seen by a mental health provider within 7 and within 30 days.

Population: patients of 6 years and older, discharged to the community from an acute inpatient stay
for mental illness or self-harm.
Source: NCQA, HEDIS Follow-Up After Hospitalization for Mental Illness (FUH): days 1 to 7 and 1 to
30; the day of discharge does not count.
Departures: the codes of mental illness are ours; somebody whose licence is not known leaves it
open; readmission ends it (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ACT_CODE, Code
from carecoord.model.encounter import Encounter
from carecoord.rules.concepts.visits import ADMISSIONS, ATTEMPTS, INPATIENT_DISCHARGES
from carecoord.rules.criteria import EACH, AgeAt
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import MENTAL_ILLNESS, VISITS, because_of

NOT_ACUTE = Code(ACT_CODE, "NONAC")
ACUTE_DISCHARGES = INPATIENT_DISCHARGES.where_not(Encounter.encounter_class, NOT_ACUTE)
STAYS = because_of(ACUTE_DISCHARGES, MENTAL_ILLNESS)


def _seen_by(day: int, urgency: Urgency, *, window_over: str, later: bool) -> Step:
    return Step(
        name=f"visit-{day}",
        title=f"Seen by a mental health provider within {day} days of discharge",
        earliest=days(1),
        due=days(day),
        closed_by=VISITS,
        by=frozenset({Licence.MENTAL_HEALTH}),
        unknown_performer_closes=False,
        attempts=ATTEMPTS,
        closes="a visit or video visit with a mental health provider",
        urgency=urgency,
        later_closes=later,
        window_over=window_over,
    )


RULE = Rule(
    id="followup.mental-illness-stay",
    edition="2025",
    title="Follow-up after a stay for mental illness",
    population="age 6 or more, home from an acute inpatient stay for mental illness or self-harm",
    citation=Citation(
        text="NCQA, HEDIS Follow-Up After Hospitalization for Mental Illness (FUH)",
        locator="7-day and 30-day follow-up; visits on the day of discharge do not count",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.RN, Licence.MENTAL_HEALTH),
    limits="which diagnoses are mental illness is by chapters of ICD-10-CM, not by NCQA's list; "
    "the diagnosis of the visit is not asked; a provider's specialty must be coded",
    departures="codes, unknown performers, readmission: decision 0017",
    in_force_from=date(2018, 1, 1),
    shape=FollowUp(
        trigger=STAYS,
        trigger_name="discharge after mental illness",
        only_if=AgeAt(EACH.end, at_least=6).named("age 6 or more at discharge"),
        steps=(
            _seen_by(
                7,
                Urgency.URGENT,
                window_over="window closed; by day 30 counts for 30",
                later=False,
            ),
            _seen_by(
                30, Urgency.ROUTINE, window_over="window closed, still to be done", later=True
            ),
        ),
        lapses_after=days(60),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
