"""The value sets that measures name, under their VSAC identifiers; the user brings the codes."""

from __future__ import annotations

from carecoord.rules.criteria import SetRef

_vsac = SetRef.vsac

ABSENCE_OF_CERVIX = _vsac(
    "Congenital or Acquired Absence of Cervix", "2.16.840.1.113883.3.464.1003.111.12.1016"
)
ADOLESCENT_DEPRESSION_MEDICATIONS = _vsac(
    "Adolescent Depression Medications", "2.16.840.1.113883.3.526.3.1567"
)
ADULT_DEPRESSION_MEDICATIONS = _vsac(
    "Adult Depression Medications", "2.16.840.1.113883.3.526.3.1566"
)
ADVANCED_ILLNESS = _vsac("Advanced Illness", "2.16.840.1.113883.3.464.1003.110.12.1082")
ALCOHOL_COUNSELING = _vsac(
    "Referral or Counseling for Alcohol Consumption", "2.16.840.1.113883.3.526.3.1583"
)
AMBULATORY = _vsac("Ambulatory", "2.16.840.1.113883.3.464.1003.122.12.1003")
ANNUAL_WELLNESS_VISIT = _vsac("Annual Wellness Visit", "2.16.840.1.113883.3.526.3.1240")
ANTIDEPRESSANT_MEDICATION = _vsac(
    "Antidepressant Medication", "2.16.840.1.113883.3.464.1003.196.12.1213"
)
ATOMOXETINE = _vsac("Atomoxetine", "2.16.840.1.113883.3.464.1003.1170")
AUDIOLOGY_VISIT = _vsac("Audiology Visit", "2.16.840.1.113883.3.464.1003.101.12.1066")
AUTONOMOUS_EYE_EXAM = _vsac(
    "Autonomous Eye Exam Result or Finding", "2.16.840.1.113883.3.464.1004.2616"
)
BEHAVIORAL_HEALTH_FOLLOW_UP_VISIT = _vsac(
    "Behavioral Health Follow up Visit", "2.16.840.1.113883.3.464.1003.101.12.1054"
)
BEHAVIORAL_NEUROPSYCH_ASSESSMENT = _vsac(
    "Behavioral/Neuropsych Assessment", "2.16.840.1.113883.3.526.3.1023"
)
BILATERAL_MASTECTOMY = _vsac("Bilateral Mastectomy", "2.16.840.1.113883.3.464.1003.198.12.1005")
BIPOLAR_DISORDER = _vsac("Bipolar Disorder", "2.16.840.1.113883.3.67.1.101.1.128")
CKD_STAGE_5 = _vsac("Chronic Kidney Disease, Stage 5", "2.16.840.1.113883.3.526.3.1002")
CLONIDINE = _vsac("Clonidine", "2.16.840.1.113883.3.464.1003.1171")
COLONOSCOPY = _vsac("Colonoscopy", "2.16.840.1.113883.3.464.1003.108.12.1020")
CONSULTANT_REPORT = _vsac("Consultant Report", "2.16.840.1.113883.3.464.1003.121.12.1006")
CONTACT_OR_OFFICE_VISIT = _vsac("Contact or Office Visit", "2.16.840.1.113762.1.4.1080.5")
CT_COLONOGRAPHY = _vsac("CT Colonography", "2.16.840.1.113883.3.464.1003.108.12.1038")
DEMENTIA_MEDICATIONS = _vsac("Dementia Medications", "2.16.840.1.113883.3.464.1003.196.12.1510")
DETOXIFICATION_VISIT = _vsac("Detoxification Visit", "2.16.840.1.113883.3.464.1003.101.12.1059")
DEXMETHYLPHENIDATE = _vsac("Dexmethylphenidate", "2.16.840.1.113883.3.464.1003.1172")
DEXTROAMPHETAMINE = _vsac("Dextroamphetamine", "2.16.840.1.113883.3.464.1003.1173")
DIABETES = _vsac("Diabetes", "2.16.840.1.113883.3.464.1003.103.12.1001")
DIABETIC_RETINOPATHY = _vsac("Diabetic Retinopathy", "2.16.840.1.113883.3.526.3.327")
DIABETIC_RETINOPATHY_SEVERITY = _vsac(
    "Diabetic Retinopathy Severity Level", "2.16.840.1.113883.3.464.1003.1266"
)
DIAGNOSIS_OF_HYPERTENSION = _vsac("Diagnosis of Hypertension", "2.16.840.1.113883.3.600.263")
DIALYSIS_SERVICES = _vsac("Dialysis Services", "2.16.840.1.113883.3.464.1003.109.12.1013")
DIETARY_RECOMMENDATIONS = _vsac("Dietary Recommendations", "2.16.840.1.113883.3.600.1515")
DISCHARGE_SERVICES_HOSPITAL = _vsac(
    "Discharge Services Hospital Inpatient", "2.16.840.1.113883.3.464.1003.101.12.1007"
)
DISCHARGE_SERVICES_HOSPITAL_SAME_DAY = _vsac(
    "Discharge Services Hospital Inpatient Same Day Discharge",
    "2.16.840.1.113883.3.464.1003.101.12.1006",
)
DISCHARGE_SERVICES_NURSING_FACILITY = _vsac(
    "Discharge Services Nursing Facility", "2.16.840.1.113883.3.464.1003.101.12.1013"
)
DYSTHYMIA = _vsac("Dysthymia", "2.16.840.1.113883.3.67.1.101.1.254")
ED_EVALUATION_AND_MANAGEMENT = _vsac(
    "Emergency Department Evaluation and Management Visit",
    "2.16.840.1.113883.3.464.1003.101.12.1010",
)
EGFR = _vsac("Estimated Glomerular Filtration Rate", "2.16.840.1.113883.3.6929.3.1000")
ENCOUNTER_INPATIENT = _vsac("Encounter Inpatient", "2.16.840.1.113883.3.666.5.307")
ENCOUNTER_TO_EVALUATE_BMI = _vsac("Encounter to Evaluate BMI", "2.16.840.1.113883.3.600.1.1751")
ENCOUNTER_TO_SCREEN_FOR_BLOOD_PRESSURE = _vsac(
    "Encounter to Screen for Blood Pressure", "2.16.840.1.113883.3.600.1920"
)
ENCOUNTER_TO_SCREEN_FOR_DEPRESSION = _vsac(
    "Encounter to Screen for Depression", "2.16.840.1.113883.3.600.1916"
)
END_STAGE_RENAL_DISEASE = _vsac("End Stage Renal Disease", "2.16.840.1.113883.3.526.3.353")
ESRD_MONTHLY_OUTPATIENT = _vsac(
    "ESRD Monthly Outpatient Services", "2.16.840.1.113883.3.464.1003.109.12.1014"
)
ESSENTIAL_HYPERTENSION = _vsac("Essential Hypertension", "2.16.840.1.113883.3.464.1003.104.12.1011")
FACE_TO_FACE_INTERACTION = _vsac("Face-to-Face Interaction", "2.16.840.1.113762.1.4.1248.375")
FALLS_SCREENING = _vsac("Falls Screening", "2.16.840.1.113883.3.464.1003.118.12.1028")
FINDING_OF_ELEVATED_BLOOD_PRESSURE = _vsac(
    "Finding of Elevated Blood Pressure or Hypertension", "2.16.840.1.113762.1.4.1047.514"
)
FLEXIBLE_SIGMOIDOSCOPY = _vsac("Flexible Sigmoidoscopy", "2.16.840.1.113883.3.464.1003.198.12.1010")
FOBT = _vsac("Fecal Occult Blood Test (FOBT)", "2.16.840.1.113883.3.464.1003.198.12.1011")
FOLLOW_UP_FOR_ABOVE_NORMAL_BMI = _vsac(
    "Follow Up for Above Normal BMI", "2.16.840.1.113883.3.600.1.1525"
)
FOLLOW_UP_FOR_ADOLESCENT_DEPRESSION = _vsac(
    "Follow Up for Adolescent Depression", "2.16.840.1.113883.3.526.3.1569"
)
FOLLOW_UP_FOR_ADULT_DEPRESSION = _vsac(
    "Follow Up for Adult Depression", "2.16.840.1.113883.3.526.3.1568"
)
FOLLOW_UP_FOR_BELOW_NORMAL_BMI = _vsac(
    "Follow Up for Below Normal BMI", "2.16.840.1.113883.3.600.1.1528"
)
FOLLOW_UP_WITHIN_4_WEEKS = _vsac("Follow Up Within 4 Weeks", "2.16.840.1.113883.3.526.3.1578")
FOLLOW_UP_WITHIN_6_MONTHS = _vsac("Follow Up Within 6 Months", "2.16.840.1.113762.1.4.1108.125")
FRAILTY_DEVICE = _vsac("Frailty Device", "2.16.840.1.113883.3.464.1003.118.12.1300")
FRAILTY_DIAGNOSIS = _vsac("Frailty Diagnosis", "2.16.840.1.113883.3.464.1003.113.12.1074")
FRAILTY_ENCOUNTER = _vsac("Frailty Encounter", "2.16.840.1.113883.3.464.1003.101.12.1088")
FRAILTY_SYMPTOM = _vsac("Frailty Symptom", "2.16.840.1.113883.3.464.1003.113.12.1075")
GUANFACINE = _vsac("Guanfacine Medications", "2.16.840.1.113883.3.464.1003.196.11.1252")
HBA1C_TEST = _vsac("HbA1c Laboratory Test", "2.16.840.1.113883.3.464.1003.198.12.1013")
HISTORY_OF_BILATERAL_MASTECTOMY = _vsac(
    "History of bilateral mastectomy", "2.16.840.1.113883.3.464.1003.198.12.1068"
)
HIV = _vsac("HIV", "2.16.840.1.113883.3.464.1003.120.12.1003")
HIV_VIRAL_LOAD = _vsac("HIV Viral Load Tests", "2.16.840.1.113762.1.4.1248.377")
HOME_HEALTHCARE_SERVICES = _vsac(
    "Home Healthcare Services", "2.16.840.1.113883.3.464.1003.101.12.1016"
)
HOSPICE_CARE_AMBULATORY = _vsac("Hospice Care Ambulatory", "2.16.840.1.113883.3.526.3.1584")
HOSPICE_DIAGNOSIS = _vsac("Hospice Diagnosis", "2.16.840.1.113883.3.464.1003.1165")
HOSPICE_ENCOUNTER = _vsac("Hospice Encounter", "2.16.840.1.113883.3.464.1003.1003")
HPV_TEST = _vsac("HPV Test", "2.16.840.1.113883.3.464.1003.110.12.1059")
HYSTERECTOMY = _vsac(
    "Hysterectomy with No Residual Cervix", "2.16.840.1.113883.3.464.1003.198.12.1014"
)
INITIAL_HOSPITAL_INPATIENT_VISIT = _vsac(
    "Initial Hospital Inpatient Visit", "2.16.840.1.113883.3.464.1003.101.12.1004"
)
KIDNEY_TRANSPLANT = _vsac("Kidney Transplant", "2.16.840.1.113883.3.464.1003.109.12.1012")
KIDNEY_TRANSPLANT_RECIPIENT = _vsac(
    "Kidney Transplant Recipient", "2.16.840.1.113883.3.464.1003.109.12.1029"
)
LABORATORY_TESTS_FOR_HYPERTENSION = _vsac(
    "Laboratory Tests for Hypertension", "2.16.840.1.113883.3.600.1482"
)
LIFESTYLE_RECOMMENDATION = _vsac("Lifestyle Recommendation", "2.16.840.1.113883.3.526.3.1581")
LISDEXAMFETAMINE = _vsac("Lisdexamfetamine", "2.16.840.1.113883.3.464.1003.1174")
LONG_TERM_RESIDENTIAL_CARE = _vsac(
    "Care Services in Long Term Residential Facility", "2.16.840.1.113883.3.464.1003.101.12.1014"
)
MACULAR_EDEMA_ABSENT = _vsac("Macular Edema Findings Absent", "2.16.840.1.113883.3.526.2.1391")
MACULAR_EDEMA_PRESENT = _vsac("Macular Edema Findings Present", "2.16.840.1.113883.3.526.3.1320")
MACULAR_EXAM = _vsac("Macular Exam", "2.16.840.1.113883.3.526.3.1251")
MAJOR_DEPRESSION = _vsac("Major Depression", "2.16.840.1.113883.3.464.1003.105.12.1007")
MAJOR_DEPRESSION_INCLUDING_REMISSION = _vsac(
    "Major Depression Including Remission", "2.16.840.113883.3.67.1.101.3.2444"
)
MALIGNANT_NEOPLASM_OF_COLON = _vsac(
    "Malignant Neoplasm of Colon", "2.16.840.1.113883.3.464.1003.108.12.1001"
)
MAMMOGRAPHY = _vsac("Mammography", "2.16.840.1.113883.3.464.1003.108.12.1018")
MEDICAL_REASON = _vsac("Medical Reason", "2.16.840.1.113883.3.526.3.1007")
MEDICATIONS_FOR_ABOVE_NORMAL_BMI = _vsac(
    "Medications for Above Normal BMI", "2.16.840.1.113883.3.526.3.1561"
)
MEDICATIONS_FOR_BELOW_NORMAL_BMI = _vsac(
    "Medications for Below Normal BMI", "2.16.840.1.113883.3.526.3.1562"
)
MENTAL_BEHAVIORAL_NEURODEVELOPMENTAL = _vsac(
    "Mental Behavioral and Neurodevelopmental Disorders",
    "2.16.840.1.113883.3.464.1003.105.12.1203",
)
METHYLPHENIDATE = _vsac("Methylphenidate", "2.16.840.1.113883.3.464.1003.1176")
NARCOLEPSY = _vsac("Narcolepsy", "2.16.840.1.113883.3.464.1003.114.12.1011")
NURSING_FACILITY_VISIT = _vsac("Nursing Facility Visit", "2.16.840.1.113883.3.464.1003.101.12.1012")
NUTRITION_SERVICES = _vsac("Nutrition Services", "2.16.840.1.113883.3.464.1003.1006")
OCCUPATIONAL_THERAPY_EVALUATION = _vsac(
    "Occupational Therapy Evaluation", "2.16.840.1.113883.3.526.3.1011"
)
OFFICE_VISIT = _vsac("Office Visit", "2.16.840.1.113883.3.464.1003.101.12.1001")
OPHTHALMOLOGICAL_SERVICES = _vsac("Ophthalmological Services", "2.16.840.1.113883.3.526.3.1285")
OUTPATIENT_CONSULTATION = _vsac(
    "Outpatient Consultation", "2.16.840.1.113883.3.464.1003.101.12.1008"
)
OVERWEIGHT_OR_OBESE = _vsac("Overweight or Obese", "2.16.840.1.113762.1.4.1047.502")
PALLIATIVE_DIAGNOSIS = _vsac("Palliative Care Diagnosis", "2.16.840.1.113883.3.464.1003.1167")
PALLIATIVE_ENCOUNTER = _vsac(
    "Palliative Care Encounter", "2.16.840.1.113883.3.464.1003.101.12.1090"
)
PALLIATIVE_INTERVENTION = _vsac(
    "Palliative Care Intervention", "2.16.840.1.113883.3.464.1003.198.12.1135"
)
PAP_TEST = _vsac("Pap Test", "2.16.840.1.113883.3.464.1003.108.12.1017")
PATIENT_DECLINED = _vsac("Patient Declined", "2.16.840.1.113883.3.526.3.1582")
PATIENT_REASON = _vsac("Patient Reason", "2.16.840.1.113883.3.526.3.1008")
PERSONALITY_DISORDER_EMOTIONALLY_LABILE = _vsac(
    "Personality Disorder Emotionally Labile", "2.16.840.1.113883.3.67.1.101.1.246"
)
PERVASIVE_DEVELOPMENTAL_DISORDER = _vsac(
    "Pervasive Developmental Disorder", "2.16.840.1.113883.3.464.1003.105.12.1152"
)
PHARMACOLOGIC_THERAPY_FOR_HYPERTENSION = _vsac(
    "Pharmacologic Therapy for Hypertension", "2.16.840.1.113883.3.526.1577"
)
PHQ_9_TOOLS = _vsac("PHQ 9 and PHQ 9M Tools", "2.16.840.1.113883.3.67.1.101.1.263")
PHYSICAL_ACTIVITY = _vsac(
    "Recommendation to Increase Physical Activity", "2.16.840.1.113883.3.600.1518"
)
PHYSICAL_THERAPY_EVALUATION = _vsac("Physical Therapy Evaluation", "2.16.840.1.113883.3.526.3.1022")
PREGNANCY = _vsac("Pregnancy", "2.16.840.1.113883.3.526.3.378")
PREGNANCY_OR_OTHER_RELATED_DIAGNOSES = _vsac(
    "Pregnancy or Other Related Diagnoses", "2.16.840.1.113883.3.600.1.1623"
)
PREVENTIVE_ESTABLISHED_0_TO_17 = _vsac(
    "Preventive Care, Established Office Visit, 0 to 17",
    "2.16.840.1.113883.3.464.1003.101.12.1024",
)
PREVENTIVE_ESTABLISHED_18_UP = _vsac(
    "Preventive Care Services Established Office Visit, 18 and Up",
    "2.16.840.1.113883.3.464.1003.101.12.1025",
)
PREVENTIVE_GROUP_COUNSELING = _vsac(
    "Preventive Care Services Group Counseling", "2.16.840.1.113883.3.464.1003.101.12.1027"
)
PREVENTIVE_INDIVIDUAL_COUNSELING = _vsac(
    "Preventive Care Services Individual Counseling", "2.16.840.1.113883.3.464.1003.101.12.1026"
)
PREVENTIVE_INITIAL_0_TO_17 = _vsac(
    "Preventive Care Services, Initial Office Visit, 0 to 17",
    "2.16.840.1.113883.3.464.1003.101.12.1022",
)
PREVENTIVE_INITIAL_18_UP = _vsac(
    "Preventive Care Services Initial Office Visit, 18 and Up",
    "2.16.840.1.113883.3.464.1003.101.12.1023",
)
PREVENTIVE_OTHER = _vsac(
    "Preventive Care Services Other", "2.16.840.1.113883.3.464.1003.101.11.1150"
)
PSYCHOTHERAPY_AND_PHARMACOLOGIC_MANAGEMENT = _vsac(
    "Psychotherapy and Pharmacologic Management", "2.16.840.1.113883.3.464.1003.101.12.1055"
)
PSYCH_VISIT_DIAGNOSTIC_EVALUATION = _vsac(
    "Psych Visit Diagnostic Evaluation", "2.16.840.1.113883.3.526.3.1492"
)
PSYCH_VISIT_PSYCHOTHERAPY = _vsac("Psych Visit Psychotherapy", "2.16.840.1.113883.3.526.3.1496")
REFERRAL = _vsac("Referral", "2.16.840.1.113883.3.464.1003.101.12.1046")
REFERRALS_WHERE_WEIGHT_ASSESSMENT = _vsac(
    "Referrals Where Weight Assessment May Occur", "2.16.840.1.113883.3.600.1.1527"
)
REFERRAL_FOR_ADOLESCENT_DEPRESSION = _vsac(
    "Referral for Adolescent Depression", "2.16.840.1.113883.3.526.3.1570"
)
REFERRAL_FOR_ADULT_DEPRESSION = _vsac(
    "Referral for Adult Depression", "2.16.840.1.113883.3.526.3.1571"
)
REFERRAL_TO_PRIMARY_CARE = _vsac(
    "Referral to Primary Care or Alternate Provider", "2.16.840.1.113883.3.526.3.1580"
)
RETINAL_OR_DILATED_EYE_EXAM = _vsac(
    "Retinal or Dilated Eye Exam", "2.16.840.1.113883.3.464.1003.115.12.1088"
)
RETINOPATHY_FINDINGS = _vsac(
    "Level of Severity of Retinopathy Findings", "2.16.840.1.113883.3.526.3.1283"
)
SCHIZOPHRENIA_OR_PSYCHOTIC_DISORDER = _vsac(
    "Schizophrenia or Psychotic Disorder", "2.16.840.1.113883.3.464.1003.105.12.1104"
)
SDNA_FIT = _vsac("sDNA FIT Test", "2.16.840.1.113883.3.464.1003.108.12.1039")
STATUS_POST_LEFT_MASTECTOMY = _vsac(
    "Status Post Left Mastectomy", "2.16.840.1.113883.3.464.1003.198.12.1069"
)
STATUS_POST_RIGHT_MASTECTOMY = _vsac(
    "Status Post Right Mastectomy", "2.16.840.1.113883.3.464.1003.198.12.1070"
)
SUBSTANCE_USE_DISORDER = _vsac("Substance Use Disorder", "2.16.840.1.113883.3.464.1003.106.12.1001")
SUD_LONG_ACTING_ADMINISTRATION = _vsac(
    "Substance Use Disorder Long Acting Medication Administration",
    "2.16.840.1.113883.3.464.1003.1156",
)
SUD_LONG_ACTING_MEDICATION = _vsac(
    "Substance Use Disorder Long Acting Medication", "2.16.840.1.113883.3.464.1003.1149"
)
SUD_SHORT_ACTING_ADMINISTRATION = _vsac(
    "Substance Use Disorder Short Acting Medication Administration",
    "2.16.840.1.113883.3.464.1003.1157",
)
SUD_SHORT_ACTING_MEDICATION = _vsac(
    "Substance Use Disorder Short Acting Medication", "2.16.840.1.113883.3.464.1003.1150"
)
SUD_TREATMENT = _vsac(
    "Substance Use Disorder Treatment", "2.16.840.1.113883.3.464.1003.106.12.1005"
)
TELEPHONE_VISITS = _vsac("Telephone Visits", "2.16.840.1.113883.3.464.1003.101.12.1080")
TOTAL_COLECTOMY = _vsac("Total Colectomy", "2.16.840.1.113883.3.464.1003.198.12.1019")
UNDETECTABLE_LAB_RESULT = _vsac("Undetectable Lab Result Value", "2.16.840.1.113762.1.4.1248.272")
UNDERWEIGHT = _vsac("Underweight", "2.16.840.1.113883.3.526.3.1563")
UNILATERAL_MASTECTOMY_LEFT = _vsac(
    "Unilateral Mastectomy Left", "2.16.840.1.113883.3.464.1003.198.12.1133"
)
UNILATERAL_MASTECTOMY_RIGHT = _vsac(
    "Unilateral Mastectomy Right", "2.16.840.1.113883.3.464.1003.198.12.1134"
)
UNILATERAL_MASTECTOMY_UNSPECIFIED = _vsac(
    "Unilateral Mastectomy, Unspecified Laterality", "2.16.840.1.113883.3.464.1003.198.12.1071"
)
URINE_ALBUMIN = _vsac("Urine Albumin", "2.16.840.1.113762.1.4.1178.88")
URINE_ALBUMIN_CREATININE_RATIO = _vsac(
    "Urine Albumin Creatinine Ratio", "2.16.840.1.113883.3.6929.3.1007"
)
URINE_CREATININE = _vsac("Urine Creatinine", "2.16.840.1.113762.1.4.1178.87")
VILOXAZINE = _vsac("Viloxazine", "2.16.840.1.113883.3.464.1003.1260")
VIRTUAL_ENCOUNTER = _vsac("Virtual Encounter", "2.16.840.1.113883.3.464.1003.101.12.1089")
WEIGHT_REDUCTION = _vsac("Weight Reduction Recommended", "2.16.840.1.113883.3.600.1510")
