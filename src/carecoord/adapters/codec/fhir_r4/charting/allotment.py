"""Whose each fact is: the patient that it names, the only one, or nobody here."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.charting.patients import Person
from carecoord.adapters.codec.fhir_r4.charting.references import named_type
from carecoord.adapters.codec.fhir_r4.charting.requests import makes_fact
from carecoord.adapters.codec.fhir_r4.elements.structs import Reference
from carecoord.adapters.codec.fhir_r4.reasons import (
    ABSENT_PATIENT,
    NAMED_NOBODY,
    NAMED_SUBJECT,
    NO_PATIENT,
    NO_SUBJECT,
    NOBODYS,
    OF_THE_RECORD,
)
from carecoord.adapters.codec.fhir_r4.resources.appointment import AppointmentResource, patient_of
from carecoord.adapters.codec.fhir_r4.resources.mapping import SHAPES


def subject_of(entry: Entry) -> Reference | None:
    """Whose record a fact is, as its resource says it."""
    resource = entry.resource
    if isinstance(resource, AppointmentResource):
        return patient_of(resource, entry)
    subject: Reference | None = getattr(resource, "subject", None)
    if subject is None or (subject.reference is None and subject.identifier is None):
        return None
    return subject


def _is_named(entry: Entry) -> bool:
    """Whether a resource displays a subject, if it does no more."""
    subject: Reference | None = getattr(entry.resource, "subject", None)
    return subject is not None and bool(subject.display)


@lru_cache(maxsize=64)
def _element(kind: str) -> str:
    """FHIR's name of the element that holds the subject."""
    if kind == "Appointment":
        return "participant"
    fields = msgspec.structs.fields(SHAPES[kind])
    return next(one.encode_name for one in fields if one.name == "subject")


class Allotment:
    """Which facts belong to which patient of a source; the others are counted as lost."""

    __slots__ = ("_absent", "_intake", "_one_record", "_only", "facts")

    def __init__(self, intake: Intake, persons: list[Person], *, one_record: bool) -> None:
        self._intake = intake
        self._only = persons[0].number if len(persons) == 1 else None
        self._one_record = one_record
        self._absent: dict[str, tuple[str, int]] = {}
        self.facts: dict[int, list[Entry]] = {person.number: [] for person in persons}

    def allot(self, entry: Entry) -> None:
        """Find the patient of a fact."""
        subject = subject_of(entry)
        if subject is None:
            self._allot_nobodys(entry)
            return
        found = entry.directory.find(subject, entry)
        if found is not None and found.container is not None and found.resource is not None:
            found = self._same_person(found)
        if found is not None and found.chart is not None and found.type == "Patient":
            self.put(entry, found.chart)
        elif (named_type(subject) if found is None else found.type) not in {"Patient", None}:
            self._lose(entry, NO_PATIENT)
        elif self._one_record and self._only is not None:
            entry.count(_element(entry.type), OF_THE_RECORD)
            self.put(entry, self._only)
        else:
            self._lose_absent(entry, subject)

    def _allot_nobodys(self, entry: Entry) -> None:
        if self._only is None:
            self._lose(entry, NAMED_NOBODY if _is_named(entry) else NOBODYS)
        else:
            reason = NAMED_SUBJECT if _is_named(entry) else NO_SUBJECT
            entry.count(_element(entry.type), reason)
            self.put(entry, self._only)

    def _same_person(self, contained: Entry) -> Entry | None:
        """The patient of the source under the identifier of a contained one."""
        resource = contained.resource
        named = (
            self._intake.directory.find(Reference(identifier=one, type="Patient"), contained)
            for one in (resource.identifiers if resource is not None else ())
        )
        return next((one for one in named if one is not None), None)

    def put(self, entry: Entry, chart: int) -> None:
        """Give a fact, with those that it contains, to a chart."""
        entry.chart = chart
        held = self.facts[chart]
        held.append(entry)
        if not entry.contained:
            return
        for inner in entry.contained.values():
            if inner.resource is not None and makes_fact(inner):
                inner.chart = chart
                held.append(inner)

    def _lose(self, entry: Entry, reason: str) -> None:
        self._intake.lose(f"{entry.type}.{_element(entry.type)}", reason)
        if entry.log is not None:
            self._intake.log.take(entry.log)

    def _lose_absent(self, entry: Entry, subject: Reference) -> None:
        """Count under one line all facts that refer to the same absent patient."""
        identifier = subject.identifier or Reference()
        target = f"{subject.reference} {identifier}"
        path, count = self._absent.get(target, (f"{entry.path}.{_element(entry.type)}", 0))
        self._absent[target] = (path, count + 1)
        self._intake.lost += 1
        if entry.log is not None:
            self._intake.log.take(entry.log)

    def close(self) -> None:
        """Note the facts of absent patients, one line per patient."""
        for path, count in self._absent.values():
            self._intake.log.add(path, ABSENT_PATIENT, count)
