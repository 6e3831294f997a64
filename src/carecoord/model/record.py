"""What was read and that no type of the model holds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.model.source import Source

_LENGTH = 24


def record_id(content: bytes) -> str:
    """The id of a record, the first of identical ones: a digest of its content."""
    return hashlib.sha256(content).hexdigest()[:_LENGTH]


def numbered(first: str, number: int) -> str:
    """The id of a record, from that of the first among identical ones, and its number there."""
    if not number:
        return first
    return hashlib.sha256(f"{first}\x1f{number}".encode()).hexdigest()[:_LENGTH]


@attrs.frozen(kw_only=True)
class Record:
    """A resource kept as it was read: no rule asks about it, and nothing of it is lost.

    Bills, provenance, documents' headers, and what facts were made from without being facts
    themselves: locations, medicines, roles of practitioners. ``id`` is a digest of its content,
    ``kind`` the FHIR type.
    """

    __repr__ = shown

    id: str
    kind: str
    source: Source | None = attrs.field(default=None, eq=False, repr=False)

    @classmethod
    def of(cls, source: Source, kind: str) -> Record:
        """The first record of this content; its id is computed when it is asked for.

        Most of what reading keeps is bills, and most readers never ask what their ids are: to
        digest them all costs as much as to decode the rest.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "kind", kind)
        object.__setattr__(made, "source", source)
        return made

    if not TYPE_CHECKING:  # pragma: no branch

        def __getattr__(self, name: str) -> str:
            """The id of a record of ``of``: Python asks here for what is not set yet."""
            if name != "id" or self.source is None:
                raise AttributeError(name)
            found = record_id(self.source.content)
            object.__setattr__(self, "id", found)
            return found
