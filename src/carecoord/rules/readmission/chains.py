"""Hospital stays as one: what goes on in another hospital, or is written in several parts.

The next stay belongs to the one before when it begins before that one ended; when it begins on the
same or the next day in another hospital, or after a transfer to another hospital; and when it
begins on the same day and nobody wrote down that the patient went anywhere in between. A stay in
a nursing or rehabilitation facility goes on in another of its kind only (decision 0039).
"""

from __future__ import annotations

from carecoord.model.code import ACT_CODE, Code, snomed
from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import INPATIENT
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.timing import NEVER, Row

ADMISSION = coded("Inpatient admission", snomed("8715000"), snomed("32485007"), snomed("183452005"))
"""Types of encounter that say what a missing class does not."""
_OF_A_CLASS = Facts(Encounter).where(Encounter.encounter_class, *INPATIENT)
_OF_A_TYPE = Facts(Encounter, ADMISSION).where(Encounter.encounter_class, None)
_GOING_ON = ("in-progress", "onleave", "arrived", "triaged")
STAYS = _OF_A_CLASS.where(Encounter.status, "finished") | _OF_A_TYPE.where(
    Encounter.status, "finished"
)
GOING_ON = _OF_A_CLASS.where(Encounter.status, *_GOING_ON) | _OF_A_TYPE.where(
    Encounter.status, *_GOING_ON
)

_NOT_ACUTE = Code(ACT_CODE, "NONAC")
TO_ANOTHER_HOSPITAL = frozenset(
    {
        *(
            Code("http://www.nubc.org/patient-discharge", code)
            for code in ("02", "05", "43", "66", "82", "85", "88", "94")
        ),
        Code("http://terminology.hl7.org/CodeSystem/discharge-disposition", "other-hcf"),
    }
)
"""NUBC FL 17: general, cancer, federal and critical access hospitals, with or without a planned
return; and what HL7 calls another facility."""
MOST_DAYS = 90
"""A stay that is said to go on for longer does not hold what began later (decision 0039)."""

Chain = tuple[Row, ...]
"""The parts of a stay, in the order in which they began."""


def of(row: Row) -> Encounter:
    """The encounter of a row that was selected among encounters."""
    fact = row.fact
    assert isinstance(fact, Encounter)  # noqa: S101  the selections here hold encounters
    return fact


def chains(frame: Frame) -> list[Chain]:
    """The stays of which the days are known, in the order in which they began."""
    return frame.once(_chains)


def vague(frame: Frame, stays: Selection) -> list[Row]:
    """Those of some stays of which a day is not known; of what goes on only the first is asked."""
    return [row for row in frame.rows(stays).sure if _dated(row) is None]


def acute(chain: Chain) -> bool:
    """Whether it is a stay in a hospital, and not in a nursing or rehabilitation facility."""
    return of(chain[0]).encounter_class != _NOT_ACUTE


def ended(chain: Chain) -> int:
    """The day of discharge; NEVER while it lasts."""
    return max(part.end_low for part in chain)


def final(chain: Chain) -> Row:
    """The part that ended last: from it the patient went somewhere."""
    return max(chain, key=lambda part: (part.end_low, part.start_low, part.fact.id))


def whole(chain: Chain) -> Row:
    """The fact of its final part, with the days from the first admission to the discharge."""
    first, last = chain[0].start_low, ended(chain)
    return Row(final(chain).fact, first, first, last, last)


def parts(stay: Row, frame: Frame) -> Chain:
    """The parts of a stay that was made whole."""
    return next(chain for chain in chains(frame) if final(chain).fact is stay.fact)


def later(chain: Chain, frame: Frame) -> list[Chain]:
    """The stays after it that began on the day of its discharge or later."""
    every = chains(frame)
    after = every[every.index(chain) + 1 :]
    return [other for other in after if other[0].start_low >= ended(chain)]


def _chains(frame: Frame) -> list[Chain]:
    stays = (*named(frame.rows(STAYS).sure), *named(frame.rows(GOING_ON).sure))
    dated = [row for row in (_dated(row) for _, row in stays) if row is not None]
    found: list[Chain] = []
    for kind in (True, False):
        chain: Chain = ()
        for row in sorted((r for r in dated if acute((r,)) is kind), key=_in_order):
            if chain and not _goes_on(chain, row):
                found.append(chain)
                chain = ()
            chain = (*chain, row)
        found += [chain] if chain else []
    return sorted(found, key=lambda chain: _in_order(chain[0]))


def _in_order(row: Row) -> tuple[int, int, str]:
    return row.start_low, row.end_low, row.fact.id


def _dated(row: Row) -> Row | None:
    """A stay of which the days are known; what is not finished has no last day, whatever is said.

    What is finished without a last day is none.
    """
    if row.start_low != row.start_high:
        return None
    if of(row).status != "finished":
        return Row(row.fact, row.start_low, row.start_low, NEVER, NEVER)
    return row if row.end_low == row.end_high != NEVER else None


def _goes_on(chain: Chain, row: Row) -> bool:
    """Whether a stay that began no earlier belongs to the ones before it."""
    if any(row.start_low < _holds_to(part) for part in chain):
        return True
    if (row.start_low, row.end_low) == (chain[-1].start_low, chain[-1].end_low):
        return True  # one day, written twice
    days = row.start_low - ended(chain)
    if not 0 <= days <= 1:
        return False
    left, entered = of(final(chain)), of(row)
    hospitals = {left.service_provider, entered.service_provider}
    if None not in hospitals and len(hospitals) > 1:
        return True
    if left.discharge_disposition is None:
        return days == 0
    return not TO_ANOTHER_HOSPITAL.isdisjoint(left.discharge_disposition.coding)


def _holds_to(part: Row) -> int:
    """The day before which whatever begins is a part of it."""
    return part.start_low + MOST_DAYS + 1 if part.end_low == NEVER else part.end_low
