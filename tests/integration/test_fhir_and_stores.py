"""From FHIR into a file and back: nothing is lost between."""

import json
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.coordinator import run_once
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.rules.catalogue import standard

DAY = date(2026, 5, 24)
CATALOGUE = standard()
ABOUT = {"subject": {"reference": "urn:uuid:p"}}
RESOURCES = {
    "urn:uuid:p": {
        "resourceType": "Patient",
        "identifier": [{"system": "https://clinic.example/mrn", "value": "A-1"}],
        "generalPractitioner": [{"reference": "urn:uuid:d"}],
    },
    "urn:uuid:d": {
        "resourceType": "Practitioner",
        "name": [{"text": "Dr. One"}],
        "extension": [{"url": "http://x.example", "valueDecimal": 1}],
    },
    "urn:uuid:r": {"resourceType": "PractitionerRole", "practitioner": {"reference": "urn:uuid:d"}},
    "urn:uuid:c": {
        "resourceType": "CarePlan",
        "contained": [{"resourceType": "Goal", "id": "g", **ABOUT}],
        **ABOUT,
    },
    "urn:uuid:e": {"resourceType": "ExplanationOfBenefit", "patient": {"reference": "urn:uuid:p"}},
}
CONTENT = json.dumps(
    {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": one} for url, one in RESOURCES.items()],
    }
).encode()


class Noon:
    def now(self):
        return datetime(2026, 5, 24, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with closing(SqliteStore(tmp_path / "charts.db")) as store:
        source = fhir_r4.read(CONTENT)
        run_once(source, store, RecordingNotifier(), CATALOGUE, DAY, Noon())
        yield store


def entries(written):
    return {one["fullUrl"]: one["resource"] for one in json.loads(written.content)["entry"]}


def test_what_was_stored_is_written_as_it_was_read(store):
    (key,) = store.keys()

    written = fhir_r4.write(store.chart(key).chart, sources=store.sources(key))
    assert entries(written) == RESOURCES
    assert written.problems == ()


def test_every_entry_is_stored_once(store):
    (key,) = store.keys()

    assert [one.url for one in store.sources(key)] == list(RESOURCES)
    assert {one.within for one in store.sources(key)} == {None}


def test_reading_the_same_again_changes_nothing(store):
    source = fhir_r4.read(CONTENT)
    done = run_once(source, store, RecordingNotifier(), CATALOGUE, DAY, Noon())

    assert done.saved == 0
