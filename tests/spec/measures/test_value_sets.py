"""The value sets that the measures name.

Each under the name by which the measure's text calls it and its identifier at the Value Set
Authority Center, as the indexes published with the test cases list them (cqframework,
dqm-content-cms-2025, CC0).
"""

from carecoord.rules.criteria import SetRef
from carecoord.rules.measures import value_sets

PUBLISHED = """
constant                                   | name                                                          | oid
ABSENCE_OF_CERVIX                          | Congenital or Acquired Absence of Cervix                      | 2.16.840.1.113883.3.464.1003.111.12.1016
ADOLESCENT_DEPRESSION_MEDICATIONS          | Adolescent Depression Medications                             | 2.16.840.1.113883.3.526.3.1567
ADULT_DEPRESSION_MEDICATIONS               | Adult Depression Medications                                  | 2.16.840.1.113883.3.526.3.1566
ADVANCED_ILLNESS                           | Advanced Illness                                              | 2.16.840.1.113883.3.464.1003.110.12.1082
ALCOHOL_COUNSELING                         | Referral or Counseling for Alcohol Consumption                | 2.16.840.1.113883.3.526.3.1583
AMBULATORY                                 | Ambulatory                                                    | 2.16.840.1.113883.3.464.1003.122.12.1003
ANNUAL_WELLNESS_VISIT                      | Annual Wellness Visit                                         | 2.16.840.1.113883.3.526.3.1240
ANTIDEPRESSANT_MEDICATION                  | Antidepressant Medication                                     | 2.16.840.1.113883.3.464.1003.196.12.1213
ATOMOXETINE                                | Atomoxetine                                                   | 2.16.840.1.113883.3.464.1003.1170
AUDIOLOGY_VISIT                            | Audiology Visit                                               | 2.16.840.1.113883.3.464.1003.101.12.1066
AUTONOMOUS_EYE_EXAM                        | Autonomous Eye Exam Result or Finding                         | 2.16.840.1.113883.3.464.1004.2616
BEHAVIORAL_HEALTH_FOLLOW_UP_VISIT          | Behavioral Health Follow up Visit                             | 2.16.840.1.113883.3.464.1003.101.12.1054
BEHAVIORAL_NEUROPSYCH_ASSESSMENT           | Behavioral/Neuropsych Assessment                              | 2.16.840.1.113883.3.526.3.1023
BILATERAL_MASTECTOMY                       | Bilateral Mastectomy                                          | 2.16.840.1.113883.3.464.1003.198.12.1005
BIPOLAR_DISORDER                           | Bipolar Disorder                                              | 2.16.840.1.113883.3.67.1.101.1.128
CKD_STAGE_5                                | Chronic Kidney Disease, Stage 5                               | 2.16.840.1.113883.3.526.3.1002
CLONIDINE                                  | Clonidine                                                     | 2.16.840.1.113883.3.464.1003.1171
COLONOSCOPY                                | Colonoscopy                                                   | 2.16.840.1.113883.3.464.1003.108.12.1020
CONSULTANT_REPORT                          | Consultant Report                                             | 2.16.840.1.113883.3.464.1003.121.12.1006
CONTACT_OR_OFFICE_VISIT                    | Contact or Office Visit                                       | 2.16.840.1.113762.1.4.1080.5
CT_COLONOGRAPHY                            | CT Colonography                                               | 2.16.840.1.113883.3.464.1003.108.12.1038
DEMENTIA_MEDICATIONS                       | Dementia Medications                                          | 2.16.840.1.113883.3.464.1003.196.12.1510
DETOXIFICATION_VISIT                       | Detoxification Visit                                          | 2.16.840.1.113883.3.464.1003.101.12.1059
DEXMETHYLPHENIDATE                         | Dexmethylphenidate                                            | 2.16.840.1.113883.3.464.1003.1172
DEXTROAMPHETAMINE                          | Dextroamphetamine                                             | 2.16.840.1.113883.3.464.1003.1173
DIABETES                                   | Diabetes                                                      | 2.16.840.1.113883.3.464.1003.103.12.1001
DIABETIC_RETINOPATHY                       | Diabetic Retinopathy                                          | 2.16.840.1.113883.3.526.3.327
DIABETIC_RETINOPATHY_SEVERITY              | Diabetic Retinopathy Severity Level                           | 2.16.840.1.113883.3.464.1003.1266
DIAGNOSIS_OF_HYPERTENSION                  | Diagnosis of Hypertension                                     | 2.16.840.1.113883.3.600.263
DIALYSIS_SERVICES                          | Dialysis Services                                             | 2.16.840.1.113883.3.464.1003.109.12.1013
DIETARY_RECOMMENDATIONS                    | Dietary Recommendations                                       | 2.16.840.1.113883.3.600.1515
DISCHARGE_SERVICES_HOSPITAL                | Discharge Services Hospital Inpatient                         | 2.16.840.1.113883.3.464.1003.101.12.1007
DISCHARGE_SERVICES_HOSPITAL_SAME_DAY       | Discharge Services Hospital Inpatient Same Day Discharge      | 2.16.840.1.113883.3.464.1003.101.12.1006
DISCHARGE_SERVICES_NURSING_FACILITY        | Discharge Services Nursing Facility                           | 2.16.840.1.113883.3.464.1003.101.12.1013
DYSTHYMIA                                  | Dysthymia                                                     | 2.16.840.1.113883.3.67.1.101.1.254
ED_EVALUATION_AND_MANAGEMENT               | Emergency Department Evaluation and Management Visit          | 2.16.840.1.113883.3.464.1003.101.12.1010
EGFR                                       | Estimated Glomerular Filtration Rate                          | 2.16.840.1.113883.3.6929.3.1000
ENCOUNTER_INPATIENT                        | Encounter Inpatient                                           | 2.16.840.1.113883.3.666.5.307
ENCOUNTER_TO_EVALUATE_BMI                  | Encounter to Evaluate BMI                                     | 2.16.840.1.113883.3.600.1.1751
ENCOUNTER_TO_SCREEN_FOR_BLOOD_PRESSURE     | Encounter to Screen for Blood Pressure                        | 2.16.840.1.113883.3.600.1920
ENCOUNTER_TO_SCREEN_FOR_DEPRESSION         | Encounter to Screen for Depression                            | 2.16.840.1.113883.3.600.1916
END_STAGE_RENAL_DISEASE                    | End Stage Renal Disease                                       | 2.16.840.1.113883.3.526.3.353
ESRD_MONTHLY_OUTPATIENT                    | ESRD Monthly Outpatient Services                              | 2.16.840.1.113883.3.464.1003.109.12.1014
ESSENTIAL_HYPERTENSION                     | Essential Hypertension                                        | 2.16.840.1.113883.3.464.1003.104.12.1011
FACE_TO_FACE_INTERACTION                   | Face-to-Face Interaction                                      | 2.16.840.1.113762.1.4.1248.375
FALLS_SCREENING                            | Falls Screening                                               | 2.16.840.1.113883.3.464.1003.118.12.1028
FINDING_OF_ELEVATED_BLOOD_PRESSURE         | Finding of Elevated Blood Pressure or Hypertension            | 2.16.840.1.113762.1.4.1047.514
FLEXIBLE_SIGMOIDOSCOPY                     | Flexible Sigmoidoscopy                                        | 2.16.840.1.113883.3.464.1003.198.12.1010
FOBT                                       | Fecal Occult Blood Test (FOBT)                                | 2.16.840.1.113883.3.464.1003.198.12.1011
FOLLOW_UP_FOR_ABOVE_NORMAL_BMI             | Follow Up for Above Normal BMI                                | 2.16.840.1.113883.3.600.1.1525
FOLLOW_UP_FOR_ADOLESCENT_DEPRESSION        | Follow Up for Adolescent Depression                           | 2.16.840.1.113883.3.526.3.1569
FOLLOW_UP_FOR_ADULT_DEPRESSION             | Follow Up for Adult Depression                                | 2.16.840.1.113883.3.526.3.1568
FOLLOW_UP_FOR_BELOW_NORMAL_BMI             | Follow Up for Below Normal BMI                                | 2.16.840.1.113883.3.600.1.1528
FOLLOW_UP_WITHIN_4_WEEKS                   | Follow Up Within 4 Weeks                                      | 2.16.840.1.113883.3.526.3.1578
FOLLOW_UP_WITHIN_6_MONTHS                  | Follow Up Within 6 Months                                     | 2.16.840.1.113762.1.4.1108.125
FRAILTY_DEVICE                             | Frailty Device                                                | 2.16.840.1.113883.3.464.1003.118.12.1300
FRAILTY_DIAGNOSIS                          | Frailty Diagnosis                                             | 2.16.840.1.113883.3.464.1003.113.12.1074
FRAILTY_ENCOUNTER                          | Frailty Encounter                                             | 2.16.840.1.113883.3.464.1003.101.12.1088
FRAILTY_SYMPTOM                            | Frailty Symptom                                               | 2.16.840.1.113883.3.464.1003.113.12.1075
GUANFACINE                                 | Guanfacine Medications                                        | 2.16.840.1.113883.3.464.1003.196.11.1252
HBA1C_TEST                                 | HbA1c Laboratory Test                                         | 2.16.840.1.113883.3.464.1003.198.12.1013
HISTORY_OF_BILATERAL_MASTECTOMY            | History of bilateral mastectomy                               | 2.16.840.1.113883.3.464.1003.198.12.1068
HIV                                        | HIV                                                           | 2.16.840.1.113883.3.464.1003.120.12.1003
HIV_VIRAL_LOAD                             | HIV Viral Load Tests                                          | 2.16.840.1.113762.1.4.1248.377
HOME_HEALTHCARE_SERVICES                   | Home Healthcare Services                                      | 2.16.840.1.113883.3.464.1003.101.12.1016
HOSPICE_CARE_AMBULATORY                    | Hospice Care Ambulatory                                       | 2.16.840.1.113883.3.526.3.1584
HOSPICE_DIAGNOSIS                          | Hospice Diagnosis                                             | 2.16.840.1.113883.3.464.1003.1165
HOSPICE_ENCOUNTER                          | Hospice Encounter                                             | 2.16.840.1.113883.3.464.1003.1003
HPV_TEST                                   | HPV Test                                                      | 2.16.840.1.113883.3.464.1003.110.12.1059
HYSTERECTOMY                               | Hysterectomy with No Residual Cervix                          | 2.16.840.1.113883.3.464.1003.198.12.1014
INITIAL_HOSPITAL_INPATIENT_VISIT           | Initial Hospital Inpatient Visit                              | 2.16.840.1.113883.3.464.1003.101.12.1004
KIDNEY_TRANSPLANT                          | Kidney Transplant                                             | 2.16.840.1.113883.3.464.1003.109.12.1012
KIDNEY_TRANSPLANT_RECIPIENT                | Kidney Transplant Recipient                                   | 2.16.840.1.113883.3.464.1003.109.12.1029
LABORATORY_TESTS_FOR_HYPERTENSION          | Laboratory Tests for Hypertension                             | 2.16.840.1.113883.3.600.1482
LIFESTYLE_RECOMMENDATION                   | Lifestyle Recommendation                                      | 2.16.840.1.113883.3.526.3.1581
LISDEXAMFETAMINE                           | Lisdexamfetamine                                              | 2.16.840.1.113883.3.464.1003.1174
LONG_TERM_RESIDENTIAL_CARE                 | Care Services in Long Term Residential Facility               | 2.16.840.1.113883.3.464.1003.101.12.1014
MACULAR_EDEMA_ABSENT                       | Macular Edema Findings Absent                                 | 2.16.840.1.113883.3.526.2.1391
MACULAR_EDEMA_PRESENT                      | Macular Edema Findings Present                                | 2.16.840.1.113883.3.526.3.1320
MACULAR_EXAM                               | Macular Exam                                                  | 2.16.840.1.113883.3.526.3.1251
MAJOR_DEPRESSION                           | Major Depression                                              | 2.16.840.1.113883.3.464.1003.105.12.1007
MAJOR_DEPRESSION_INCLUDING_REMISSION       | Major Depression Including Remission                          | 2.16.840.113883.3.67.1.101.3.2444
MALIGNANT_NEOPLASM_OF_COLON                | Malignant Neoplasm of Colon                                   | 2.16.840.1.113883.3.464.1003.108.12.1001
MAMMOGRAPHY                                | Mammography                                                   | 2.16.840.1.113883.3.464.1003.108.12.1018
MEDICAL_REASON                             | Medical Reason                                                | 2.16.840.1.113883.3.526.3.1007
MEDICATIONS_FOR_ABOVE_NORMAL_BMI           | Medications for Above Normal BMI                              | 2.16.840.1.113883.3.526.3.1561
MEDICATIONS_FOR_BELOW_NORMAL_BMI           | Medications for Below Normal BMI                              | 2.16.840.1.113883.3.526.3.1562
MENTAL_BEHAVIORAL_NEURODEVELOPMENTAL       | Mental Behavioral and Neurodevelopmental Disorders            | 2.16.840.1.113883.3.464.1003.105.12.1203
METHYLPHENIDATE                            | Methylphenidate                                               | 2.16.840.1.113883.3.464.1003.1176
NARCOLEPSY                                 | Narcolepsy                                                    | 2.16.840.1.113883.3.464.1003.114.12.1011
NURSING_FACILITY_VISIT                     | Nursing Facility Visit                                        | 2.16.840.1.113883.3.464.1003.101.12.1012
NUTRITION_SERVICES                         | Nutrition Services                                            | 2.16.840.1.113883.3.464.1003.1006
OCCUPATIONAL_THERAPY_EVALUATION            | Occupational Therapy Evaluation                               | 2.16.840.1.113883.3.526.3.1011
OFFICE_VISIT                               | Office Visit                                                  | 2.16.840.1.113883.3.464.1003.101.12.1001
OPHTHALMOLOGICAL_SERVICES                  | Ophthalmological Services                                     | 2.16.840.1.113883.3.526.3.1285
OUTPATIENT_CONSULTATION                    | Outpatient Consultation                                       | 2.16.840.1.113883.3.464.1003.101.12.1008
OVERWEIGHT_OR_OBESE                        | Overweight or Obese                                           | 2.16.840.1.113762.1.4.1047.502
PALLIATIVE_DIAGNOSIS                       | Palliative Care Diagnosis                                     | 2.16.840.1.113883.3.464.1003.1167
PALLIATIVE_ENCOUNTER                       | Palliative Care Encounter                                     | 2.16.840.1.113883.3.464.1003.101.12.1090
PALLIATIVE_INTERVENTION                    | Palliative Care Intervention                                  | 2.16.840.1.113883.3.464.1003.198.12.1135
PAP_TEST                                   | Pap Test                                                      | 2.16.840.1.113883.3.464.1003.108.12.1017
PATIENT_DECLINED                           | Patient Declined                                              | 2.16.840.1.113883.3.526.3.1582
PATIENT_REASON                             | Patient Reason                                                | 2.16.840.1.113883.3.526.3.1008
PERSONALITY_DISORDER_EMOTIONALLY_LABILE    | Personality Disorder Emotionally Labile                       | 2.16.840.1.113883.3.67.1.101.1.246
PERVASIVE_DEVELOPMENTAL_DISORDER           | Pervasive Developmental Disorder                              | 2.16.840.1.113883.3.464.1003.105.12.1152
PHARMACOLOGIC_THERAPY_FOR_HYPERTENSION     | Pharmacologic Therapy for Hypertension                        | 2.16.840.1.113883.3.526.1577
PHQ_9_TOOLS                                | PHQ 9 and PHQ 9M Tools                                        | 2.16.840.1.113883.3.67.1.101.1.263
PHYSICAL_ACTIVITY                          | Recommendation to Increase Physical Activity                  | 2.16.840.1.113883.3.600.1518
PHYSICAL_THERAPY_EVALUATION                | Physical Therapy Evaluation                                   | 2.16.840.1.113883.3.526.3.1022
PREGNANCY                                  | Pregnancy                                                     | 2.16.840.1.113883.3.526.3.378
PREGNANCY_OR_OTHER_RELATED_DIAGNOSES       | Pregnancy or Other Related Diagnoses                          | 2.16.840.1.113883.3.600.1.1623
PREVENTIVE_ESTABLISHED_0_TO_17             | Preventive Care, Established Office Visit, 0 to 17            | 2.16.840.1.113883.3.464.1003.101.12.1024
PREVENTIVE_ESTABLISHED_18_UP               | Preventive Care Services Established Office Visit, 18 and Up  | 2.16.840.1.113883.3.464.1003.101.12.1025
PREVENTIVE_GROUP_COUNSELING                | Preventive Care Services Group Counseling                     | 2.16.840.1.113883.3.464.1003.101.12.1027
PREVENTIVE_INDIVIDUAL_COUNSELING           | Preventive Care Services Individual Counseling                | 2.16.840.1.113883.3.464.1003.101.12.1026
PREVENTIVE_INITIAL_0_TO_17                 | Preventive Care Services, Initial Office Visit, 0 to 17       | 2.16.840.1.113883.3.464.1003.101.12.1022
PREVENTIVE_INITIAL_18_UP                   | Preventive Care Services Initial Office Visit, 18 and Up      | 2.16.840.1.113883.3.464.1003.101.12.1023
PREVENTIVE_OTHER                           | Preventive Care Services Other                                | 2.16.840.1.113883.3.464.1003.101.11.1150
PSYCHOTHERAPY_AND_PHARMACOLOGIC_MANAGEMENT | Psychotherapy and Pharmacologic Management                    | 2.16.840.1.113883.3.464.1003.101.12.1055
PSYCH_VISIT_DIAGNOSTIC_EVALUATION          | Psych Visit Diagnostic Evaluation                             | 2.16.840.1.113883.3.526.3.1492
PSYCH_VISIT_PSYCHOTHERAPY                  | Psych Visit Psychotherapy                                     | 2.16.840.1.113883.3.526.3.1496
REFERRAL                                   | Referral                                                      | 2.16.840.1.113883.3.464.1003.101.12.1046
REFERRALS_WHERE_WEIGHT_ASSESSMENT          | Referrals Where Weight Assessment May Occur                   | 2.16.840.1.113883.3.600.1.1527
REFERRAL_FOR_ADOLESCENT_DEPRESSION         | Referral for Adolescent Depression                            | 2.16.840.1.113883.3.526.3.1570
REFERRAL_FOR_ADULT_DEPRESSION              | Referral for Adult Depression                                 | 2.16.840.1.113883.3.526.3.1571
REFERRAL_TO_PRIMARY_CARE                   | Referral to Primary Care or Alternate Provider                | 2.16.840.1.113883.3.526.3.1580
RETINAL_OR_DILATED_EYE_EXAM                | Retinal or Dilated Eye Exam                                   | 2.16.840.1.113883.3.464.1003.115.12.1088
RETINOPATHY_FINDINGS                       | Level of Severity of Retinopathy Findings                     | 2.16.840.1.113883.3.526.3.1283
SCHIZOPHRENIA_OR_PSYCHOTIC_DISORDER        | Schizophrenia or Psychotic Disorder                           | 2.16.840.1.113883.3.464.1003.105.12.1104
SDNA_FIT                                   | sDNA FIT Test                                                 | 2.16.840.1.113883.3.464.1003.108.12.1039
STATUS_POST_LEFT_MASTECTOMY                | Status Post Left Mastectomy                                   | 2.16.840.1.113883.3.464.1003.198.12.1069
STATUS_POST_RIGHT_MASTECTOMY               | Status Post Right Mastectomy                                  | 2.16.840.1.113883.3.464.1003.198.12.1070
SUBSTANCE_USE_DISORDER                     | Substance Use Disorder                                        | 2.16.840.1.113883.3.464.1003.106.12.1001
SUD_LONG_ACTING_ADMINISTRATION             | Substance Use Disorder Long Acting Medication Administration  | 2.16.840.1.113883.3.464.1003.1156
SUD_LONG_ACTING_MEDICATION                 | Substance Use Disorder Long Acting Medication                 | 2.16.840.1.113883.3.464.1003.1149
SUD_SHORT_ACTING_ADMINISTRATION            | Substance Use Disorder Short Acting Medication Administration | 2.16.840.1.113883.3.464.1003.1157
SUD_SHORT_ACTING_MEDICATION                | Substance Use Disorder Short Acting Medication                | 2.16.840.1.113883.3.464.1003.1150
SUD_TREATMENT                              | Substance Use Disorder Treatment                              | 2.16.840.1.113883.3.464.1003.106.12.1005
TELEPHONE_VISITS                           | Telephone Visits                                              | 2.16.840.1.113883.3.464.1003.101.12.1080
TOTAL_COLECTOMY                            | Total Colectomy                                               | 2.16.840.1.113883.3.464.1003.198.12.1019
UNDETECTABLE_LAB_RESULT                    | Undetectable Lab Result Value                                 | 2.16.840.1.113762.1.4.1248.272
UNDERWEIGHT                                | Underweight                                                   | 2.16.840.1.113883.3.526.3.1563
UNILATERAL_MASTECTOMY_LEFT                 | Unilateral Mastectomy Left                                    | 2.16.840.1.113883.3.464.1003.198.12.1133
UNILATERAL_MASTECTOMY_RIGHT                | Unilateral Mastectomy Right                                   | 2.16.840.1.113883.3.464.1003.198.12.1134
UNILATERAL_MASTECTOMY_UNSPECIFIED          | Unilateral Mastectomy, Unspecified Laterality                 | 2.16.840.1.113883.3.464.1003.198.12.1071
URINE_ALBUMIN                              | Urine Albumin                                                 | 2.16.840.1.113762.1.4.1178.88
URINE_ALBUMIN_CREATININE_RATIO             | Urine Albumin Creatinine Ratio                                | 2.16.840.1.113883.3.6929.3.1007
URINE_CREATININE                           | Urine Creatinine                                              | 2.16.840.1.113762.1.4.1178.87
VILOXAZINE                                 | Viloxazine                                                    | 2.16.840.1.113883.3.464.1003.1260
VIRTUAL_ENCOUNTER                          | Virtual Encounter                                             | 2.16.840.1.113883.3.464.1003.101.12.1089
WEIGHT_REDUCTION                           | Weight Reduction Recommended                                  | 2.16.840.1.113883.3.600.1510
"""  # noqa: E501  a table has long rows


def published():
    """The rows of the table by the constant that stands for each."""
    _, *rows = [line.split("|") for line in PUBLISHED.strip().splitlines()]
    return {
        constant.strip(): (name.strip(), f"http://cts.nlm.nih.gov/fhir/ValueSet/{oid.strip()}")
        for constant, name, oid in rows
    }


def test_every_set_has_the_published_name_and_identifier():
    """And none is left out, on either side."""
    held = {name: s for name, s in vars(value_sets).items() if isinstance(s, SetRef)}

    assert published() == {name: (s.name, s.url) for name, s in held.items()}
