"""Stays, visits, talks and tries to reach somebody, and medicines being reconciled."""

from __future__ import annotations

from carecoord.model.code import Code, cpt, snomed
from carecoord.model.communication import Communication
from carecoord.model.encounter import Encounter
from carecoord.model.procedure import Procedure
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.places import (
    INPATIENT,
    NOT_TO_THE_COMMUNITY,
    OBSERVATION,
    OUTPATIENT,
)

NUBC = "http://www.nubc.org/patient-discharge"
HL7_DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"

STAYS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT, *OBSERVATION)
    .where(Encounter.status, "finished")
)
DISCHARGES = STAYS.where_not(Encounter.discharge_disposition, *NOT_TO_THE_COMMUNITY)
INPATIENT_DISCHARGES = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished")
    .where_not(Encounter.discharge_disposition, *NOT_TO_THE_COMMUNITY)
)
DIED = (
    *(Code(NUBC, code) for code in ("20", "40", "41", "42")),
    Code(HL7_DISPOSITION, "exp"),
    snomed("419099009"),
)
"""Discharge dispositions of those who died: in the hospital, at home, in a facility."""
INPATIENT_ENDS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished")
    .where_not(Encounter.discharge_disposition, *DIED)
)
ADMISSIONS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished", "in-progress", "onleave", "arrived", "triaged")
)

VISITS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *OUTPATIENT)
    .where(Encounter.status, "finished")
)
MESSAGES = Facts(Communication).where(Communication.status, "completed")
CONTACTS = MESSAGES | VISITS
ATTEMPTS = Facts(Communication).where(Communication.status, "not-done", "stopped", "on-hold")

RECONCILIATION = coded("Medication reconciliation", snomed("430193006"), cpt("1111F"))
RECONCILIATIONS = Facts(Procedure, RECONCILIATION).where(Procedure.status, "completed")
