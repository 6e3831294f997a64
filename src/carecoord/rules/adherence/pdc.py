"""PDC: the proportion of days on which a supply of a class of medicines was in hand.

Within an ingredient an early fill starts when the one before it ends; between ingredients nothing
is shifted and a day counts once. Nothing is carried in from the year before. Met while 80 % is
reached or in reach; from the day after "80 % out of reach after" it cannot be met any more. What
is seen is possession: no fill seen is not "did not take".

Population: 18 or older on the first day of the year, two fills of the class on different dates, at
least 91 days from the first fill to the end of the year, of life or of enrolment.
Source: PQA, Proportion of Days Covered, and CMS, Medicare Part C & D Star Ratings Technical Notes,
measures D08, D09 and D10 and attachment L; from measurement year 2026 without the adjustment for
inpatient and nursing facility stays.
Departures: fills of one ingredient on one date add up (decision 0012); what counts as a fill, as
excluded and as a stay (decision 0013).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from carecoord.rules.adherence.fills import FILLS, Supply, by_ingredient, refs, unknown
from carecoord.rules.adherence.ingredients import CLASSES, DrugClass
from carecoord.rules.adherence.stays import STAYS, Away, away
from carecoord.rules.adherence.treatment import KIDNEY_FAILURES, Treatment, treatment
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check, Look
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import (
    COUNTED_DAYS,
    SUPPLY_IN_HAND,
    most_missed,
    on,
    spans_of,
)
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.kernels.covered_days import covered_days, rolled_out, uncovered_day

SAME_DAY_ADDS_UP = Parameter(
    "adherence.pdc.same-day-fills-add-up",
    default=True,
    says="whether fills of one drug on one day add up",
)
"""A parameter: whether fills of one ingredient on one date add up, instead of the longest alone."""


@attrs.frozen(kw_only=True)
class Possession:
    """Which of the days that count had supply in hand, by their places among those days."""

    days: Sequence[int]
    starts: Sequence[float]
    lengths: Sequence[float]

    @property
    def covered(self) -> int:
        """How many days the fills seen so far cover, to the end of the period."""
        return int(covered_days(self.starts, self.lengths, 0, len(self.days)))

    @property
    def last_chance(self) -> int | None:
        """The last day on which a fill that lasts to the end reaches 80 %; None once reached."""
        counted = len(self.days)
        place = uncovered_day(self.starts, self.lengths, 0, counted, most_missed(counted) + 1)
        return None if place >= counted else self.days[int(place)]

    @property
    def supply_ends(self) -> int:
        """The last day with supply in hand; it may lie beyond the period."""
        last = int(max(s + n for s, n in zip(self.starts, self.lengths, strict=True))) - 1
        beyond = last - (len(self.days) - 1)
        return self.days[-1] + beyond if beyond > 0 else self.days[last]

    @property
    def held(self) -> list[int]:
        """The days with supply in hand; spans rise, so that none is taken twice."""
        days: list[int] = []
        free = 0
        for start, length in zip(self.starts, self.lengths, strict=True):
            until = int(min(start + length, len(self.days)))
            days += self.days[max(int(start), free) : until]
            free = max(free, until)
        return days


def possession(fills: Iterable[Supply], days: Sequence[int], *, add_up: bool) -> Possession:
    """Lay the supplies of each ingredient end to end over the days that count."""
    spans: list[tuple[float, float]] = []
    for supplies in by_ingredient(fills).values():
        known = [(bisect_left(days, s.day), s.days or 0) for s in supplies]
        if not add_up:
            longest: dict[int, int] = {}
            for supply in supplies:
                longest[supply.day] = max(longest.get(supply.day, 0), supply.days or 0)
            known = [(bisect_left(days, day), length) for day, length in longest.items()]
        starts, lengths = [start for start, _ in known], [length for _, length in known]
        spans += zip(rolled_out(starts, lengths), lengths, strict=True)
    spans.sort()
    return Possession(days=days, starts=[s for s, _ in spans], lengths=[n for _, n in spans])


def look_2025(frame: Frame, _: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class of which a fill is seen this year; stays are taken out."""
    return _look(frame, stays_out=True)


def look_2026(frame: Frame, _: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class of which a fill is seen this year."""
    return _look(frame, stays_out=False)


def _look(frame: Frame, *, stays_out: bool) -> Iterable[Conclusion]:
    missing = frame.rows(FILLS).missing
    if missing:
        return (unknown("-", missing),)
    year = frame.view.year()
    told = [c for drugs in CLASSES for c in _about(drugs, year, frame, stays_out=stays_out)]
    names = ", ".join(drugs.name for drugs in CLASSES)
    return told or (not_applicable(f"no fill seen in {year} of {names}"),)


def _about(drugs: DrugClass, year: int, frame: Frame, *, stays_out: bool) -> Iterable[Conclusion]:
    found = treatment(drugs, year, frame)
    if found is None:
        return
    if isinstance(found, Conclusion):
        yield found
        return
    occurrence = f"{drugs.name}:{year}"
    out = away(found.first, found.last, frame) if stays_out else Away()
    if out is None:
        yield unknown(occurrence, ("the days of a stay in hospital",))
        return
    whole = range(found.first, found.last + 1)
    days = [day for day in whole if day not in out.days] if out.days else whole
    if not days:
        why = f"{drugs.name}: in hospital or a nursing facility for the whole period"
        yield not_applicable(why, occurrence, out.evidence)
        return
    add_up = bool(frame.view.parameters.value(SAME_DAY_ADDS_UP.name))
    held = possession(found.fills, days, add_up=add_up)
    yield _judged(drugs.name, occurrence, found, held, out, frame)


def _judged(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str, occurrence: str, of: Treatment, held: Possession, out: Away, frame: Frame
) -> Conclusion:
    chance = held.last_chance
    met = chance is None or not frame.view.reached(chance + 1)
    period = f"{held.covered} of {len(held.days)} days from {on(of.first)} to {on(of.last)}"
    if chance is None:
        because = f"80 % reached with the fills seen: supply for {period}"
    elif met:
        because = f"80 % is in reach with a fill by {on(chance)}"
    else:
        because = f"no fill seen by {on(chance)} that keeps 80 % in reach: supply for {period}"
    fills = Evidence(
        clause=f"possession of {name} on 80 % of days", holds=met, facts=refs(of.fills)
    )
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.MET if met else Outcome.NOT_MET,
        reason=f"{name}: {because}",
        evidence=(fills, *out.evidence),
        details=(
            ("index date", on(of.first)),
            ("period ends on", on(of.last)),
            ("supply ends on", on(held.supply_ends)),
            ("80 % out of reach after", None if chance is None else on(chance)),
            (COUNTED_DAYS, spans_of(held.days)),
            (SUPPLY_IN_HAND, spans_of(held.held)),
        ),
    )


def _edition(edition: str, since: date, locator: str, look: Look) -> Rule:
    return Rule(
        id="adherence.pdc",
        edition=edition,
        title="Possession of medicines on 80 % of days (PDC)",
        population="adults with two fills of a class in the year and 91 days to follow",
        citation=Citation(
            text="PQA, Proportion of Days Covered; CMS, Part C & D Star Ratings Technical Notes",
            locator=locator,
            status=Status.SECONDARY,
        ),
        licences=(Licence.PHARMACIST, Licence.RN, Licence.COORDINATOR),
        limits="cash, samples and supply in hospital are not seen; nursing facility stays are "
        "seen only as non-acute inpatient encounters; products for weight loss are not told apart",
        departures="same-day fills: decision 0012; fills, exclusions and stays: decision 0013",
        in_force_from=since,
        parameters=(SAME_DAY_ADDS_UP,),
        shape=Check(look=look, uses=(FILLS, STAYS, KIDNEY_FAILURES)),
    )


RULE_2025 = _edition("2025", date(2013, 1, 1), "measures D08, D09, D10 and attachment L", look_2025)
RULE_2026 = _edition(
    "2026",
    date(2026, 1, 1),
    "measures D08, D09, D10 for measurement year 2026, no stay adjustment",
    look_2026,
)
