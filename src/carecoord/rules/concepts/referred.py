"""Orders that send a patient to another practitioner."""

from __future__ import annotations

from carecoord.model.code import Code, cpt, snomed
from carecoord.model.order import Order, Referral
from carecoord.rules.criteria import coded

REFERRAL = coded(
    "Referral to another practitioner",
    snomed("3457005"),
    snomed("306206005"),
    snomed("103696004"),
    snomed("306253008"),
    cpt("99241"),
)
FULFILL = Code("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")
"""The code of a task that asks for what its focus orders."""
_WISHES = frozenset({"proposal", "plan", "option"})


def is_referral(order: Order) -> bool:
    """Whether an order sends the patient to another practitioner, and is more than a wish."""
    if order.do_not_perform or order.intent in _WISHES:
        return False
    codes = () if order.code is None else order.code.coding
    return isinstance(order, Referral) or any(code in REFERRAL for code in codes)
