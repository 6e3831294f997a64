"""Who a payer is, and of what kind, as far as a coverage says so."""

from __future__ import annotations

from enum import Enum

from carecoord.model.actor import Actor
from carecoord.model.code import Code
from carecoord.model.coverage import Coverage
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.medicare import MEDICARE_TYPES

_PAYMENT = "https://nahdo.org/sopt"
_SELF_PAY = "http://terminology.hl7.org/CodeSystem/coverage-selfpay"
MEDICAID_TYPES = ValueSet(
    url="urn:carecoord:medicaid", name="Medicaid", prefixes=(Code(_PAYMENT, "2"),)
)
"""Source of Payment Typology 2 and below it."""
PRIVATE_TYPES = ValueSet(
    url="urn:carecoord:private-insurance",
    name="Private health insurance",
    prefixes=(Code(_PAYMENT, "5"), Code(_PAYMENT, "6")),
)
"""Source of Payment Typology 5 (private health insurance) and 6 (Blue Cross, Blue Shield)."""


class PayerType(Enum):
    """The kinds of payers that the law sets in an order."""

    MEDICARE = "Medicare"
    MEDICAID = "Medicaid"
    PRIVATE = "private health insurance"
    SELF_PAY = "nobody but the patient"


_TYPES = (
    (PayerType.MEDICARE, MEDICARE_TYPES),
    (PayerType.MEDICAID, MEDICAID_TYPES),
    (PayerType.PRIVATE, PRIVATE_TYPES),
)


def payer_type(coverage: Coverage) -> PayerType | None:
    """The kind of payer of a coverage; None where its type does not tell, or tells two kinds."""
    codes = () if coverage.type is None else coverage.type.coding
    told = {kind for kind, types in _TYPES if any(code in types for code in codes)}
    if any(code.system == _SELF_PAY for code in codes):
        told.add(PayerType.SELF_PAY)
    return told.pop() if len(told) == 1 else None


def payers(coverage: Coverage) -> frozenset[str]:
    """What names the payers of a coverage: ids, business identifiers, else how they are shown."""
    return frozenset(name for one in coverage.payors for name in _names(one))


def _names(payer: Actor) -> tuple[str, ...]:
    held = payer.identifier
    told = (
        None if payer.id is None else f"id {payer.id}",
        None if held is None else f"{held.system}|{held.value}",
    )
    names = tuple(one for one in told if one is not None)
    if names or payer.display is None:
        return names
    return (f"shown {payer.display.strip().casefold()}",)
