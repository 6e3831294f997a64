"""Whose the records of a source with several patients are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct, field

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.charting.references import named_type
from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.adapters.codec.fhir_r4.elements.structs import Reference

_NOTHING = Raw()
_REFERENCE = re.compile(rb'"reference"\s*:\s*"([^"\\]+)"')
_OUTSIDE = "outside"
"""Stands for a patient who is not in the source."""


class _Naming(Struct, rename="camel", gc=False):
    """The elements in which resources of any type name whom they are about."""

    id: Raw = _NOTHING
    subject: Raw = _NOTHING
    patient: Raw = _NOTHING
    beneficiary: Raw = _NOTHING
    for_: Raw = field(default=_NOTHING, name="for")
    individual: Raw = _NOTHING
    target: Raw = _NOTHING
    link: Raw = _NOTHING
    participant: Raw = _NOTHING
    practitioner: Raw = _NOTHING


_NAMING = msgspec.json.Decoder(_Naming)
_TEXT = msgspec.json.Decoder(str)


class Belonging:
    """Which records each chart has: those about its patient, and those that it refers to.

    A record that names a patient is in the charts of those whom it names, and in no other. One
    that names nobody, such as a place or a clinic, is in every chart from which references lead
    to it, over however many records; and what a practitioner does for whom is where the
    practitioner is.
    """

    __slots__ = ("_addresses", "_found", "_intake", "_members", "_nobodys", "_roles")

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._addresses: dict[str, Entry] = {}
        self._found: dict[bytes, Entry | None] = {}
        self._members: dict[int, list[Entry]] = {}
        self._roles: dict[int, list[Entry]] = {}
        self._nobodys: set[int] = set()
        """Records that name no patient, by ordinal."""
        beside: list[tuple[Entry, _Naming]] = []
        for entry in (*intake.entries, *intake.others):
            if entry.chart is not None:
                self._members.setdefault(entry.chart, []).append(entry)
                continue
            naming = _naming(entry)
            self._enter(entry, naming)
            beside.append((entry, naming))
        for entry, naming in beside:
            self._divide(entry, naming)

    def _enter(self, entry: Entry, naming: _Naming) -> None:
        """Enter an undecoded entry under its addresses; the directory has the others."""
        if entry.resource is not None:
            return
        if entry.url is not None:
            self._addresses.setdefault(entry.url, entry)
        try:
            self._addresses.setdefault(f"{entry.type}/{_TEXT.decode(naming.id)}", entry)
        except UNDECODABLE:
            return

    def _divide(self, entry: Entry, naming: _Naming) -> None:
        named = set(self._named(entry, naming))
        if not named:
            self._nobodys.add(entry.ordinal)
            if entry.type == "PractitionerRole":
                for person in self._referred(bytes(naming.practitioner), entry):
                    self._roles.setdefault(person.ordinal, []).append(entry)
        elif _OUTSIDE not in named:
            for chart in named:
                if isinstance(chart, int):
                    self._members.setdefault(chart, []).append(entry)

    def _named(self, entry: Entry, naming: _Naming) -> Iterator[int | str]:
        """The charts of those whom an entry names."""
        parts = (getattr(naming, name) for name in naming.__struct_fields__ if name != "id")
        for text in _REFERENCE.findall(b" ".join(bytes(part) for part in parts)):
            reference = Reference(reference=text.decode(errors="replace"))
            found = self._find(reference, entry)
            if found is not None and found.chart is not None:
                yield found.chart
            elif found is None and named_type(reference) == "Patient":
                yield _OUTSIDE

    def _find(self, reference: Reference, origin: Entry) -> Entry | None:
        text = reference.reference or ""
        found = self._addresses.get(text)
        return self._intake.directory.find(reference, origin) if found is None else found

    def of(self, chart: int) -> list[Entry]:
        """The entries of a chart: what is its patient's, and what that leads to."""
        found = list(self._members.get(chart, ()))
        known = {entry.ordinal for entry in found}
        for entry in found:  # it grows while it is gone through
            for to in (
                *self._referred(entry.content, entry),
                *self._roles.get(entry.ordinal, ()),
            ):
                if to.ordinal in self._nobodys and to.ordinal not in known:
                    known.add(to.ordinal)
                    found.append(to)
        return found

    def _referred(self, content: bytes, origin: Entry) -> Iterator[Entry]:
        """What some part of an entry refers to, in order."""
        found = self._found
        for text in dict.fromkeys(_REFERENCE.findall(content)):
            if text in found:
                to = found[text]
            else:
                to = self._find(Reference(reference=text.decode(errors="replace")), origin)
                if b":" in text or b"?" in text:  # it means the same wherever it stands
                    found[text] = to
            if to is not None:
                yield to


def _naming(entry: Entry) -> _Naming:
    try:
        return _NAMING.decode(entry.content)
    except UNDECODABLE:
        return _Naming()
