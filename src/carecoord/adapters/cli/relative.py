"""Resources in lines of their own: they are found by type and id, since no bundle names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs
import msgspec

from carecoord.adapters.cli.gathering import Run

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.writing.results import Resource

_PLACES = "CREATE TABLE places (url TEXT PRIMARY KEY, relative TEXT) WITHOUT ROWID"
_REFERENCE = re.compile(rb'("reference"\s*:\s*)"((?:[^"\\]|\\.)*)"')
_ID = re.compile(r"(?:^|[:/])(?P<id>[A-Za-z0-9.\-]{1,64})$")
_OPENING = re.compile(rb"\s*\{\s*")


class _Head(msgspec.Struct, rename="camel", gc=False):
    resource_type: str = ""
    id: str | None = None


_HEAD = msgspec.json.Decoder(_Head)
_TEXT = msgspec.json.Decoder(str)


def address(resource: Resource) -> str | None:
    """Type/id of a resource, if it has both."""
    head = _head(resource.content)
    return f"{head.resource_type}/{head.id}" if head.resource_type and head.id else None


def kind(content: bytes) -> str:
    """The FHIR type of a resource, or that it is one."""
    return _head(content).resource_type or "resource"


def _head(content: bytes) -> _Head:
    try:
        return _HEAD.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _Head()


class Relative:
    """Turns references to addresses of a bundle into Type/id; all else stays byte for byte."""

    def __init__(self, run: Run) -> None:
        run(_PLACES)
        self._run = run
        self.changed = 0
        """How many references were written otherwise than they were read."""

    def lines(self, resources: Iterable[Resource]) -> Iterator[tuple[Resource, str | None]]:
        """Give resources that refer to one another, each with its Type/id."""
        named = [_named(one) for one in resources]
        here: dict[str, str] = {}
        for one, relative in named:
            if one.url is not None and relative is not None and not one.url.endswith(relative):
                here.setdefault(one.url, relative)
        self._enter(here)
        for one, relative in named:
            yield attrs.evolve(one, content=self._pointed(one.content, here)), relative

    def _enter(self, here: dict[str, str]) -> None:
        for pair in here.items():
            self._run("INSERT OR IGNORE INTO places VALUES (?, ?)", pair)

    def _pointed(self, content: bytes, here: dict[str, str]) -> bytes:
        def pointed(found: re.Match[bytes]) -> bytes:
            target = self._target(found[2], here)
            if target is None:
                return found[0]
            self.changed += 1
            return found[1] + msgspec.json.encode(target)

        return _REFERENCE.sub(pointed, content)

    def _target(self, literal: bytes, here: dict[str, str]) -> str | None:
        try:
            url = _TEXT.decode(b'"' + literal + b'"')
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if url in here:
            return here[url]
        if not url.startswith("urn:"):
            return None
        rows = self._run("SELECT relative FROM places WHERE url = ?", (url,)).fetchall()
        return rows[0][0] if rows else None


def _named(resource: Resource) -> tuple[Resource, str | None]:
    """A resource with an id: its own, else the end of its address."""
    relative = address(resource)
    if relative is not None or resource.url is None:
        return resource, relative
    found = _ID.search(resource.url)
    if found is None:
        return resource, None
    opening = _OPENING.match(resource.content)
    if opening is None or b'"id"' in _keys(resource.content):
        return resource, None
    name = b'"id":' + msgspec.json.encode(found["id"]) + b","
    at = opening.end()
    content = resource.content[:at] + name + resource.content[at:]
    named = attrs.evolve(resource, content=content)
    return named, address(named)


def _keys(content: bytes) -> bytes:
    """The keys of an object, as one text in JSON; nothing for what is no object."""
    try:
        return msgspec.json.encode(list(msgspec.json.decode(content, type=dict[str, msgspec.Raw])))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return b'"id"'
