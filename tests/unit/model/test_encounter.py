from datetime import date

import pytest

from carecoord.model import Encounter, EncounterDiagnosis, Period
from carecoord.model.code import concept, snomed

ADMITTED, DISCHARGED = date(2026, 3, 10), date(2026, 3, 20)
HOME = concept(snomed("306689006"))
STAY = Encounter(
    id="e",
    status="finished",
    period=Period(ADMITTED, DISCHARGED),
    discharge_disposition=HOME,
    diagnoses=[EncounterDiagnosis(condition="c", rank=1)],
    admit_source=HOME,
)


@pytest.mark.parametrize(
    ("period", "admitted", "discharged"),
    [
        (Period(ADMITTED, DISCHARGED), ADMITTED, DISCHARGED),
        (Period(ADMITTED), ADMITTED, None),
        (None, None, None),
    ],
)
def test_a_stay_is_admitted_and_discharged_by_its_period(period, admitted, discharged):
    stay = Encounter(id="e", period=period)

    assert (admitted, discharged) == (stay.admitted, stay.discharged)
    assert discharged == stay.learned_later


def test_before_the_discharge_a_stay_is_in_progress_and_tells_nothing_of_its_end():
    before = STAY.before_later()

    assert before == Encounter(
        id="e", status="in-progress", period=Period(ADMITTED), admit_source=HOME
    )
