"""Tests of the bowel: what was done, what it said and what resolves it."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, loinc, snomed
from carecoord.model.communication import Communication
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured, reported
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.screening.reading import PRESENCE, Says
from carecoord.rules.screening.selections import when_known

BLOOD = coded(
    "Occult blood in stool",
    *map(
        loinc,
        (*("2335-8", "14563-1", "14564-9", "14565-6", "29771-3", "57905-2", "58453-2"),),
    ),
)
STOOL_DNA = coded("Stool DNA with FIT", loinc("77353-1"), loinc("77354-9"))
COLONOSCOPY = coded(
    "Colonoscopy of the whole bowel",
    *map(snomed, ("73761001", "174185007", "367535003", "444783004", "446745002", "25732003")),
    *map(cpt, ("44388", "45378", "45380", "45381", "45384", "45385", "45388", "45390")),
    *map(hcpcs, ("G0105", "G0121")),
)
SIGMOIDOSCOPY = coded(
    "Sigmoidoscopy of the lower bowel",
    *map(snomed, ("44441009", "396226005")),
    *map(cpt, ("45330", "45331", "45333", "45338")),
    hcpcs("G0104"),
)
CT_COLON = coded(
    "CT of the colon",
    loinc("60515-4"),
    *map(cpt, ("74261", "74262", "74263")),
    snomed("418714002"),
)
NO_COLON = coded(
    "Colon removed",
    *map(snomed, ("26390003", "307666008", "31130001", "36192008", "80294005")),
    *map(cpt, ("44150", "44151", "44155", "44156", "44157", "44158", "44210", "44211", "44212")),
)
SURVEILLED = ValueSet(
    url="urn:carecoord:bowel-under-surveillance",
    name="Bowel under surveillance",
    codes=tuple(map(snomed, ("363406005", "363351006", "34000006", "64766004", "428054006"))),
    prefixes=tuple(
        Code(ICD10CM, start)
        for start in (
            *("C18", "C19", "C20", "C21.8", "Z85.038", "Z85.048", "Z86.010", "D12.6"),
            *("K50", "K51", "Z15.09"),
        )
    ),
)
"""Cancer of the bowel, adenomas, inflammatory bowel disease, inherited risk: no routine."""
REPORT = coded("Report of a colonoscopy", loinc("18746-8"))

STOOL_BLOOD_TESTS = measured(BLOOD)
STOOL_DNA_TESTS = measured(STOOL_DNA)
COLONOSCOPIES = examined(COLONOSCOPY)
SIGMOIDOSCOPIES = examined(SIGMOIDOSCOPY)
CT_COLONOGRAPHIES = examined(CT_COLON) | reported(CT_COLON)
POSITIVE = Says.one_of(reported(BLOOD, STOOL_DNA), PRESENCE, "positive").named(
    "positive stool test"
)
REPORTS = (
    reported(REPORT).timed(when_known)
    | Facts(Communication)
    .where(Communication.status, "completed")
    .where(Communication.topic, REPORT)
    | Facts(Communication)
    .where(Communication.status, "completed")
    .where(Communication.category, REPORT)
)
OUT = examined(NO_COLON) | ever(SURVEILLED)
