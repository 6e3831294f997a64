"""Where a fact was read."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown


@attrs.frozen
class Source:
    """The element that a fact was read from, byte for byte.

    ``digest`` names the file or feed by its content, ``ordinal`` the element's place in it. No file
    name: file names hold patients' names.
    """

    __repr__ = shown

    digest: str
    ordinal: int
    content: bytes = attrs.field(repr=False)
