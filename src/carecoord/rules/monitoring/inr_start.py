"""After a start of warfarin the INR is measured twice a week for two weeks, then weekly for four.

Population: patients with a new prescription of warfarin.
Source: restatements of the practice behind ACCP 2012: daily until two values are in range, then two
to three times a week for one to two weeks, then weekly for a month, then every four weeks.
Departures: two in each of the first two weeks stand for the daily ones as well, which are taken
where the patient is watched; a start is an order with none in the 180 days before (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.done import measured
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.inr import INR, WARFARIN
from carecoord.rules.monitoring.medicines import started

CITATION = Citation(
    text="American College of Chest Physicians, Antithrombotic Therapy and Prevention of "
    "Thrombosis, ninth edition, Chest 141(2 Suppl), 2012",
    locator="initiation and dosing of vitamin K antagonists, as restated",
    status=Status.SECONDARY,
)
IN_FORCE_FROM = date(2012, 2, 1)
LICENCES = (Licence.RN, Licence.PHARMACIST, Licence.PRESCRIBER)
TWICE, ONCE = 2, 1
OFTEN_FOR_WEEKS, WEEKS = 2, 6


def _week(number: int) -> Step:
    often = number <= OFTEN_FOR_WEEKS
    return Step(
        name=f"week-{number}",
        title=f"INR {'twice ' if often else ''}in week {number} of warfarin",
        earliest=days(7 * number - 6),
        due=days(7 * number),
        closed_by=measured(INR),
        times=TWICE if often else ONCE,
        closes="an INR result" + (" on each of two days" if often else ""),
        urgency=Urgency.URGENT,
        later_closes=False,
        window_over="window closed; measure at once",
    )


RULE = Rule(
    id="monitoring.inr-start",
    edition="2012",
    title="INR in the first weeks of warfarin",
    population="warfarin was started",
    citation=CITATION,
    licences=LICENCES,
    limits="values out of range ask for more: the clinician sets it; prescriptions under product "
    "codes alone, and home testing outside of the record, are not seen; that warfarin was stopped "
    "is not read",
    departures="twice a week, what a start is: decision 0026",
    in_force_from=IN_FORCE_FROM,
    shape=FollowUp(
        trigger=started(WARFARIN),
        trigger_name="start of warfarin",
        one_in=days(42),
        steps=tuple(_week(number) for number in range(1, WEEKS + 1)),
        lapses_after=days(45),
    ),
)
