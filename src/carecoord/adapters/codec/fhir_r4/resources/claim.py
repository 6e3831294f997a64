"""Claim, use preauthorization: what a permission was asked for."""

from __future__ import annotations

from msgspec import Struct, field

from carecoord.adapters.codec.fhir_r4.elements import structs


class ClaimItem(Struct, rename="camel", gc=False):
    """Claim.item; its modifiers are understood."""

    sequence: int | None = None
    product_or_service: structs.Concept | None = None
    quantity: structs.Amount | None = None
    extension: tuple[structs.Extension, ...] = ()
    modifier_extension: tuple[structs.Extension, ...] = ()


class Insurance(structs.Backbone):
    """Claim.insurance and ClaimResponse.insurance."""

    coverage: structs.Reference | None = None


class ClaimResource(structs.Resource):
    """FHIR Claim."""

    subject: structs.Reference | None = field(default=None, name="patient")
    use: str | None = None
    prescription: structs.Reference | None = None
    referral: structs.Reference | None = None
    insurance: tuple[Insurance, ...] = ()
    item: tuple[ClaimItem, ...] = ()
