"""Notices that people with Medicare have a right to, by the numbers of their forms."""

from __future__ import annotations

from carecoord.model.code import Code
from carecoord.model.communication import Communication
from carecoord.rules.concepts.medicare import FORMS
from carecoord.rules.criteria import Facts, coded

IMPORTANT_MESSAGE = coded("Important Message from Medicare", Code(FORMS, "CMS-10065"))
OBSERVATION_NOTICE = coded("Medicare Outpatient Observation Notice", Code(FORMS, "CMS-10611"))

IMPORTANT_MESSAGES = Facts(Communication, IMPORTANT_MESSAGE).where(
    Communication.status, "completed"
)
OBSERVATION_NOTICES = Facts(Communication, OBSERVATION_NOTICE).where(
    Communication.status, "completed"
)
