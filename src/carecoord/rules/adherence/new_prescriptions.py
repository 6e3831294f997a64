"""Prescriptions for home that may start something, and the first fill that is seen of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.fill import Fill
from carecoord.model.prescription import Prescription
from carecoord.model.shown import shown
from carecoord.rules.adherence.products import Product, instead, product_of, put_in, same
from carecoord.rules.adherence.stays import STAYS
from carecoord.rules.concepts.fills import FILLS
from carecoord.rules.concepts.prescribed import PRESCRIPTIONS, prescription
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.supply import prescribed_days
from carecoord.rules.engine.timing import Row

PRESCRIBED = (
    PRESCRIPTIONS.where(Prescription.status, "active", "completed")
    .where_not(Prescription.intent, "proposal", "plan", "option")
    .where_not(Prescription.reported, True)
)
_CATEGORY = "http://terminology.hl7.org/CodeSystem/medicationrequest-category"
INPATIENT = Code(_CATEGORY, "inpatient")
HOME = frozenset(Code(_CATEGORY, code) for code in ("outpatient", "community", "discharge"))
LOOK_BACK_DAYS = 180
"""PQA PMN: filled in so many days before, it is not new."""
REPEAT_DAYS = 30
"""PQA PMN: prescribed again within so many days, it counts once."""
_WHICH = "whether a fill is of the medicine prescribed"
_WHEN = "the exact day of a fill of the medicine prescribed"


def regular(row: Row) -> bool:
    """Whether a patient is to fetch and take it: not as needed, not put in, not for a ward."""
    of = prescription(row)
    codes = {code for kind in of.category for code in kind.coding}
    return (
        not any(d.as_needed for d in of.dosage)
        and not (of.code is not None and put_in(of.code))
        and (INPATIENT not in codes or not codes.isdisjoint(HOME))
    )


def lasts(row: Row, days: int) -> bool:
    """Whether it is not known to be used up, with its refills, before so many days are over."""
    supplied = prescribed_days(prescription(row))
    return supplied is None or not 0 < supplied < days


def for_home(rows: Iterable[Row], frame: Frame) -> list[Row]:
    """Those that were not written in a stay, unless their category says that they are for home."""
    return [
        row
        for row in rows
        if prescription(row).encounter is None or _says_home(row) or not _in_stay(row, frame)
    ]


def _in_stay(row: Row, frame: Frame) -> bool:
    return any(stay.fact.id == prescription(row).encounter for stay in frame.rows(STAYS).sure)


def _says_home(row: Row) -> bool:
    return any(code in HOME for kind in prescription(row).category for code in kind.coding)


def repeats(row: Row, rows: Iterable[Row]) -> bool:
    """Whether the same medicine was prescribed in the days before: then the earlier one counts."""
    before = [
        other
        for other in rows
        if row.start_low - REPEAT_DAYS <= other.start_low == other.start_high
        and (other.start_low, other.fact.id) < (row.start_low, row.fact.id)
    ]
    return any(same(wanted(row), wanted(other)) for other in before)


def written_again(row: Row, rows: Iterable[Row]) -> Row | None:
    """The prescription of the same medicine that was written next after one."""
    after = [
        other
        for other in rows
        if other.start_low == other.start_high > row.start_low and same(wanted(row), wanted(other))
    ]
    return min(after, key=lambda other: (other.start_low, other.fact.id), default=None)


def wanted(row: Row) -> Product:
    """What it is a prescription of."""
    return product_of(prescription(row).code or CodeableConcept())


@attrs.frozen
class FirstFill:
    """The first fill that is certainly of a new prescription, and what is missing to be sure."""

    __repr__ = shown

    row: Row | None = None
    missing: tuple[str, ...] = ()


def given(frame: Frame) -> list[tuple[Row, Product]]:
    """Every fill with what it is known by, made once."""
    return frame.once(_given)


def _given(frame: Frame) -> list[tuple[Row, Product]]:
    rows = sorted(frame.rows(FILLS).sure, key=lambda r: (r.start_low, r.fact.id))
    return [(row, product_of(_fill(row).code or CodeableConcept())) for row in rows]


def _fill(row: Row) -> Fill:
    assert isinstance(row.fact, Fill)  # noqa: S101  FILLS selects them
    return row.fact


def first_fill(of: Row, fills: Sequence[tuple[Row, Product]]) -> FirstFill | None:
    """The first fill from the day it was written on; None when the medicine is not new."""
    if not fills:
        return FirstFill()
    product_wanted, missing = wanted(of), dict[str, None]()
    first: Row | None = None
    for row, product in fills:
        refers = _fill(row).prescription == of.fact.id
        if not refers and row.start_high < of.start_low - LOOK_BACK_DAYS:
            continue
        held = True if refers else same(product_wanted, product)
        after = refers or row.start_low >= of.start_high
        if held and not after and row.start_low >= of.start_low - LOOK_BACK_DAYS:
            return None
        before = row.start_high < of.start_low
        fits = held or (not before and instead(product_wanted, product))
        if after and fits:
            first = first or row
        elif fits:
            missing[_WHEN] = None
        elif held is None:
            missing[_WHICH] = None
    return FirstFill(first, tuple(missing))
