"""Who did something: whether a fact's performers may close the work it would close."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.actor import Actor
from carecoord.model.chart import Chart
from carecoord.model.code import NUCC, SNOMED, Code
from carecoord.model.fact import Fact
from carecoord.rules.engine.licence import Licence

_DEGREE = "http://terminology.hl7.org/CodeSystem/v2-0360"

_BY_TAXONOMY = (
    ("20", Licence.PRESCRIBER),
    ("363", Licence.PRESCRIBER),
    ("367", Licence.PRESCRIBER),
    ("364S", Licence.RN),
    ("163W", Licence.RN),
    ("164", Licence.LPN),
    ("1835", Licence.PHARMACIST),
    ("103", Licence.MENTAL_HEALTH),
    ("101Y", Licence.MENTAL_HEALTH),
    ("106H", Licence.MENTAL_HEALTH),
    ("1041", Licence.SOCIAL_WORKER),
    ("172V", Licence.COMMUNITY_HEALTH_WORKER),
    ("171M", Licence.COORDINATOR),
)
"""Beginnings of NUCC Health Care Provider Taxonomy codes."""

_NO_PROFESSIONAL = frozenset({"Patient", "RelatedPerson", "Device", "Location", "Organization"})

_PSYCHIATRY = ("2084P", "363LP0808")

_BY_CODE = {
    Code(_DEGREE, "MD"): Licence.PRESCRIBER,
    Code(_DEGREE, "DO"): Licence.PRESCRIBER,
    Code(_DEGREE, "NP"): Licence.PRESCRIBER,
    Code(_DEGREE, "PA"): Licence.PRESCRIBER,
    Code(_DEGREE, "RN"): Licence.RN,
    Code(_DEGREE, "PHARMD"): Licence.PHARMACIST,
    Code(_DEGREE, "RPH"): Licence.PHARMACIST,
    Code(_DEGREE, "MDA"): Licence.MEDICAL_ASSISTANT,
    Code(_DEGREE, "CMA"): Licence.MEDICAL_ASSISTANT,
    Code(SNOMED, "309343006"): Licence.PRESCRIBER,
    Code(SNOMED, "224535009"): Licence.RN,
    Code(SNOMED, "46255001"): Licence.PHARMACIST,
}
"""HL7 table 0360 degrees and SNOMED CT occupations."""


def licences(codes: Iterable[Code]) -> frozenset[Licence]:
    """The licences that qualification, role and specialty codes tell of."""
    found: set[Licence] = set()
    for code in codes:
        if code in _BY_CODE:
            found.add(_BY_CODE[code])
        elif code.system == NUCC:
            found.update(lic for start, lic in _BY_TAXONOMY if code.code.startswith(start))
            if code.code.startswith(_PSYCHIATRY):
                found.add(Licence.MENTAL_HEALTH)
    return frozenset(found)


def performed_by(fact: Fact, accepted: frozenset[Licence], chart: Chart) -> bool | None:
    """Whether one of the accepted licences took part; None when that is not known of everybody."""
    seen = [
        _licences_of(actor, chart) for actor in _actors(fact) if actor.kind not in _NO_PROFESSIONAL
    ]
    if any(not known.isdisjoint(accepted) for known in seen):
        return True
    return False if seen and all(seen) else None


def by_laity(fact: Fact) -> bool:
    """Whether those named as having done something are all the patient, relatives or machines."""
    actors = _actors(fact)
    return bool(actors) and all(actor.kind in _NO_PROFESSIONAL for actor in actors)


def _actors(fact: Fact) -> tuple[Actor, ...]:
    """Everybody whom a fact names as performer, participant, sender or owner."""
    several: tuple[Actor, ...] = (
        getattr(fact, "performers", None) or getattr(fact, "participants", None) or ()
    )
    alone: tuple[Actor | None, ...] = (getattr(fact, "sender", None), getattr(fact, "owner", None))
    return (*several, *(actor for actor in alone if actor is not None))


def _licences_of(actor: Actor, chart: Chart) -> frozenset[Licence]:
    person = chart.practitioner(actor.id)
    own = tuple(code for role in actor.roles for code in role.coding)
    return licences((*own, *(person.codes if person else ())))
