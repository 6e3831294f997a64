"""Where a fact was read."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Source:
    """The element that a fact was read from, byte for byte.

    ``digest`` names the file or feed by its content, ``ordinal`` the element's place in it. No file
    name: file names hold patients' names. ``url`` is the address that the source gave the element
    (the ``fullUrl`` of a bundle's entry), so that references to it still find it when it is
    written. A fact that another element contains has that element as its source, and ``within``
    is its id there.
    """

    __repr__ = shown

    digest: str
    ordinal: int
    content: bytes = attrs.field(repr=False)
    url: str | None = attrs.field(default=None, repr=False)
    within: str | None = attrs.field(default=None, repr=False)
