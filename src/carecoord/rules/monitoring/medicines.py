"""Medicines whose start asks for tests, by RxNorm ingredient, and what a start is.

Codes of statins and of ACE inhibitors and angiotensin receptor blockers: VSAC, eCQM update of
2025-05-08, verified. Codes of diuretics: restatements that agree. A prescription under a product
code alone is not seen.
"""

from __future__ import annotations

from carecoord.model.code import loinc, rxnorm
from carecoord.model.prescription import Prescription
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import EACH, Exists, Facts, Not, Selection, Span
from carecoord.rules.criteria.sets import coded

STATIN = coded(
    "Statin",
    *map(rxnorm, ("83367", "41127", "6472", "861634", "42463", "301542", "36567")),
)
RAS_BLOCKER = coded(
    "ACE inhibitor or angiotensin receptor blocker",
    *map(rxnorm, ("18867", "1998", "3827", "50166", "29046", "30131", "54552", "35208", "35296")),
    *map(rxnorm, ("38454", "1091643", "214354", "83515", "83818", "52175", "321064", "73494")),
    rxnorm("69749"),
)
DIURETIC = coded("Diuretic", *map(rxnorm, ("5487", "2409", "4603", "9997", "38413")))
LIPIDS = coded(
    "Lipids on a statin",
    *map(loinc, ("18262-6", "13457-7", "2089-1", "2093-3", "24331-1", "57698-3")),
)
POTASSIUM = coded("Potassium", *map(loinc, ("2823-3", "6298-4")))
CREATININE = coded("Creatinine", *map(loinc, ("2160-0", "38483-4")))

NEW_AFTER_DAYS = 180
"""Without an order for so many days, the next one is a start; decision 0026."""


def ordered(of: ValueSet) -> Selection:
    """Prescriptions that stand or stood."""
    return (
        Facts(Prescription, of)
        .where(Prescription.status, "active", "completed", "on-hold", "stopped")
        .where(Prescription.do_not_perform, False)
    )


def running(of: ValueSet) -> Selection:
    """Prescriptions that stand."""
    return ordered(of).where(Prescription.status, "active")


def ordered_before(of: ValueSet) -> Selection:
    """Those written in the time before the one that ``EACH`` stands for."""
    return ordered(of).starting(Span.days_after(EACH.start, -NEW_AFTER_DAYS, -1))


def started(of: ValueSet) -> Selection:
    """Prescriptions that start a treatment: none was written in the time before."""
    before = Exists(ordered_before(of)).named(
        f"{of.name} ordered in the {NEW_AFTER_DAYS} days before"
    )
    return ordered(of).where(Prescription.status, "active", "completed").only_if(Not(before))
