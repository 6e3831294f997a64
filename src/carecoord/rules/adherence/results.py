"""Which result belongs to which test: by its reference to the order, else by its code.

Tests are looked at in the order of their last days, and each takes the first result that nobody
before it took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from carecoord.model.code import Code
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.model.shown import shown
from carecoord.rules.adherence.falling_due import Item, State
from carecoord.rules.adherence.plan_steps import measures
from carecoord.rules.adherence.wanted_tests import Wanted
from carecoord.rules.concepts.done import examined, reported
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row

RESULTS, EXAMS = reported(), examined()
_NOT_LINKED = "a result that names the order, or a LOINC code of the test"


@attrs.define
class _Pool:
    """Results by the order they name, else by their codes; each is taken once."""

    __repr__ = shown

    by_order: dict[str, list[Row]] = attrs.field(factory=dict[str, list[Row]])
    by_code: dict[Code, list[Row]] = attrs.field(factory=dict[Code, list[Row]])
    taken: set[int] = attrs.field(factory=set[int])

    @property
    def systems(self) -> set[str]:
        return {code.system for code in self.by_code}

    def candidates(self, test: Wanted) -> list[Row]:
        """Results of its code that nobody took, in order of time."""
        found = {id(row): row for code in test.codes for row in self.by_code.get(code, ())}
        left = [row for key, row in found.items() if key not in self.taken]
        return sorted(left, key=lambda row: (row.start_low, row.fact.id))


def resolved(tests: Iterable[Wanted], frame: Frame) -> Iterator[Item]:
    """The tests as things to be done, each with its result."""
    ordered = sorted(tests, key=_place)
    missing = frame.rows(RESULTS).missing
    pool = _pool(frame, {test.order for test in ordered})
    for test in ordered:
        yield _resolved(test, pool, missing)


def _place(test: Wanted) -> tuple[object, ...]:
    """Where a test stands among others: by its last day, then whatever order the record has."""
    ids = [ref.id for ref in test.facts]
    return test.due or (NEVER, NEVER), test.asked, test.name, ids, test.state.value


def _pool(frame: Frame, orders: set[str | None]) -> _Pool:
    pool = _Pool()
    for row in (*frame.rows(RESULTS).sure, *frame.rows(EXAMS).sure):
        fact = row.fact
        assert isinstance(fact, Observation | Procedure)  # noqa: S101  these are selected
        named = [one for one in fact.based_on if one in orders]
        for one in named:
            pool.by_order.setdefault(one, []).append(row)
        for code in () if named or fact.code is None else fact.code.coding:
            pool.by_code.setdefault(code, []).append(row)
    return pool


def _resolved(test: Wanted, pool: _Pool, missing: tuple[str, ...]) -> Item:
    linked = pool.by_order.get(test.order or "", ())
    if linked:
        return _done(test, min(linked, key=lambda row: (row.start_low, row.fact.id)))
    candidates = pool.candidates(test)
    sure = next((row for row in candidates if row.start_low >= test.asked[1]), None)
    if sure is not None:
        pool.taken.add(id(sure))
        return _done(test, sure)
    maybe = [row for row in candidates if row.start_high >= test.asked[0]]
    return _without_a_result(test, maybe, pool, missing)


def _without_a_result(
    test: Wanted, maybe: list[Row], pool: _Pool, missing: tuple[str, ...]
) -> Item:
    """As its status says; not known where a result may be there and not be seen as one."""
    if test.state is State.DONE:
        return _item(test, State.DONE)
    if maybe:
        unsure = _item(test, State.UNKNOWN, "whether a result was taken after it was asked for")
        return attrs.evolve(unsure, facts=(*test.facts, *(refer(row) for row in maybe)))
    if missing:
        return _item(test, State.UNKNOWN, *missing)
    if measures(test.code) or not pool.systems.isdisjoint(code.system for code in test.codes):
        return _item(test, test.state)
    return _item(test, State.UNKNOWN, _NOT_LINKED)


def _done(test: Wanted, row: Row) -> Item:
    dated = row.start_low > ALWAYS and row.start_high < NEVER
    return attrs.evolve(
        _item(test, State.DONE),
        facts=(*test.facts, refer(row)),
        done=(row.start_low, row.start_high) if dated else None,
    )


def _item(test: Wanted, state: State, *missing: str) -> Item:
    return Item(name=test.name, state=state, facts=test.facts, due=test.due, missing=missing)
