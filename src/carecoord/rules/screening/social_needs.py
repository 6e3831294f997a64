"""Once in a calendar year everybody is asked about food, housing and transport.

Population: everybody.
Source: NCQA, HEDIS Social Need Screening and Intervention (SNS-E), as restated: screened with a
known instrument at least once in the year, from 1 January to 1 December.
Departures: one instrument or question stands for all three needs (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import hcpcs, loinc
from carecoord.rules.concepts.done import examined, reported
from carecoord.rules.criteria import Age, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, Unit, days
from carecoord.rules.engine.recurring import AtAge, Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule

SCREEN = coded(
    "Screening for social needs",
    *map(loinc, ("96777-8", "97023-6", "93025-5", "88122-7", "88123-5", "88124-3", "71802-3")),
    hcpcs("G0136"),
)
FIRST_OF_DECEMBER = Offset(2, Unit.YEAR_ENDS, -30)
"""Of the year after the one in which it was done."""

RULE = Rule(
    id="screening.social-needs",
    edition="2023",
    title="Screening for social needs",
    population="everybody",
    citation=Citation(
        text="NCQA, HEDIS Social Need Screening and Intervention (SNS-E)",
        locator="screening at least once between 1 January and 1 December of the year",
        status=Status.SECONDARY,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.COMMUNITY_HEALTH_WORKER,
        Licence.SOCIAL_WORKER,
        Licence.RN,
    ),
    limits="which of the needs an instrument asks about, and what was answered, is not read: a "
    "need on record has a rule of its own; hospice and long-term care are not told apart",
    departures="one instrument for all: decision 0026",
    in_force_from=date(2023, 1, 1),
    shape=Recurring(
        applies=Age(at_least=0).named("of any age"),
        reason_name="person to be asked",
        begins=AtAge(0),
        ways=(
            Way(
                "screening for social needs",
                reported(SCREEN) | examined(SCREEN),
                (Interval(FIRST_OF_DECEMBER),),
            ),
        ),
        title="Screening for social needs",
        closes="an instrument or question about food, housing or transport, answered",
        opens_before=days(334),
    ),
)
