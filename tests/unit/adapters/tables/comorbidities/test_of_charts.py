"""Charts as a table of codes."""

import pyarrow as pa

from carecoord.adapters.tables import comorbidity, diagnoses_of
from carecoord.model import Chart, Condition, Patient
from carecoord.model.code import concept, icd10cm, snomed

CHARTS = (
    Chart(
        key="p",
        patient=Patient(),
        conditions=[
            Condition(id="1", code=concept(icd10cm("I50.9"), snomed("84114007"))),
            Condition(id="2", code=concept(icd10cm("I21.4")), verification_status="refuted"),
            Condition(id="3"),
        ],
    ),
    Chart(key="q", patient=Patient()),
)


def test_a_row_for_each_code_of_what_is_so():
    assert diagnoses_of(CHARTS) == {
        "patient": ["p", "p", "p"],
        "code": ["I50.9", "84114007", None],
        "system": ["http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct", None],
    }


def test_they_are_scored():
    found = comorbidity(pa.table(diagnoses_of(CHARTS)))

    assert [(row["patient"], row["score"], row["unknown_codes"]) for row in found.to_pylist()] == [
        ("p", 1, 1)
    ]
