from datetime import date

from carecoord.adapters.codec.fhir_r4.writing.resources.experience import experience
from carecoord.model import CodeableConcept, Experience, Observation

FACT = Experience(
    id="x",
    kind=CodeableConcept((), "complaint"),
    reported_on=date(2026, 1, 1),
    rating=2,
    text="waited two hours",
    encounter="e",
)


def test_an_experience_is_an_observation_made_by_the_patient(names, valid, read_back):
    written = experience(FACT, names)
    read = read_back(written)

    valid(written)
    assert isinstance(read, Observation)
    assert (read.code, read.value, read.effective) == (FACT.kind, 2, FACT.reported_on)
    assert written["performer"] == [{"reference": "Patient/p"}]
    assert written["note"] == [{"text": "waited two hours"}]
    assert written["encounter"] == {"reference": "Basic/e"}


def test_an_experience_that_says_nothing_is_valid(names, valid):
    valid(experience(Experience(id="x"), names))

    assert names.losses == []
