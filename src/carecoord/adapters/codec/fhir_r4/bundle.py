"""Splitting a source into resources, still as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

_NOTHING = Raw()
_NOT_JSON = "not JSON, or cut off; nothing of it can be read"
_TOO_DEEP = "nested too deep; nothing of it can be read"


class Unreadable(Exception):  # noqa: N818  named for what went wrong
    """A source, line or entry cannot be split; the text says why."""


class Element(NamedTuple):
    """An entry of a bundle: where it is, what it holds, under which address."""

    path: str
    content: bytes
    url: str | None


class _Entry(Struct, rename="camel"):
    full_url: str | None = None
    resource: Raw = _NOTHING


class _Bundle(Struct, rename="camel"):
    resource_type: str | None = None
    entry: tuple[_Entry | None, ...] = ()


class _Loose(Struct, rename="camel"):
    """A bundle, or anything else, of which nothing is taken for granted."""

    resource_type: Raw = _NOTHING
    entry: Raw = _NOTHING


class _LooseEntry(Struct, rename="camel"):
    full_url: Raw = _NOTHING
    resource: Raw = _NOTHING


_BUNDLE = msgspec.json.Decoder(_Bundle)
_LOOSE = msgspec.json.Decoder(_Loose)
_LIST = msgspec.json.Decoder(tuple[Raw, ...])
_LOOSE_ENTRY = msgspec.json.Decoder(_LooseEntry)
_TEXT = msgspec.json.Decoder(str)


def elements(content: bytes, at: str = "") -> Iterator[Element]:
    """Split a bundle into its entries; any other resource is an element by itself.

    ``at`` is the path of the bundle within its source. An entry without a resource has empty
    content.

    Raises:
        Unreadable: the content is not one JSON object.
    """
    try:
        bundle = _BUNDLE.decode(content)
    except msgspec.ValidationError:
        yield from _loose(content, at)
        return
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(_NOT_JSON) from error
    except RecursionError as error:
        raise Unreadable(_TOO_DEEP) from error
    if bundle.resource_type != "Bundle":
        yield Element(f"{at}resource", content, None)
        return
    for place, entry in enumerate(bundle.entry):
        path = f"{at}entry[{place}].resource"
        if entry is None:
            yield Element(path, b"", None)
        else:
            yield Element(path, bytes(entry.resource), entry.full_url)


def _loose(content: bytes, at: str) -> Iterator[Element]:
    """Split a bundle that breaks FHIR's shape somewhere, entry by entry."""
    try:
        bundle = _LOOSE.decode(content)
        if bytes(bundle.resource_type) != b'"Bundle"':
            yield Element(f"{at}resource", content, None)
            return
        held = bytes(bundle.entry) or b"[]"
        entries = _LIST.decode(held if held.startswith(b"[") else b"[" + held + b"]")
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(_NOT_JSON) from error
    for place, raw in enumerate(entries):
        path = f"{at}entry[{place}].resource"
        try:
            entry = _LOOSE_ENTRY.decode(raw)
            url = _TEXT.decode(entry.full_url) if bytes(entry.full_url) else None
        except msgspec.ValidationError:
            url = None
            entry = _resource_alone(raw)
        yield Element(path, bytes(entry.resource), url)


def _resource_alone(raw: Raw) -> _LooseEntry:
    """An entry whose address is no text, or that is no object at all."""
    try:
        return _LooseEntry(resource=_LOOSE_ENTRY.decode(raw).resource)
    except msgspec.ValidationError:
        return _LooseEntry()
