"""The concepts that invented patients have, as codes of several systems and a text of our own.

SNOMED CT identifiers come without descriptors, and CPT not at all. Where generations of one code
are about, both are given, as real systems do: rules must find either.
"""

from __future__ import annotations

from carecoord.model.code import ACT_CODE, ICD10CM, LOINC, RXNORM, SNOMED
from carecoord.testing.invented.bundle import Element

HL7 = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"
DISPOSITION = f"{HL7}/discharge-disposition"
DEGREE = f"{HL7}/v2-0360"


def concept(text: str, *codes: tuple[str, str]) -> Element:
    """A CodeableConcept."""
    coding = [{"system": s, "code": c} for s, c in codes]
    return {"coding": coding, "text": text} if coding else {"text": text}


def term(table: str, code: str) -> Element:
    """A CodeableConcept of one of HL7's own tables."""
    return {"coding": [{"system": f"{HL7}/{table}", "code": code}]}


def act(code: str) -> Element:
    """The class of an encounter: AMB, EMER, IMP, OBSENC, VR, HH."""
    return {"system": ACT_CODE, "code": code}


# Problems.
HYPERTENSION = concept("High blood pressure", (SNOMED, "59621000"), (ICD10CM, "I10"))
KIDNEY_FAILURE = concept("End-stage kidney disease", (SNOMED, "46177005"), (ICD10CM, "N18.6"))
DIABETES = concept("Type 2 diabetes", (SNOMED, "44054006"), (ICD10CM, "E11.9"))
PREDIABETES = concept("Prediabetes", (SNOMED, "714628002"), (ICD10CM, "R73.03"))
HEART_FAILURE = concept("Heart failure", (SNOMED, "88805009"), (ICD10CM, "I50.9"))
COPD = concept("Chronic bronchitis", (SNOMED, "185086009"), (ICD10CM, "J44.9"))
OLD_INFARCTION = concept("Earlier heart attack", (SNOMED, "1755008"), (ICD10CM, "I25.2"))
HIP_FRACTURE = concept("Broken hip", (SNOMED, "263225007"), (ICD10CM, "S72.001A"))
PNEUMONIA = concept("Pneumonia", (SNOMED, "233604007"), (ICD10CM, "J18.9"))
KNEE_ARTHRITIS = concept("Arthritis of the knee", (SNOMED, "239873007"), (ICD10CM, "M17.11"))
HIGH_CHOLESTEROL = concept("High cholesterol", (SNOMED, "55822004"), (ICD10CM, "E78.5"))
ADHD = concept("Attention deficit disorder", (SNOMED, "406506008"), (ICD10CM, "F90.2"))
BRONCHITIS = concept("Bronchitis, over", (SNOMED, "10509002"), (ICD10CM, "J20.9"))
DEPRESSION = concept("Depression", (SNOMED, "370143000"), (ICD10CM, "F32.9"))
ALCOHOL_DEPENDENCE = concept("Alcohol dependence", (SNOMED, "7200002"), (ICD10CM, "F10.20"))
HIV = concept("HIV infection", (SNOMED, "86406008"), (ICD10CM, "B20"))
BACK_PAIN = concept("Low back pain", (SNOMED, "279039007"), (ICD10CM, "M54.50"))

# Visits and what is done in them.
OFFICE_VISIT = concept("Office visit", (SNOMED, "185349003"))
EMERGENCY_VISIT = concept("Emergency visit", (SNOMED, "4525004"))
ADMISSION = concept("Hospital admission", (SNOMED, "32485007"))
INTERNAL_MEDICINE = concept("Internal medicine", (SNOMED, "419192003"))
PHONE_CALL = concept("Telephone visit", (SNOMED, "185317003"))
RECONCILIATION = concept("Medicines reconciled", (SNOMED, "430193006"))
SCREENING = concept("Screening for depression", (SNOMED, "171207006"))
BLOOD_TESTS = concept("Lipid panel", (LOINC, "57698-3"))
SUBSTANCE_USE_TREATMENT = concept("Treatment of substance use", (SNOMED, "385989002"))
REFERRAL = concept("Referral to a specialist", (SNOMED, "103696004"))
CONSULTATION_REPORT = concept("Report of the specialist", (LOINC, "11488-4"))
FULFILL = concept("Carry out", ("http://hl7.org/fhir/CodeSystem/task-code", "fulfill"))
PHYSICAL_THERAPY = concept("Physical therapy", (SNOMED, "91251008"))

# Results.
HBA1C = concept("Hemoglobin A1c", (LOINC, "4548-4"))
PRESSURE = concept("Blood pressure", (LOINC, "85354-9"))
PRESSURE_OLD = concept("Blood pressure", (LOINC, "55284-4"))
SYSTOLIC = concept("Systolic", (LOINC, "8480-6"))
DIASTOLIC = concept("Diastolic", (LOINC, "8462-4"))
HEMOGLOBIN = concept("Hemoglobin", (LOINC, "718-7"))
SODIUM = concept("Sodium", (LOINC, "2951-2"))
CHOLESTEROL = concept("Total cholesterol", (LOINC, "2093-3"))
HDL = concept("HDL cholesterol", (LOINC, "2085-9"))
EGFR = concept("Estimated GFR", (LOINC, "33914-3"))
BODY_MASS_INDEX = concept("Body mass index", (LOINC, "39156-5"))
ALBUMIN_CREATININE = concept("Urine albumin-creatinine ratio", (LOINC, "9318-7"))
STOOL_TEST = concept("Stool test for blood", (LOINC, "29771-3"))
CYTOLOGY = concept("Cervical cytology", (LOINC, "10524-7"))
MAMMOGRAM = concept("Mammogram", (LOINC, "24606-6"))
EYE_EXAM = concept("Dilated eye exam", (LOINC, "32451-7"))
FALLS_SCREENING = concept("Fall risk screening", (LOINC, "73830-2"))
PHQ_9 = concept("PHQ-9 score", (LOINC, "44261-6"))
DEPRESSION_SCREENING = concept("Adult depression screening", (LOINC, "73832-8"))
DEPRESSION_SCREENING_NEGATIVE = concept("Screening negative", (SNOMED, "428171000124102"))
DEPRESSION_SCREENING_POSITIVE = concept("Screening positive", (SNOMED, "428181000124104"))
MACULAR_EXAM = concept("Macular exam", (LOINC, "32451-7"))
RETINOPATHY = concept("Diabetic retinopathy", (SNOMED, "4855003"))
RETINOPATHY_SEVERITY = concept("Severity of retinopathy", (SNOMED, "312903003"))
NO_MACULAR_EDEMA = concept("No macular edema", (SNOMED, "428341000124108"))
VIRAL_LOAD = concept("HIV viral load", (LOINC, "20447-9"))
NORMAL = concept("Nothing found", (SNOMED, "17621005"))
SMOKING = concept("Smoking status", (LOINC, "72166-2"))
NEVER_SMOKED = concept("Never smoked", (SNOMED, "266919005"))

# Medicines: the product, and its ingredient.
ATORVASTATIN = concept("atorvastatin 20 mg tablet", (RXNORM, "617310"), (RXNORM, "83367"))
SIMVASTATIN = concept("simvastatin 20 mg tablet", (RXNORM, "312961"), (RXNORM, "36567"))
LISINOPRIL = concept("lisinopril 10 mg tablet", (RXNORM, "314076"), (RXNORM, "29046"))
LOSARTAN = concept("losartan 50 mg tablet", (RXNORM, "979480"), (RXNORM, "52175"))
METFORMIN = concept("metformin 500 mg tablet", (RXNORM, "861007"), (RXNORM, "6809"))
ACETAMINOPHEN = concept("acetaminophen 325 mg tablet", (RXNORM, "313782"), (RXNORM, "161"))
SERTRALINE = concept("sertraline 50 mg tablet", (RXNORM, "312941"), (RXNORM, "36437"))
METHYLPHENIDATE = concept("methylphenidate 10 mg tablet", (RXNORM, "1091392"))

# People who care: their degree in HL7 table 0360, their specialty in the NUCC taxonomy.
STAFF = {
    "physician": ("MD", "207Q00000X"),
    "nurse": ("RN", "163W00000X"),
    "pharmacist": ("RPH", "183500000X"),
    "medical assistant": ("MDA", None),
}
