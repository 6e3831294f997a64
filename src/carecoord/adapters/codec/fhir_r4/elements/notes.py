"""Free text beside an element."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.elements.structs import Note


def note(notes: tuple[Note, ...]) -> str | None:
    """Annotations as one text, a paragraph each; None when there are none."""
    if not notes:
        return None
    return "\n\n".join(one.text for one in notes if one.text) or None
