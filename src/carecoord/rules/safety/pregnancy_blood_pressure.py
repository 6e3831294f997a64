"""In pregnancy and the weeks after it, 160/110 is an emergency: seen by a nurse or prescriber now.

At or above 160 systolic or 110 diastolic. The reading is repeated after 15 minutes by whoever sees
it; the rule waits for no second one.

Population: patients aged 10 to 60 with a pregnancy or a delivery on record in the last months.
Source: ACOG Committee Opinion 767 (2019), emergent therapy for acute-onset, severe hypertension
during pregnancy and the postpartum period: treatment within 30 to 60 minutes once confirmed.
Departures: acknowledged within half an hour, calm again below 140/90, at most 30 days; how long
after a delivery, and how a pregnancy is known (decision 0021).
"""

from __future__ import annotations

from datetime import timedelta, tzinfo
from decimal import Decimal

from carecoord.model.code import ICD10CM, ICD10PCS, Code, cpt, snomed
from carecoord.model.condition import Condition
from carecoord.model.fact import Fact
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import EACH, AgeAt, All, Any, Exists, Facts, Span
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import ALWAYS, Row, when_recorded
from carecoord.rules.safety.acknowledging import (
    CLINICIANS,
    DESPITE,
    LAPSES_DAYS,
    acknowledge_within,
)
from carecoord.rules.safety.severe_blood_pressure import (
    DIASTOLIC,
    READINGS,
    SYSTOLIC,
    above,
    calm,
    pressure,
    says,
    taken_at,
)

SEVERE_FROM_SYSTOLIC, SEVERE_FROM_DIASTOLIC = Decimal(160), Decimal(110)
WEEKS_AFTER = 12
LONGEST_MONTHS = 12
"""From the last period to twelve weeks after a birth at term: 52 weeks."""
YOUNGEST, OLDEST = 10, 60
ACKNOWLEDGE_WITHIN = acknowledge_within("safety.pregnancy-blood-pressure", timedelta(minutes=30))

PREGNANCY = ValueSet(
    url="urn:carecoord:pregnancy-and-childbed",
    name="Pregnancy and childbed",
    codes=(snomed("77386006"), snomed("72892002"), snomed("47200007")),
    prefixes=tuple(Code(ICD10CM, prefix) for prefix in ("O", "Z33", "Z34", "Z37", "Z39", "Z3A")),
)
DELIVERY = ValueSet(
    url="urn:carecoord:delivery-of-a-child",
    name="Delivery of a child",
    codes=(
        *map(snomed, ("66348005", "11466000", "177184002", "236974004")),
        *map(cpt, ("59400", "59409", "59410", "59510", "59514", "59515")),
    ),
    prefixes=(Code(ICD10PCS, "10D"), Code(ICD10PCS, "10E")),
)


def from_first_mention(row: Row, zone: tzinfo) -> Row:
    """A condition without an onset as beginning when it was recorded."""
    if row.start_low != ALWAYS:
        return row
    recorded = when_recorded(row, zone)
    if recorded.start_low == ALWAYS:
        return row
    start, last = recorded.start_low, recorded.start_high
    return Row(row.fact, start, last, max(row.end_low, start), max(row.end_high, start))


_UP_TO_NOW = Span(EACH.start.minus(days=7 * WEEKS_AFTER), EACH.start)
PREGNANCIES = (
    Facts(Condition, PREGNANCY)
    .where_not(Condition.verification_status, "refuted", "entered-in-error")
    .timed(from_first_mention)
    .starting(Span(EACH.start.minus(months=LONGEST_MONTHS), EACH.start))
    .overlapping(_UP_TO_NOW)
)
DELIVERIES = Facts(Procedure, DELIVERY).where(Procedure.status, "completed").starting(_UP_TO_NOW)
PREGNANT_OR_AFTER = All(
    AgeAt(on=EACH.start, at_least=YOUNGEST, at_most=OLDEST).named(
        f"aged {YOUNGEST} to {OLDEST} at the reading"
    ),
    Any(
        Exists(PREGNANCIES).named(f"pregnant, or no more than {WEEKS_AFTER} weeks after it"),
        Exists(DELIVERIES).named(f"delivered no more than {WEEKS_AFTER} weeks before"),
    ),
    name="pregnant or postpartum",
)


def severe(fact: Fact) -> bool | None:
    """Whether either pressure reaches its limit; None when one that could cannot be read."""
    answers = [
        above(pressure(fact, SYSTOLIC), SEVERE_FROM_SYSTOLIC, or_equal=True),
        above(pressure(fact, DIASTOLIC), SEVERE_FROM_DIASTOLIC, or_equal=True),
    ]
    if True in answers:
        return True
    return None if None in answers else False


RULE = Rule(
    id="safety.pregnancy-blood-pressure",
    edition="2019",
    title="Severe blood pressure in pregnancy or after it",
    population="patients aged 10 to 60 with a pregnancy or a delivery on record",
    citation=Citation(
        text="ACOG Committee Opinion 767, acute-onset, severe hypertension during pregnancy and "
        "the postpartum period",
        locator="abstract; limits from a restatement",
        status=Status.SECONDARY,
    ),
    licences=CLINICIANS,
    limits="a pregnancy that nobody recorded is not seen; whether the pressure lasts 15 minutes, "
    "symptoms and laboratory signs are for the clinician to find",
    departures="at or above 160/110, acknowledgement, calming, lapse, how a pregnancy is known: "
    "decision 0021",
    parameters=(ACKNOWLEDGE_WITHIN,),
    despite=DESPITE,
    shape=Alert(
        results=READINGS,
        result_name="blood pressure in pregnancy",
        alarming=severe,
        calm=calm,
        says=says,
        moment=taken_at,
        acknowledge_within=ACKNOWLEDGE_WITHIN,
        lapses_days=LAPSES_DAYS,
        title="See the severe blood pressure in pregnancy or after it now",
        closes="acknowledgement by a nurse or prescriber, or a later reading below 140/90",
        ladder=("obstetric prescriber on call", "medical director"),
        when=PREGNANT_OR_AFTER,
    ),
)
