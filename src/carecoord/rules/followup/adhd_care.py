"""Medicines for ADHD and the visits that follow them, as the measure CMS136 selects them.

Source: eCQM CMS136FHIR Follow-Up Care for Children Prescribed ADHD Medication, version 1.0.000; the
codes are the user's, under the identifiers of VSAC.
"""

from __future__ import annotations

from carecoord.model.code import rxnorm
from carecoord.model.encounter import Encounter
from carecoord.model.prescription import Prescription
from carecoord.rules.criteria import Facts, SetRef, coded
from carecoord.rules.engine.supply import supply

_vsac = SetRef.vsac

MEDICINES = (
    _vsac("Atomoxetine", "2.16.840.1.113883.3.464.1003.1170"),
    _vsac("Clonidine", "2.16.840.1.113883.3.464.1003.1171"),
    _vsac("Dexmethylphenidate", "2.16.840.1.113883.3.464.1003.1172"),
    _vsac("Dextroamphetamine", "2.16.840.1.113883.3.464.1003.1173"),
    _vsac("Lisdexamfetamine", "2.16.840.1.113883.3.464.1003.1174"),
    _vsac("Methylphenidate", "2.16.840.1.113883.3.464.1003.1176"),
    _vsac("Guanfacine Medications", "2.16.840.1.113883.3.464.1003.196.11.1252"),
    _vsac("Viloxazine", "2.16.840.1.113883.3.464.1003.1260"),
    coded("Methamphetamine hydrochloride 5 MG oral tablet", rxnorm("977860")),
)
ORDERS = (
    Facts(Prescription, *MEDICINES)
    .where(Prescription.status, "active", "completed")
    .where(
        Prescription.intent,
        *("order", "original-order", "reflex-order", "filler-order", "instance-order"),
    )
    .where(Prescription.do_not_perform, False)
    .timed(supply)
)
ACTIVE_ORDERS = ORDERS.where(Prescription.status, "active")

VISITS = (
    _vsac("Office Visit", "2.16.840.1.113883.3.464.1003.101.12.1001"),
    _vsac("Preventive Care Services Group Counseling", "2.16.840.1.113883.3.464.1003.101.12.1027"),
    _vsac(
        "Preventive Care Services Individual Counseling", "2.16.840.1.113883.3.464.1003.101.12.1026"
    ),
    _vsac("Behavioral Health Follow up Visit", "2.16.840.1.113883.3.464.1003.101.12.1054"),
    _vsac("Outpatient Consultation", "2.16.840.1.113883.3.464.1003.101.12.1008"),
    _vsac("Home Healthcare Services", "2.16.840.1.113883.3.464.1003.101.12.1016"),
    _vsac(
        "Preventive Care Services, Initial Office Visit, 0 to 17",
        "2.16.840.1.113883.3.464.1003.101.12.1022",
    ),
    _vsac(
        "Preventive Care, Established Office Visit, 0 to 17",
        "2.16.840.1.113883.3.464.1003.101.12.1024",
    ),
    _vsac("Psych Visit Diagnostic Evaluation", "2.16.840.1.113883.3.526.3.1492"),
    _vsac("Psych Visit Psychotherapy", "2.16.840.1.113883.3.526.3.1496"),
    _vsac("Telephone Visits", "2.16.840.1.113883.3.464.1003.101.12.1080"),
)
MEDICATION_MANAGEMENT = _vsac(
    "Psychotherapy and Pharmacologic Management", "2.16.840.1.113883.3.464.1003.101.12.1055"
)
AMBULATORY = _vsac("Ambulatory", "2.16.840.1.113883.3.464.1003.122.12.1003")
VIRTUAL_ENCOUNTER = _vsac("Virtual Encounter", "2.16.840.1.113883.3.464.1003.101.12.1089")

FOLLOW_UP_VISITS = Facts(Encounter, *VISITS).where(Encounter.status, "finished") | Facts(
    Encounter, MEDICATION_MANAGEMENT
).where(Encounter.status, "finished").where(Encounter.locations, AMBULATORY)
VIRTUAL_VISITS = Facts(Encounter, VIRTUAL_ENCOUNTER).where(Encounter.status, "finished")
