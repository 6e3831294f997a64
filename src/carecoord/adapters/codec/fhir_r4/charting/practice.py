"""The practitioners and organizations of a source: read when a chart first refers to them."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.identity import business_name, digest
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.elements.people import identifiers
from carecoord.adapters.codec.fhir_r4.elements.structs import Reference
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT_NAMED
from carecoord.adapters.codec.fhir_r4.resources.mapping import PEOPLE
from carecoord.adapters.codec.fhir_r4.resources.practitioner_role import (
    RoleResource,
    add_roles,
    practitioner_of,
)

_ROLE = "PractitionerRole"


class Practice:
    """Who cares and pays, by entry; a role stands for its practitioner."""

    __slots__ = ("_contents", "_intake", "_of_role", "_roles")

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._contents: dict[str, int] = {}
        self._of_role: dict[Entry, Entry] = {}
        self._roles: dict[Entry, list[Entry]] = {}
        for entry in intake.entries:
            if entry.type == _ROLE:
                self._attach(entry)

    def _attach(self, role: Entry) -> None:
        """Remember a role under its practitioner."""
        resource = role.resource
        named = resource.practitioner if isinstance(resource, RoleResource) else None
        found = self._intake.directory.find(named or Reference(), role)
        if found is not None and found.type == "Practitioner":
            self._of_role[role] = found
            self._roles.setdefault(found, []).append(role)

    def person(self, entry: Entry) -> Entry:
        """The entry that an actor is: for a role its practitioner, with draft and id."""
        if entry.type == _ROLE:
            entry = self._practitioner(entry)
        if entry.draft is None:
            self._draft(entry)
        return entry

    def _practitioner(self, role: Entry) -> Entry:
        """The practitioner of a role; one whom the role only names is made from it."""
        found = self._of_role.get(role)
        if found is None:
            if role.container is not None:
                self._attach(role)
                found = self._of_role.get(role)
            if found is None:
                found = role
        return found

    def _draft(self, entry: Entry) -> None:
        resource = entry.resource
        if isinstance(resource, RoleResource):
            named = resource.practitioner
            if named is not None and (named.reference or named.identifier):
                entry.count("practitioner", ABSENT_NAMED)
            draft = practitioner_of(resource)
            roles = [entry]
        else:
            draft = PEOPLE[entry.type][1](resource, entry)
            draft.identifiers = identifiers(resource.identifiers) if resource else ()
            roles = self._roles.get(entry, [])
        entry.id = self._name(draft)
        held = [(one.resource, one) for one in roles if isinstance(one.resource, RoleResource)]
        if held:
            add_roles(draft, held)
        draft.values["identifiers"] = draft.identifiers
        entry.draft = draft

    def _name(self, draft: Draft) -> str:
        """The id: by the first identifier, else by content, numbered among identical ones."""
        name = business_name(draft.identifiers)
        if name is not None:
            return digest(draft.make.__name__, name)
        text = draft.said(self._intake.run.tokens)
        ordinal = self._contents[text] = self._contents.get(text, -1) + 1
        return digest(text, str(ordinal))


def is_person(entry: Entry) -> bool:
    """Whether an entry is somebody that a chart lists: practitioner, role or organization."""
    return entry.type == _ROLE or entry.type in PEOPLE
