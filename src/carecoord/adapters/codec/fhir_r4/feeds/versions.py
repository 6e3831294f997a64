"""Bundles of type history: which version of a resource counts as the fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Raw, Struct

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.adapters.codec.fhir_r4.reasons import DELETED, OLDER

_ADDRESS = re.compile(r"(?:^|/)(?P<name>[A-Z][A-Za-z]+/[^/?#]+)(?:/_history/[^/]*)?$")
_NEVER = datetime.min.replace(tzinfo=UTC)
_Rank = tuple[datetime, int, int]


class _Meta(Struct, rename="camel", gc=False):
    version_id: str | int | None = None
    last_updated: str | None = None


class _Version(Struct, rename="camel", gc=False):
    resource_type: str | None = None
    id: str | None = None
    meta: _Meta | None = None


class _Request(Struct, rename="camel", gc=False):
    method: str | None = None
    url: str | None = None


class _Response(Struct, rename="camel", gc=False):
    etag: str | None = None
    last_modified: str | None = None


class _Entry(Struct, rename="camel", gc=False):
    request: _Request | None = None
    response: _Response | None = None


_VERSION = msgspec.json.Decoder(_Version)
_ENTRY = msgspec.json.Decoder(_Entry)


def superseded(entries: Sequence[bytes | Raw], held: Sequence[bytes | Raw]) -> dict[int, str]:
    """Say which entries of a history are not the last word, and why.

    The newest is the one updated last (``meta.lastUpdated``); among those the highest
    ``versionId``, if it is a number; else the first, since a history starts with the newest. A
    deletion counts as a version. ``held`` are the resources of the entries.
    """
    ranked: dict[str, list[tuple[_Rank, int]]] = {}
    deleted: set[int] = set()
    for place, (entry, resource) in enumerate(zip(entries, held, strict=True)):
        found = _version(resource, place) if bytes(resource) else _deletion(entry, place)
        if found is not None:
            ranked.setdefault(found[0], []).append((found[1], place))
            if not bytes(resource):
                deleted.add(place)
    reasons: dict[int, str] = {}
    for versions in ranked.values():
        _, newest = max(versions)
        reason = DELETED if newest in deleted else OLDER
        reasons.update((place, reason) for _, place in versions if place != newest)
    return {place: reason for place, reason in reasons.items() if place not in deleted}


def _version(resource: bytes | Raw, place: int) -> tuple[str, _Rank] | None:
    try:
        found = _VERSION.decode(resource)
    except UNDECODABLE:
        return None
    if not found.resource_type or not found.id:
        return None
    meta = found.meta or _Meta()
    rank = (_instant(meta.last_updated), _number(meta.version_id), -place)
    return f"{found.resource_type}/{found.id}", rank


def _deletion(entry: bytes | Raw, place: int) -> tuple[str, _Rank] | None:
    try:
        found = _ENTRY.decode(entry)
    except UNDECODABLE:
        return None
    request = found.request or _Request()
    address = _ADDRESS.search(request.url or "")
    if request.method != "DELETE" or address is None:
        return None
    response = found.response or _Response()
    number = _number((response.etag or "").removeprefix("W/").strip('"'))
    return address["name"], (_instant(response.last_modified), number, -place)


def _instant(text: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return _NEVER
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _number(text: str | int | None) -> int:
    written = str(text)
    return int(written) if written.isdecimal() and len(written) < 19 else -1  # noqa: PLR2004  no id is longer
