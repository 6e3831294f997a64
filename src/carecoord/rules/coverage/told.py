"""What the record and the payer say of a coverage on a day, as a rule sees it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from carecoord.model.coverage import Coverage
from carecoord.model.eligibility_response import CoverageEligibilityResponse
from carecoord.model.shown import shown
from carecoord.model.verification import Verification
from carecoord.rules.coverage.eligibility import from_response
from carecoord.rules.coverage.payers import PayerType, payer_type
from carecoord.rules.coverage.verification import Because, answered, ruled_out, verified_for
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import Row, day_bounds

COVERAGES = Facts(Coverage).where_not(Coverage.status, "draft", "entered-in-error")
RESPONSES = Facts(CoverageEligibilityResponse).where_not(
    CoverageEligibilityResponse.status, "draft", "cancelled", "entered-in-error"
)
NO_ANSWERS = "eligibility responses (never asked for)"
_LONG_AGO = -1


class Told(Enum):
    """What the payer told about a coverage and a day."""

    VERIFIED = "in force"
    NOT_IN_FORCE = "not in force"
    NOTHING = "nothing about the day"
    UNKNOWN = "not known"


@attrs.frozen(kw_only=True)
class Answer:
    """What was told, by which facts, and what is missing where that is not known."""

    __repr__ = shown

    told: Told
    facts: tuple[FactRef, ...] = ()
    missing: tuple[str, ...] = ()


def coverages(frame: Frame) -> list[Row]:
    """The coverages in order of time, each as far as it was asked about by now."""
    rows = sorted(frame.rows(COVERAGES).sure, key=lambda row: (row.start_low, row.fact.id))
    return [attrs.evolve(row, fact=_by_now(coverage(row), frame)) for row in rows]


def coverage(row: Row) -> Coverage:
    """The coverage of a row."""
    assert isinstance(row.fact, Coverage)  # noqa: S101  COVERAGES selects them
    return row.fact


def _by_now(fact: Coverage, frame: Frame) -> Coverage:
    """A coverage without an answer that has not been given yet."""
    held = fact.verification
    if held is None or held.verified_on is None or frame.view.passed(held.verified_on):
        return fact
    asked = held.asked_on is not None and frame.view.passed(held.asked_on)
    before = Verification(status="asked" if asked else "needed")
    return attrs.evolve(fact, verification=before)


def needs_no_word(row: Row) -> bool:
    """Whether there is no payer to ask: the patient pays."""
    return payer_type(coverage(row)) is PayerType.SELF_PAY


def answers(row: Row, frame: Frame) -> list[tuple[FactRef, Verification]]:
    """Every answer about a coverage: what is written on it, and the payer's own."""
    own = coverage(row).verification
    written = [] if own is None else [(refer(row), own)]
    given = [
        (refer(one), from_response(coverage(row), one.fact))
        for one in sorted(frame.rows(RESPONSES).sure, key=lambda r: (r.start_low, r.fact.id))
        if isinstance(one.fact, CoverageEligibilityResponse)
        and any(plan.coverage == row.fact.id for plan in one.fact.insurance)
    ]
    return [*written, *given]


def told(row: Row, day: date, frame: Frame) -> Answer:
    """What the payer told of a coverage for a day; of several answers the last one given holds."""
    if needs_no_word(row):
        return Answer(told=Told.VERIFIED, facts=(refer(row),))
    held = answers(row, frame)
    said: list[tuple[int, FactRef, Told]] = []
    for by, one in held:
        word = _word(row, one, day)
        if word is not Told.NOTHING:
            said.append((_given(one, frame), by, word))
    if not said:
        missing = frame.rows(RESPONSES).missing
        if coverage(row).verification is None and missing:
            return Answer(told=Told.UNKNOWN, missing=missing)
        return Answer(told=Told.NOTHING, facts=tuple(by for by, _ in held))
    last = max(given for given, _, _ in said)
    final = [(by, word) for given, by, word in said if given == last]
    facts = tuple(by for by, _ in final)
    words = {word for _, word in final}
    if words == {Told.UNKNOWN}:
        return Answer(told=Told.UNKNOWN, facts=facts, missing=("the exact dates of an answer",))
    if len(words) > 1:
        missing_ = ("which of two answers of one day holds",)
        return Answer(told=Told.UNKNOWN, facts=facts, missing=missing_)
    return Answer(told=words.pop(), facts=facts)


def _given(one: Verification, frame: Frame) -> int:
    """The day of an answer; one without a day was given before all others."""
    on = one.verified_on
    return _LONG_AGO if on is None else day_bounds(on, frame.view.zone)[1]


def _word(row: Row, one: Verification, day: date) -> Told:
    if not answered(one):
        return Told.NOTHING
    bare = attrs.evolve(coverage(row), status="active", period=None, verification=one)
    answer = verified_for(bare, day)
    if answer.because is Because.NOT_EXACT:
        return Told.UNKNOWN
    if answer.holds is None:
        return Told.NOTHING
    return Told.VERIFIED if answer.holds else Told.NOT_IN_FORCE


def in_force(row: Row, day: date, frame: Frame) -> tuple[bool | None, Answer]:
    """Whether a coverage is in force on a day: by its status and period, and by what was told."""
    one = coverage(row)
    by_card = None if one.period is None else one.period.holds(day)
    if ruled_out(one, day) is not None:
        return False, Answer(told=Told.NOT_IN_FORCE, facts=(refer(row),))
    answer = told(row, day, frame)
    if answer.told is Told.NOT_IN_FORCE:
        return False, answer
    if answer.told is Told.VERIFIED:
        return True, answer
    return by_card, answer
