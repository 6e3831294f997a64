"""The moves of asking a payer about a plan: what was verified holds for its dates of service alone.

A plan about which nobody asked is ``needed``.
"""

from __future__ import annotations

from typing import Any

from carecoord.errors import MoveRefused
from carecoord.model.coverage import Coverage
from carecoord.model.period import Period
from carecoord.model.replaced import replaced
from carecoord.model.verification import Verification
from carecoord.rules.moves.deadlines import check_done, day_of, ended_by, last_day
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.moving import CORRECT
from carecoord.rules.moves.table import UNKNOWN, Call, Machine, Move, Need

NEEDED, ASKED, VERIFIED = "needed", "asked", "verified"
NOT_IN_FORCE, UNABLE = "not-in-force", "unable"
STATES = (NEEDED, ASKED, VERIFIED, NOT_IN_FORCE, UNABLE, UNKNOWN)
CORRECTING = ("period", "asked_on", "verified_on", "verified_by", "method", "response")
_ANSWERED = frozenset({VERIFIED, NOT_IN_FORCE})
_ANSWER = ("verified_on", "method", "period", "response")
"""What an answer says, beside who had it."""
PAST = "the verified dates of service are past"


def state_of(value: Coverage) -> str:
    """Where asking about a plan stands."""
    status = NEEDED if value.verification is None else value.verification.status
    return status if status in STATES else UNKNOWN


def _held(value: Coverage, **fields: Any) -> Coverage:  # noqa: ANN401  of any field
    held = value.verification or Verification()
    return replaced(value, verification=replaced(held, **fields))


def _asked(value: Coverage, call: Call) -> Coverage:
    asked = Verification(
        status=ASKED,
        reason=value.verification.reason if value.verification else None,
        asked_on=call.at,
        by=call.by.actor if call.by else None,
        method=call.details.get("method"),
    )
    return replaced(value, verification=asked)


def _verified(value: Coverage, call: Call) -> Coverage:
    period = call.details["period"]
    _check(value, period)
    return _told(value, VERIFIED, call, period)


def _refuted(value: Coverage, call: Call) -> Coverage:
    return _told(value, NOT_IN_FORCE, call, call.details.get("period"))


def _told(value: Coverage, status: str, call: Call, period: Period | None) -> Coverage:
    before = value.verification or Verification()
    return _held(
        value,
        status=status,
        reason=None,
        verified_on=call.at,
        by=call.by.actor if call.by else None,
        method=call.details.get("method", before.method),
        period=period,
        response=call.details.get("response"),
    )


def _check(value: Coverage, period: object, move: str = "verify") -> None:
    """Whether dates of service have a first and a last day, in order and within the plan's."""
    if not isinstance(period, Period):
        raise _refused("no dates of service", "Give the days that were verified, as a Period", move)
    last = last_day(period)
    if period.start is None or last is None:
        raise _refused("dates of service without a first or a last day", "Give both days", move)
    first = day_of(period.start)
    if last < first:
        raise _refused(
            "dates of service that end before they start", "Correct one of the days", move
        )
    plan = value.period
    if plan is not None and not (plan.contains(first) and plan.contains(last)):
        raise _refused(
            "dates of service outside the period of the plan",
            "Verify the days within it, or correct the period of the plan",
            move,
        )


def _unable(value: Coverage, call: Call) -> Coverage:
    return _held(value, status=UNABLE, reason=call.reason)


def _required(value: Coverage, call: Call) -> Coverage:
    return _held(value, status=NEEDED, reason=call.reason)


def _lapsed(value: Coverage, call: Call) -> Coverage:
    if not _past(value, call.at):
        raise MoveRefused(
            asked="coverage: lapse",
            found="the last of the verified days is not past",
            remedy="Ask again with the move require",
        )
    return _held(value, status=NEEDED, reason=PAST)


def _passing(value: Coverage, state: str, at: Moment) -> str | None:
    return "lapse" if state == VERIFIED and _past(value, at) else None


def _past(value: Coverage, at: Moment) -> bool:
    """Whether the last of the verified days is past."""
    held = value.verification
    return held is not None and held.period is not None and ended_by(held.period, at)


def _corrected(value: Coverage, to: str, call: Call) -> Coverage:
    """The plan as it should have stood: an answer has its day and who had it, a question its day.

    Raises:
        MoveRefused: one of them is missing or yet to come, or there are no dates of service.
    """
    held = value.verification or Verification()
    if to not in _ANSWERED:
        return _unanswered(value, held, to, call)
    before = held.by if held.verified_on is not None else None
    fields: dict[str, Any] = {name: _said(held, call, name) for name in _ANSWER}
    fields["by"] = call.details.get("verified_by", before)
    _check_told(call, verified_on=fields["verified_on"], verified_by=fields["by"])
    if to == VERIFIED:
        _check(value, fields["period"], CORRECT)
    return _held(value, status=to, reason=None, **fields)


def _unanswered(value: Coverage, held: Verification, to: str, call: Call) -> Coverage:
    """Without an answer: what a wrong one said goes, and who had it."""
    bare: dict[str, Any] = dict.fromkeys(("verified_on", "period", "response"))
    if held.verified_on is not None:
        bare["by"] = None
    asked_on = _said(held, call, "asked_on")
    if to == ASKED:
        _check_told(call, asked_on=asked_on)
    return _held(value, status=to, reason=call.reason, asked_on=asked_on, **bare)


def _said(held: Verification, call: Call, name: str) -> Any:  # noqa: ANN401  of any field
    said = call.details.get(name)
    return getattr(held, name) if said is None else said


def _check_told(call: Call, **told: Any) -> None:  # noqa: ANN401  of any field
    """Whether a correction says what its state is made of, and nothing that is yet to come."""
    missing = [name for name, one in told.items() if one is None]
    if missing:
        raise _refused(f"without {', '.join(missing)}", "Say when it was, and who did it", CORRECT)
    days = {name: one for name, one in told.items() if name.endswith("_on")}
    check_done(f"coverage: {CORRECT}", call.at, **days)


def _refused(found: str, remedy: str, move: str = "verify") -> MoveRefused:
    return MoveRefused(asked=f"coverage: {move}", found=found, remedy=remedy)


COVERAGE: Machine[Coverage] = Machine(
    name="coverage",
    kind=Coverage,
    states=STATES,
    terminal=(),
    state_of=state_of,
    moves=(
        Move(
            name="ask",
            event="asked about",
            before=(NEEDED, UNABLE, UNKNOWN),
            after=(ASKED,),
            change=_asked,
            needs=(Need.PERFORMER,),
            optional=("method",),
        ),
        Move(
            name="verify",
            event="verified",
            before=(NEEDED, ASKED, UNABLE),
            after=(VERIFIED,),
            change=_verified,
            needs=(Need.PERFORMER,),
            details=("period", "method"),
            optional=("response",),
        ),
        Move(
            name="refute",
            event="found not in force",
            before=(NEEDED, ASKED, UNABLE),
            after=(NOT_IN_FORCE,),
            change=_refuted,
            needs=(Need.PERFORMER,),
            optional=("period", "method", "response"),
        ),
        Move(
            name="give-up",
            event="not to be found out",
            before=(NEEDED, ASKED),
            after=(UNABLE,),
            change=_unable,
            needs=(Need.REASON,),
        ),
        Move(
            name="require",
            event="to be asked about again",
            before=(ASKED, VERIFIED, NOT_IN_FORCE, UNABLE, UNKNOWN),
            after=(NEEDED,),
            change=_required,
            needs=(Need.REASON,),
        ),
        Move(name="lapse", event="lapsed", before=(VERIFIED,), after=(NEEDED,), change=_lapsed),
    ),
    corrected=_corrected,
    correcting=CORRECTING,
    kinds=KINDS,
    passing=_passing,
    source="FHIR R4 Coverage and CoverageEligibilityResponse hold the answers; the states are ours",
)
