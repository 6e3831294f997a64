"""Finding a fact that a selection holds: a guess for every filter, the rule has the last word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatch
from itertools import islice

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.encounter import EncounterDiagnosis
from carecoord.model.fact import Fact
from carecoord.model.quantity import Quantity
from carecoord.model.value_set import ValueSet
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.concepts.report_read import ReportRead
from carecoord.rules.criteria.amounts import Amount
from carecoord.rules.criteria.combined import Union
from carecoord.rules.criteria.fields import Filled, Where
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.links import Linked, OnlyIf, PrincipalDiagnosis
from carecoord.rules.criteria.selection import Facts, Itself, Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.review import view_of
from carecoord.rules.engine.timing import Row
from carecoord.rules.screening.reading import Says
from carecoord.rules.wellness.pregnancy import TERM_DAYS, Pregnancies
from carecoord.testing.witness.performers import performed_by
from carecoord.testing.witness.scene import Scene
from carecoord.testing.witness.sketch import Sketch

_TRIES = 200
"""Sketches looked at before giving up."""
_CODES = 3
"""Codes of a set that are tried."""


class NoWitness(AuthoringError):
    """Nothing was found that a selection holds."""


@attrs.frozen(kw_only=True)
class Wanted:
    """When the fact is to be, and by whom."""

    first: date
    last: date
    ends: bool
    by: frozenset[Licence]
    name: str
    each: Row | None = None


def witness(  # noqa: PLR0913  what, when, by whom, among what
    selection: Selection,
    first: date,
    last: date | None = None,
    *,
    catalogue: Catalogue,
    scene: Scene | None = None,
    by: frozenset[Licence] = frozenset(),
    name: str = "w",
    ends: bool = True,
    each: Row | None = None,
) -> tuple[Fact, ...]:
    """A fact that the selection holds, with the facts that it needs, the fact itself first.

    It lasts from ``first`` to ``last`` (the same day when not given), or on and on without
    ``ends``. ``scene`` is the chart in which it is to stand, ``by`` the licences of which one
    performs it; ids begin with ``name``. The chart is looked at on its last day, with ``each`` as
    the fact that ``EACH`` stands for.

    Raises:
        NoWitness: none was found among the ways of making one.
    """
    wanted = Wanted(first=first, last=last or first, ends=ends, by=by, name=name, each=each)
    around = scene or Scene()
    for sketch in islice(sketches(selection, wanted, catalogue), _TRIES):
        made = performed_by(sketch, wanted.by).made(
            name, wanted.first, wanted.last, ends=wanted.ends
        )
        facts = (made, *sketch.others)
        if _held(selection, made, around.having(facts), wanted, catalogue):
            return facts
    raise NoWitness(
        asked=f"a fact for {selection}",
        found="none of those tried is held by it",
        remedy="See whether its filters contradict each other",
    )


def guess(
    selection: Selection, wanted: Wanted, catalogue: Catalogue, name: str
) -> tuple[Fact, ...]:
    """The first fact that comes to mind, for a selection that cannot be asked on its own."""
    for sketch in sketches(selection, wanted, catalogue):
        made = sketch.made(name, wanted.first, wanted.last, ends=wanted.ends)
        return (made, *sketch.others)
    return ()


def _held(
    selection: Selection, fact: Fact, scene: Scene, wanted: Wanted, catalogue: Catalogue
) -> bool:
    frame = Frame(view_of(scene.chart, catalogue, wanted.last))
    if wanted.each is not None:
        frame = frame.of(wanted.each)
    return any(row.fact.id == fact.id for row in frame.rows(selection).sure)


@singledispatch
def sketches(selection: Selection, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    """Sketches of facts that a selection may hold; of most filters, those of what they narrow."""
    source = selection.narrows()
    if source is not None:
        yield from sketches(source, wanted, catalogue)


@sketches.register
def _(selection: Facts, _wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    blank = Sketch(type=selection.fact_type)
    if not selection.sets:
        yield blank
    for one in selection.sets:
        for code in islice(_codes(one, catalogue), _CODES):
            yield blank.coded(code)


@sketches.register
def _(selection: Union, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    for part in selection.parts:
        yield from islice(sketches(part, wanted, catalogue), _TRIES // len(selection.parts))


@sketches.register
def _(selection: Where, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    sources = list(islice(sketches(selection.source, wanted, catalogue), _TRIES))
    for value in _values(selection, catalogue) if selection.keep else (None,):
        for sketch in sources:
            shaped = None if value is None else sketch.shaped(selection.field, value)
            yield sketch if value is None else sketch.with_field(selection.field, shaped)


def _values(where: Where, catalogue: Catalogue) -> Iterator[object]:
    yield from sorted(where.values, key=str)
    yield from sorted(where.codes, key=str)
    for one in where.sets:
        yield from islice(_codes(one, catalogue), _CODES)


def _codes(one: SetRef | ValueSet, catalogue: Catalogue) -> Iterator[Code]:
    held = one if isinstance(one, ValueSet) else catalogue.value_sets.get(one.url)
    if held is not None:
        yield from sorted(held.codes, key=str)
        yield from sorted(held.prefixes, key=str)


@sketches.register
def _(selection: Filled, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    yield from sketches(selection.source, wanted, catalogue)


@sketches.register
def _(selection: Amount, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    amount = Quantity(_within(selection), selection.unit or "1")
    for sketch in sketches(selection.source, wanted, catalogue):
        yield sketch.measuring(selection.component, amount)


def _within(amount: Amount) -> Decimal:
    """A number within the bounds."""
    low = amount.at_least if amount.at_least is not None else amount.above
    high = amount.at_most if amount.at_most is not None else amount.below
    if low is None:
        return (high or Decimal(2)) / 2
    return low + 1 if high is None else (low + high) / 2


@sketches.register
def _(selection: Says, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    for value in islice(_said(selection), _CODES):
        for sketch in islice(sketches(selection.source, wanted, catalogue), _CODES):
            yield sketch.with_field("value", value)


def _said(selection: Says) -> Iterator[CodeableConcept | str]:
    """What says it: codes first, then words."""
    vocabulary, asked = selection.vocabulary, selection.wanted
    yield from (
        CodeableConcept((Code(*c),)) for c, said in vocabulary.codes.items() if said in asked
    )
    yield from (word for word, said in vocabulary.words.items() if said in asked)


@sketches.register
def _(selection: Pregnancies, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    due = wanted.first + timedelta(days=TERM_DAYS)
    for sketch in sketches(selection.estimates, wanted, catalogue):
        yield sketch.with_field("value", due)


@sketches.register
def _(selection: ReportRead, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    yield from sketches(selection.tasks, wanted, catalogue)


@sketches.register
def _(selection: Linked, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    others = _other(selection.other, wanted, catalogue)
    for sketch in sketches(selection.source, wanted, catalogue):
        named = sketch.with_field(selection.field, sketch.shaped(selection.field, others[0].id))
        more = () if isinstance(selection.other, Itself) else others
        yield attrs.evolve(named, others=(*sketch.others, *more))


@sketches.register
def _(selection: PrincipalDiagnosis, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    others = _other(selection.other, wanted, catalogue)
    principal = EncounterDiagnosis(condition=others[0].id, rank=1)
    for sketch in sketches(selection.source, wanted, catalogue):
        named = sketch.with_field("diagnoses", (principal,))
        yield attrs.evolve(named, others=(*sketch.others, *others))


def _other(selection: Selection, wanted: Wanted, catalogue: Catalogue) -> tuple[Fact, ...]:
    if isinstance(selection, Itself) and wanted.each is not None:
        return (wanted.each.fact,)
    return witness(
        selection,
        wanted.first,
        wanted.last,
        catalogue=catalogue,
        name=f"{wanted.name}-other",
        ends=wanted.ends,
    )


@sketches.register
def _(selection: OnlyIf, wanted: Wanted, catalogue: Catalogue) -> Iterator[Sketch]:
    from carecoord.testing.witness.conditions import needed

    for sketch in sketches(selection.source, wanted, catalogue):
        yield sketch
        more = needed(selection.condition, wanted, catalogue)
        yield attrs.evolve(sketch, others=(*sketch.others, *more))
