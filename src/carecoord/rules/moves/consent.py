"""The moves of a consent, in the states of FHIR R4.

It ends by itself when the last day of its provision is past, and by the patient's word at any time.
"""

from __future__ import annotations

import attrs

from carecoord.model.consent import Consent
from carecoord.model.replaced import replaced
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.precedence import is_over, precedes
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.statuses import IN_ERROR, row, status_of, told, with_status
from carecoord.rules.moves.table import Call, Machine, Move, Need

_GIVEN = ("given_on", "performers")


def _given(value: Consent, call: Call) -> Consent:
    """The consent as somebody gave it: in force, with the day and who agreed."""
    given_on, performers = (told(value, call, name) for name in _GIVEN)
    if given_on is None or not performers:
        raise refused(
            "consent: active", "no given_on, or no performers", "Say when it was given, and by whom"
        )
    if precedes(call.at, given_on):
        raise refused("consent: active", "given_on is after the move", "Correct one of them")
    return attrs.evolve(value, status="active", given_on=given_on, performers=performers)


def _run_out(value: Consent, at: Moment) -> bool:
    return (
        value.provision is not None
        and value.provision.period is not None
        and is_over(value.provision.period, at)
    )


def _expired(value: Consent, call: Call) -> Consent:
    if not _run_out(value, call.at):
        raise refused(
            "consent: expire",
            "the last day of its provision is not past",
            "Wait for it; who takes it back before, withdraws",
        )
    return replaced(value, status="inactive")


def _passing(value: Consent, state: str, at: Moment) -> str | None:
    return "expire" if state == "active" and _run_out(value, at) else None


def _corrected(value: Consent, to: str, call: Call) -> Consent:
    return _given(value, call) if to == "active" else with_status(value, to, call)


MOVES: tuple[Move[Consent], ...] = (
    row("propose", "proposed", ("draft",), "proposed"),
    Move(
        name="grant",
        event="given",
        before=("draft", "proposed"),
        after=("active",),
        change=_given,
        optional=_GIVEN,
    ),
    row("reject", "refused", ("draft", "proposed"), "rejected"),
    row("withdraw", "withdrawn", ("active",), "inactive", Need.REASON),
    Move(
        name="expire",
        event="run out",
        before=("active",),
        after=("inactive",),
        change=_expired,
    ),
    row("retract", "retracted", ("draft", "proposed", "active"), IN_ERROR, Need.REASON),
)

CONSENT = Machine(
    name="consent",
    kind=Consent,
    states=("draft", "proposed", "active", "rejected", "inactive", IN_ERROR, "unknown"),
    terminal=("rejected", "inactive", IN_ERROR),
    state_of=status_of,
    moves=MOVES,
    corrected=_corrected,
    correcting=_GIVEN,
    kinds=KINDS,
    passing=_passing,
    source="HL7 FHIR R4 (4.0.1), Consent: status, provision.period; decision 0051",
)
"""A consent that was withdrawn is not given again: the patient gives a new one."""
