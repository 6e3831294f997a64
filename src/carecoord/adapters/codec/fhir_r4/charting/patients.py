"""The patients of a source: one chart each, under a key that lasts."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.identity import patient_key
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.reasons import ONE_ID, TWO_BIRTH_DATES
from carecoord.adapters.codec.fhir_r4.resources.patient import PatientResource, patient
from carecoord.model.unite import birth_dates_differ, key_apart

_ELEMENTS = {
    "birth_sex": "extension",
    "birth_time": "_birthDate",
    "ethnicity": "extension",
    "gender_identity": "extension",
    "race": "extension",
    "sex": "extension",
    "tribal_affiliations": "extension",
}
"""Elements of a patient whose names are not ours."""


class Person:
    """A chart to be: its number in the source, its key, and every record of the patient."""

    __slots__ = ("entries", "key", "number")

    def __init__(self, number: int, key: str, entry: Entry) -> None:
        self.number = number
        self.key = key
        self.entries = [entry]


def persons(intake: Intake, digest: str) -> list[Person]:
    """Read the patients; records under one key are one person unless birth dates differ."""
    found: dict[str, Person] = {}
    for entry in intake.entries:
        resource = entry.resource
        if not isinstance(resource, PatientResource):
            continue
        draft = entry.draft = patient(resource, entry)
        key = patient_key(draft.identifiers, digest, resource.id or f"#{entry.ordinal}")
        known = found.get(key)
        if known is not None and _differ(known.entries[0].draft, draft):
            entry.problem("birthDate", TWO_BIRTH_DATES)
            key = key_apart(key, draft.values["birth_date"])
            known = found.get(key)
        if known is None:
            known = found[key] = Person(len(found), key, entry)
        else:
            known.entries.append(entry)
        entry.chart = known.number
        entry.id = key
    _tell_apart(intake, found.values())
    return list(found.values())


def _tell_apart(intake: Intake, found: Iterable[Person]) -> None:
    """Let no fact go to the first of several people who go by one id, as lines of two servers do.

    In a bundle they have addresses of their own.
    """
    named: dict[str, list[Entry]] = {}
    for person in found:
        for entry in person.entries:
            resource = entry.resource
            if entry.url is None and resource is not None and resource.id:
                named.setdefault(resource.id, []).append(entry)
    for entries in named.values():
        if any(entry.chart != entries[0].chart for entry in entries):
            for entry in entries:
                intake.directory.withdraw(entry)
                entry.problem("id", ONE_ID)


def _differ(known: Draft | None, other: Draft) -> bool:
    return known is not None and birth_dates_differ(
        known.values["birth_date"], other.values["birth_date"]
    )


def element_of(name: str) -> str:
    """FHIR's name of the element that a field of a patient, by our name, is read from."""
    first, *others = name.split("_")
    return _ELEMENTS.get(name) or first + "".join(one.capitalize() for one in others)
