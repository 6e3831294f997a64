"""Four to twelve weeks after a statin was started, lipids are measured.

Population: patients with a new prescription of a statin.
Source: ACC/AHA guideline on the management of dyslipidemia, 13 March 2026, as restated: a lipid
panel 4 to 12 weeks after a start or a changed dose.
Departures: a start is an order with no statin in the 180 days before; a changed dose is not told
from a renewed order (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.done import reported
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.medicines import LIPIDS, STATIN, started

CITATION = Citation(
    text="ACC/AHA, Guideline on the Management of Dyslipidemia, 2026",
    locator="monitoring: 4 to 12 weeks after initiation, then every 6 to 12 months",
    status=Status.SECONDARY,
)
IN_FORCE_FROM = date(2026, 3, 13)

RULE = Rule(
    id="monitoring.lipids-after-statin",
    edition="2026",
    title="Lipids after a new statin",
    population="a statin was started",
    citation=CITATION,
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="prescriptions under product codes alone are not seen; other medicines for lipids are "
    "not asked about; a changed dose is not told from a renewed order",
    departures="what a start is: decision 0026",
    in_force_from=IN_FORCE_FROM,
    shape=FollowUp(
        trigger=started(STATIN),
        trigger_name="start of a statin",
        one_in=days(28),
        steps=(
            Step(
                name="lipids",
                title="Lipids 4 to 12 weeks after a new statin",
                earliest=days(28),
                due=days(84),
                closed_by=reported(LIPIDS),
                closes="a lipid panel or a cholesterol result",
            ),
        ),
        lapses_after=days(180),
    ),
)
