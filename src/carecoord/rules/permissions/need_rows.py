"""The caller's own data about which services need permission: we ship none.

A row says for whom (a payer by its identifier, else a kind of payer, else everybody), for which
services (codes, a value set), and from when to when (both days inside), what a payer answers, in
the words of Da Vinci CRD, and where that is written. A payer's list of codes becomes a row, with
the list's own URL and edition as the ``source``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.code import Code
from carecoord.model.collected import as_frozenset
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.identifier import Identifier
from carecoord.model.permission_case import PayerKind
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.permissions.coverage_rules import SATISFIED, broken


def _sound(_: object, __: object, answer: CoverageInformation) -> None:
    wrong = broken(answer)
    if wrong or answer.pa_needed == SATISFIED or answer.satisfied_pa_id is not None:
        raise AuthoringError(
            asked="answer of a row",
            found="; ".join(wrong) or "no row satisfies: a patient's permission does",
            remedy="Say what CRD allows, and leave `satisfied` to be found in the chart",
        )


def _in_order(row: Any, _: object, to_date: date | None) -> None:  # noqa: ANN401  a row or an exemption
    if to_date is not None and row.from_date is not None and to_date < row.from_date:
        raise AuthoringError(
            asked="dates of a row",
            found="the last day lies before the first",
            remedy="Correct one of them; an open edge is None",
        )


def _same(identifier: Identifier | None, other: Identifier | None) -> bool:
    return (
        identifier is not None
        and other is not None
        and (identifier.system, identifier.value) == (other.system, other.value)
    )


@attrs.frozen(kw_only=True)
class Services:
    """Which services are meant: codes, or those of a value set; none of both means all."""

    __repr__ = shown

    codes: frozenset[Code] = attrs.field(default=frozenset(), converter=as_frozenset)
    value_set: ValueSet | None = None

    def closeness(self, codes: frozenset[Code]) -> int | None:
        """How closely services with these codes are named; None when they are not meant."""
        if not self.codes and self.value_set is None:
            return 0
        if not self.codes.isdisjoint(codes):
            return 3
        if self.value_set is None:
            return None
        if not self.value_set.codes.isdisjoint(codes):
            return 2
        return 1 if any(code in self.value_set for code in codes) else None


@attrs.frozen(kw_only=True)
class NeedRow:
    """What one payer, or one kind of payer, answers for some services in some time."""

    __repr__ = shown

    answer: CoverageInformation = attrs.field(validator=_sound)
    source: str
    payer: Identifier | None = None
    payer_kind: PayerKind | None = None
    services: Services = Services()
    from_date: date | None = None
    to_date: date | None = attrs.field(default=None, validator=_in_order)

    def rank(
        self,
        codes: frozenset[Code],
        payers: tuple[Identifier, ...],
        kind: PayerKind | None,
        on: date,
    ) -> tuple[bool, int, int, date] | None:
        """How closely it fits; None when it does not.

        A row that names services comes before one that does not, then the payer before its kind,
        then the code before the set before the prefix, then the later ``from_date``.
        """
        close = self.services.closeness(codes)
        if close is None or not within(on, self.from_date, self.to_date):
            return None
        if self.payer is not None and not any(_same(self.payer, one) for one in payers):
            return None
        if self.payer_kind is not None and self.payer_kind is not kind:
            return None
        who = 2 if self.payer is not None else int(self.payer_kind is not None)
        return close > 0, who, close, self.from_date or date.min


@attrs.frozen(kw_only=True)
class Exemption:
    """That a provider need not ask for some services ("gold card"): by whom, when and why."""

    __repr__ = shown

    provider: Identifier
    why: str
    payer: Identifier | None = None
    services: Services = Services()
    from_date: date | None = None
    to_date: date | None = attrs.field(default=None, validator=_in_order)

    def holds(
        self,
        codes: frozenset[Code],
        payers: tuple[Identifier, ...],
        provider: Identifier | None,
        on: date,
    ) -> bool:
        """Whether it frees a provider from asking, for a service on a day."""
        return (
            _same(self.provider, provider)
            and (self.payer is None or any(_same(self.payer, one) for one in payers))
            and self.services.closeness(codes) is not None
            and within(on, self.from_date, self.to_date)
        )


def within(on: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two, both inside; None is open."""
    return (first is None or first <= on) and (last is None or on <= last)
