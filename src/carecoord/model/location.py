"""Places where care is given."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import Address, ContactPoint
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Location:
    """Where a part of a visit took place, or where somebody works (FHIR Location).

    For visits ``period`` is the time there and ``status`` says whether the place is planned,
    reserved, taken or left (Encounter.location). ``physical_type`` tells a bed from a building.
    """

    __repr__ = shown

    name: str | None = None
    type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    period: Period | None = None
    status: str | None = None
    physical_type: CodeableConcept | None = None
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple)
    address: Address | None = attrs.field(default=None, repr=False)
