"""Births, by the procedure of the delivery: the mother's record."""

from __future__ import annotations

from carecoord.model.code import ICD10PCS, Code, cpt, snomed
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts

DELIVERY = ValueSet(
    url="urn:carecoord:delivery",
    name="Delivery",
    codes=(
        *(snomed(code) for code in ("177184002", "11466000", "236973005", "236974004")),
        *(cpt(code) for code in ("59400", "59409", "59410", "59510", "59514", "59515")),
        *(cpt(code) for code in ("59610", "59612", "59614", "59618", "59620", "59622")),
    ),
    prefixes=(Code(ICD10PCS, "10D0"), Code(ICD10PCS, "10E0")),
)
BIRTHS = Facts(Procedure, DELIVERY).where(Procedure.status, "completed").latest()
