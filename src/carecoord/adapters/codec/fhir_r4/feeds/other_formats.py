"""What a source is that is not JSON, as far as its first bytes tell."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.reasons import (
    COMPRESSED_TWICE,
    NOT_JSON,
    OTHER_ENCODING,
    XML,
)

_OTHERS = (
    (b"<", XML),
    ((b"\xff\xfe", b"\xfe\xff", b"\0", b"{\0", b"[\0"), OTHER_ENCODING),
    (b"\x1f\x8b", COMPRESSED_TWICE),
)
"""How something else than JSON starts."""


def other_than_json(content: bytes) -> str:
    """Why it cannot be read."""
    return next((reason for start, reason in _OTHERS if content.startswith(start)), NOT_JSON)
