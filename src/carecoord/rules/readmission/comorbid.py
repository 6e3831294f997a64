"""A comorbidity index of what was known at a discharge: the conditions, and what they earn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.engine.finding import Evidence, FactRef
from carecoord.rules.engine.score import Flag, Missing, NotApplicable, Reading
from carecoord.rules.engine.timing import Row, as_date
from carecoord.rules.kernels.comorbidity import counted, weighed
from carecoord.rules.readmission.comorbidity.icd10 import SYSTEMS, plain
from carecoord.rules.readmission.comorbidity.index import Index
from carecoord.rules.readmission.comorbidity.weights import Weights
from carecoord.rules.readmission.index_stay import discharged, index_stay, parts
from carecoord.rules.readmission.known_conditions import known_conditions

LAPSES_DAYS = 30
UNCODED = "conditions without an ICD-10 code"
Coded = tuple[tuple[Row, tuple[str, ...]], ...]
"""Conditions with their ICD-10 codes."""


@attrs.frozen(kw_only=True)
class Inputs:
    """What an index weighs: a mask of its conditions, and how many others have no ICD-10 code.

    ``age_points`` are those of the age form of Charlson, None where the age is not known exactly.
    """

    __repr__ = shown

    conditions: int
    uncoded: int
    age_points: int | None = None


def read(frame: Frame, index: Index) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the conditions of an index from the record, or say why they cannot be taken."""
    found = frame.once(index_stay)
    if isinstance(found, (Missing, NotApplicable)):
        return found
    occurrence, stay = found
    seen = refer_all(parts(stay, frame))
    known, maybe, uncoded, missing = frame.once(_coded)
    sure = [(row, _mask(codes, index)) for row, codes in known]
    uncertain = [(row, _mask(codes, index)) for row, codes in maybe]
    least, perhaps = _all(sure), _all(uncertain)
    facts = {**_witnesses(least, sure, index), "stay": seen, "uncoded": uncoded}
    if uncoded and not least:
        facts["none"] = _weighed((*known, *maybe))
    if not _settled(index, least, least | perhaps):
        missing = (*missing, "whether a condition was known at discharge")
        facts["perhaps"] = refer_all(row for row, has in uncertain if has & ~least)
    if missing:
        named = tuple(dict.fromkeys(ref for refs in facts.values() for ref in refs))
        return Missing(missing, occurrence, discharged(stay), stay.end_low, named)
    inputs = Inputs(conditions=least, uncoded=len(uncoded))
    return Reading(inputs, facts, occurrence, discharged(stay), stay.end_low)


def _all(rows: Iterable[tuple[Row, int]]) -> int:
    found = 0
    for _, has in rows:
        found |= has
    return found


def _weighed(rows: Coded) -> tuple[FactRef, ...]:
    """The condition by which it is known that some are coded, though none is of the index."""
    witness = latest(row for row, codes in rows if codes)
    return () if witness is None else (refer(witness),)


def _witnesses(
    mask: int, rows: list[tuple[Row, int]], index: Index
) -> dict[str, tuple[FactRef, ...]]:
    """By condition the fact that stands for all that say it."""
    found: dict[str, tuple[FactRef, ...]] = {}
    for place, name in enumerate(index.names):
        if mask >> place & 1:
            witness = latest(row for row, has in rows if has >> place & 1)
            found[name] = () if witness is None else (refer(witness),)
    return found


def lines(reading: Reading[Inputs], index: Index, points: Iterable[Flag]) -> tuple[Evidence, ...]:
    """A line for each condition on record, with the fact that earned its points."""
    mask, found = reading.inputs.conditions, list[Evidence]()
    kept = counted(mask, *index.pairs)
    for place, (name, flag) in enumerate(zip(index.names, points, strict=True)):
        if mask >> place & 1:
            line = flag.weigh(True, reading.facts.get(name, ()))
            if not kept >> place & 1:
                beside = index.title(index.heavier[name])
                line = attrs.evolve(line, points=0, because=f"not counted beside {beside}")
            found.append(line)
    if not found:
        none, facts = "none on record at discharge", reading.facts.get("none", ())
        line = Evidence(clause="a condition of the index", holds=False, facts=facts, because=none)
        found.append(line)
    return (*found, *_beside(reading))


def _beside(reading: Reading[Inputs]) -> Iterator[Evidence]:
    """What the score rests on besides: what could not be weighed, and the stay."""
    uncoded = reading.facts.get("uncoded", ())
    if uncoded:
        yield Evidence(clause=UNCODED, holds=None, because="not weighed", facts=uncoded)
    yield Evidence(clause=reading.about, holds=True, facts=reading.facts.get("stay", ()))


def scored(reading: Reading[Inputs], index: Index, weights: Weights) -> int:
    """The points of the conditions that count; they may be below 0."""
    return weighed(counted(reading.inputs.conditions, *index.pairs), index.points(weights))


def told(reading: Reading[Inputs]) -> tuple[tuple[str, object], ...]:
    """What the findings of all indices say beside their scores."""
    return (
        (UNCODED, reading.inputs.uncoded),
        ("lapses after", as_date(reading.day + LAPSES_DAYS)),
    )


def flags(index: Index) -> tuple[Flag, ...]:
    """What each condition is worth in the usual weights of an index."""
    points = index.points(index.weights[0])
    titles = (title for title, _ in index.conditions.values())
    return tuple(Flag(title, worth) for title, worth in zip(titles, points, strict=True))


def _coded(frame: Frame) -> tuple[Coded, Coded, tuple[FactRef, ...], tuple[str, ...]]:
    """The conditions certainly and perhaps known, those without a code, and what is missing."""
    rows = frame.once(known_conditions)
    assert isinstance(rows, Rows)  # noqa: S101  there is a stay
    sure = tuple((row, _codes(row)) for row in rows.sure)
    maybe = tuple((row, _codes(row)) for row in rows.maybe)
    uncoded = [row for row, codes in (*sure, *maybe) if not codes]
    none = uncoded and len(uncoded) == len(sure) + len(maybe)
    missing = (*rows.missing, "an ICD-10 code of any condition") if none else rows.missing
    return sure, maybe, refer_all(uncoded), missing


def _codes(row: Row) -> tuple[str, ...]:
    """The ICD-10 codes of a condition."""
    coding = [code for concept in row.fact.concepts for code in concept.coding]
    return tuple(code.code for code in coding if code.system in SYSTEMS and plain(code.code))


def _mask(codes: Iterable[str], index: Index) -> int:
    found = 0
    for code in codes:
        found |= index.mask(code)
    return found


def _settled(index: Index, least: int, most: int) -> bool:
    """Whether all that may have been known comes to the same.

    It does when what counts and is worth something is the same at both ends: in every table of
    weights a heavier form is worth something where the milder one is.
    """
    if least == most:
        return True
    worth = 0
    for weights in index.weights:
        for place, points in enumerate(index.points(weights)):
            worth |= bool(points) << place
    ends = [counted(mask, *index.pairs) & worth for mask in (least, most)]
    return ends[0] == ends[1] and bool(least)
