"""Two to four weeks after a RAS blocker or a diuretic was started, the blood is tested.

Population: patients with a new prescription of an ACE inhibitor, an angiotensin receptor blocker or
a diuretic.
Source: ACC/AHA guideline 2017: laboratory tests 2 to 4 weeks after a RAS blocker or diuretic was
begun. AHA/ACC guideline 2025: as restated, the same.
Departures: the tests are potassium and creatinine; a start is an order with none of its kind in the
180 days before; a raised dose is not told from a renewed order (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.done import measured
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.medicines import (
    CREATININE,
    DIURETIC,
    POTASSIUM,
    RAS_BLOCKER,
    started,
)


def _test(name: str, of: str) -> Step:
    tests = {"potassium": POTASSIUM, "creatinine": CREATININE}
    return Step(
        name=name,
        title=f"{of} 2 to 4 weeks after the start",
        earliest=days(14),
        due=days(28),
        closed_by=measured(tests[name]),
        closes=f"a {name} result",
    )


def _edition(year: int, since: date, text: str, status: Status) -> Rule:
    return Rule(
        id="monitoring.antihypertensive-tests",
        edition=str(year),
        title="Blood tests after a new RAS blocker or diuretic",
        population="a RAS blocker or a diuretic was started",
        citation=Citation(
            text=text,
            locator="follow-up after initiating antihypertensive drug therapy",
            status=status,
        ),
        licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
        limits="prescriptions under product codes alone, and diuretics other than "
        "hydrochlorothiazide, chlorthalidone, furosemide, torsemide and spironolactone, are not "
        "seen; a raised dose is not told from a renewed order",
        departures="which tests, what a start is: decision 0026",
        in_force_from=since,
        shape=FollowUp(
            trigger=started(RAS_BLOCKER) | started(DIURETIC),
            trigger_name="start of a RAS blocker or diuretic",
            one_in=days(14),
            steps=(_test("potassium", "Potassium"), _test("creatinine", "Creatinine")),
            lapses_after=days(120),
        ),
    )


RULE_2017 = _edition(
    2017,
    date(2017, 11, 13),
    "ACC/AHA, Guideline for High Blood Pressure in Adults, 2017",
    Status.VERIFIED,
)
RULE_2025 = _edition(
    2025,
    date(2025, 8, 14),
    "AHA/ACC, Guideline for High Blood Pressure in Adults, 2025, CIR.0000000000001356",
    Status.SECONDARY,
)
