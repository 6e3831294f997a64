"""Records that look alike at their start, and records that are identical."""

import hashlib
import json

from carecoord.adapters.codec import fhir_r4

START = {"resourceType": "Basic", "text": {"status": "generated", "div": "x" * 200}}


def ids(*resources):
    entries = [{"resource": one} for one in resources]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    (result,) = fhir_r4.read([json.dumps(bundle).encode()])
    return [one.id for one in result.records]


def digest(resource):
    return hashlib.sha256(json.dumps(resource).encode()).hexdigest()[:24]


def test_records_that_differ_only_at_their_end_have_the_ids_of_their_contents():
    first, second = {**START, "author": "1"}, {**START, "author": "2"}

    assert ids(first, second) == [digest(first), digest(second)]


def test_of_identical_records_the_first_has_the_id_of_the_content():
    other = {**START, "author": "2"}
    found = ids(START, other, START, START, other)

    assert len(set(found)) == 5
    assert found[:2] == [digest(START), digest(other)]


def test_ids_do_not_depend_on_what_else_is_kept():
    other = {**START, "author": "2"}

    assert set(ids(START, START)) < set(ids(other, START, START))
