"""Finding what a reference points to, within one source only."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import unquote

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry, Run
from carecoord.adapters.codec.fhir_r4.elements.structs import Identifier, Reference
from carecoord.adapters.codec.fhir_r4.elements.types import meant
from carecoord.adapters.codec.fhir_r4.reasons import MISSPELT, USED_TWICE
from carecoord.adapters.codec.fhir_r4.results import Limits

_TAIL = re.compile(r"(?:^|/)(?P<type>[A-Z][A-Za-z]+)/(?P<id>[^/?#]+)(?:/_history/[^/]*)?$")
_QUERY = re.compile(r"(?:^|/)(?P<type>[A-Z][A-Za-z]+)\?(?P<query>.*)$", re.DOTALL)
_LONGEST = 4096
"""Characters of a reference that is taken apart: a longer one is found as it stands, or not."""
_Name = tuple[str, str]


@lru_cache(maxsize=256)
def _unmapped(kind: str) -> Entry:
    """What stands for every entry of a type that is not mapped."""
    return Entry(Run(Limits()), Directory(), -1, "", kind, b"")


class Directory:
    """The entries of a source by address (fullUrl, Type/id) and by business identifier.

    Identifiers are looked through only when a reference first asks for one.
    """

    __slots__ = ("_addresses", "_entries", "_names", "_numbers", "_shared")

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._addresses: dict[str, Entry] = {}
        self._names: dict[_Name, list[Entry]] | None = None
        self._numbers: dict[_Name, Entry | None] | None = None
        self._shared: set[str] = set()
        """Relative addresses that entries of several servers have."""

    def add(self, entry: Entry) -> None:
        """Enter an entry under its addresses; the first entry keeps an address used twice."""
        self._entries.append(entry)
        resource = entry.resource
        addresses = self._addresses
        if entry.url is not None and addresses.setdefault(entry.url, entry) is not entry:
            entry.beside("fullUrl", USED_TWICE)
        if resource is not None and resource.id:
            relative = f"{entry.type}/{resource.id}"
            if addresses.setdefault(relative, entry) is not entry:
                self._shared.add(relative)

    def add_unmapped(self, kind: str, address: str) -> None:
        """Enter an address at which there is something that is not mapped."""
        self._addresses.setdefault(address, _unmapped(kind))

    def withdraw(self, entry: Entry) -> None:
        """Let nothing be found under the relative address of an entry any more."""
        if entry.resource is not None:
            self._addresses.pop(f"{entry.type}/{entry.resource.id}", None)

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
        self._addresses.clear()
        self._names = self._numbers = None

    def find(self, reference: Reference, origin: Entry) -> Entry | None:
        """The entry that a reference of ``origin`` points to, or None."""
        text = reference.reference
        if text:
            found = self._addresses.get(text)
            if found is None or text in self._shared:
                found = self._look(text, origin)
            if found is not None:
                return found
        if reference.identifier is not None:
            kind = reference.type.rsplit("/", 1)[-1] if reference.type else None
            return self._by_identifier(reference.identifier, kind)
        return None

    def _look(self, text: str, origin: Entry) -> Entry | None:
        if text.startswith("#"):
            return (origin.container or origin).contained.get(text[1:])
        if len(text) > _LONGEST:
            return None
        query = _query(text)
        if query is not None:
            return self._by_query(*query)
        tail = _TAIL.search(text)
        if tail is None:
            return None
        base = text[: tail.start()]
        found = self._by_tail(base, f"{tail['type']}/{tail['id']}", origin)
        right = meant(tail["type"]) if found is None else None
        if right is not None:
            found = self._by_tail(base, f"{right}/{tail['id']}", origin)
            if found is not None:
                origin.count("reference", MISSPELT)
        return found

    def _by_tail(self, base: str, tail: str, origin: Entry) -> Entry | None:
        """Type/id: on the server that ``base`` names, else where the origin itself lives."""
        found = self._addresses.get(tail)
        if base:
            exact = self._addresses.get(f"{base}/{tail}")
            elsewhere = found is not None and found.url is not None and "://" in found.url
            return exact if exact is not None or elsewhere else found
        home = _TAIL.search(origin.url) if origin.url is not None else None
        if origin.url is None or home is None:
            return found
        return self._addresses.get(f"{origin.url[: home.start()]}/{tail}", found)

    def _by_query(self, kind: str, query: str) -> Entry | None:
        identifier = _asked(query)
        if identifier is None:
            return None
        if identifier.system is None:
            return self._by_number(identifier.value or "", kind)
        return self._by_identifier(identifier, kind)

    def _by_number(self, number: str, kind: str) -> Entry | None:
        """The only entry of a type with this identifier, whoever gave it: as FHIR searches."""
        if self._numbers is None:
            self._numbers = self._count()
        return self._numbers.get((kind, number))

    def _count(self) -> dict[_Name, Entry | None]:
        """The entries by type and identifier; None where several have it."""
        numbers: dict[_Name, Entry | None] = {}
        for entry in self._entries:
            for one in entry.resource.identifiers if entry.resource is not None else ():
                if one.value:
                    name = (entry.type, one.value)
                    numbers[name] = entry if numbers.get(name, entry) is entry else None
        return numbers

    def _by_identifier(self, identifier: Identifier, kind: str | None) -> Entry | None:
        if not identifier.value or identifier.system is None:
            return None
        if self._names is None:
            self._names = self._collect()
        found = self._names.get((identifier.system, identifier.value), [])
        return next((entry for entry in found if kind is None or entry.type == kind), None)

    def _collect(self) -> dict[_Name, list[Entry]]:
        names: dict[_Name, list[Entry]] = {}
        for entry in self._entries:
            for one in entry.resource.identifiers if entry.resource is not None else ():
                if one.system is not None and one.value:
                    names.setdefault((one.system, one.value), []).append(entry)
        return names


@lru_cache(maxsize=1 << 12)
def _query(text: str) -> tuple[str, str] | None:
    """The type and the terms of a conditional reference: records repeat theirs."""
    found = _QUERY.search(text)
    return None if found is None else (found["type"], found["query"])


@lru_cache(maxsize=1 << 12)
def _asked(query: str) -> Identifier | None:
    """The identifier that a conditional reference asks for."""
    for clause in query.split("&"):
        name, _, value = clause.partition("=")
        if name == "identifier":
            system, separator, number = unquote(value).partition("|")
            if separator:
                return Identifier(system=system, value=number)
            return Identifier(value=system) if system else None
    return None


def identifier_of(reference: Reference) -> Identifier | None:
    """The business identifier that a reference gives, by itself or as a search."""
    if reference.identifier is not None and reference.identifier.value:
        return reference.identifier
    text = reference.reference
    query = _query(text) if text and len(text) <= _LONGEST else None
    return None if query is None else _asked(query[1])


def named_type(reference: Reference) -> str | None:
    """The resource type that a reference names by itself, if it does."""
    text = reference.reference
    named = _named(text) if text and len(text) <= _LONGEST else None
    return reference.type if named is None else named


@lru_cache(maxsize=1 << 12)
def _named(text: str) -> str | None:
    match = _TAIL.search(text) or _QUERY.search(text)
    return match["type"] if match is not None else None


def is_only_named(reference: Reference) -> bool:
    """Whether all that a reference gives is a name to show."""
    return not reference.reference and reference.identifier is None and bool(reference.display)


def is_missed(reference: Reference, mapped: Collection[str]) -> bool:
    """Whether an unresolved reference is a loss: it points somewhere, at a type that is mapped."""
    if not reference.reference and reference.identifier is None:
        return False
    kind = named_type(reference)
    return kind is None or kind in mapped or meant(kind) in mapped
