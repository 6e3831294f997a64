"""Where the packaged code tables came from."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.reference.packaged import text_of


@attrs.frozen
class Input:
    """A published file that a packaged one was made of, by its name and digest."""

    name: str
    sha256: str
    rows: int


@attrs.frozen(kw_only=True)
class Provenance:
    """The birth certificate of a packaged file."""

    file: str
    holds: str
    publisher: str
    publication: str
    licence: str
    inputs: tuple[Input, ...]


def provenance() -> tuple[Provenance, ...]:
    """Say of every packaged file who published what it holds, under which terms, and where from."""
    import tomllib

    return tuple(map(_certificate, tomllib.loads(text_of("provenance.toml"))["file"]))


def _certificate(entry: dict[str, Any]) -> Provenance:
    inputs = tuple(Input(one["name"], one["sha256"], one["rows"]) for one in entry.pop("input"))
    return Provenance(inputs=inputs, **entry)
