"""Small value sets of our own under the names that the measures ask for.

They hold the codes that invented patients have and nothing else, so that measures can be shown and
tried without the sets of their publishers. They are no stand-in for those with real patients.
"""

from __future__ import annotations

from carecoord.model.code import Code, icd10cm, loinc, rxnorm, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules import measures
from carecoord.rules.criteria import SetRef
from carecoord.rules.measures import value_sets as named
from carecoord.testing.invented.bundle import HOME

NOBODYS = Code(f"{HOME}/codes", "nobody-has-this")
"""Fills sets that no invented patient is in: an empty set counts as one that was not loaded."""

CODES = {
    named.OFFICE_VISIT: (snomed("185349003"),),
    named.TELEPHONE_VISITS: (snomed("185317003"),),
    named.ENCOUNTER_INPATIENT: (snomed("32485007"),),
    named.ED_EVALUATION_AND_MANAGEMENT: (snomed("4525004"),),
    named.ESSENTIAL_HYPERTENSION: (snomed("59621000"), icd10cm("I10")),
    named.END_STAGE_RENAL_DISEASE: (snomed("46177005"), icd10cm("N18.6")),
    named.METHYLPHENIDATE: (rxnorm("1091392"),),
    named.DIABETES: (snomed("44054006"), icd10cm("E11.9")),
    named.HBA1C_TEST: (loinc("4548-4"),),
    named.EGFR: (loinc("33914-3"),),
    named.URINE_ALBUMIN_CREATININE_RATIO: (loinc("9318-7"),),
    named.FOBT: (loinc("29771-3"),),
    named.PAP_TEST: (loinc("10524-7"),),
    named.MAMMOGRAPHY: (loinc("24606-6"),),
    named.RETINAL_OR_DILATED_EYE_EXAM: (loinc("32451-7"),),
    named.FALLS_SCREENING: (loinc("73830-2"),),
    named.REFERRAL: (snomed("103696004"),),
    named.CONSULTANT_REPORT: (loinc("11488-4"),),
    named.MAJOR_DEPRESSION: (snomed("370143000"), icd10cm("F32.9")),
    named.MAJOR_DEPRESSION_INCLUDING_REMISSION: (snomed("370143000"), icd10cm("F32.9")),
    named.CONTACT_OR_OFFICE_VISIT: (snomed("185349003"),),
    named.PHQ_9_TOOLS: (loinc("44261-6"),),
    named.ANTIDEPRESSANT_MEDICATION: (rxnorm("312941"), rxnorm("36437")),
    named.SUBSTANCE_USE_DISORDER: (snomed("7200002"), icd10cm("F10.20")),
    named.SUD_TREATMENT: (snomed("385989002"),),
    named.HIV: (snomed("86406008"), icd10cm("B20")),
    named.ENCOUNTER_TO_SCREEN_FOR_DEPRESSION: (snomed("185349003"),),
    named.ENCOUNTER_TO_SCREEN_FOR_BLOOD_PRESSURE: (snomed("185349003"),),
    named.ENCOUNTER_TO_EVALUATE_BMI: (snomed("185349003"),),
    named.DIAGNOSIS_OF_HYPERTENSION: (snomed("59621000"), icd10cm("I10")),
    named.DIABETIC_RETINOPATHY: (snomed("4855003"),),
    named.MACULAR_EXAM: (loinc("32451-7"),),
    named.RETINOPATHY_FINDINGS: (snomed("312903003"),),
    named.MACULAR_EDEMA_ABSENT: (snomed("428341000124108"),),
    named.HIV_VIRAL_LOAD: (loinc("20447-9"),),
}


def value_sets() -> tuple[ValueSet, ...]:
    """One small set for each that a measure of the standard catalogue names."""
    asked = {
        one.url: one
        for rule in measures.RULES
        for one in rule.shape.sets
        if isinstance(one, SetRef)
    }
    return tuple(
        ValueSet(
            url=one.url,
            name=one.name,
            codes=CODES.get(one, (NOBODYS,)),
            version="invented",
            publisher="carecoord",
        )
        for one in asked.values()
    )
