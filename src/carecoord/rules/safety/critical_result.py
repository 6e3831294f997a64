"""A laboratory result that the laboratory calls critical is seen by a nurse or prescriber now.

Critical high, critical low or critical abnormal; the limits are the laboratory's own, and the rule
compares no value with any. A later result does not end the alert.

Population: anybody with a laboratory result on record.
Source: HL7 ObservationInterpretation, codes HH, LL and AA: a level at which immediate action should
be considered for patient safety.
Departures: acknowledged within an hour of the result, at most 30 days, whoever is told in turn
(decision 0021).
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from carecoord.model.code import Code
from carecoord.model.fact import Fact
from carecoord.model.observation import Observation
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.fields import codes_in
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row, at_end, day_bounds
from carecoord.rules.safety.acknowledging import (
    CLINICIANS,
    DESPITE,
    LAPSES_DAYS,
    acknowledge_within,
    never_calm,
)
from carecoord.rules.safety.severe_blood_pressure import taken_at
from carecoord.rules.safety.words import in_words

_HL7 = "http://terminology.hl7.org/CodeSystem"
_SYSTEMS = (f"{_HL7}/v3-ObservationInterpretation", f"{_HL7}/v2-0078")
"""The code system, and the older table of which it took these three codes."""
MEANING = {"HH": "critical high", "LL": "critical low", "AA": "critical abnormal"}
CRITICAL = tuple(Code(system, symbol) for system in _SYSTEMS for symbol in MEANING)
NO_LABORATORY = tuple(
    Code(f"{_HL7}/observation-category", name)
    for name in (
        "activity",
        "exam",
        "imaging",
        "procedure",
        "social-history",
        "survey",
        "therapy",
        "vital-signs",
    )
)
"""Categories of what no laboratory found; a result without a category may be a laboratory's."""


def when_issued(row: Row, zone: tzinfo) -> Row:
    """On the day on which the result was there to see, else when the sample was taken."""
    assert isinstance(row.fact, Observation)  # noqa: S101  RESULTS selects observations
    if row.fact.issued_at is None:
        return at_end(row, zone)
    low, high = day_bounds(row.fact.issued_at, zone)
    return Row(row.fact, low, high, low, high)


RESULTS = (
    Facts(Observation)
    .where(Observation.interpretation, *CRITICAL)
    .where_not(Observation.category, *NO_LABORATORY)
    .where(Observation.status, "final", "amended", "corrected", "preliminary")
    .timed(when_issued)
)
ACKNOWLEDGE_WITHIN = acknowledge_within("safety.critical-result", timedelta(hours=1))


def critical(_: Fact) -> bool:
    """Whatever the laboratory calls so."""
    return True


def says(fact: Fact) -> str:
    """The result in words, as the laboratory called it."""
    assert isinstance(fact, Observation)  # noqa: S101  RESULTS selects observations
    called = {MEANING[code.code] for code in codes_in(fact.interpretation) if code in CRITICAL}
    name = fact.code.label if fact.code else "a result"
    return f"{name} {in_words(fact.value)}, {' and '.join(sorted(called))}"


def seen_at(fact: Fact) -> datetime | None:
    """The instant at which the result was there to see, when it is known that exactly."""
    assert isinstance(fact, Observation)  # noqa: S101  RESULTS selects observations
    if fact.issued_at is None:
        return taken_at(fact)
    return fact.issued_at if isinstance(fact.issued_at, datetime) else None


RULE = Rule(
    id="safety.critical-result",
    edition="2026",
    title="Critical laboratory result",
    population="anybody with a laboratory result on record",
    citation=Citation(
        text="HL7 terminology, ObservationInterpretation",
        locator="codes HH, LL and AA",
        status=Status.VERIFIED,
        url="http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
    ),
    licences=CLINICIANS,
    limits="a result that the laboratory did not flag as critical is not judged; whether the "
    "laboratory has already called somebody is known only if the record shows it",
    departures="acknowledgement, lapse and who is told in turn: decision 0021",
    parameters=(ACKNOWLEDGE_WITHIN,),
    despite=DESPITE,
    shape=Alert(
        results=RESULTS,
        result_name="critical result",
        alarming=critical,
        calm=never_calm,
        says=says,
        moment=seen_at,
        acknowledge_within=ACKNOWLEDGE_WITHIN,
        lapses_days=LAPSES_DAYS,
        title="See the critical result now",
        closes="acknowledgement by a nurse or prescriber",
    ),
)
