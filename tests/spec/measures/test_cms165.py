"""Controlling high blood pressure (CMS165).

Of people aged 18 to 85 with essential hypertension in the first half of the year and an outpatient
visit, those whose last pressure outside of hospital lies below 140/90. Ruth, 60, is one of them;
every row changes one thing about her, and says whether she is in the population, excluded, and in
the numerator.
"""

from datetime import date

import attrs
import pytest
from small_charts import (
    act,
    after,
    chart_of,
    coded,
    condition,
    counts,
    encounter,
    order,
    prescription,
    pressure,
    procedure,
    result,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import PartialDate, Period
from carecoord.model.code import loinc, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms165 import RULE

IN, OUT, EXCLUDED, OPEN = (1, 0, 1), (0, 0, 0), (1, 1, 0), (1, 0, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
MAY = date(2026, 5, 5)
READ_ON = date(2026, 10, 20)

HYPERTENSION = condition(vs.ESSENTIAL_HYPERTENSION)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
READING = pressure(READ_ON, 138, 86)
RUTH = (HYPERTENSION, VISIT, READING)


def aged(years):
    """Born so that the age on the last day of 2026 has just been completed."""
    return date(2026 - years, 12, 31)


def ruth(*more, instead=None, born=date(1966, 1, 1), unasked=()):
    """Ruth with further facts, or with some facts in the place of hers."""
    changed = instead or {}
    kept = [changed.get(id(fact), fact) for fact in RUTH]
    facts = [one for fact in kept for one in (fact if isinstance(fact, tuple) else (fact,))]
    return chart_of(*facts, *more, born=born, unasked=unasked)


def with_hypertension(*facts):
    return ruth(instead={id(HYPERTENSION): facts})


def with_visit(*facts):
    return ruth(instead={id(VISIT): facts})


def with_readings(*facts):
    return ruth(instead={id(READING): facts})


def of_age(years, *more):
    return ruth(*more, born=aged(years))


def test_ruth_is_in_the_numerator():
    assert counts(RULE, ruth()) == (IN,)


AGES = {
    "17 is too young": (17, OUT),
    "18 is old enough": (18, IN),
    "85 is not too old": (85, IN),
    "86 is too old": (86, OUT),
}


@pytest.mark.parametrize(("years", "expected"), AGES.values(), ids=AGES)
def test_the_age_counts_at_the_end_of_the_year(years, expected):
    """18 to 85 completed years on 31 December."""
    assert (expected,) == counts(RULE, of_age(years))


def test_the_day_after_the_last_birthday_that_counts_is_too_late():
    """Born on 1 January 2009, she is 17 on 31 December 2026."""
    assert counts(RULE, ruth(born=date(2009, 1, 1))) == (OUT,)


def test_a_birth_date_that_leaves_the_age_open_counts_nothing():
    assert counts(RULE, ruth(born=None)) == (OUT,)
    assert unknown(RULE, ruth(born=None)) == (("initial-population",),)


def test_a_birth_month_that_decides_the_age_is_enough():
    assert counts(RULE, ruth(born=PartialDate(2008, 12))) == (IN,)
    assert counts(RULE, ruth(born=PartialDate(2009))) == (OUT,)


HTN = vs.ESSENTIAL_HYPERTENSION
HYPERTENSIONS = {
    "none": ((), OUT),
    "beginning on 30 June": ((condition(HTN, date(2026, 6, 30)),), IN),
    "beginning on 1 July": ((condition(HTN, date(2026, 7, 1)),), OUT),
    "ended on the first day": ((condition(HTN, abated=FIRST),), IN),
    "ended the day before": ((condition(HTN, abated=BEFORE),), OUT),
    "refuted": ((condition(HTN, verification_status="refuted"),), OUT),
    "entered in error": ((condition(HTN, verification_status="entered-in-error"),), OUT),
    "confirmed": ((condition(HTN, verification_status="confirmed"),), IN),
    "provisional": ((condition(HTN, verification_status="provisional"),), IN),
    "resolved, nobody knows when": ((condition(HTN, clinical_status="resolved"),), OUT),
    "a recurrence": ((condition(HTN, clinical_status="recurrence"),), IN),
    "a relapse": ((condition(HTN, clinical_status="relapse"),), IN),
    "beginning some day of the year": ((condition(HTN, PartialDate(2026)),), OUT),
    "beginning some day of May": ((condition(HTN, PartialDate(2026, 5)),), IN),
    "another disease": ((condition(vs.NARCOLEPSY),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), HYPERTENSIONS.values(), ids=HYPERTENSIONS)
def test_essential_hypertension_in_the_first_six_months(facts, expected):
    """Verified, and overlapping 1 January to 30 June."""
    assert (expected,) == counts(RULE, with_hypertension(*facts))


def test_a_resolved_hypertension_without_an_end_is_not_known_to_have_lasted():
    chart = with_hypertension(condition(HTN, clinical_status="resolved"))

    assert unknown(RULE, chart) == (("initial-population",),)


OUTPATIENT = (
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.VIRTUAL_ENCOUNTER,
    vs.TELEPHONE_VISITS,
)


@pytest.mark.parametrize("kind", OUTPATIENT, ids=lambda s: s.name)
def test_each_kind_of_outpatient_visit_counts(kind):
    assert counts(RULE, with_visit(encounter(kind, MAY))) == (IN,)


VISITS = {
    "none": ((), OUT),
    "an emergency visit": ((encounter(vs.ED_EVALUATION_AND_MANAGEMENT, MAY),), OUT),
    "on the first day": ((encounter(vs.OFFICE_VISIT, FIRST),), IN),
    "the day before": ((encounter(vs.OFFICE_VISIT, BEFORE),), OUT),
    "on the last day": ((encounter(vs.OFFICE_VISIT, LAST),), IN),
    "the day after": ((encounter(vs.OFFICE_VISIT, NEXT),), OUT),
    "beginning in the year before": ((encounter(vs.OFFICE_VISIT, BEFORE, FIRST),), OUT),
    "ending in the next year": ((encounter(vs.OFFICE_VISIT, LAST, NEXT),), OUT),
    "planned": ((encounter(vs.OFFICE_VISIT, MAY, status="planned"),), OUT),
    "cancelled": ((encounter(vs.OFFICE_VISIT, MAY, status="cancelled"),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), VISITS.values(), ids=VISITS)
def test_an_outpatient_visit_wholly_within_the_year(facts, expected):
    """Finished, with both edges in the year."""
    assert (expected,) == counts(RULE, with_visit(*facts))


HOSPITAL = vs.ENCOUNTER_INPATIENT
TO_HOSPICE_AT_HOME = coded(snomed("428361000124107"))
TO_A_HOSPICE = coded(snomed("428371000124100"))
HOME = coded(snomed("306689006"))
MDS = loinc("45755-6")
YES, NO = snomed("373066001"), snomed("373067005")

HOSPICE = {
    "discharged to hospice at home": (
        encounter(HOSPITAL, MAY, discharge_disposition=TO_HOSPICE_AT_HOME),
        EXCLUDED,
    ),
    "discharged to a hospice": (
        encounter(HOSPITAL, MAY, discharge_disposition=TO_A_HOSPICE),
        EXCLUDED,
    ),
    "discharged to hospice, admitted the year before": (
        encounter(HOSPITAL, BEFORE, FIRST, discharge_disposition=TO_A_HOSPICE),
        EXCLUDED,
    ),
    "discharged to hospice on the last day": (
        encounter(HOSPITAL, LAST, discharge_disposition=TO_A_HOSPICE),
        EXCLUDED,
    ),
    "discharged to hospice after the year": (
        encounter(HOSPITAL, LAST, NEXT, discharge_disposition=TO_A_HOSPICE),
        IN,
    ),
    "discharged to hospice before the year": (
        encounter(HOSPITAL, BEFORE, discharge_disposition=TO_A_HOSPICE),
        IN,
    ),
    "discharged home": (encounter(HOSPITAL, MAY, discharge_disposition=HOME), IN),
    "a stay for hospice not finished": (
        encounter(HOSPITAL, MAY, discharge_disposition=TO_A_HOSPICE, status="in-progress"),
        IN,
    ),
    "an office visit that ends in hospice": (
        encounter(vs.OFFICE_VISIT, MAY, discharge_disposition=TO_A_HOSPICE),
        IN,
    ),
    "hospice encounter": (encounter(vs.HOSPICE_ENCOUNTER, MAY), EXCLUDED),
    "hospice encounter into the first day": (
        encounter(vs.HOSPICE_ENCOUNTER, BEFORE, FIRST),
        EXCLUDED,
    ),
    "hospice encounter from the last day on": (
        encounter(vs.HOSPICE_ENCOUNTER, LAST, NEXT),
        EXCLUDED,
    ),
    "hospice encounter before": (encounter(vs.HOSPICE_ENCOUNTER, BEFORE), IN),
    "hospice encounter after": (encounter(vs.HOSPICE_ENCOUNTER, NEXT), IN),
    "hospice encounter planned": (encounter(vs.HOSPICE_ENCOUNTER, MAY, status="planned"), IN),
    "hospice care in the Minimum Data Set": (result(MDS, MAY, YES), EXCLUDED),
    "no hospice care in the Minimum Data Set": (result(MDS, MAY, NO), IN),
    "hospice care in the Minimum Data Set, before": (result(MDS, BEFORE, YES), IN),
    "hospice care in the Minimum Data Set, after": (result(MDS, NEXT, YES), IN),
    "hospice care in the Minimum Data Set over new year": (
        result(MDS, through(BEFORE, FIRST), YES),
        EXCLUDED,
    ),
    "hospice care in the Minimum Data Set into the next year": (
        result(MDS, through(LAST, NEXT), YES),
        EXCLUDED,
    ),
    "hospice care in the Minimum Data Set, preliminary": (
        result(MDS, MAY, YES, status="preliminary"),
        IN,
    ),
    "another question of the Minimum Data Set": (result(loinc("45756-4"), MAY, YES), IN),
    "hospice ordered": (order(vs.HOSPICE_CARE_AMBULATORY, MAY), EXCLUDED),
    "hospice ordered on the first day": (order(vs.HOSPICE_CARE_AMBULATORY, FIRST), EXCLUDED),
    "hospice ordered before": (order(vs.HOSPICE_CARE_AMBULATORY, BEFORE), IN),
    "hospice ordered after": (order(vs.HOSPICE_CARE_AMBULATORY, NEXT), IN),
    "hospice order completed": (
        order(vs.HOSPICE_CARE_AMBULATORY, MAY, status="completed"),
        EXCLUDED,
    ),
    "hospice order drafted": (order(vs.HOSPICE_CARE_AMBULATORY, MAY, status="draft"), IN),
    "hospice proposed": (order(vs.HOSPICE_CARE_AMBULATORY, MAY, intent="proposal"), IN),
    "hospice planned": (order(vs.HOSPICE_CARE_AMBULATORY, MAY, intent="plan"), IN),
    "hospice forbidden": (order(vs.HOSPICE_CARE_AMBULATORY, MAY, do_not_perform=True), IN),
    "hospice care performed": (procedure(vs.HOSPICE_CARE_AMBULATORY, MAY), EXCLUDED),
    "hospice care performed over new year": (
        procedure(vs.HOSPICE_CARE_AMBULATORY, through(BEFORE, FIRST)),
        EXCLUDED,
    ),
    "hospice care performed into the next year": (
        procedure(vs.HOSPICE_CARE_AMBULATORY, through(LAST, NEXT)),
        EXCLUDED,
    ),
    "hospice care performed before": (procedure(vs.HOSPICE_CARE_AMBULATORY, BEFORE), IN),
    "hospice care performed after": (procedure(vs.HOSPICE_CARE_AMBULATORY, NEXT), IN),
    "hospice care not done": (
        procedure(vs.HOSPICE_CARE_AMBULATORY, MAY, status="not-done"),
        IN,
    ),
    "hospice diagnosis": (condition(vs.HOSPICE_DIAGNOSIS), EXCLUDED),
    "hospice diagnosis on the last day": (condition(vs.HOSPICE_DIAGNOSIS, LAST), EXCLUDED),
    "hospice diagnosis after": (condition(vs.HOSPICE_DIAGNOSIS, NEXT), IN),
    "hospice diagnosis ended before": (condition(vs.HOSPICE_DIAGNOSIS, abated=BEFORE), IN),
    "hospice diagnosis refuted": (
        condition(vs.HOSPICE_DIAGNOSIS, verification_status="refuted"),
        IN,
    ),
}
INTENTS = ("order", "original-order", "reflex-order", "filler-order", "instance-order")


@pytest.mark.parametrize(("fact", "expected"), HOSPICE.values(), ids=HOSPICE)
def test_hospice_excludes(fact, expected):
    """An order counts in the year it was written; all else when it overlaps the year."""
    assert (expected,) == counts(RULE, ruth(fact))


@pytest.mark.parametrize("intent", INTENTS)
def test_each_intent_of_an_order_counts(intent):
    ordered = order(vs.HOSPICE_CARE_AMBULATORY, MAY, intent=intent)

    assert counts(RULE, ruth(ordered)) == (EXCLUDED,)


FACIT = loinc("71007-9")
PALLIATIVE = {
    "assessment": (result(FACIT, MAY), EXCLUDED),
    "assessment amended": (result(FACIT, MAY, status="amended"), EXCLUDED),
    "assessment corrected": (result(FACIT, MAY, status="corrected"), EXCLUDED),
    "assessment over new year": (result(FACIT, through(BEFORE, FIRST)), EXCLUDED),
    "assessment into the next year": (result(FACIT, through(LAST, NEXT)), EXCLUDED),
    "assessment before": (result(FACIT, BEFORE), IN),
    "assessment after": (result(FACIT, NEXT), IN),
    "assessment preliminary": (result(FACIT, MAY, status="preliminary"), IN),
    "another assessment": (result(loinc("71006-1"), MAY), IN),
    "diagnosis": (condition(vs.PALLIATIVE_DIAGNOSIS), EXCLUDED),
    "diagnosis ended before": (condition(vs.PALLIATIVE_DIAGNOSIS, abated=BEFORE), IN),
    "diagnosis after": (condition(vs.PALLIATIVE_DIAGNOSIS, NEXT), IN),
    "diagnosis refuted": (
        condition(vs.PALLIATIVE_DIAGNOSIS, verification_status="refuted"),
        IN,
    ),
    "encounter": (encounter(vs.PALLIATIVE_ENCOUNTER, MAY), EXCLUDED),
    "encounter over new year": (encounter(vs.PALLIATIVE_ENCOUNTER, BEFORE, FIRST), EXCLUDED),
    "encounter into the next year": (encounter(vs.PALLIATIVE_ENCOUNTER, LAST, NEXT), EXCLUDED),
    "encounter before": (encounter(vs.PALLIATIVE_ENCOUNTER, BEFORE), IN),
    "encounter after": (encounter(vs.PALLIATIVE_ENCOUNTER, NEXT), IN),
    "encounter cancelled": (encounter(vs.PALLIATIVE_ENCOUNTER, MAY, status="cancelled"), IN),
    "intervention": (procedure(vs.PALLIATIVE_INTERVENTION, MAY), EXCLUDED),
    "intervention over new year": (
        procedure(vs.PALLIATIVE_INTERVENTION, through(BEFORE, FIRST)),
        EXCLUDED,
    ),
    "intervention into the next year": (
        procedure(vs.PALLIATIVE_INTERVENTION, through(LAST, NEXT)),
        EXCLUDED,
    ),
    "intervention before": (procedure(vs.PALLIATIVE_INTERVENTION, BEFORE), IN),
    "intervention not done": (
        procedure(vs.PALLIATIVE_INTERVENTION, MAY, status="not-done"),
        IN,
    ),
}


@pytest.mark.parametrize(("fact", "expected"), PALLIATIVE.values(), ids=PALLIATIVE)
def test_palliative_care_excludes(fact, expected):
    """Whatever of it overlaps the year."""
    assert (expected,) == counts(RULE, ruth(fact))


KIDNEYS = {
    "pregnancy": (condition(vs.PREGNANCY), EXCLUDED),
    "pregnancy over by then": (condition(vs.PREGNANCY, abated=BEFORE), IN),
    "pregnancy on the last day": (condition(vs.PREGNANCY, LAST), EXCLUDED),
    "pregnancy after": (condition(vs.PREGNANCY, NEXT), IN),
    "pregnancy refuted": (condition(vs.PREGNANCY, verification_status="refuted"), IN),
    "end-stage disease": (condition(vs.END_STAGE_RENAL_DISEASE), EXCLUDED),
    "transplant recipient": (condition(vs.KIDNEY_TRANSPLANT_RECIPIENT), EXCLUDED),
    "stage 5": (condition(vs.CKD_STAGE_5), EXCLUDED),
    "transplant ten years ago": (procedure(vs.KIDNEY_TRANSPLANT, date(2016, 5, 5)), EXCLUDED),
    "transplant on the last day": (procedure(vs.KIDNEY_TRANSPLANT, LAST), EXCLUDED),
    "transplant after": (procedure(vs.KIDNEY_TRANSPLANT, NEXT), IN),
    "transplant that ends after": (procedure(vs.KIDNEY_TRANSPLANT, through(LAST, NEXT)), IN),
    "transplant not done": (procedure(vs.KIDNEY_TRANSPLANT, MAY, status="not-done"), IN),
    "dialysis": (procedure(vs.DIALYSIS_SERVICES, MAY), EXCLUDED),
    "dialysis after": (procedure(vs.DIALYSIS_SERVICES, NEXT), IN),
    "monthly services": (encounter(vs.ESRD_MONTHLY_OUTPATIENT, date(2019, 5, 5)), EXCLUDED),
    "monthly services from the last day on": (
        encounter(vs.ESRD_MONTHLY_OUTPATIENT, LAST, NEXT),
        EXCLUDED,
    ),
    "monthly services after": (encounter(vs.ESRD_MONTHLY_OUTPATIENT, NEXT), IN),
    "monthly services planned": (
        encounter(vs.ESRD_MONTHLY_OUTPATIENT, MAY, status="planned"),
        IN,
    ),
}


@pytest.mark.parametrize(("fact", "expected"), KIDNEYS.values(), ids=KIDNEYS)
def test_pregnancy_and_kidney_failure_exclude(fact, expected):
    """Diagnoses overlap the year, procedures end by its end, monthly services start by it."""
    assert (expected,) == counts(RULE, ruth(fact))


DEVICE_USED = loinc("98181-1")
FRAILTY = {
    "device ordered": (order(vs.FRAILTY_DEVICE, MAY, kind="device"), EXCLUDED),
    "device ordered on the first day": (order(vs.FRAILTY_DEVICE, FIRST, kind="device"), EXCLUDED),
    "device ordered before": (order(vs.FRAILTY_DEVICE, BEFORE, kind="device"), IN),
    "device ordered after": (order(vs.FRAILTY_DEVICE, NEXT, kind="device"), IN),
    "device drafted": (order(vs.FRAILTY_DEVICE, MAY, kind="device", status="draft"), IN),
    "device asked for as a service": (order(vs.FRAILTY_DEVICE, MAY, kind="service"), IN),
    "another device ordered": (order(vs.OFFICE_VISIT, MAY, kind="device"), IN),
    "device used": (result(DEVICE_USED, MAY, vs.FRAILTY_DEVICE), EXCLUDED),
    "device used over new year": (
        result(DEVICE_USED, through(BEFORE, FIRST), vs.FRAILTY_DEVICE),
        EXCLUDED,
    ),
    "device used into the next year": (
        result(DEVICE_USED, through(LAST, NEXT), vs.FRAILTY_DEVICE),
        IN,
    ),
    "device used before": (result(DEVICE_USED, BEFORE, vs.FRAILTY_DEVICE), IN),
    "another thing used": (result(DEVICE_USED, MAY, vs.OFFICE_VISIT), IN),
    "device in another question": (result(loinc("98182-9"), MAY, vs.FRAILTY_DEVICE), IN),
    "device used, preliminary": (
        result(DEVICE_USED, MAY, vs.FRAILTY_DEVICE, status="preliminary"),
        IN,
    ),
    "diagnosis": (condition(vs.FRAILTY_DIAGNOSIS), EXCLUDED),
    "diagnosis ended before": (condition(vs.FRAILTY_DIAGNOSIS, abated=BEFORE), IN),
    "diagnosis refuted": (condition(vs.FRAILTY_DIAGNOSIS, verification_status="refuted"), IN),
    "encounter": (encounter(vs.FRAILTY_ENCOUNTER, MAY), EXCLUDED),
    "encounter over new year": (encounter(vs.FRAILTY_ENCOUNTER, BEFORE, FIRST), EXCLUDED),
    "encounter into the next year": (encounter(vs.FRAILTY_ENCOUNTER, LAST, NEXT), EXCLUDED),
    "encounter before": (encounter(vs.FRAILTY_ENCOUNTER, BEFORE), IN),
    "encounter planned": (encounter(vs.FRAILTY_ENCOUNTER, MAY, status="planned"), IN),
    "symptom": (result(vs.FRAILTY_SYMPTOM, MAY), EXCLUDED),
    "symptom preliminary": (result(vs.FRAILTY_SYMPTOM, MAY, status="preliminary"), EXCLUDED),
    "symptom amended": (result(vs.FRAILTY_SYMPTOM, MAY, status="amended"), EXCLUDED),
    "symptom over new year": (result(vs.FRAILTY_SYMPTOM, through(BEFORE, FIRST)), EXCLUDED),
    "symptom into the next year": (result(vs.FRAILTY_SYMPTOM, through(LAST, NEXT)), EXCLUDED),
    "symptom cancelled": (result(vs.FRAILTY_SYMPTOM, MAY, status="cancelled"), IN),
    "symptom before": (result(vs.FRAILTY_SYMPTOM, BEFORE), IN),
}


@pytest.mark.parametrize(("fact", "expected"), FRAILTY.values(), ids=FRAILTY)
def test_frailty_with_an_advanced_illness_excludes_from_66_on(fact, expected):
    """The illness alone does not."""
    ill = condition(vs.ADVANCED_ILLNESS, MAY)

    assert (expected,) == counts(RULE, of_age(70, ill, fact))


FRAIL = condition(vs.FRAILTY_DIAGNOSIS)
ILL = condition(vs.ADVANCED_ILLNESS, MAY)
FRAIL_AT = {
    "65 and ill": (65, (FRAIL, ILL), IN),
    "66 and ill": (66, (FRAIL, ILL), EXCLUDED),
    "80 and ill": (80, (FRAIL, ILL), EXCLUDED),
    "80 and frail alone": (80, (FRAIL,), IN),
    "81 and frail alone": (81, (FRAIL,), EXCLUDED),
    "81 and ill alone": (81, (ILL,), IN),
    "85 and frail alone": (85, (FRAIL,), EXCLUDED),
}


@pytest.mark.parametrize(("years", "facts", "expected"), FRAIL_AT.values(), ids=FRAIL_AT)
def test_frailty_excludes_by_age(years, facts, expected):
    """66 to 80 with an advanced illness or a dementia medication, from 81 on alone."""
    assert (expected,) == counts(RULE, of_age(years, *facts))


DEMENTIA = vs.DEMENTIA_MEDICATIONS
ILLNESSES = {
    "illness on the first day of the year before": (
        condition(vs.ADVANCED_ILLNESS, date(2025, 1, 1)),
        EXCLUDED,
    ),
    "illness a day before that": (condition(vs.ADVANCED_ILLNESS, date(2024, 12, 31)), IN),
    "illness on the last day": (condition(vs.ADVANCED_ILLNESS, LAST), EXCLUDED),
    "illness after": (condition(vs.ADVANCED_ILLNESS, NEXT), IN),
    "illness refuted": (
        condition(vs.ADVANCED_ILLNESS, MAY, verification_status="refuted"),
        IN,
    ),
    "dementia medication": (prescription(DEMENTIA, MAY, 30), EXCLUDED),
    "dementia medication that lasts into the year before": (
        prescription(DEMENTIA, date(2024, 12, 3), 30),
        EXCLUDED,
    ),
    "dementia medication that ends a day before": (
        prescription(DEMENTIA, date(2024, 12, 2), 30),
        IN,
    ),
    "dementia medication on the last day": (prescription(DEMENTIA, LAST, 30), EXCLUDED),
    "dementia medication after": (prescription(DEMENTIA, NEXT, 30), IN),
    "dementia medication completed": (prescription(DEMENTIA, MAY, 30, status="completed"), IN),
    "dementia medication proposed": (prescription(DEMENTIA, MAY, 30, intent="proposal"), IN),
    "dementia medication forbidden": (
        prescription(DEMENTIA, MAY, 30, do_not_perform=True),
        IN,
    ),
    "another medication": (prescription(vs.ATOMOXETINE, MAY, 30), IN),
    "another illness": (condition(vs.NARCOLEPSY, MAY), IN),
}


@pytest.mark.parametrize(("fact", "expected"), ILLNESSES.values(), ids=ILLNESSES)
def test_what_makes_frailty_count_between_66_and_80(fact, expected):
    """An advanced illness that began, or a dementia medication that ran, in these two years."""
    assert (expected,) == counts(RULE, of_age(70, FRAIL, fact))


HOUSING, NURSING = loinc("71802-3"), snomed("160734000")
AT_HOME = snomed("160724009")
HOUSINGS = {
    "in a nursing home": (66, (result(HOUSING, MAY, NURSING),), EXCLUDED),
    "in a nursing home at 65": (65, (result(HOUSING, MAY, NURSING),), IN),
    "in a nursing home ten years ago": (
        70,
        (result(HOUSING, date(2016, 5, 5), NURSING),),
        EXCLUDED,
    ),
    "in a nursing home on the last day": (70, (result(HOUSING, LAST, NURSING),), EXCLUDED),
    "in a nursing home after the year": (70, (result(HOUSING, NEXT, NURSING),), IN),
    "in a nursing home, told into the next year": (
        70,
        (result(HOUSING, through(LAST, NEXT), NURSING),),
        IN,
    ),
    "at home since": (
        70,
        (result(HOUSING, MAY, NURSING), result(HOUSING, READ_ON, AT_HOME)),
        IN,
    ),
    "in a nursing home since": (
        70,
        (result(HOUSING, MAY, AT_HOME), result(HOUSING, READ_ON, NURSING)),
        EXCLUDED,
    ),
    "at home only after the year": (
        70,
        (result(HOUSING, MAY, NURSING), result(HOUSING, NEXT, AT_HOME)),
        EXCLUDED,
    ),
    "told later of an earlier end": (
        70,
        (
            result(HOUSING, through(date(2026, 1, 5), READ_ON), NURSING),
            result(HOUSING, MAY, AT_HOME),
        ),
        EXCLUDED,
    ),
    "preliminary": (70, (result(HOUSING, MAY, NURSING, status="preliminary"),), IN),
    "another question": (70, (result(loinc("71803-1"), MAY, NURSING),), IN),
}


@pytest.mark.parametrize(("years", "facts", "expected"), HOUSINGS.values(), ids=HOUSINGS)
def test_a_nursing_home_excludes_from_66_on(years, facts, expected):
    """By the last housing status that ended by the end of the year."""
    assert (expected,) == counts(RULE, of_age(years, *facts))


PRESSURES = {
    "139 over 89": ((139, 89), IN),
    "140 over 89": ((140, 89), OPEN),
    "139 over 90": ((139, 90), OPEN),
    "139.9 over 89.9": (("139.9", "89.9"), IN),
    "no systolic": ((None, 80), OPEN),
    "no diastolic": ((120, None), OPEN),
}


@pytest.mark.parametrize(("values", "expected"), PRESSURES.values(), ids=PRESSURES)
def test_below_140_and_below_90(values, expected):
    assert (expected,) == counts(RULE, with_readings(pressure(READ_ON, *values)))


STAY = encounter(HOSPITAL, date(2026, 10, 19), date(2026, 10, 21), id="stay")
EMERGENCY = encounter(vs.ED_EVALUATION_AND_MANAGEMENT, READ_ON, id="emergency")
READINGS = {
    "none": ((), OPEN),
    "only in the year before": ((pressure(BEFORE, 120, 70),), OPEN),
    "only after the year": ((pressure(NEXT, 120, 70),), OPEN),
    "on the first day": ((pressure(FIRST, 120, 70),), IN),
    "on the last day": ((pressure(LAST, 120, 70),), IN),
    "begun the year before, ended in it": (
        (pressure(through(BEFORE, FIRST), 120, 70),),
        IN,
    ),
    "begun in the year, ended after it": ((pressure(through(LAST, NEXT), 120, 70),), OPEN),
    "begun in the year, without an end": ((pressure(Period(READ_ON, None), 120, 70),), IN),
    "begun in the year before, without an end": ((pressure(Period(BEFORE, None), 120, 70),), OPEN),
    "high, then low": ((pressure(MAY, 150, 95), pressure(READ_ON, 120, 70)), IN),
    "low, then high": ((pressure(MAY, 120, 70), pressure(READ_ON, 150, 95)), OPEN),
    "lowest of the day from different readings": (
        (pressure(READ_ON, 150, 80), pressure(READ_ON, 130, 95)),
        IN,
    ),
    "both high in the diastolic": (
        (pressure(READ_ON, 130, 92), pressure(READ_ON, 120, 95)),
        OPEN,
    ),
    "both high in the systolic": (
        (pressure(READ_ON, 141, 80), pressure(READ_ON, 150, 70)),
        OPEN,
    ),
    "amended": ((pressure(READ_ON, 120, 70, status="amended"),), IN),
    "corrected": ((pressure(READ_ON, 120, 70, status="corrected"),), IN),
    "preliminary": ((pressure(READ_ON, 120, 70, status="preliminary"),), OPEN),
    "entered in error": ((pressure(READ_ON, 120, 70, status="entered-in-error"),), OPEN),
    "of another code": ((attrs.evolve(READING, code=coded(loinc("8867-4"))),), OPEN),
    "in the hospital": ((READING, STAY), OPEN),
    "on the day of admission": (
        (READING, encounter(HOSPITAL, READ_ON, after(READ_ON, 5))),
        OPEN,
    ),
    "on the day of discharge": (
        (READING, encounter(HOSPITAL, after(READ_ON, -5), READ_ON)),
        OPEN,
    ),
    "the day before admission": ((READING, encounter(HOSPITAL, after(READ_ON, 1))), IN),
    "the day after discharge": ((READING, encounter(HOSPITAL, after(READ_ON, -1))), IN),
    "in the emergency department": ((READING, EMERGENCY), OPEN),
    "during a stay that was cancelled": (
        (READING, encounter(HOSPITAL, READ_ON, status="cancelled")),
        IN,
    ),
    "high in hospital after a low one": (
        (pressure(MAY, 120, 70), pressure(READ_ON, 170, 99), STAY),
        IN,
    ),
    "in the hospital, but of an office visit of its own": (
        (
            attrs.evolve(READING, encounter="visit"),
            STAY,
            encounter(vs.OFFICE_VISIT, READ_ON, id="visit", encounter_class=act("AMB")),
        ),
        IN,
    ),
    "in the hospital, of a visit without a class": (
        (
            attrs.evolve(READING, encounter="visit"),
            STAY,
            encounter(vs.OFFICE_VISIT, READ_ON, id="visit"),
        ),
        OPEN,
    ),
    "in the hospital, of a visit that is not there": (
        (attrs.evolve(READING, encounter="nowhere"), STAY),
        OPEN,
    ),
    "in an emergency visit, of an office visit of its own": (
        (
            attrs.evolve(READING, encounter="visit"),
            EMERGENCY,
            encounter(vs.OFFICE_VISIT, READ_ON, id="visit", encounter_class=act("VR")),
        ),
        IN,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), READINGS.values(), ids=READINGS)
def test_the_lowest_pressure_of_the_last_day(facts, expected):
    """Readings on a day of a stay or emergency visit do not count, unless of another visit."""
    assert (expected,) == counts(RULE, with_readings(*facts))


@pytest.mark.parametrize("code", ["EMER", "IMP", "ACUTE", "NONAC", "PRENC", "SS"])
def test_a_reading_of_a_stay_does_not_count_as_of_another_visit(code):
    own = encounter(HOSPITAL, READ_ON, id="own", encounter_class=act(code))
    chart = with_readings(attrs.evolve(READING, encounter="own"), own)

    assert counts(RULE, chart) == (OPEN,)


def test_a_pressure_in_another_unit_is_converted_or_not_known():
    """18.4 over 11.5 kPa is 138 over 86 mm[Hg]."""
    assert counts(RULE, with_readings(pressure(READ_ON, "18.4", "11.5", "kPa"))) == (IN,)
    assert unknown(RULE, with_readings(pressure(READ_ON, 138, 86, "mm"))) == (("numerator",),)
    assert counts(RULE, with_readings(pressure(READ_ON, 138, 86, "mm"))) == (OPEN,)


def test_a_reading_of_some_day_of_the_last_month_leaves_the_last_day_open():
    chart = ruth(pressure(PartialDate(2026, 10), 150, 95))

    assert unknown(RULE, chart) == (("numerator",),)
    assert counts(RULE, chart) == (OPEN,)


MISSING = {
    "conditions": ("initial-population",),
    "encounters": ("initial-population",),
    "observations": ("denominator-exclusion", "numerator"),
    "procedures": ("denominator-exclusion",),
    "orders": ("denominator-exclusion",),
}


@pytest.mark.parametrize(("listed", "expected"), MISSING.items(), ids=MISSING)
def test_a_list_that_nobody_asked_for_leaves_populations_open(listed, expected):
    assert (expected,) == unknown(RULE, ruth(unasked=(listed,)))


def test_prescriptions_matter_only_to_the_frail():
    frail = ruth(FRAIL, born=aged(70), unasked=("prescriptions",))

    assert unknown(RULE, ruth(unasked=("prescriptions",))) == ((),)
    assert unknown(RULE, frail) == (("denominator-exclusion",),)


def test_a_value_set_that_nobody_loaded_leaves_its_population_open_and_counts_nothing():
    without = tiny_sets(without=(vs.ESSENTIAL_HYPERTENSION,))
    catalogue = Catalogue.of(RULE, value_sets=without)

    assert counts(RULE, ruth(), catalogue) == (OUT,)
    assert unknown(RULE, ruth(), catalogue) == (("initial-population",),)


def test_a_missing_set_is_of_no_importance_where_another_decides():
    """Hospice by diagnosis excludes, whatever the set of encounters would say."""
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.HOSPICE_ENCOUNTER,)))
    chart = ruth(condition(vs.HOSPICE_DIAGNOSIS))

    assert counts(RULE, chart, catalogue) == (EXCLUDED,)
    assert unknown(RULE, ruth(), catalogue) == (("denominator-exclusion",),)


def test_an_empty_value_set_counts_as_one_that_nobody_loaded():
    emptied = [
        attrs.evolve(s, codes=()) if s.url == vs.OFFICE_VISIT.url else s for s in tiny_sets()
    ]

    assert unknown(RULE, ruth(), Catalogue.of(RULE, value_sets=emptied)) == (
        ("initial-population",),
    )


def test_a_value_set_that_was_cut_short_is_used_as_it_is_with_one_warning():
    """What it holds counts, what it does not hold is not looked for any further."""
    given = [
        attrs.evolve(s, total=1997) if s.url == vs.ADVANCED_ILLNESS.url else s for s in tiny_sets()
    ]
    catalogue = Catalogue.of(RULE, value_sets=given)
    held, other = of_age(70, FRAIL, ILL), of_age(70, FRAIL, condition(vs.NARCOLEPSY, MAY))

    assert catalogue.warnings == ("value set Advanced Illness is truncated: 1 of 1997",)
    assert counts(RULE, held, catalogue) == (EXCLUDED,)
    assert counts(RULE, other, catalogue) == (IN,)
    assert unknown(RULE, other, catalogue) == ((),)


def test_in_a_review_the_gap_is_closed_by_a_low_pressure():
    (finding,) = review(ruth(), Catalogue.of(RULE, value_sets=tiny_sets()), LAST).findings

    assert Outcome.MET is finding.outcome
    assert finding.action is None


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    chart = with_readings(pressure(MAY, 150, 95))
    (finding,) = review(chart, COMPLETE_OF_ONE, date(2026, 11, 1)).findings

    assert Outcome.NOT_MET is finding.outcome
    assert (
        finding.action.earliest,
        finding.action.due,
        finding.action.overdue_after,
    ) == (FIRST, LAST, LAST)


def test_in_a_review_the_reason_names_what_is_missing():
    (finding,) = review(ruth(unasked=("orders",)), COMPLETE_OF_ONE, LAST).findings

    assert Outcome.INSUFFICIENT_DATA is finding.outcome
    assert finding.missing == ("orders (never asked for)",)


def test_from_81_on_an_illness_decides_nothing():
    """Frailty alone excludes, so the finding does not name the illness."""
    (finding,) = review(of_age(81, FRAIL, ILL), COMPLETE_OF_ONE, LAST).findings

    assert [one.clause for one in finding.evidence] == ["age 81 or more", "frailty diagnosis"]


def test_without_a_reading_that_is_what_the_finding_says():
    (finding,) = review(with_readings(), COMPLETE_OF_ONE, LAST).findings

    assert Outcome.NOT_MET is finding.outcome
    assert finding.evidence[-1].clause == "a blood pressure reading outside of hospital"


def test_in_a_review_the_gap_is_known_by_rule_edition_year_and_group():
    (finding,) = review(ruth(), COMPLETE_OF_ONE, LAST).findings

    assert finding.key == "measures.cms165|p|2026:Group_1"
    assert finding.edition == "2026"


def test_a_nurse_or_a_prescriber_closes_the_gap():
    """Who measures a pressure assesses, which a coordinator without a licence does not."""
    (finding,) = review(with_readings(), COMPLETE_OF_ONE, LAST).findings

    assert finding.action.licences == (Licence.RN, Licence.PRESCRIBER)


COMPLETE_OF_ONE = Catalogue.of(RULE, value_sets=tiny_sets())
