"""Courses of care that run in certified periods, and what certifies them."""

from __future__ import annotations

from carecoord.model.code import Code, hcpcs, snomed
from carecoord.model.procedure import Procedure
from carecoord.model.program import Program
from carecoord.rules.criteria import Facts, coded

PROGRAM = "urn:carecoord:program"
"""A code system of our own: no published one names these programmes. A site maps its own to it."""

HOME_HEALTH = coded("Home health care", Code(PROGRAM, "home-health"), snomed("60689008"))
HOSPICE = coded("Hospice election", Code(PROGRAM, "hospice"), snomed("385765002"))
EQUIPMENT = coded("Equipment at home", Code(PROGRAM, "equipment"))
WAIVER = coded("Home and community waiver", Code(PROGRAM, "waiver"))

_RUNNING = ("active", "finished", "onhold")

HOME_HEALTH_CARE = Facts(Program, HOME_HEALTH).where(Program.status, *_RUNNING)
HOSPICE_CARE = Facts(Program, HOSPICE).where(Program.status, *_RUNNING)
EQUIPMENT_AT_HOME = Facts(Program, EQUIPMENT).where(Program.status, *_RUNNING)
WAIVER_SERVICES = Facts(Program, WAIVER).where(Program.status, *_RUNNING)

HOME_HEALTH_CERTIFICATION = coded(
    "Certification of home health care", hcpcs("G0179"), hcpcs("G0180")
)
HOSPICE_CERTIFICATION = coded(
    "Certification of terminal illness", Code(PROGRAM, "hospice-certification")
)
EQUIPMENT_RENEWAL = coded("Renewal of equipment", Code(PROGRAM, "equipment-renewal"))
LEVEL_OF_CARE = coded("Level of care assessment", Code(PROGRAM, "level-of-care"))

DONE = "completed"
HOME_HEALTH_CERTIFIED = Facts(Procedure, HOME_HEALTH_CERTIFICATION).where(Procedure.status, DONE)
HOSPICE_CERTIFIED = Facts(Procedure, HOSPICE_CERTIFICATION).where(Procedure.status, DONE)
EQUIPMENT_RENEWED = Facts(Procedure, EQUIPMENT_RENEWAL).where(Procedure.status, DONE)
LEVEL_ASSESSED = Facts(Procedure, LEVEL_OF_CARE).where(Procedure.status, DONE)
