"""What was read and that no type of the model holds."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.model.source import Source


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
