"""How far a referral has come: read from its status and its dates, and set by a correction.

FHIR's status says only that it is active; the stages between are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Referral
from carecoord.rules.concepts.referral_stages import DAYS, FIELDS, Stage
from carecoord.rules.moves.deadlines import check_done, check_order
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.statuses import IN_ERROR, told
from carecoord.rules.moves.table import Call

STAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "closed" if stage is Stage.READ else stage.value.replace(" ", "-"): fields
        for stage, fields in FIELDS.items()
    }
)
"""The states that are stages, in their order, and the fields of which one tells of each.

Once the referrer has read the report, the referral is closed.
"""
REJECTION = ("rejected_on", "rejected_because")
CORRECTING = (*(name for fields in STAGES.values() for name in fields), *REJECTION)
NOTHING_YET: dict[str, Any] = dict.fromkeys(CORRECTING)
"""The fields of a referral with which nothing has happened."""
_DAYS = (*DAYS.values(), "rejected_on")
_OF_STATUS = {
    "draft": "draft",
    "on-hold": "on-hold",
    "revoked": "cancelled",
    "entered-in-error": IN_ERROR,
}
_STATUS = {state: status for status, state in _OF_STATUS.items()} | {"closed": "completed"}


def state_of(value: Referral) -> str:
    """The state of a referral.

    A rejected one stays active in FHIR's words, so that it can go to somebody else. One that its
    sender calls completed was seen at least; it is closed once the referrer has read the report.
    """
    if value.status == "entered-in-error":
        return IN_ERROR
    if value.rejected_on is not None:
        return "rejected"
    if value.status not in {"active", "completed"}:
        return _OF_STATUS.get(value.status or "unknown", "unknown")
    reached = _reached(value)
    if value.status == "completed" and reached not in {"reported", "closed"}:
        return "seen"
    return reached


def _reached(value: Referral) -> str:
    """The last stage that a field tells of."""
    reached = "ordered"
    for stage, fields in STAGES.items():
        if any(getattr(value, name) is not None for name in fields):
            reached = stage
    return reached


def _after(to: str) -> list[str]:
    """The stages that lie behind a state: on hold, nothing was closed."""
    order = list(STAGES)
    return order[order.index(to) + 1 :] if to in STAGES else ["closed"] if to == "on-hold" else []


def resumed(value: Referral, _: Call) -> Referral:
    """The referral as far as it had come before it was put on hold."""
    return attrs.evolve(value, status="active")


def check_read(move: str, reported_on: ClinicalTime | None, read_on: ClinicalTime) -> None:
    """Whether a report was read once it had come.

    Raises:
        MoveRefused: it was read before.
    """
    check_order(f"referral: {move}", reported_on, read_on, "a report read before it came")


def _check_closed(held: Mapping[str, Any]) -> None:
    if held["read_on"] is None or held["read_by"] is None:
        raise refused("referral: correct", "no read_on, or no read_by", "Say who read it, and when")
    if held["report"] is None and held["reported_on"] is None:
        raise refused("referral: correct", "no report, or no reported_on", "Say what came, or when")
    check_read("correct", held["reported_on"], held["read_on"])


def corrected(value: Referral, to: str, call: Call) -> Referral:
    """The referral as it should have stood: what tells of later stages goes, the rest stays.

    Raises:
        MoveRefused: it lacks when it was rejected, or the report, who read it and when; or one of
            the days is yet to come.
    """
    if to == IN_ERROR:
        return attrs.evolve(value, status=to)
    held: dict[str, Any] = {name: told(value, call, name) for name in CORRECTING}
    if to != "rejected":
        held |= dict.fromkeys(REJECTION)
    elif held["rejected_on"] is None:
        raise refused("referral: correct", "no rejected_on", "Say when it was rejected")
    if to == "draft":
        held = NOTHING_YET
    for later in _after(to):
        held |= dict.fromkeys(STAGES[later])
    check_done("referral: correct", call.at, **{day: held[day] for day in _DAYS})
    if to == "closed":
        _check_closed(held)
    return attrs.evolve(value, status=_STATUS.get(to, "active"), **held)
