"""Facts sorted into the value sets that hold their codes."""

from carecoord.model import Condition, Encounter, ValueSet
from carecoord.model.code import concept, icd10cm, snomed
from carecoord.rules.engine.lookup import Lookup

DIABETES, HEART = icd10cm("E11.9"), icd10cm("I50.9")
LOOKUP = Lookup(
    (
        ValueSet(url="urn:a", name="Diabetes", codes=[DIABETES, snomed("44054006")]),
        ValueSet(url="urn:b", name="Both", codes=[DIABETES, HEART]),
    )
)


def ids(facts):
    return {place: [fact.id for fact in held] for place, held in LOOKUP.bucket(facts).items()}


def test_two_codes_of_one_set_sort_a_fact_in_once():
    both = Condition(id="c1", code=concept(DIABETES, snomed("44054006")))

    assert ids([both]) == {0: ["c1"], 1: ["c1"]}


def test_any_of_several_concepts_counts():
    visits = [
        Encounter(id="e1", type=[concept(HEART)], service_type=concept(DIABETES)),
        Encounter(id="e2", type=[concept(snomed("22298006"))]),
    ]

    assert ids(visits) == {0: ["e1"], 1: ["e1"]}


def test_no_facts_are_in_no_set():
    assert ids([]) == {}
