"""Notices that people with Medicare have a right to, by the numbers of their forms."""

from __future__ import annotations

from carecoord.model.code import Code
from carecoord.model.communication import Communication
from carecoord.model.coverage import Coverage
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts, coded

FORMS = "urn:carecoord:cms-form"
"""A code system of our own: no published one has the forms. A site maps its records to it."""

IMPORTANT_MESSAGE = coded("Important Message from Medicare", Code(FORMS, "CMS-10065"))
OBSERVATION_NOTICE = coded("Medicare Outpatient Observation Notice", Code(FORMS, "CMS-10611"))

IMPORTANT_MESSAGES = Facts(Communication, IMPORTANT_MESSAGE).where(
    Communication.status, "completed"
)
OBSERVATION_NOTICES = Facts(Communication, OBSERVATION_NOTICE).where(
    Communication.status, "completed"
)

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
