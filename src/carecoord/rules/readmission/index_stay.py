"""The stay that scores speak of: the inpatient stay that finished last, of an adult now at home."""

from __future__ import annotations

from carecoord.model.code import snomed
from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import INPATIENT, NOT_TO_THE_COMMUNITY
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.score import Missing, NotApplicable
from carecoord.rules.engine.timing import NEVER, Row, as_date, day_bounds
from carecoord.rules.engine.view import View
from carecoord.rules.kernels.ages import age_between

ADMISSION = coded("Inpatient admission", snomed("8715000"), snomed("32485007"), snomed("183452005"))
"""Types of encounter that say what a missing class does not."""

STAYS = Facts(Encounter).where(Encounter.encounter_class, *INPATIENT).where(
    Encounter.status, "finished"
) | Facts(Encounter, ADMISSION).where(Encounter.status, "finished").where(
    Encounter.encounter_class, None
)
ADULT_FROM = 18


def of(row: Row) -> Encounter:
    """The encounter of a row that was selected among encounters."""
    fact = row.fact
    assert isinstance(fact, Encounter)  # noqa: S101  the selections here hold encounters
    return fact


def index_stay(frame: Frame) -> tuple[str, Row] | Missing | NotApplicable:
    """The last finished stay under its occurrence, or why there is none to score."""
    found = frame.rows(STAYS)
    stays = [(name, row) for name, row in named(found.sure) if _dated(row)]
    if not stays:
        if found.missing or found.sure:
            return Missing(found.missing or ("the days of an inpatient stay",))
        return NotApplicable("no finished inpatient stay")
    occurrence, stay = max(stays, key=lambda s: (s[1].end_low, s[1].start_low, s[1].fact.id))
    elsewhere = _elsewhere(stay, frame.view)
    if elsewhere:
        return NotApplicable(elsewhere, occurrence, (refer(stay),))
    born, admitted = frame.view.patient.birth_date, as_date(stay.start_low)
    adult = born and admitted and age_between(born, (admitted, admitted), ADULT_FROM, None)
    if adult is None:
        what = "exact birth date" if born else "birth date"
        return Missing((what,), occurrence, discharged(stay), stay.end_low, (refer(stay),))
    if not adult:
        why = f"younger than {ADULT_FROM} at admission"
        return NotApplicable(why, occurrence, (refer(stay),))
    return occurrence, stay


def discharged(stay: Row) -> str:
    """The discharge in words."""
    return f"discharged on {as_date(stay.end_low)}"


def _dated(row: Row) -> bool:
    """Whether the days of admission and discharge are known: an open edge never is."""
    return row.start_low == row.start_high and row.end_low == row.end_high != NEVER


def _elsewhere(stay: Row, view: View) -> str:
    """Why the patient did not go home alive; nothing where the record does not say so."""
    disposition, died = of(stay).discharge_disposition, view.patient.deceased
    if disposition is not None:
        home = set(NOT_TO_THE_COMMUNITY).isdisjoint(disposition.coding)
        return "" if home else f"{discharged(stay)}, not alive to the community"
    if died is None or isinstance(died, bool) or day_bounds(died, view.zone)[1] > stay.end_low:
        return ""
    return "died in the stay" if view.passed(died) else ""
