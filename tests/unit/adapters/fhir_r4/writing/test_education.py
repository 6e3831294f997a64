from datetime import date

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.education import education
from carecoord.model import Actor, CodeableConcept, Education, Procedure

FOOT_CARE = CodeableConcept((), "foot care")


@pytest.mark.parametrize(
    ("understood", "outcome"), [(True, "385669000"), (False, "385671000"), (None, None)]
)
def test_teaching_is_a_procedure_and_the_teach_back_its_outcome(
    names, valid, read_back, understood, outcome
):
    fact = Education(
        id="e",
        topic=FOOT_CARE,
        given_on=date(2026, 1, 1),
        learner=Actor(kind="Patient"),
        teacher=Actor(display="N. Nurse"),
        teach_back=understood,
    )
    written = education(fact, names)
    read = read_back(written)

    valid(written)
    assert isinstance(read, Procedure)
    assert (read.code, read.performed) == (FOOT_CARE, date(2026, 1, 1))
    assert written.get("outcome", {}).get("coding", [{}])[0].get("code") == outcome
    assert written["performer"] == [{"actor": {"display": "N. Nurse"}}]
    assert names.losses == []


def test_teaching_that_says_nothing_is_valid(names, valid):
    written = education(Education(id="e"), names)

    valid(written)
    assert "meta" not in written


def test_another_learner_and_the_language_are_told(names, valid):
    fact = Education(id="e", learner=Actor(display="son"), language=CodeableConcept((), "Spanish"))

    valid(education(fact, names))
    assert names.losses == ["learner", "language"]
