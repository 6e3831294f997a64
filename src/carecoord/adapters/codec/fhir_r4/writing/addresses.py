"""Under which address everything of a chart is written, and by which names it was known."""

from __future__ import annotations

from urllib.parse import unquote

import attrs
import msgspec

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE, is_object
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.places import Layout, Place, Thing, place_of
from carecoord.adapters.codec.fhir_r4.writing.whole import address_of
from carecoord.model.patient import Patient
from carecoord.model.source import Source


class _Head(msgspec.Struct, rename="camel", gc=False):
    resource_type: str = ""
    id: str | None = None


_HEAD = msgspec.json.Decoder(_Head)


@attrs.frozen
class Address:
    """How others refer to something; ``within`` names what ``place`` contains and hides."""

    reference: str
    place: Place | None = None
    within: str | None = None


class Addresses:
    """The addresses of a chart's patient, facts and people, by their ids.

    What was read keeps the address of its entry, or Type/id; what is new has one that follows from
    its id.
    """

    __slots__ = ("_known", "_of", "_urls", "key")

    def __init__(self, key: str, layout: Layout) -> None:
        self.key = key
        self._urls = _urls(layout)
        self._of: dict[str, Address] = {}
        self._known: dict[str, str] = {}
        for place, held in layout.held.items():
            head = _head(layout.entries[place])
            for one in held:
                self._enter_read(self.id_of(one), one, layout.entries[place], head)
        for one in layout.new:
            name = self.id_of(one)
            self._of[name] = Address(address_of(name))
            self._enter(name, one, address_of(name))

    def id_of(self, one: Thing) -> str:
        """The id under which others refer to it; a patient's is the chart's key."""
        return self.key if isinstance(one, Patient) else one.id

    def url(self, place: Place, source: Source) -> str | None:
        """The address of an entry: its own; where it has neither that nor an id, a new one."""
        return self._urls.get(place, source.url)

    def _enter_read(self, name: str, one: Thing, entry: Source, head: _Head) -> None:
        place, url = place_of(entry), self._urls.get(place_of(entry), entry.url)
        relative = f"{head.resource_type}/{head.id}"
        within = one.source.within if one.source is not None else None
        if within is not None:
            address = Address(f"#{within.removeprefix('#')}", place, within)
            self._enter(name, one)
        else:
            taken = url is None or url in self._known
            address = Address(relative if taken or url is None else url, place)
            self._enter(name, one, *((url,) if url is not None else ()), relative)
        self._of.setdefault(name, address)

    def _enter(self, name: str, one: Thing, *texts: str) -> None:
        for text in texts:
            self._known.setdefault(text, name)
        for number in one.identifiers:
            if number.system and number.value:
                self._known.setdefault(f"{number.system}|{number.value}", name)

    def address(self, name: str) -> Address | None:
        """The address of what an id names; None for what the chart does not hold."""
        return self._of.get(name)

    def meant(self, reference: Json, place: Place | None) -> str | None:
        """The id of what a reference means, in whatever words."""
        text = reference.get("reference")
        if isinstance(text, str):
            if text.startswith("#"):
                return self._contained(text, place)
            _, query, asked = text.partition("?identifier=")
            return self._known.get(unquote(asked) if query else text)
        number = reference.get("identifier")
        if not is_object(number):
            return None
        return self._known.get(f"{number.get('system')}|{number.get('value')}")

    def _contained(self, text: str, place: Place | None) -> str | None:
        found = (
            name for name, at in self._of.items() if at.place == place and at.reference == text
        )
        return next(found, None)


def _urls(layout: Layout) -> dict[Place, str]:
    """Addresses for entries that have neither an address nor an id of their own."""
    return {
        place: address_of(f"{place[0]}/{place[1]}")
        for place in layout.held
        if layout.entries[place].url is None and not _head(layout.entries[place]).id
    }


def _head(source: Source) -> _Head:
    try:
        return _HEAD.decode(source.content)
    except UNDECODABLE:
        return _Head()
