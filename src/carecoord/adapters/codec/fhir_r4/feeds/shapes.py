"""The shapes that bundles and entries are decoded into: contents stay bytes."""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

_NOTHING = Raw()


class Entry(Struct, rename="camel", gc=False):
    """An entry as FHIR has it."""

    full_url: str | None = None
    resource: Raw = _NOTHING


class Bundle(Struct, rename="camel", gc=False):
    """A bundle as FHIR has it."""

    resource_type: str | None = None
    type: str | None = None
    entry: tuple[Entry | None, ...] = ()


class Loose(Struct, rename="camel", gc=False):
    """A bundle, or anything else, of which nothing is taken for granted."""

    resource_type: Raw = _NOTHING
    type: Raw = _NOTHING
    entry: Raw = _NOTHING


class LooseEntry(Struct, rename="camel", gc=False):
    """An entry, or anything else, of which nothing is taken for granted."""

    full_url: Raw = _NOTHING
    resource: Raw = _NOTHING


BUNDLE = msgspec.json.Decoder(Bundle)
LOOSE = msgspec.json.Decoder(Loose)
LIST = msgspec.json.Decoder(tuple[Raw, ...])
LOOSE_ENTRY = msgspec.json.Decoder(LooseEntry)
TEXT = msgspec.json.Decoder(str)
