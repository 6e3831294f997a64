"""Prenatal visits: every four weeks to week 28, every two to week 36, then weekly to birth.

Population: patients who are pregnant, with a due date and a prenatal visit on record.
Source: AAP and ACOG, Guidelines for Perinatal Care, the traditional schedule, as restated. ACOG's
consensus of 2025 tailors the visits and gives no numbers.
Departures: the next visit counts from the last one, the weeks from the last estimate of the due
date; the intervals are parameters, so that a tailored schedule can stand in their place (decision
0026).
"""

from __future__ import annotations

from carecoord.rules.criteria import All, Condition, Exists, Itself, Not, Span
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.wellness.first_prenatal_visit import CITATION, IN_FORCE_FROM, LICENCES
from carecoord.rules.wellness.pregnancy import BEGAN, ENDS, PREGNANCY, SEEN

WEEK = 7
EARLY, LATER, LAST = (
    Parameter(
        name=f"wellness.prenatal-visits.{word}",
        default=days(weeks * WEEK),
        says=f"how long after a prenatal visit {when} the next is due",
    )
    for word, weeks, when in (
        ("early", 4, "before week 28"),
        ("later", 2, "from week 28 on"),
        ("last", 1, "from week 36 on"),
    )
)


def _from_week(week: int) -> Condition:
    """The last visit was in that week or after it."""
    since = Span(BEGAN.plus(days=week * WEEK), None)
    return Exists(Itself().starting(since)).named(f"seen in week {week} or later")


RULE = Rule(
    id="wellness.prenatal-visits",
    edition="2017",
    title="Prenatal visits",
    population="pregnant, with a due date and a prenatal visit on record",
    citation=CITATION,
    licences=LICENCES,
    limits="risk is not read: at high risk more is asked for, and a tailored schedule may ask for "
    "less; visits under other codes are not seen",
    departures="counted from the last visit, parameters: decision 0026",
    in_force_from=IN_FORCE_FROM,
    parameters=(EARLY, LATER, LAST),
    shape=Recurring(
        applies=All(
            Exists(PREGNANCY.current()).named("pregnant"),
            Not(Exists(ENDS.starting(Span(BEGAN, None))).named("birth or loss")),
            Exists(SEEN).named("prenatal care begun"),
        ),
        reason_name="prenatal care that goes on",
        begins=SEEN,
        ways=(
            Way(
                "prenatal visit",
                SEEN,
                (
                    Interval(LAST, when=_from_week(36), because="week 36 or later"),
                    Interval(LATER, when=_from_week(28), because="week 28 to 35"),
                    Interval(EARLY),
                ),
            ),
        ),
        title="Prenatal visit",
        closes="a prenatal visit",
        opens_before=days(3),
    ),
)
