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

from collections.abc import Iterable
from datetime import date

from carecoord.rules.adherence.held import Possession, possession
from carecoord.rules.adherence.stays import STAYS, Away, away
from carecoord.rules.adherence.treatment import KIDNEY_FAILURES, Treatment, treatment
from carecoord.rules.concepts.fills import FILLS, refs, seen, unknown
from carecoord.rules.concepts.ingredients import CLASSES, DrugClass
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check, Look
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import COUNTED_DAYS, SUPPLY_IN_HAND, on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable

SAME_DAY_ADDS_UP = Parameter(
    "adherence.pdc.same-day-fills-add-up",
    default=True,
    says="whether fills of one drug on one day add up",
)
"""A parameter: whether fills of one ingredient on one date add up, instead of the longest alone."""


FIRST_YEAR = 2013
"""Earlier rules were not read."""
STAYS_COUNT_FROM = 2026
"""The first measurement year without the adjustment for stays."""


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
        yield unknown(occurrence, ("the days of a stay in hospital",), found.fills)
        return
    add_up = bool(frame.view.parameters.value(SAME_DAY_ADDS_UP.name))
    held = possession(found, out, add_up=add_up)
    if held is None:
        why = f"{drugs.name}: in hospital or a nursing facility for the whole period"
        yield not_applicable(why, occurrence, (*out.evidence, seen(found.fills)))
        return
    yield _judged(drugs.name, occurrence, found, held, out, frame)


def _judged(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str, occurrence: str, of: Treatment, held: Possession, out: Away, frame: Frame
) -> Conclusion:
    chance = held.last_chance
    met = chance is None or not frame.view.reached(chance + 1)
    period = f"{held.covered} of {held.counted} days from {on(of.first)} to {on(of.last)}"
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
            (COUNTED_DAYS, held.counted_spans),
            (SUPPLY_IN_HAND, held.held_spans),
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


RULE_2025 = _edition(
    "2025", date(FIRST_YEAR, 1, 1), "measures D08, D09, D10 and attachment L", look_2025
)
RULE_2026 = _edition(
    "2026",
    date(STAYS_COUNT_FROM, 1, 1),
    "measures D08, D09, D10 for measurement year 2026, no stay adjustment",
    look_2026,
)
