"""Who may stand for the patient on a day: a relation in force, a proxy that has not ended.

A proxy of childhood ends with the 18th birthday, written down or not; whoever cannot be told from
its holder is taken for one (decision 0024).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from carecoord.model.calendar_rules import birthday
from carecoord.model.code import Code
from carecoord.model.consent import Consent, Provision
from carecoord.model.moment import PartialDate, last_day
from carecoord.model.period import Period
from carecoord.model.related_person import RelatedPerson
from carecoord.rules.engine.view import View

OF_AGE_FROM = 18
_ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
BRINGS_UP = frozenset(
    Code(_ROLE, code)
    for code in (
        *("PRN", "NPRN", "MTH", "NMTH", "GESTM", "FTH", "NFTH", "GUARD"),
        *("ADOPTP", "ADOPTM", "ADOPTF", "PRNFOST", "MTHFOST", "FTHFOST"),
        *("STPPRN", "STPMTH", "STPFTH", "GRPRN", "GRMTH", "GRFTH", "MGRPRN", "MGRMTH"),
        *("MGRFTH", "PGRPRN", "PGRMTH", "PGRFTH", "AUNT", "MAUNT", "PAUNT", "UNCLE"),
        *("MUNCLE", "PUNCLE"),
    )
)
"""Relations in which somebody stands for a child: parents, guardians, grandparents, their like."""


class Lacking(Enum):
    """Why somebody may not stand for the patient now; holds nothing about the patient."""

    RELATION = "the relation is not in force"
    SCOPE = "no proxy was granted"
    ENDED = "the proxy has ended"
    UNCERTAIN = "whether the proxy has ended is not known"
    CONSENT = "the patient does not allow it"


def lacking(person: RelatedPerson, view: View) -> Lacking | None:
    """What somebody lacks to stand for the patient; None: nothing."""
    if person.active is False or not _in_force(person.period, view):
        return Lacking.RELATION
    if not person.proxy_scope:
        return Lacking.SCOPE
    if person.proxy_until is not None and view.passed(person.proxy_until):
        return Lacking.ENDED
    if _of_childhood(person, view):
        of_age = view.age_reached(OF_AGE_FROM)
        if of_age is not False:
            return Lacking.ENDED if of_age else Lacking.UNCERTAIN
    return Lacking.CONSENT if _denied(person, view) else None


def _in_force(period: Period | None, view: View) -> bool:
    """Whether a period has certainly begun and certainly not ended; what has no edge is open."""
    if period is None:
        return True
    start = period.start.last_day if isinstance(period.start, PartialDate) else period.start
    begun = start is None or view.passed(start)
    return begun and not (period.end is not None and view.passed(period.end))


def _of_childhood(person: RelatedPerson, view: View) -> bool:
    """Whether the proxy may have been granted while the patient was a child.

    A relation that began when the patient was of age was granted by the patient. One without a
    date is judged by what it is: a spouse or a child of the patient never stood for a child.
    """
    began = person.period.start if person.period else None
    if began is None:
        codes = {code for kind in person.relationship for code in kind.coding}
        known = {code for code in codes if code.system == _ROLE}
        return not known or not BRINGS_UP.isdisjoint(known)
    born = view.patient.birth_date
    if born is None:
        return True
    latest = born.last_day if isinstance(born, PartialDate) else born
    first = began.first_day if isinstance(began, PartialDate) else last_day(began, view.zone)
    return first < birthday(latest, OF_AGE_FROM)


def _denied(person: RelatedPerson, view: View) -> bool:
    """Whether a consent in force takes this person out, by name or with all others."""
    return any(
        _concerns(provision, person)
        for row in view.rows("consents", None)
        if isinstance(row.fact, Consent) and row.fact.status == "active"
        for provision in _provisions(row.fact.provision)
        if provision.type == "deny" and _in_force(provision.period, view)
    )


def _provisions(provision: Provision | None) -> Iterator[Provision]:
    if provision is not None:
        yield provision
        for within in provision.provisions:
            yield from _provisions(within)


def _concerns(provision: Provision, person: RelatedPerson) -> bool:
    """Whether a provision speaks of a person: it names nobody, or them, or a relative unknown."""
    relatives = [actor for actor in provision.actors if actor.kind == "RelatedPerson"]
    return not provision.actors or any(actor.id in {None, person.id} for actor in relatives)
