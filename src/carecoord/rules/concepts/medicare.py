"""People with Medicare, and the forms of its notices."""

from __future__ import annotations

from carecoord.model.code import Code
from carecoord.model.coverage import Coverage
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts

FORMS = "urn:carecoord:cms-form"
"""A code system of our own: no published one has the forms. A site maps its records to it."""

FORMS_GIVEN = ValueSet(
    url="urn:carecoord:cms-forms", name="Forms of Medicare", prefixes=(Code(FORMS, "CMS-"),)
)
"""Any of its forms: who hands one over has not talked about health."""

_PAYMENT = "https://nahdo.org/sopt"
_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
MEDICARE_TYPES = ValueSet(
    url="urn:carecoord:medicare",
    name="Medicare",
    codes=(Code(_ACT, "RETIRE"),),
    prefixes=(Code(_PAYMENT, "1"),),
)
"""Source of Payment Typology 1 and below it; v3-ActCode has no code of its own for Medicare."""
MEDICARE = Facts(Coverage, MEDICARE_TYPES).where(Coverage.status, "active")
