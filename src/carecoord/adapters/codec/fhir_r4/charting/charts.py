"""Making charts from the entries of a source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from carecoord.adapters.codec.fhir_r4.charting.allotment import Allotment
from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.identity import name_facts
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.charting.keeping import Keeping
from carecoord.adapters.codec.fhir_r4.charting.patients import Person, element_of, persons
from carecoord.adapters.codec.fhir_r4.charting.practice import Practice
from carecoord.adapters.codec.fhir_r4.charting.problems import Log
from carecoord.adapters.codec.fhir_r4.charting.requests import makes_fact, pair
from carecoord.adapters.codec.fhir_r4.charting.resolving import ChartResolver
from carecoord.adapters.codec.fhir_r4.elements.bound import set_right
from carecoord.adapters.codec.fhir_r4.elements.labels import labels
from carecoord.adapters.codec.fhir_r4.elements.people import identifiers
from carecoord.adapters.codec.fhir_r4.reasons import CONTRADICTS
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS
from carecoord.adapters.codec.fhir_r4.results import ReadResult, Summary
from carecoord.errors import RecordError
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.unite import unite_patients


class Charting:
    """The charts of one source, made one by one; then what belongs to none of them."""

    __slots__ = (
        "_charted",
        "_digest",
        "_intake",
        "_keeping",
        "_known",
        "_number",
        "_practice",
        "asked",
    )

    def __init__(self, intake: Intake, number: int, digest: str, known: Known) -> None:
        self._intake = intake
        self._number = number
        self._digest = digest
        self._known = known
        self._practice = Practice(intake)
        self._charted = 0
        self.asked: dict[int, int] = {}
        """The requests of answers, by ordinal, where both have an entry: of ``as_one``."""

    def results(self) -> Iterator[ReadResult]:
        """Yield a result per chart, then one for the rest if there is any."""
        found = persons(self._intake, self._digest)
        self._keeping = Keeping(self._intake, self._digest, len(found))
        allotment = Allotment(self._intake, found, one_record=self._known.one_record)
        pair(self._intake)
        for entry in self._intake.entries:
            if makes_fact(entry):
                allotment.allot(entry)
        allotment.close()
        for person in found:
            yield self._chart(person, allotment.facts[person.number])
        rest = tuple(self._rest())
        self._intake.close()
        yield from rest

    def as_one(self, key: str, facts: Collection[int]) -> Chart | None:
        """The one chart of a source all of whose patients are one; None when it says nothing.

        ``facts`` are the ordinals of what is the patient's whomever it names.
        """
        entries = self._intake.entries
        patients = persons(self._intake, self._digest)
        if not entries:
            return None
        whole = Person(0, key, entries[0])
        whole.entries = [entry for person in patients for entry in person.entries]
        for entry in whole.entries:
            entry.chart, entry.id = 0, key
        self._keeping = Keeping(self._intake, self._digest, 1)
        allotment = Allotment(self._intake, [whole], one_record=False)
        pair(self._intake)
        for entry in entries:
            asked = entry.asked
            if asked is not None and asked.container is None:
                self.asked[entry.ordinal] = asked.ordinal
            if makes_fact(entry):
                if entry.ordinal in facts:
                    allotment.put(entry, 0)
                else:
                    allotment.allot(entry)
        found = self._chart(whole, allotment.facts[0]).chart
        self._intake.close()
        return found

    def _chart(self, person: Person, entries: list[Entry]) -> ReadResult:
        log = Log()
        draft_facts(entries)
        first = (person.entries or self._intake.entries)[0]
        resolver = ChartResolver(person.number, self._intake.directory, self._practice, first)
        patient = self._patient(person, resolver, log)
        lists: dict[str, list[Fact]] = {}
        placed = {entry.ordinal for entry in person.entries[:1]}
        lost = 0
        for entry in entries:
            resolver.entry = entry
            fact = self._fact(entry, resolver)
            if entry.asked is not None:
                entry.take_from(entry.asked)
            if fact is not None:
                lists.setdefault(fact.listed_under, []).append(fact)
                if entry.container is None:
                    placed.add(entry.ordinal)
            elif entry.container is None:
                lost += 1
            if entry.log is not None:
                log.take(entry.log)
        people = self._people(resolver, placed)
        # Each list by its name: their types differ.
        found: dict[str, Any] = {**dict.fromkeys(self._known.lists, ()), **lists}
        chart = Chart(
            key=person.key,
            patient=patient,
            practitioners=[one for one in people if isinstance(one, Practitioner)],
            organizations=[one for one in people if isinstance(one, Organization)],
            records=self._keeping.beside(person.number, placed),
            **found,
        )
        count = len(person.entries) + sum(entry.container is None for entry in entries)
        self._charted += count
        return ReadResult(
            chart=chart,
            problems=log.problems(self._number, self._digest),
            summary=Summary(entries=count, kept=count - lost, problems=lost),
            source=self._number,
        )

    def _patient(self, person: Person, resolver: ChartResolver, log: Log) -> Patient:
        """The patient record; further records of the same person are united with the first."""
        whole: Patient | None = None
        for entry in person.entries:
            resolver.entry = entry
            draft = entry.draft or Draft(Patient, {})
            one: Patient = draft.make(
                **draft.complete(resolver), source=self._keeping.source(entry)
            )
            if whole is None:
                whole = one
            else:
                whole, conflicts = unite_patients(whole, one)
                for conflict in conflicts:
                    where = f"{entry.path}.{element_of(conflict.field)}"
                    log.add(where, conflict.reason, conflict.count)
            if entry.log is not None:
                log.take(entry.log)
        return whole or Patient()

    def _fact(self, entry: Entry, resolver: ChartResolver) -> Any:  # noqa: ANN401  some Fact
        draft = entry.draft
        resource = entry.resource
        if draft is None or resource is None:
            return None
        entry.draft = None  # it is finished here, and its memory serves the next
        try:
            values = draft.complete(resolver)
            values["id"] = entry.id
            values["identifiers"] = draft.identifiers
            values["labels"] = labels(resource.meta) | draft.labels
            values["source"] = self._keeping.source(entry)
            return draft.make(**values)
        except RecordError:
            entry.problem("", CONTRADICTS)
            return None

    def _people(
        self, resolver: ChartResolver, placed: set[int]
    ) -> list[Practitioner | Organization]:
        """Who is referred to, and in turn the organizations that they refer to."""
        made: list[Practitioner | Organization] = []
        for entry in resolver.listed:  # it grows while it is gone through
            resolver.entry = entry
            if entry.draft is not None:
                values = entry.draft.complete(resolver)
                source = self._keeping.source(entry)
                if entry.container is None:
                    placed.add(entry.ordinal)
                made.append(entry.draft.make(**values, id=entry.id, source=source))
        return made

    def _rest(self) -> Iterator[ReadResult]:
        """What belongs to no chart: people and places, unmapped types, what was lost."""
        intake = self._intake
        for entry in intake.entries:
            if entry.lent or entry.chart is not None or makes_fact(entry):
                continue
            if entry.log is not None:
                intake.log.take(entry.log)
        entries = intake.seen - self._charted
        problems = intake.log.problems(self._number, self._digest)
        records = self._keeping.rest()
        if not entries and not problems and not records:
            return
        unmapped = dict(sorted(intake.unmapped.items()))
        kept = entries - sum(unmapped.values()) - intake.lost
        yield ReadResult(
            problems=problems,
            summary=Summary(entries=entries, kept=kept, unmapped=unmapped, problems=intake.lost),
            records=records,
            source=self._number,
        )


def draft_facts(entries: list[Entry]) -> None:
    """Read the facts of one chart as far as they can be without references, and name them."""
    for entry in entries:
        resource = entry.resource
        if resource is None:
            continue
        try:
            draft = FACTS[entry.type][1](resource, entry)
        except RecordError:
            entry.problem("", CONTRADICTS)
            continue
        set_right(entry, draft)
        draft.identifiers = identifiers(resource.identifiers) if resource.identifier else ()
        entry.draft = draft
    name_facts(entries)
