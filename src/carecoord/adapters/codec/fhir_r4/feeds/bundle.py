"""Splitting a source into resources, still as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Raw, Struct

from carecoord.adapters.codec.fhir_r4.charting.heads import TYPE_FIRST
from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.adapters.codec.fhir_r4.feeds import shapes
from carecoord.adapters.codec.fhir_r4.feeds.other_formats import other_than_json
from carecoord.adapters.codec.fhir_r4.feeds.overlooked import is_overlooked
from carecoord.adapters.codec.fhir_r4.feeds.salvage import ARRAY, BUNDLE, pieces
from carecoord.adapters.codec.fhir_r4.feeds.versions import superseded
from carecoord.adapters.codec.fhir_r4.reasons import (
    BUNDLES_TOO_DEEP,
    ENTRY_NOT_JSON,
    ENTRY_TOO_DEEP,
    IN_PIECES,
    NO_CONTENT,
    NO_RESOURCE,
    NOT_JSON,
    OVERLOOKED,
    TOO_DEEP,
)

_RESOURCE = re.compile(rb'^\s*\{\s*(?:"fullUrl"\s*:\s*"[^"]*"\s*,\s*)?"resource"\s*:\s*')
_TYPE = re.compile(rb'"resourceType"\s*:\s*"Bundle"')


class Unreadable(Exception):
    """A source, line or entry cannot be split; the text says why."""


class Element(Struct, gc=False):
    """An entry of a bundle: where it is, what it holds, under which address."""

    path: str
    content: bytes | Raw
    url: str | None
    fault: str = NO_CONTENT
    """Why there is no content, if there is none."""
    unused: str = ""
    """Why the content is kept but makes no fact, if it does not."""
    ordinal: int | None = None
    """Its place in the source, if it is not simply the next."""
    kind: str | None = None
    """Its type, if that is known already."""


def elements(content: bytes, at: str = "", depth: int = 64) -> Iterator[Element]:
    """Split a bundle into its entries; any other resource is an element by itself.

    A bundle in a bundle is split as well, so many of them within each other, and so is a list of
    resources. ``at`` is the path of the content within its source. An entry without a resource
    has empty content.

    Raises:
        Unreadable: the content is not one JSON object or list.
    """
    for element in _split(content, at):
        first = TYPE_FIRST.match(element.content)
        if (first is None or first[1] == b"Bundle") and element.content is not content:
            yield from _nested(element, depth)
        else:
            if first is not None:
                element.kind = first[1].decode()
            yield element


def is_several(content: bytes) -> bool:
    """Whether it looks like a bundle or a list: something with elements of its own."""
    return content[:1] == b"[" or _is_bundle(content)


def _is_bundle(content: bytes) -> bool:
    """Whether it is a bundle; what cannot be decoded may be."""
    if b'"Bundle"' not in content or _TYPE.search(content) is None:
        return False
    try:
        return bytes(shapes.LOOSE.decode(content).resource_type) == b'"Bundle"'
    except UNDECODABLE:
        return True


def _nested(element: Element, depth: int) -> Iterator[Element]:
    """Split an element that is a bundle itself."""
    held = bytes(element.content)
    if element.unused or not _is_bundle(held):
        yield element
    elif depth <= 1:
        yield Element(element.path, b"", None, BUNDLES_TOO_DEEP)
    else:
        try:
            found = list(_split(held, f"{element.path}."))
        except Unreadable as fault:
            yield from _inside(held, Element(element.path, b"", None, str(fault)), depth)
            return
        for inner in found:
            yield from _nested(inner, depth - 1)


def _split(content: bytes, at: str) -> Iterator[Element]:
    try:
        bundle = shapes.BUNDLE.decode(content)
    except msgspec.ValidationError:
        yield from _loose(content, at)
        return
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(other_than_json(content)) from error
    except RecursionError as error:
        found, _ = pieces(content)
        if not found:
            raise Unreadable(TOO_DEEP) from error
        yield from _each(found, f"{at}entry")
        return
    if bundle.resource_type != "Bundle":
        yield Element(f"{at}resource", content, None)
    elif bundle.type == "history":
        yield from _loose(content, at)
    else:
        for place, entry in enumerate(bundle.entry):
            path = f"{at}entry[{place}].resource"
            if entry is None:
                yield Element(path, b"", None)
            else:
                yield Element(path, entry.resource, entry.full_url)
        held = [entry.resource for entry in bundle.entry if entry is not None]
        if is_overlooked(content, held):
            yield Element(f"{at}entry", b"", None, OVERLOOKED)


def _loose(content: bytes, at: str) -> Iterator[Element]:
    """Split a bundle that breaks FHIR's shape somewhere, entry by entry; or a list."""
    try:
        if content[:1] == b"[":
            yield from _listed(shapes.LIST.decode(content), at)
            return
        bundle = shapes.LOOSE.decode(content)
        if bytes(bundle.resource_type) != b'"Bundle"':
            yield Element(f"{at}resource", content, None)
            return
        held = bytes(bundle.entry) or b"[]"
        entries = shapes.LIST.decode(held if held.startswith(b"[") else b"[" + held + b"]")
    except msgspec.ValidationError as error:
        raise Unreadable(NO_RESOURCE) from error
    except UNDECODABLE as error:
        raise Unreadable(NOT_JSON) from error
    yield from _each(entries, f"{at}entry", history=bytes(bundle.type) == b'"history"')
    if is_overlooked(content, entries):
        yield Element(f"{at}entry", b"", None, OVERLOOKED)


def _listed(found: Sequence[bytes | Raw], at: str) -> Iterator[Element]:
    """The elements of a list of resources.

    Raises:
        Unreadable: none of them is a JSON object.
    """
    if found and not any(bytes(one).startswith(b"{") for one in found):
        raise Unreadable(NO_RESOURCE)
    place = at.removesuffix(".")
    for number, one in enumerate(found):
        yield Element(f"{place}[{number}]" if place else f"resource[{number}]", one, None)


def _each(entries: Sequence[bytes | Raw], at: str, *, history: bool = False) -> Iterator[Element]:
    """Decode entries one by one: each may be of any shape."""
    found = [_decoded(raw, f"{at}[{place}].resource") for place, raw in enumerate(entries)]
    if history:
        for place, reason in superseded(entries, [one.content for one in found]).items():
            found[place].unused = reason
    yield from found


def _decoded(raw: bytes | Raw, path: str) -> Element:
    try:
        entry = shapes.LOOSE_ENTRY.decode(raw)
    except msgspec.ValidationError:
        return Element(path, b"", None)
    except RecursionError:
        return Element(path, b"", None, ENTRY_TOO_DEEP)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Element(path, b"", None, ENTRY_NOT_JSON)
    return Element(path, entry.resource, _address(entry))


def _address(entry: shapes.LooseEntry) -> str | None:
    """The address of an entry, if it is a text."""
    try:
        return shapes.TEXT.decode(entry.full_url) if bytes(entry.full_url) else None
    except UNDECODABLE:
        return None


def salvaged(content: bytes, at: str = "", depth: int = 64) -> tuple[list[Element], bool]:
    """Split what is not JSON as a whole: the elements, and whether they tell all that is wrong.

    Where one entry is broken and the rest is not, that entry is an element without content; where
    anything else is broken, or cut off, a line has to say so.
    """
    array = content[:1] == b"["
    if depth < 1 or (not array and _TYPE.search(content) is None):
        return [], False
    found, closed = pieces(content, ARRAY if array else BUNDLE)
    each = _whole(found, at) if array else list(_each(found, f"{at}entry"))
    if all(not bytes(one.content) for one in each):
        return [], False
    split: list[Element] = []
    for piece, one in zip(found, each, strict=True):
        split.extend(_nested(one, depth) if bytes(one.content) else _inside(piece, one, depth))
    return split, closed and any(not bytes(one.content) for one in each)


def _inside(piece: bytes, broken: Element, depth: int) -> list[Element]:
    """What is whole in a broken entry that holds a bundle; else that entry."""
    held = _RESOURCE.search(piece)
    inner = piece if held is None else piece[held.end() :].rstrip()[:-1]
    found, told = salvaged(inner, f"{broken.path}.", depth - 1)
    if not found:
        return [broken]
    return found if told else [*found, Element(broken.path, b"", None, IN_PIECES)]


def _whole(found: Sequence[bytes], at: str) -> list[Element]:
    place = at.removesuffix(".") or "resource"
    return [
        Element(f"{place}[{number}]", one if _is_json(one) else b"", None, ENTRY_NOT_JSON)
        for number, one in enumerate(found)
    ]


def _is_json(content: bytes) -> bool:
    try:
        shapes.LOOSE.decode(content)
    except UNDECODABLE:
        return False
    return True
