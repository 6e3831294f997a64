"""Exports of several patients, in lines and in files."""

import json
from types import SimpleNamespace

import pytest

SYSTEM = "https://clinic.example/mrn"


def _line(resource):
    return json.dumps(resource).encode()


def _patient(number):
    return {
        "resourceType": "Patient",
        "id": f"p{number}",
        "identifier": [{"system": SYSTEM, "value": f"A-{number}"}],
        "birthDate": "1950-04-01",
    }


def _facts(number):
    """One fact of each way to name a patient, referring to who and what is shared."""
    patient = {"reference": f"Patient/p{number}"}
    doctor = {"reference": f"Practitioner/d{number % 3}"}
    return [
        {
            "resourceType": "Condition",
            "id": f"c{number}",
            "subject": {"reference": f"https://fhir.example/Patient/p{number}/_history/2"},
        },
        {"resourceType": "Immunization", "id": f"i{number}", "patient": patient},
        {"resourceType": "Coverage", "id": f"v{number}", "beneficiary": patient},
        {"resourceType": "Task", "id": f"t{number}", "for": patient, "owner": doctor},
        {
            "resourceType": "Appointment",
            "id": f"a{number}",
            "participant": [{"actor": doctor}, {"actor": patient}],
        },
        {
            "resourceType": "MedicationRequest",
            "id": f"m{number}",
            "subject": patient,
            "medicationReference": {"reference": "Medication/aspirin"},
        },
        {
            "resourceType": "Encounter",
            "id": f"e{number}",
            "subject": patient,
            "serviceProvider": {"identifier": {"system": "npi", "value": "77"}},
            "participant": [{"individual": {"reference": "Practitioner?identifier=npi|d1"}}],
        },
    ]


def _shared():
    doctors = [
        {
            "resourceType": "Practitioner",
            "id": f"d{number}",
            "identifier": [{"system": "npi", "value": f"d{number}"}],
        }
        for number in range(3)
    ]
    return [
        *doctors,
        {
            "resourceType": "PractitionerRole",
            "id": "r",
            "practitioner": {"reference": "Practitioner/d1"},
            "organization": {"reference": "Organization/o"},
            "code": [{"text": "surgeon"}],
        },
        {
            "resourceType": "Organization",
            "id": "o",
            "name": "Ward",
            "partOf": {"reference": "Organization/whole"},
        },
        {"resourceType": "Organization", "id": "whole", "name": "Hospital"},
        {
            "resourceType": "Organization",
            "id": "x",
            "identifier": [{"system": "npi", "value": "77"}],
        },
        {"resourceType": "Medication", "id": "aspirin", "code": {"text": "aspirin"}},
        {"resourceType": "Endpoint", "id": "n"},
    ]


def _by_type(resources):
    files = {}
    for one in resources:
        files.setdefault(one["resourceType"], []).append(one)
    return files


def _write(folder, resources):
    """One file for each type, as a bulk export has it."""
    folder.mkdir()
    for kind, found in _by_type(resources).items():
        (folder / f"{kind}.ndjson").write_bytes(b"\n".join(map(_line, found)) + b"\n")
    return folder


def _of(patients):
    facts = [one for number in range(patients) for one in _facts(number)]
    return [*_shared(), *facts, *(_patient(number) for number in range(patients))]


@pytest.fixture
def export():
    """Builders of exports: ``of`` some patients, as ``lines``, or ``written`` by type."""
    return SimpleNamespace(
        line=_line,
        lines=lambda resources: b"\n".join(map(_line, resources)) + b"\n",
        of=_of,
        patient=_patient,
        facts=_facts,
        shared=_shared,
        written=_write,
    )
