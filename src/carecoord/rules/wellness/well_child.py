"""Well-child visits from the first week to the 21st birthday, each in a window of its own.

Population: children and young people up to 21 years.
Source: American Academy of Pediatrics, Bright Futures periodicity schedule, June 2024: 3 to 5 days,
1, 2, 4, 6, 9, 12, 15, 18, 24 and 30 months, 3 years, then yearly to 21.
Departures: a visit closes the age in whose window it falls, halfway to the next; any visit with a
prescriber counts (decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import VISITS
from carecoord.rules.criteria.birth import Birth
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, days, months
from carecoord.rules.engine.rule import Rule

EARLY: tuple[tuple[str, str, Offset, Offset, Offset], ...] = (
    ("newborn", "3 to 5 days", days(3), days(5), days(20)),
    ("month-1", "1 month", days(21), months(1), days(45)),
    ("month-2", "2 months", days(46), months(2), days(90)),
    ("month-4", "4 months", days(91), months(4), days(150)),
    ("month-6", "6 months", days(151), months(6), days(225)),
    ("month-9", "9 months", days(226), months(9), days(315)),
    ("month-12", "12 months", days(316), months(12), days(410)),
    ("month-15", "15 months", days(411), months(15), days(500)),
    ("month-18", "18 months", days(501), months(18), days(640)),
    ("month-24", "24 months", days(641), months(24), days(820)),
    ("month-30", "30 months", days(821), months(30), days(1003)),
)
"""Name, age in words, first day of the window, due day and last day, from birth."""
FIRST_YEAR, LAST_YEAR = 3, 21


def _step(name: str, age: str, first: Offset, due: Offset, last: Offset) -> Step:
    return Step(
        name=name,
        title=f"Well-child visit at {age}",
        earliest=first,
        due=due,
        overdue_after=last,
        closed_by=VISITS,
        by=frozenset({Licence.PRESCRIBER}),
        closes="a well-child visit; what was missed is brought up to date at the next",
        later_closes=False,
        window_over="window closed; bring up to date at the next visit",
    )


def _yearly(years: int) -> Step:
    first = days(1004) if years == FIRST_YEAR else months(12 * years, and_days=-30)
    last = months(12 * years + 12, and_days=-31)
    return _step(f"year-{years}", f"{years} years", first, months(12 * years), last)


RULE = Rule(
    id="wellness.well-child",
    edition="2024",
    title="Well-child visits",
    population="up to 21 years of age",
    citation=Citation(
        text="American Academy of Pediatrics, Bright Futures periodicity schedule, June 2024",
        locator="ages of visits, footnotes 1 and 4",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what belongs to a visit (immunizations, screenings) is not asked here; a visit for an "
    "illness counts as well",
    departures="windows, any visit: decision 0020",
    in_force_from=date(2004, 1, 1),
    shape=FollowUp(
        trigger=Birth(),
        trigger_name="birth",
        steps=(
            *(_step(*row) for row in EARLY),
            *(_yearly(years) for years in range(FIRST_YEAR, LAST_YEAR + 1)),
        ),
        lapses_after=months(12 * LAST_YEAR + 12, and_days=-1),
    ),
)
