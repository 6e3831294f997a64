from datetime import date

from carecoord.adapters.codec.fhir_r4.writing.resources.condition import condition
from carecoord.model import Condition, Period
from carecoord.model.code import concept, icd10cm


def test_a_condition_is_valid(names, valid):
    written = condition(
        Condition(
            id="c",
            code=concept(icd10cm("E11.9")),
            clinical_status="active",
            verification_status="confirmed",
            onset=Period(date(2024, 1, 1), date(2024, 2, 1)),
            recorded_on=date(2024, 3, 1),
            evidence=("o1", "o2"),
            note="one\n\ntwo",
        ),
        names,
    )

    read = valid(written)
    assert read.onsetPeriod.end == date(2024, 1, 31)
    assert [one.text for one in read.note] == ["one", "two"]
