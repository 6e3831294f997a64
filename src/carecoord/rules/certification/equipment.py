"""Equipment at home is renewed every twelve months.

Population: patients with equipment at home that is certified yearly.
Source: contractors' coverage articles on home oxygen and positive airway pressure; not read.
Departures: one year for all equipment; programme and renewal are found by codes of our own
(decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.courses import EQUIPMENT_AT_HOME, EQUIPMENT_RENEWED
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.cycle import Around, Cycle
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="certification.equipment",
    edition="2023",
    title="Renewal of equipment at home",
    population="equipment at home that is certified yearly",
    citation=Citation(
        text="Medicare contractors, coverage articles on equipment at home",
        locator="renewal; the interval differs by equipment and payer",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="the interval differs by equipment and payer: a site brings its own rule where it does",
    departures="interval and codes: decision 0020",
    in_force_from=date(2023, 1, 1),
    shape=Cycle(
        begins=EQUIPMENT_AT_HOME,
        begins_name="equipment at home",
        lengths=(months(12),),
        review=Around(days(-60), days(-1)),
        certified_by=EQUIPMENT_RENEWED,
        title="Renew the equipment for the next twelve months",
        closes="the renewal, signed by the prescriber and on file",
        urgency=Urgency.ROUTINE,
    ),
)
