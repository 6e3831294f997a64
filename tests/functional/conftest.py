"""The installed command, run as a process of its own on small bundles that the tests write."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("carecoord")


@pytest.fixture
def carecoord(tmp_path):
    """Run the command in an empty folder."""

    def run(*arguments, **options):
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            check=False,
            timeout=120,
            **options,
        )
        done.out, done.told = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.told
        return done

    return run


@pytest.fixture
def carecoord_to(tmp_path):
    """Run the command with its standard output going somewhere."""

    def run(stdout, *arguments):
        return subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def written(tmp_path):
    """Write resources into a file as a bundle; text is written as it stands."""

    def write(name, *resources):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(resources) == 1 and isinstance(resources[0], str | bytes):
            held = resources[0]
            path.write_bytes(held.encode() if isinstance(held, str) else held)
            return path
        entries = [
            {"fullUrl": f"https://example.org/{one['resourceType']}/{one['id']}", "resource": one}
            for one in resources
        ]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        path.write_text(json.dumps(bundle), encoding="utf-8")
        return path

    return write


def _patient(number="1", **elements):
    return {
        "resourceType": "Patient",
        "id": f"p{number}",
        "identifier": [{"system": "https://example.org/mrn", "value": f"MRN-{number}"}],
        "name": [{"family": "Quillfeather", "given": ["Ottoline"]}],
        "gender": "female",
        "birthDate": "1950-03-04",
        **elements,
    }


def _discharge(number="1", *, ended="2026-11-16T15:00:00Z", **elements):
    return {
        "resourceType": "Encounter",
        "id": f"stay{number}",
        "status": "finished",
        "class": {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "code": "IMP",
        },
        "subject": {"reference": f"https://example.org/Patient/p{number}"},
        "period": {"start": "2026-11-12T09:00:00Z", "end": ended},
        "hospitalization": {
            "dischargeDisposition": {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/discharge-disposition",
                        "code": "home",
                    }
                ]
            }
        },
        **elements,
    }


@pytest.fixture
def patient():
    return _patient


@pytest.fixture
def discharge():
    return _discharge
