"""Splitting a source into resources, still as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Raw, Struct

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.adapters.codec.fhir_r4.feeds.salvage import spans

_NOTHING = Raw()
_NOT_JSON = "not JSON, or cut off; nothing of it can be read"
_NO_RESOURCE = "JSON, but neither a bundle nor a resource"
_TOO_DEEP = "nested too deep; nothing of it can be read"


class Unreadable(Exception):
    """A source, line or entry cannot be split; the text says why."""


class Element(Struct, gc=False):
    """An entry of a bundle: where it is, what it holds, under which address."""

    path: str
    content: bytes | Raw
    url: str | None
    fault: str = "an entry without a resource"
    """Why there is no content, if there is none."""


class _Entry(Struct, rename="camel", gc=False):
    full_url: str | None = None
    resource: Raw = _NOTHING


class _Bundle(Struct, rename="camel", gc=False):
    resource_type: str | None = None
    entry: tuple[_Entry | None, ...] = ()


class _Loose(Struct, rename="camel", gc=False):
    """A bundle, or anything else, of which nothing is taken for granted."""

    resource_type: Raw = _NOTHING
    entry: Raw = _NOTHING


class _LooseEntry(Struct, rename="camel", gc=False):
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
        found = [content[start:end] for start, end in spans(content)]
        if not found:
            raise Unreadable(_TOO_DEEP) from error
        yield from _each(found, at)
        return
    if bundle.resource_type != "Bundle":
        yield Element(f"{at}resource", content, None)
        return
    for place, entry in enumerate(bundle.entry):
        path = f"{at}entry[{place}].resource"
        if entry is None:
            yield Element(path, b"", None)
        else:
            yield Element(path, entry.resource, entry.full_url)


def _loose(content: bytes, at: str) -> Iterator[Element]:
    """Split a bundle that breaks FHIR's shape somewhere, entry by entry."""
    try:
        bundle = _LOOSE.decode(content)
        if bytes(bundle.resource_type) != b'"Bundle"':
            yield Element(f"{at}resource", content, None)
            return
        held = bytes(bundle.entry) or b"[]"
        entries = _LIST.decode(held if held.startswith(b"[") else b"[" + held + b"]")
    except msgspec.ValidationError as error:
        raise Unreadable(_NO_RESOURCE) from error
    except UNDECODABLE as error:
        raise Unreadable(_NOT_JSON) from error
    yield from _each(entries, at)


def _each(entries: Iterable[bytes | Raw], at: str) -> Iterator[Element]:
    """Decode entries one by one: each may be of any shape."""
    for place, raw in enumerate(entries):
        path = f"{at}entry[{place}].resource"
        try:
            entry = _LOOSE_ENTRY.decode(raw)
        except msgspec.ValidationError:
            yield Element(path, b"", None)
        except RecursionError:
            yield Element(path, b"", None, "nested too deep; left out")
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Element(path, b"", None, "not JSON; left out")
        else:
            yield Element(path, entry.resource, _address(entry))


def _address(entry: _LooseEntry) -> str | None:
    """The address of an entry, if it is a text."""
    try:
        return _TEXT.decode(entry.full_url) if bytes(entry.full_url) else None
    except UNDECODABLE:
        return None
