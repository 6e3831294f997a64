"""People around the patient, and what they may do for them."""

from __future__ import annotations

from datetime import date

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_frozenset, as_tuple
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RelatedPerson(Fact):
    """A caregiver, proxy or relative (FHIR RelatedPerson).

    ``preferred_language`` is the one of ``languages`` that the source marks as preferred.
    ``proxy_scope`` says what the person may see or decide (empty: nothing was granted), and
    ``proxy_until`` is the first day on which that no longer holds, such as an 18th birthday: it
    tells the birth date, so it is hidden.
    """

    listed_under = "related_persons"

    relationship: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    active: bool | None = None
    names: tuple[Name, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    gender: str | None = None
    birth_date: date | PartialDate | None = attrs.field(default=None, repr=False)
    languages: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    preferred_language: CodeableConcept | None = None
    period: Period | None = None
    proxy_scope: frozenset[str] = attrs.field(default=frozenset(), converter=as_frozenset)
    proxy_until: date | None = attrs.field(default=None, repr=False)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """The relationships."""
        return self.relationship

    @property
    def known_on(self) -> ClinicalTime | None:
        """The relation is known from its start; an undated one always is."""
        return self.period.start if self.period else None

    @property
    def undated(self) -> bool:
        """A relation needs no date."""
        return False
