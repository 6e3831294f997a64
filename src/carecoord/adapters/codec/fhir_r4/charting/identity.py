"""Names that last: digests of business identifiers, else of content; never of transport ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.model.identifier import Identifier

_LENGTH = 24
"""Hexadecimal digits of a name: 96 bits."""


def digest(*parts: str) -> str:
    """Make a name from parts; the separator keeps ``ab, c`` apart from ``a, bc``."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_LENGTH]


def business_name(identifiers: Iterable[Identifier]) -> str | None:
    """The first identifier with system and value, as one text."""
    for identifier in identifiers:
        if identifier.system and identifier.value:
            return f"{identifier.system}|{identifier.value}"
    return None


def patient_key(identifiers: tuple[Identifier, ...], source: str, resource_id: str) -> str:
    """Name a patient by the medical record number, else by the first identifier, else by place."""
    numbers = [one for one in identifiers if one.type == "MR"]
    name = business_name(numbers) or business_name(identifiers)
    return digest("Patient", name) if name else digest("Patient", source, resource_id)


def name_facts(entries: Iterable[Entry]) -> None:
    """Give the entries of one chart their ids.

    An identifier that several facts of a type share names none of them: such facts, like those
    without one, are named by their content too, and identical ones are numbered.
    """
    named: dict[tuple[str, str], list[Entry]] = {}
    nameless: list[tuple[Entry, str]] = []
    for entry in entries:
        draft = entry.draft
        if draft is None:
            continue
        name = business_name(draft.identifiers) if draft.identifiers else None
        if name is None:
            nameless.append((entry, draft.said(entry.run.tokens)))
        else:
            named.setdefault((draft.make.__name__, name), []).append(entry)
    for (kind, name), group in named.items():
        if len(group) == 1:
            group[0].id = digest(kind, name)
        else:
            nameless.extend(
                (entry, f"{name}\x1f{entry.draft.said(entry.run.tokens)}")
                for entry in group
                if entry.draft is not None
            )
    seen: dict[str, int] = {}
    for entry, text in nameless:
        ordinal = seen[text] = seen.get(text, -1) + 1
        entry.id = digest(text, str(ordinal))
