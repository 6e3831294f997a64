"""Whether a service needs permission, as the caller's rows, exemptions and the chart say.

The closest row answers. A permission in force that covers the service on the day satisfies the
need; an exemption lifts it. Where no row speaks, nothing is said of the need: that is not known,
and never "no permission needed".

Source: Da Vinci CRD 2.x, extension ext-coverage-information and its invariants.
Departures: which row is closest, and that two equally close ones that differ answer nothing:
decision 0054.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

import attrs

from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.coverage import Coverage
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.identifier import Identifier
from carecoord.model.order import Order
from carecoord.model.permission_case import PayerKind
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.permissions.balance import balances
from carecoord.rules.permissions.coverage_rules import (
    CONDITIONAL,
    NO_AUTH,
    NOT_COVERED,
    SATISFIED,
    WITH_REQUEST,
)
from carecoord.rules.permissions.fitting import undecided_or_refused
from carecoord.rules.permissions.lasting import inside
from carecoord.rules.permissions.need_rows import Exemption, NeedRow, Services

REASONS = "urn:carecoord:need-of-permission"
__all__ = ["Exemption", "NeedRow", "Reason", "Services", "needed", "outcome"]


class Reason(Enum):
    """Why it is said that permission is or is not needed, as a code of ``REASONS``."""

    ROW = "row"
    EXEMPT = "exempt"
    IN_FORCE = "permission-in-force"
    NO_ROW = "no-row"
    ROWS_DIFFER = "rows-differ"
    NO_CODE = "no-code"


_UNKNOWN = frozenset({Reason.NO_ROW, Reason.ROWS_DIFFER, Reason.NO_CODE})


def needed(  # noqa: PLR0913  what is asked, of whom, when, and the caller's data
    service: Order | Code,
    *,
    coverage: Coverage,
    provider: Identifier | None,
    on: date,
    rows: Iterable[NeedRow],
    exemptions: Iterable[Exemption] = (),
    authorizations: Iterable[Authorization] = (),
    payer_kind: PayerKind | None = None,
) -> CoverageInformation:
    """Tell what coverage requires of an order, or of a code, on a day of service.

    ``payer_kind`` is the kind of the coverage's payer, which no record says. ``outcome`` tells of
    the answer whether permission has to be asked for.
    """
    codes = _codes(service)
    payers = tuple(one.identifier for one in coverage.payors if one.identifier is not None)
    answer = _answer(codes, payers, payer_kind, on, tuple(rows))
    answer = attrs.evolve(answer, coverage=coverage.id, billing_codes=tuple(sorted(codes, key=str)))
    if answer.covered == NOT_COVERED or answer.pa_needed == NO_AUTH:
        return answer
    if any(one.holds(codes, payers, provider, on) for one in exemptions):
        return _without_need(answer, NO_AUTH, _said(Reason.EXEMPT, "the provider is exempt"))
    number = _in_force(service, codes, coverage, on, authorizations)
    if number is None:
        return answer
    said = _said(Reason.IN_FORCE, "a permission in force covers it")
    return attrs.evolve(_without_need(answer, SATISFIED, said), satisfied_pa_id=number)


def outcome(told: CoverageInformation) -> Outcome:
    """Whether permission is still to be asked for: MET, it is.

    INSUFFICIENT_DATA where nobody said so, or only on conditions.
    """
    if told.covered == NOT_COVERED:
        return Outcome.NOT_APPLICABLE
    if told.pa_needed in {NO_AUTH, SATISFIED}:
        return Outcome.NOT_MET
    if told.pa_needed in {"auth-needed", "performpa"}:
        return Outcome.MET
    return Outcome.INSUFFICIENT_DATA


def _answer(
    codes: frozenset[Code],
    payers: tuple[Identifier, ...],
    kind: PayerKind | None,
    on: date,
    rows: Sequence[NeedRow],
) -> CoverageInformation:
    if not codes:
        return _unknown(Reason.NO_CODE, "the service has no code")
    ranked = [(row.rank(codes, payers, kind, on), row) for row in rows]
    fitting = [(rank, row) for rank, row in ranked if rank is not None]
    if not fitting:
        return _unknown(Reason.NO_ROW, "no row speaks of it")
    best = max(rank for rank, _ in fitting)
    closest = [row for rank, row in fitting if rank == best]
    if any(row.answer != closest[0].answer for row in closest):
        return _unknown(Reason.ROWS_DIFFER, "rows that are equally close differ")
    row = min(closest, key=lambda one: one.source)
    return attrs.evolve(row.answer, reason=(*row.answer.reason, *_said(Reason.ROW, row.source)))


def _unknown(why: Reason, words: str) -> CoverageInformation:
    return CoverageInformation(reason=_said(why, words))


def _said(why: Reason, words: str) -> tuple[CodeableConcept, ...]:
    return (CodeableConcept((Code(REASONS, why.value),), words),)


def _without_need(
    answer: CoverageInformation, pa_needed: str, said: tuple[CodeableConcept, ...]
) -> CoverageInformation:
    """The answer with the need lifted, and nothing kept that only the need asked for."""
    open_still = CONDITIONAL in {answer.covered, *answer.doc_needed}
    known = tuple(one for one in answer.reason if not _of_unknown(one))
    return attrs.evolve(
        answer,
        pa_needed=pa_needed,
        doc_purpose=tuple(one for one in answer.doc_purpose if one != WITH_REQUEST),
        info_needed=answer.info_needed if open_still else (),
        reason=(*known, *said),
    )


def _of_unknown(reason: CodeableConcept) -> bool:
    return any(Code(REASONS, why.value) in reason.coding for why in _UNKNOWN)


def _codes(service: Order | Code) -> frozenset[Code]:
    if isinstance(service, Code):
        return frozenset({service})
    return frozenset() if service.code is None else frozenset(service.code.coding)


def _in_force(
    service: Order | Code,
    codes: frozenset[Code],
    coverage: Coverage,
    on: date,
    authorizations: Iterable[Authorization],
) -> str | None:
    """The number of the first permission to cover a service on a day, by the order of numbers."""
    order = service.id if isinstance(service, Order) else None
    found = [
        line.item.number or one.number
        for one in authorizations
        if undecided_or_refused(one) is None and coverage.id in one.coverages
        for line in balances(one)
        if inside(one, on, line.item)
        and _covers(one, line.item, order, codes)
        and not line.stray
        and (line.remaining is None or line.remaining.value)
    ]
    return min((number for number in found if number is not None), default=None)


def _covers(
    of: Authorization, item: AuthorizationItem, order: str | None, codes: frozenset[Code]
) -> bool:
    if item.code is not None and item.code.coding:
        return not codes.isdisjoint(item.code.coding)
    return order is not None and order in (item.orders or of.orders)
