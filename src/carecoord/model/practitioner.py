"""People who care for patients professionally."""

from __future__ import annotations

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import ContactPoint, Name
from carecoord.model.identifier import Identifier
from carecoord.model.shown import shown
from carecoord.model.source import Source


@attrs.frozen(kw_only=True)
class Practitioner:
    """A clinician or coordinator (FHIR Practitioner with its PractitionerRoles).

    ``qualifications`` are licences and certificates, ``roles`` what the person does for whom
    (PractitionerRole.code), ``specialties`` usually codes of the NUCC taxonomy.
    """

    __repr__ = shown

    id: str
    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    active: bool | None = None
    names: tuple[Name, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    qualifications: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    roles: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    specialties: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    organizations: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    source: Source | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes that say what this person is licensed for or does."""
        concepts = (*self.qualifications, *self.roles, *self.specialties)
        return tuple(code for concept in concepts for code in concept.coding)
