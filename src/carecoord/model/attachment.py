"""Documents that travel with a message."""

from __future__ import annotations

import attrs

from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Attachment:
    """What a document is and where it is kept (FHIR Attachment).

    Its bytes and their hash, where a source holds them, stay in the source.
    """

    __repr__ = shown

    content_type: str | None = None
    language: str | None = None
    url: str | None = attrs.field(default=None, repr=False)
    title: str | None = attrs.field(default=None, repr=False)
    size: int | None = None
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("creation"))
