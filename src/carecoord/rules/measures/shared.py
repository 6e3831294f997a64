"""Clauses that many measures share: hospice, palliative care, frailty, adult visits.

Source: QI-Core CQL libraries Hospice, PalliativeCare, AdvancedIllnessandFrailty and
AdultOutpatientEncounters, version 1.0.000 (cqframework, dqm-content-qicore-2025, CC0).
"""

from __future__ import annotations

from carecoord.model.code import loinc, snomed
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.rules.criteria import (
    MEASUREMENT_PERIOD,
    AgeAt,
    All,
    Any,
    Condition,
    Exists,
    Last,
    RecordedSex,
    Span,
    coded,
)
from carecoord.rules.engine.supply import supply
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import (
    active_medications,
    encounters,
    orders,
    procedures,
    results,
    symptoms,
    verified,
)

MP = MEASUREMENT_PERIOD.span
MP_START, MP_END = MEASUREMENT_PERIOD.start, MEASUREMENT_PERIOD.end
UNTIL_MP_END = Span(None, MP_END)
YES = snomed("373066001")
FEMALE: Condition = RecordedSex(code=snomed("248152002")).named("female")

DISCHARGED_TO_HOSPICE = (snomed("428371000124100"), snomed("428361000124107"))
HOSPICE_MDS = coded("Hospice care (Minimum Data Set)", loinc("45755-6"))

HOSPICE: Condition = Any(
    Exists(
        encounters(vs.ENCOUNTER_INPATIENT)
        .where(Encounter.discharge_disposition, *DISCHARGED_TO_HOSPICE)
        .ending(MP)
    ).named("discharged to hospice"),
    Exists(encounters(vs.HOSPICE_ENCOUNTER).overlapping(MP)).named("hospice encounter"),
    Exists(results(HOSPICE_MDS).where(Observation.value, YES).overlapping(MP)).named(
        "hospice care in the Minimum Data Set"
    ),
    Exists(orders(vs.HOSPICE_CARE_AMBULATORY).starting(MP)).named("hospice care ordered"),
    Exists(procedures(vs.HOSPICE_CARE_AMBULATORY).overlapping(MP)).named("hospice care performed"),
    Exists(verified(vs.HOSPICE_DIAGNOSIS).overlapping(MP)).named("hospice diagnosis"),
    name="hospice services",
)

FACIT_PAL = coded("FACIT palliative care questionnaire", loinc("71007-9"))

PALLIATIVE_CARE: Condition = Any(
    Exists(results(FACIT_PAL).overlapping(MP)).named("palliative care assessment"),
    Exists(verified(vs.PALLIATIVE_DIAGNOSIS).overlapping(MP)).named("palliative care diagnosis"),
    Exists(encounters(vs.PALLIATIVE_ENCOUNTER).overlapping(MP)).named("palliative care encounter"),
    Exists(procedures(vs.PALLIATIVE_INTERVENTION).overlapping(MP)).named(
        "palliative care intervention"
    ),
    name="palliative care",
)

MEDICAL_EQUIPMENT_USED = coded("Medical equipment used", loinc("98181-1"))

FRAILTY: Condition = Any(
    Exists(orders(vs.FRAILTY_DEVICE).where(Order.kind, "device").starting(MP)).named(
        "frailty device ordered"
    ),
    Exists(
        results(MEDICAL_EQUIPMENT_USED).where(Observation.value, vs.FRAILTY_DEVICE).ending(MP)
    ).named("frailty device used"),
    Exists(verified(vs.FRAILTY_DIAGNOSIS).overlapping(MP)).named("frailty diagnosis"),
    Exists(encounters(vs.FRAILTY_ENCOUNTER).overlapping(MP)).named("frailty encounter"),
    Exists(symptoms(vs.FRAILTY_SYMPTOM).overlapping(MP)).named("frailty symptom"),
    name="frailty",
)

TWO_YEARS = Span(MP_START.minus(years=1), MP_END)

ADVANCED_ILLNESS_OR_DEMENTIA: Condition = Any(
    Exists(verified(vs.ADVANCED_ILLNESS).starting(TWO_YEARS)).named("advanced illness"),
    Exists(active_medications(vs.DEMENTIA_MEDICATIONS).timed(supply).overlapping(TWO_YEARS)).named(
        "dementia medication"
    ),
    name="advanced illness or dementia medication",
)

HOUSING_STATUS = coded("Housing status", loinc("71802-3"))

FRAILTY_AND_ADVANCED_ILLNESS: Condition = All(
    AgeAt(MP_END, at_least=66).named("age 66 or more at the end of the period"),
    FRAILTY,
    ADVANCED_ILLNESS_OR_DEMENTIA,
    name="frailty with advanced illness or dementia",
)

NURSING_HOME: Condition = All(
    AgeAt(MP_END, at_least=66).named("age 66 or more"),
    Exists(
        Last(results(HOUSING_STATUS).ending(UNTIL_MP_END).latest()).where(
            Observation.value, snomed("160734000")
        )
    ).named("the last housing status is a nursing home"),
    name="lives in a nursing home",
)

ADULT_OUTPATIENT = encounters(
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.VIRTUAL_ENCOUNTER,
    vs.TELEPHONE_VISITS,
).during(MP)
