"""Business identifiers."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown


@attrs.frozen
class Identifier:
    """A name that an organization gave to a person or record; lasting, unlike a transport id.

    ``type`` is the code of HL7 table 0203 (MR medical record, MB member, SS social security).
    """

    __repr__ = shown

    system: str | None = attrs.field(default=None)
    value: str | None = attrs.field(default=None, repr=False)
    type: str | None = None
