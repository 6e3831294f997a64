"""Reading takes twice as many steps for twice as much: calls are counted, not time."""

import json
import sys
from contextlib import contextmanager

import pytest

from carecoord.adapters.codec import fhir_r4


def a_person(number):
    return {
        "resourceType": "Patient",
        "id": f"p{number}",
        "identifier": [{"system": "https://clinic.example/mrn", "value": str(number)}],
    }


def an_observation(number, person=0, **elements):
    return {
        "resourceType": "Observation",
        "id": f"o{number}",
        "subject": {"reference": f"Patient/p{person}"},
        "code": {"text": "weight"},
        "valueInteger": number,
        **elements,
    }


def a_doctor(number, **elements):
    return {
        "resourceType": "Practitioner",
        "id": f"d{number}",
        "identifier": [{"system": "https://clinic.example/staff", "value": str(number)}],
        **elements,
    }


def a_clinic(number):
    within = {"reference": f"Organization/c{number + 1}"}
    return {"resourceType": "Organization", "id": f"c{number}", "partOf": within}


def facts_of_one(count):
    return [a_person(0), *(an_observation(each) for each in range(count))]


def same_facts_of_one(count):
    return [a_person(0), *(an_observation(0) for _ in range(count))]


def many_people(count):
    for each in range(count):
        yield a_person(each)
        yield an_observation(each, each)
        yield {
            "resourceType": "Provenance",
            "target": [{"reference": f"Observation/o{each}"}, {"reference": f"Patient/p{each}"}],
        }


def facts_of_nobody_here(count):
    return [a_person(0), *(an_observation(each, "nobody") for each in range(count))]


def facts_of_a_missing_visit(count):
    missing = {"reference": "Encounter/none"}
    return [a_person(0), *(an_observation(each, encounter=missing) for each in range(count))]


def facts_that_contain_many(count):
    held = [
        {"resourceType": "Observation", "id": f"k{each}", "code": {"text": "height"}}
        for each in range(count)
    ]
    members = [{"reference": f"#k{each}"} for each in range(count)]
    return [
        a_person(0),
        *(an_observation(each, contained=held, hasMember=members) for each in range(3)),
    ]


def people_searched_by_number(count):
    yield a_person(0)
    for each in range(count):
        yield a_doctor(each)
        search = {"reference": f"Practitioner?identifier={each}"}
        yield an_observation(each, performer=[search])


def roles_of_one_doctor(count):
    yield a_person(0)
    yield a_doctor(0)
    for each in range(count):
        yield {
            "resourceType": "PractitionerRole",
            "id": f"r{each}",
            "practitioner": {"reference": "Practitioner/d0"},
            "organization": {"reference": f"Organization/c{each}"},
            "code": [{"text": f"duty {each}"}],
        }
        yield an_observation(each, performer=[{"reference": f"PractitionerRole/r{each}"}])


def clinics_within_clinics(count):
    of_the_first = {"reference": "Organization/c0"}
    return [
        a_person(0),
        an_observation(0, performer=[of_the_first]),
        *(a_clinic(each) for each in range(count)),
    ]


def requests_and_answers(count):
    about = {"use": "preauthorization", "patient": {"reference": "Patient/p0"}}
    yield a_person(0)
    for each in range(count):
        yield {"resourceType": "Claim", "id": f"q{each}", **about}
        asked = {"reference": f"Claim/q{each}"}
        yield {"resourceType": "ClaimResponse", "id": f"a{each}", "request": asked, **about}


@contextmanager
def counted(calls):
    before = sys.getprofile()
    sys.setprofile(lambda *event: calls.append(event[1]))
    try:
        yield
    finally:
        sys.setprofile(before)


def steps(make, count):
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": one} for one in make(count)],
    }
    source = json.dumps(bundle).encode()
    for _ in fhir_r4.read(source):
        pass
    calls = []
    with counted(calls):
        for _ in fhir_r4.read(source):
            pass
    return len(calls)


@pytest.mark.parametrize(
    "make",
    [
        facts_of_one,
        same_facts_of_one,
        many_people,
        facts_of_nobody_here,
        facts_of_a_missing_visit,
        facts_that_contain_many,
        people_searched_by_number,
        roles_of_one_doctor,
        clinics_within_clinics,
        requests_and_answers,
    ],
)
def test_twice_as_much_takes_twice_as_many_steps(make):
    assert steps(make, 200) < 2.2 * steps(make, 100)
