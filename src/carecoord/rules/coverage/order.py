"""In which order several coverages pay on a day.

The order that the record gives (FHIR Coverage.order) holds; without it only what is law and can be
cited. Else the order is not known, and what has to be asked is told: no order is guessed. FHIR
warns that its order depends on the episode of care: an accident may bring another payer first.

Source: FHIR R4 Coverage.order; ``payer_law``; decision 0056.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import attrs

from carecoord.model.collected import as_tuple
from carecoord.model.coverage import Coverage
from carecoord.model.shown import shown
from carecoord.rules.coverage.payer_law import Circumstances, ruling
from carecoord.rules.engine.citation import Citation

NOTHING_KNOWN = Circumstances()
_NEVER = frozenset({"draft", "cancelled", "entered-in-error"})


@attrs.frozen(kw_only=True)
class Question:
    """What has to be asked of two coverages, by their ids, before their order is known."""

    __repr__ = shown

    coverages: tuple[str, ...] = attrs.field(converter=as_tuple)
    text: str


@attrs.frozen(kw_only=True)
class Payers:
    """Who pays on a day, the first payer first, as far as the order is known; by fact ids.

    ``unordered`` are the coverages of the day whose place is not known, ``contradictions`` those of
    which the record says two things, or the opposite of the law.
    """

    __repr__ = shown

    ordered: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    unordered: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    laws: tuple[Citation, ...] = attrs.field(default=(), converter=as_tuple)
    questions: tuple[Question, ...] = attrs.field(default=(), converter=as_tuple)
    contradictions: tuple[Question, ...] = attrs.field(default=(), converter=as_tuple)


def on_day(coverages: Iterable[Coverage], day: date) -> tuple[Coverage, ...]:
    """The coverages that can hold on a day: of those whose period does not tell, too."""
    return tuple(
        one
        for one in coverages
        if one.status not in _NEVER and (one.period is None or one.period.holds(day) is not False)
    )


def order_of_payers(
    coverages: Iterable[Coverage], day: date, known: Circumstances = NOTHING_KNOWN
) -> Payers:
    """Tell in which order the coverages of a day pay.

    ``known`` is what the law asks and no coverage tells.
    """
    held = sorted(on_day(coverages, day), key=lambda one: one.id)
    pairs = [_pair(*two, day, known) for two in combinations(held, 2)]
    before = {one.before for one in pairs if one.before is not None}
    ordered, unordered = _sequence([one.id for one in held], before)
    return Payers(
        ordered=ordered,
        unordered=unordered,
        laws=tuple(dict.fromkeys(one.law for one in pairs if one.law is not None)),
        questions=tuple(one.question for one in pairs if one.question is not None),
        contradictions=tuple(one.contradiction for one in pairs if one.contradiction is not None),
    )


def primary(
    coverages: Iterable[Coverage], day: date, known: Circumstances = NOTHING_KNOWN
) -> Coverage | None:
    """The coverage that pays first on a day; None: there is none, or the order is not known."""
    held = tuple(coverages)
    ordered = order_of_payers(held, day, known).ordered
    return next((one for one in held if ordered and one.id == ordered[0]), None)


_SAME_PLACE = "both are given the same place in the order"
_AGAINST_LAW = "the order given is the opposite of the one that the law sets"


@attrs.frozen(kw_only=True)
class _Pair:
    """What is known of two coverages; ``before`` are their ids, the first payer first."""

    before: tuple[str, str] | None = None
    law: Citation | None = None
    question: Question | None = None
    contradiction: Question | None = None


def _pair(one: Coverage, other: Coverage, day: date, known: Circumstances) -> _Pair:
    ids = (one.id, other.id)
    by_law = ruling(one, other, day, known)
    lawful = None if isinstance(by_law, str) else _first(ids, by_law.first)
    if one.order is not None and other.order is not None:
        if one.order == other.order:
            return _Pair(contradiction=Question(coverages=ids, text=_SAME_PLACE))
        given = _first(ids, min(one, other, key=_place).id)
        against = lawful not in {None, given}
        return _Pair(
            before=given,
            contradiction=Question(coverages=ids, text=_AGAINST_LAW) if against else None,
        )
    if isinstance(by_law, str):
        return _Pair(question=Question(coverages=ids, text=by_law))
    return _Pair(before=lawful, law=by_law.citation)


def _place(one: Coverage) -> int:
    return one.order or 0


def _first(ids: tuple[str, str], first: str) -> tuple[str, str]:
    return ids if ids[0] == first else (ids[1], ids[0])


def _sequence(
    ids: list[str], before: set[tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those before all others, one after another; and those left, whose place is not known."""
    left, ordered = list(ids), list[str]()
    while left:
        first = [one for one in left if all(one == two or (one, two) in before for two in left)]
        if not first:
            break
        ordered.append(first[0])
        left.remove(first[0])
    return tuple(ordered), tuple(left)
