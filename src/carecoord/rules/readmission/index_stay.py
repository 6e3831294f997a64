"""The stay that scores speak of: the inpatient stay that finished last, of an adult now at home."""

from __future__ import annotations

from carecoord.model.hold import Hold, HoldKind
from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import NOT_TO_THE_COMMUNITY
from carecoord.rules.engine.finding import Evidence, FactRef
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.score import Missing, NotApplicable
from carecoord.rules.engine.timing import NEVER, Row, as_date, day_bounds
from carecoord.rules.engine.view import View
from carecoord.rules.kernels.ages import age_between
from carecoord.rules.readmission.chains import (
    STAYS,
    Chain,
    chains,
    ended,
    final,
    of,
    parts,
    vague,
    whole,
)

__all__ = ["STAYS", "discharged", "index_stay", "last_stay", "of", "parts"]

ADULT_FROM = 18


def index_stay(frame: Frame) -> tuple[str, Row] | Missing | NotApplicable:
    """The last finished stay of an adult under its occurrence, or why there is none to score."""
    found = last_stay(frame)
    if isinstance(found, (Missing, NotApplicable)):
        return found
    occurrence, stay = found
    facts = refer_all(parts(stay, frame))
    born, admitted = frame.view.patient.birth_date, as_date(stay.start_low)
    adult = born and admitted and age_between(born, (admitted, admitted), ADULT_FROM, None)
    if adult is None:
        what = "exact birth date" if born else "birth date"
        return Missing((what,), occurrence, discharged(stay), stay.end_low, facts)
    if not adult:
        why = f"younger than {ADULT_FROM} at admission"
        return NotApplicable(why, occurrence, facts)
    return occurrence, stay


def last_stay(frame: Frame) -> tuple[str, Row] | Missing | NotApplicable:
    """The last finished stay, of anybody now at home, under its occurrence; or why there is none.

    Of a stay in several parts it is the final one with the days of all.
    """
    stays = finished(frame)
    if not stays:
        found = frame.rows(STAYS)
        undated = vague(frame, STAYS)
        lasting = refer_all((*undated, *(part for chain in chains(frame) for part in chain)))
        if found.missing or undated:
            what = found.missing or ("the days of an inpatient stay",)
            return Missing(what, facts=lasting)
        return NotApplicable("no finished inpatient stay", facts=lasting)
    occurrence, chain = stays[-1]
    elsewhere = not_at_home(whole(chain), frame.view)
    if elsewhere:
        return NotApplicable(elsewhere, occurrence, refer_all(chain))
    return occurrence, whole(chain)


def finished(frame: Frame) -> list[tuple[str, Chain]]:
    """The stays that are over, each under the occurrence of its final part, by their last day."""
    names = {id(row.fact): name for name, row in named(frame.rows(STAYS).sure)}
    over = (chain for chain in chains(frame) if ended(chain) != NEVER)
    stays = sorted(over, key=lambda c: (ended(c), c[0].start_low, final(c).fact.id))
    return [(names[id(final(chain).fact)], chain) for chain in stays]


def discharged(stay: Row) -> str:
    """The discharge in words."""
    return f"discharged on {as_date(stay.end_low)}"


def went_home(stay: Row, frame: Frame) -> Evidence:
    """That the patient went to the community, as far as anybody wrote it down."""
    told = of(stay).discharge_disposition is not None
    return Evidence(
        clause="discharged to the community",
        holds=True if told else None,
        facts=refer_all(parts(stay, frame)),
        because="" if told else "disposition not given, taken as the community",
    )


def over_because(frame: Frame) -> tuple[str, tuple[FactRef, ...]]:
    """Why nothing more is expected after a discharge: a death, or what else stops planned work."""
    rows = frame.view.rows("holds", None)
    kinds = {row.fact.kind.value for row in rows if isinstance(row.fact, Hold)}
    if frame.view.death():
        kinds.add(HoldKind.DEATH.value)
    return ", ".join(sorted(kinds)), refer_all(rows)


def not_at_home(stay: Row, view: View) -> str:
    """Why the patient did not go home alive; nothing where the record does not say so."""
    disposition, died = of(stay).discharge_disposition, view.patient.deceased
    if disposition is not None:
        home = set(NOT_TO_THE_COMMUNITY).isdisjoint(disposition.coding)
        return "" if home else f"{discharged(stay)}, not alive to the community"
    if died is None or isinstance(died, bool) or day_bounds(died, view.zone)[1] > stay.end_low:
        return ""
    return "died in the stay" if view.passed(died) else ""
