"""Value sets that a rule names and the user brings."""

from __future__ import annotations

import attrs

from carecoord.model.code import Code
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet


@attrs.frozen
class SetRef:
    """A value set by its name in the text and its canonical URL; the catalogue has its codes."""

    __repr__ = shown

    name: str
    url: str

    @classmethod
    def vsac(cls, name: str, oid: str) -> SetRef:
        """A set of the Value Set Authority Center under its OID."""
        return cls(name, f"http://cts.nlm.nih.gov/fhir/ValueSet/{oid}")


def coded(name: str, *codes: Code) -> ValueSet:
    """A small set that a rule carries itself: direct reference codes, lists of our own."""
    return ValueSet(url=f"urn:carecoord:{name.lower().replace(' ', '-')}", name=name, codes=codes)
