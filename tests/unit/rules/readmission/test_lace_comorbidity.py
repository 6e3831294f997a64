from datetime import date

from carecoord import review
from carecoord.model import Chart, Condition, Encounter, EncounterDiagnosis, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission.lace import RULE

PRIORITY = Code("http://terminology.hl7.org/CodeSystem/v3-ActPriority", "EM")


def test_a_discharge_diagnosis_counts_whenever_it_was_written_down():
    stay = Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        priority=concept(PRIORITY),
        period=Period.through(date(2026, 3, 2), date(2026, 3, 4)),
        diagnoses=[EncounterDiagnosis(condition="c", rank=1)],
    )
    failing = Condition(id="c", code=concept(icd10cm("I50.9")), recorded_on=date(2026, 3, 9))
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 1, 1)),
        encounters=[stay],
        conditions=[failing],
    )

    (finding,) = review(chart, Catalogue.of(RULE), date(2026, 3, 10)).findings
    assert finding.evidence[2].points == 2
