"""The items of the HOSPITAL score, as they are read from a record (decision 0023).

Its editions of 2013 and 2016 have all seven of them; the simplified score has no procedure.
"""

from __future__ import annotations

import attrs

from carecoord.model.code import SNOMED, cpt, loinc, snomed
from carecoord.model.procedure import Procedure
from carecoord.model.shown import shown
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.score import Missing, NotApplicable, Reading
from carecoord.rules.engine.timing import Row
from carecoord.rules.kernels.calendar_days import shift_months
from carecoord.rules.readmission.chains import vague
from carecoord.rules.readmission.discharge_results import Item, Limit, Result, last_result
from carecoord.rules.readmission.emergency import EMERGENCY, emergent, led_to
from carecoord.rules.readmission.index_stay import (
    STAYS,
    discharged,
    finished,
    index_stay,
    of,
    parts,
)

HEMOGLOBIN = Limit.of(
    "hemoglobin", coded("Hemoglobin in blood", loinc("718-7"), loinc("59260-0")), 12, "g/dL"
)
# One milliequivalent of sodium is one millimole: its ion carries a single charge.
SODIUM = Limit.of(
    "sodium", coded("Sodium in blood", loinc("2951-2"), loinc("2947-0")), 135, "mmol/L", "meq/L"
)
ONCOLOGY = frozenset(
    snomed(code)
    for code in (
        *("394592004", "394593009", "408446006", "418002000", "419043006", "419321007"),
        "419815003",
    )
)
"""Clinical, medical, gynecological, pediatric, urological, surgical and radiation oncology."""
TALK = coded(
    "Counselling, education or social service",
    snomed("409063005"),
    snomed("409073007"),
    snomed("410606002"),
)
PAPERWORK = coded("Medication reconciliation", snomed("430193006"), cpt("1111F"))
PROCEDURES = (
    Facts(Procedure)
    .where(Procedure.status, "completed")
    .where_not(Procedure.category, TALK)
    .where_not(Procedure.code, PAPERWORK)
)
ADMISSIONS_MONTHS = 12
SHARED = (STAYS, EMERGENCY, HEMOGLOBIN.results, SODIUM.results)
USES = (*SHARED, PROCEDURES)


@attrs.frozen(kw_only=True)
class Inputs:
    """What the score weighs; ``to_community`` is None when nobody wrote down where to.

    ``procedure`` is None in a form of the score that has no such item. ``oncology`` is discharge
    from such a service, with what a form takes besides.
    """

    __repr__ = shown

    hemoglobin: Result
    oncology: bool
    sodium: Result
    procedure: bool | None
    unplanned: bool
    admissions: int
    days: int
    to_community: bool | None = None


@attrs.frozen(kw_only=True)
class Found:
    """The index stay under its occurrence, and what was read of the items that all forms have."""

    __repr__ = shown

    occurrence: str
    stay: Row
    seen: tuple[FactRef, ...]
    hemoglobin: Item[Result]
    oncology: Item[bool]
    sodium: Item[Result]
    unplanned: Item[bool]
    admissions: Item[int]


def read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the seven items from the record, or say which of them cannot be taken."""
    return frame.once(_read)


def found_in(frame: Frame) -> Found | Missing | NotApplicable:
    """Take the items that all forms of the score have; each may be missing."""
    return frame.once(_found_in)


def complete(
    found: Found, oncology: Item[bool], procedure: Item[bool]
) -> Reading[Inputs] | Missing:
    """The items together, or what is missing of them; ``procedure`` may be an empty item."""
    stay, hemoglobin, sodium = found.stay, found.hemoglobin, found.sodium
    unplanned, admissions = found.unplanned, found.admissions
    if (
        hemoglobin.value is None
        or oncology.value is None
        or sodium.value is None
        or procedure.missing
        or unplanned.value is None
        or admissions.value is None
    ):
        items = (hemoglobin, oncology, sodium, procedure, unplanned, admissions)
        missing = tuple(name for item in items for name in item.missing)
        named = dict.fromkeys((*found.seen, *(fact for item in items for fact in item.facts)))
        return Missing(missing, found.occurrence, discharged(stay), stay.end_low, tuple(named))
    inputs = Inputs(
        hemoglobin=hemoglobin.value,
        oncology=oncology.value,
        sodium=sodium.value,
        procedure=procedure.value,
        unplanned=unplanned.value,
        admissions=admissions.value,
        days=stay.end_low - stay.start_low,
        to_community=None if of(stay).discharge_disposition is None else True,
    )
    facts = {
        "stay": found.seen,
        "hemoglobin": hemoglobin.facts,
        "oncology": oncology.facts,
        "sodium": sodium.facts,
        "procedure": procedure.facts,
        "unplanned": unplanned.facts,
        "admissions": admissions.facts,
    }
    return Reading(inputs, facts, found.occurrence, discharged(stay), stay.end_low)


def _read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    found = found_in(frame)
    if not isinstance(found, Found):
        return found
    return complete(found, found.oncology, _procedure(found.stay, frame))


def _found_in(frame: Frame) -> Found | Missing | NotApplicable:
    index = frame.once(index_stay)
    if isinstance(index, (Missing, NotApplicable)):
        return index
    occurrence, stay = index
    return Found(
        occurrence=occurrence,
        stay=stay,
        seen=refer_all(parts(stay, frame)),
        hemoglobin=last_result(HEMOGLOBIN, stay, frame),
        oncology=_oncology(stay),
        sodium=last_result(SODIUM, stay, frame),
        unplanned=_unplanned(stay, frame),
        admissions=_earlier_admissions(stay, frame),
    )


def _oncology(stay: Row) -> Item[bool]:
    """Whether an oncology service discharged the patient, by a specialty in SNOMED CT."""
    service = of(stay).service_type
    coding = () if service is None else service.coding
    if not ONCOLOGY.isdisjoint(coding):
        return Item(True, (refer(stay),))
    if any(code.system == SNOMED for code in coding):
        return Item(False, (refer(stay),))
    return Item(missing=("discharging service",))


def _procedure(stay: Row, frame: Frame) -> Item[bool]:
    """Whether anything coded was done in the stay."""
    found = frame.rows(PROCEDURES)
    answers = [(row, _in_stay(row, stay, frame)) for row in found.sure]
    done = [row for row, inside in answers if inside]
    witness = latest(done)
    if witness is not None:
        return Item(True, (refer(witness),))
    open_ = [row for row, inside in answers if inside is None]
    if open_:
        return Item(missing=("the day of a procedure",), facts=refer_all(open_))
    return Item(missing=found.missing) if found.missing else Item(False)


def _in_stay(row: Row, stay: Row, frame: Frame) -> bool | None:
    """By the encounter that it names, else by its days; what has no code never is."""
    assert isinstance(row.fact, Procedure)  # noqa: S101  PROCEDURES selects them
    if row.fact.code is None or not row.fact.code.coding:
        return False
    if row.fact.encounter is not None:
        return row.fact.encounter in {part.fact.id for part in parts(stay, frame)}
    if stay.start_low <= row.start_low and row.start_high <= stay.end_low:
        return True
    return None if row.start_low <= stay.end_low and stay.start_low <= row.start_high else False


def _unplanned(stay: Row, frame: Frame) -> Item[bool]:
    first = parts(stay, frame)[0]
    acute, says_so = emergent(first, led_to(first, frame))
    if acute is None:
        return Item(missing=("acuity of admission",))
    return Item(acute, (refer(says_so),))


def _earlier_admissions(stay: Row, frame: Frame) -> Item[int]:
    """The other stays that began in the 12 months before; none on the day of admission itself."""
    since, until = shift_months(stay.start_low, -ADMISSIONS_MONTHS), stay.start_low - 1
    others = vague(frame, STAYS)
    near = [row for row in others if since <= row.start_high and row.start_low <= until]
    open_ = [row for row in near if row.start_low < since or row.start_high > until]
    if open_:
        return Item(missing=("the day of an earlier admission",), facts=refer_all(open_))
    earlier = [chain for _, chain in finished(frame) if since <= chain[0].start_low <= until]
    seen = refer_all((*near, *(part for chain in earlier for part in chain)))
    return Item(len(earlier) + len(near), seen)
