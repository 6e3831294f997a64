"""In lines of their own resources refer to one another by type and id."""

import json

import pytest

from carecoord.adapters.cli.gathering import gathering
from carecoord.adapters.cli.relative import Relative, address
from carecoord.adapters.codec.fhir_r4.writing.results import Resource

PATIENT = Resource(content=b'{"resourceType":"Patient","id":"p"}', url="urn:uuid:1")


def written(*groups):
    with gathering() as pool:
        relative = Relative(pool.run)
        found = [one for group in groups for one in relative.lines(group)]
        return [one.content for one, _ in found], [name for _, name in found], relative.changed


def stay(reference, **elements):
    content = f'{{"resourceType":"Encounter","id":"e","subject":{{{reference}}}}}'
    return Resource(content=content.encode(), **elements)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ('"reference":"urn:uuid:1"', '"reference":"Patient/p"'),
        ('"reference" :\n "urn:uuid:1"', '"reference" :\n "Patient/p"'),
        ('"reference":"urn:\\u0075uid:1"', '"reference":"Patient/p"'),
        ('"reference":"urn:uuid:2"', '"reference":"urn:uuid:2"'),
        ('"reference":"Patient/q"', '"reference":"Patient/q"'),
        ('"reference":"#p"', '"reference":"#p"'),
        ('"display":"urn:uuid:1"', '"display":"urn:uuid:1"'),
        (r'"text":"\"reference\":\"urn:uuid:1\""', r'"text":"\"reference\":\"urn:uuid:1\""'),
        ('"reference":"\\ud800"', '"reference":"\\ud800"'),
        ('"x":1.50e0,"reference":"urn:uuid:1"', '"x":1.50e0,"reference":"Patient/p"'),
    ],
)
def test_only_a_reference_to_a_known_address_changes(reference, expected):
    contents, _, changed = written([PATIENT, stay(reference)])

    assert contents[1] == stay(expected).content
    assert changed == int(reference != expected)


def test_what_belongs_to_nobody_refers_to_patients_written_before():
    contents, _, changed = written([PATIENT], [stay('"reference":"urn:uuid:1"')])

    assert contents[1] == stay('"reference":"Patient/p"').content
    assert changed == 1


def test_an_address_that_ends_in_type_and_id_stays():
    person = Resource(content=PATIENT.content, url="https://example.org/fhir/Patient/p")
    reference = stay('"reference":"https://example.org/fhir/Patient/p"')

    assert written([person, reference])[0] == [person.content, reference.content]


@pytest.mark.parametrize(
    ("content", "url", "expected"),
    [
        ('{"resourceType":"Patient"}', "urn:uuid:1-a", {"id": "1-a", "resourceType": "Patient"}),
        (' {\n"resourceType":"Patient"}', "http://x/p", {"id": "p", "resourceType": "Patient"}),
        ('{"resourceType":"Patient","id":null}', "urn:uuid:1", None),
        ('{"resourceType":"Patient","id":7}', "urn:uuid:1", None),
        ('{"resourceType":"Patient"}', "urn:uuid:not_allowed", None),
        ('{"resourceType":"Patient"}', None, None),
        ("[]", "urn:uuid:1", None),
        ("{", "urn:uuid:1", None),
    ],
)
def test_a_resource_without_an_id_takes_the_end_of_its_address(content, url, expected):
    ((written_content,), (name,), _) = written([Resource(content=content.encode(), url=url)])

    if expected is None:
        assert (written_content, name) == (content.encode(), None)
    else:
        assert json.loads(written_content) == expected
        assert name == f"Patient/{expected['id']}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"resourceType":"Patient","id":"p"}', "Patient/p"),
        (b'{"id":"p"}', None),
        (b'{"resourceType":"Patient"}', None),
        (b'{"resourceType":["Patient"],"id":"p"}', None),
        (b"\xff", None),
    ],
)
def test_an_address_needs_a_type_and_an_id(content, expected):
    assert address(Resource(content=content)) == expected
