"""Orders that send a patient to another practitioner."""

from __future__ import annotations

from carecoord.model.code import cpt, snomed
from carecoord.rules.criteria import coded

REFERRAL = coded(
    "Referral to another practitioner",
    snomed("3457005"),
    snomed("306206005"),
    snomed("103696004"),
    snomed("306253008"),
    cpt("99241"),
)
