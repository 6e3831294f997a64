"""What writing gives: resources one by one, or all in one bundle."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import msgspec

from carecoord.adapters.codec.fhir_r4.results import Problem
from carecoord.model.source import Source

_HEAD = b'{"resourceType":"Bundle","type":"collection"'
_LINES = bytes.maketrans(b"\r\n", b"  ")


@attrs.frozen(kw_only=True)
class Resource:
    """A resource as it is written, and the address under which the others refer to it.

    ``source`` is what it was read from, None for one that is new.
    """

    content: bytes = attrs.field(repr=False)
    url: str | None = attrs.field(default=None, repr=False)
    source: Source | None = attrs.field(default=None, repr=False)

    @property
    def line(self) -> bytes:
        """The resource in one line, as NDJSON has it; in JSON a line ends between values only."""
        return self.content.translate(_LINES)


@attrs.frozen(kw_only=True)
class Written:
    """The resources of a chart, and what of it could not be said in FHIR."""

    resources: tuple[Resource, ...] = attrs.field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def content(self) -> bytes:
        """All in a bundle of type collection."""
        return bundled(self.resources)

    @property
    def line(self) -> bytes:
        """The bundle in one line: in NDJSON it keeps the addresses that resources alone lose."""
        return self.content.translate(_LINES)


def bundled(resources: Iterable[Resource]) -> bytes:
    """Put resources into a bundle of type collection, byte for byte."""
    entries = b",".join(map(entry, resources))
    return b"".join((_HEAD, b',"entry":[', entries, b"]}") if entries else (_HEAD, b"}"))


def entry(one: Resource) -> bytes:
    """Write the entry of a bundle."""
    address = b"" if one.url is None else b'"fullUrl":' + msgspec.json.encode(one.url) + b","
    return b"".join((b"{", address, b'"resource":', one.content, b"}"))
