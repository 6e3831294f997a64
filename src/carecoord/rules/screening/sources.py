"""The sources of the screenings, and who may arrange one."""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule, Shape

ARRANGE = (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)
"""Who may arrange a screening; ordering it is the prescriber's."""
CLINICAL = (Licence.RN, Licence.PRESCRIBER)
"""Who may work on an abnormal result."""


def uspstf(  # noqa: PLR0913  a rule has this many parts
    *,
    word: str,
    title: str,
    population: str,
    since: date,
    topic: str,
    shape: Shape,
    limits: str,
    departures: str,
    status: Status = Status.SECONDARY,
    parameters: tuple[Parameter, ...] = (),
) -> Rule:
    """A rule of the US Preventive Services Task Force, in force from its publication."""
    return Rule(
        id=f"screening.{word}",
        edition=str(since.year),
        title=title,
        population=population,
        citation=Citation(
            text=f"US Preventive Services Task Force, {topic}, {since.year}",
            locator="recommendation statement: population, intervals of screening",
            status=status,
        ),
        licences=ARRANGE,
        limits=limits,
        departures=departures,
        in_force_from=since,
        parameters=parameters,
        shape=shape,
    )
