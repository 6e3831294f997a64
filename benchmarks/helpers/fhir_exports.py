"""Exports of any number of patients, made by repeating the record of one with new ids."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from carecoord.testing.examples import example

PRACTICES = 50
"""So many copies of the people and organizations that the patients share."""
_SHARED = {"Organization", "Practitioner", "PractitionerRole"}
_STEPS = (7919, 104729, 611953)
_NUMBER = b"@number@"
Templates = dict[str, bytes]


def sorted_by_patient(path: Path, patients: int) -> None:
    """Write one file: who is shared, then patient after patient."""
    own, shared = _templates()
    with path.open("wb") as file:
        for number in range(PRACTICES):
            file.writelines(_numbered(shared.values(), number))
        for number in range(patients):
            file.writelines(_numbered(own.values(), number))


def unsorted(folder: Path, patients: int) -> None:
    """Write a file for each type, in each the patients in another order."""
    own, shared = _templates()
    folder.mkdir()
    for place, (kind, template) in enumerate(chain(own.items(), shared.items())):
        count = PRACTICES if kind in _SHARED else patients
        step = _step(count, place)
        with (folder / f"{kind}.ndjson").open("wb") as file:
            for turn in range(count):
                file.writelines(_numbered([template], turn * step % count))


def _step(count: int, place: int) -> int:
    """A step that meets every number once: a prime that does not divide the count."""
    return next((prime for prime in _STEPS[place % 3 :] if count % prime), 1)


def _numbered(templates: Iterable[bytes], number: int) -> Iterator[bytes]:
    shared = f"shared-{number % PRACTICES}".encode()
    own = f"{number:07}".encode()
    return (one.replace(b"@shared@", shared).replace(_NUMBER, own) for one in templates)


def _templates() -> tuple[Templates, Templates]:
    """One resource of each type of a small record: the patient's own, and what is shared."""
    found: dict[str, dict[str, object]] = {}
    addresses: dict[str, str] = {}
    for entry in json.loads(example("ines"))["entry"]:
        resource = entry["resource"]
        kind = resource["resourceType"]
        found.setdefault(kind, resource)
        addresses[entry["fullUrl"]] = f"{kind}/{'@shared@' if kind in _SHARED else '@number@'}"
    own: Templates = {}
    shared: Templates = {}
    for kind, resource in found.items():
        name = "@shared@" if kind in _SHARED else "@number@"
        identifier = {"system": f"https://example.org/{kind}", "value": name}
        text = json.dumps(resource | {"id": name, "identifier": [identifier]})
        for url, address in addresses.items():
            text = text.replace(url, address)
        (shared if kind in _SHARED else own)[kind] = text.encode() + b"\n"
    return own, shared
