"""Hospice care is certified for 90 days, 90 days more, and then for 60 at a time.

Population: patients who chose hospice care.
Source: 42 CFR 418.21 and 418.22: periods of 90, 90 and 60 days; written certification no
earlier than 15 days before a period and no later than two days after it began.
Departures: the choice and the certification are found by codes of our own (decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.hold import HoldKind
from carecoord.rules.concepts.courses import HOSPICE_CARE, HOSPICE_CERTIFIED
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.cycle import Around, Cycle
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="certification.hospice",
    edition="1983",
    title="Certification of hospice care",
    population="chose hospice care",
    citation=Citation(
        text="42 CFR 418.21, 418.22",
        locator="benefit periods of 90, 90 and 60 days; timing of certification",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.RN, Licence.PRESCRIBER),
    limits="the face-to-face visit before the third period is not asked for",
    departures="codes of choice and certification: decision 0020",
    in_force_from=date(1983, 11, 1),
    despite=frozenset({HoldKind.HOSPICE}),
    shape=Cycle(
        begins=HOSPICE_CARE,
        begins_name="hospice care",
        lengths=(days(90), days(90), days(60)),
        initial=Around(days(-15), days(2)),
        review=Around(days(-15), days(2)),
        certified_by=HOSPICE_CERTIFIED,
        by=frozenset({Licence.PRESCRIBER}),
        unknown_performer_closes=False,
        title="Certify hospice care for the period",
        closes="the certification by a physician",
        urgency=Urgency.URGENT,
        window_over="overdue: the days not certified are not paid for",
    ),
)
