"""Type and id of a resource that is not decoded."""

from __future__ import annotations

import re

import msgspec

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE

TYPE_FIRST = re.compile(rb'\s*\{\s*"resourceType"\s*:\s*"([A-Z][A-Za-z]{1,63})"')
"""A resource that says its type first, as nearly all do; the group is the type."""
_ID_SECOND = re.compile(rb'\s*\{\s*"resourceType"\s*:\s*"[A-Za-z]+"\s*,\s*"id"\s*:\s*"([^"\\]+)"')
_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]{1,63}", re.ASCII)


class _Head(msgspec.Struct, rename="camel", gc=False):
    resource_type: str | None = None


class Named(msgspec.Struct, rename="camel", gc=False):
    """What names a resource in its source."""

    resource_type: str = ""
    id: str = ""


_HEAD = msgspec.json.Decoder(_Head)
NAMED = msgspec.json.Decoder(Named)


def type_of(content: bytes | msgspec.Raw) -> str | None:
    """The type that a resource says it is; None where that is no name of a type."""
    match = TYPE_FIRST.match(content)
    if match is not None:
        return match[1].decode()
    try:
        kind = _HEAD.decode(content).resource_type
    except UNDECODABLE:
        return None
    return kind if kind is not None and _TYPE_NAME.fullmatch(kind) else None


def id_of(content: bytes) -> str | None:
    """The id of a resource that is not decoded."""
    match = _ID_SECOND.match(content)
    if match is not None:
        return match[1].decode(errors="replace")
    try:
        return NAMED.decode(content).id
    except UNDECODABLE:
        return None
