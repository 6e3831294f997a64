from datetime import date

import pytest

from carecoord import review
from carecoord.model import Chart, Condition, Encounter, EncounterDiagnosis, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission.hospital_simplified import RULE


def missing(*diagnoses, **condition):
    """What is missing of the score of a stay of which nothing else is known."""
    stay = Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        period=Period.through(date(2026, 3, 2), date(2026, 3, 4)),
        diagnoses=[EncounterDiagnosis(condition=name) for name in diagnoses],
    )
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 1, 1)),
        encounters=[stay],
        observations=[],
        conditions=[Condition(id="c", code=concept(icd10cm("C18.9")), **condition)],
    )
    (finding,) = review(chart, Catalogue.of(RULE), date(2026, 3, 10)).findings
    return finding.missing


EARLIER, LATER = date(2020, 1, 1), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("condition", "diagnoses", "known"),
    [
        ({"recorded_on": EARLIER}, (), True),
        ({"recorded_on": EARLIER, "clinical_status": "remission"}, (), False),
        ({"recorded_on": LATER}, (), False),
        ({"recorded_on": LATER, "clinical_status": "remission"}, ("c",), True),
    ],
)
def test_one_of_which_nobody_says_that_it_is_over_goes_on(condition, diagnoses, known):
    """A cancer makes the service, of which nothing is known, needless to know."""
    assert ("discharging service" not in missing(*diagnoses, **condition)) is known
