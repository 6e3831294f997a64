"""Rows of a drawn table as what happened to a patient, and what was seen."""

from __future__ import annotations

from carecoord.model.answers import Answer, Answers
from carecoord.model.code import ACT_CODE, Code, CodeableConcept, concept, loinc
from carecoord.model.condition import Condition
from carecoord.model.device import Device
from carecoord.model.dosage import Dosage
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.fill import Fill
from carecoord.model.immunization import Immunization
from carecoord.model.location import Location
from carecoord.model.observation import Component, Observation, Value
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.social_history import SocialHistory
from carecoord.testing.tables.cells import (
    actors,
    coded,
    moment,
    names,
    number,
    quantity,
    several,
    span,
    when,
    whole,
)
from carecoord.testing.tables.row import Row

PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
ADMIT_SOURCE = "http://terminology.hl7.org/CodeSystem/admit-source"
DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
NUBC = "http://www.nubc.org/patient-discharge"
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
MEDICATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/medicationrequest-category"
_BILLING = concept(Code("http://terminology.hl7.org/CodeSystem/diagnosis-role", "billing"))


def _within(system: str, symbol: str | None) -> CodeableConcept | None:
    return None if symbol is None else concept(Code(system, symbol))


def _listed(system: str, symbols: str | None) -> tuple[CodeableConcept, ...]:
    return tuple(concept(Code(system, symbol)) for symbol in names(symbols))


def encounter(name: str, row: Row) -> Encounter:
    """A visit or stay: ``class``, ``type``, ``from``, ``to`` (the last day inside), ``by``.

    ``principal`` names the condition that is its principal diagnosis, ``service`` is the service
    that cared for the patient, ``place`` is where it was, ``hospital`` the id of whose it was.
    """
    kind = row.get("class")
    return Encounter(
        id=name,
        status=row.get("status") or "finished",
        encounter_class=None if kind is None else Code(ACT_CODE, kind),
        type=several(row.get("type"), "snomed", "hcpcs", "cpt"),
        service_type=coded(row.get("service"), "snomed"),
        priority=_within(PRIORITY, row.get("priority")),
        admit_source=_within(ADMIT_SOURCE, row.get("source")),
        discharge_disposition=_disposition(row.get("disposition")),
        participants=actors(row.get("by")),
        service_provider=row.get("hospital"),
        reason=several(row.get("reason"), "snomed", "icd10cm"),
        reason_facts=names(row.get("because")),
        diagnoses=tuple(
            EncounterDiagnosis(condition=name, use=_BILLING, rank=1)
            for name in names(row.get("principal"))
        ),
        locations=tuple(Location(type=(kind,)) for kind in several(row.get("place"), "act")),
        period=span(row["from"], row["to"]),
    )


def _disposition(symbol: str | None) -> CodeableConcept | None:
    """Of HL7, of the bill where it is a number, or of the system that it names."""
    if symbol is not None and (":" in symbol or "#" in symbol):
        return coded(symbol)
    return _within(NUBC if symbol is not None and symbol.isdecimal() else DISPOSITION, symbol)


def condition(name: str, row: Row) -> Condition:
    """A problem or diagnosis: ``code``, ``onset``, ``ended``, ``recorded``."""
    held, text = coded(row["code"], "snomed", "icd10cm"), row.get("text")
    return Condition(
        id=name,
        code=held if text is None else concept(*(held.coding if held else ()), text=text),
        onset=moment(row.get("onset")),
        abatement=moment(row.get("ended")),
        recorded_on=moment(row.get("recorded")),
        clinical_status=row.get("status") or "active",
        verification_status=row.get("verification"),
        encounter=row.get("encounter"),
    )


def _product(row: Row) -> CodeableConcept:
    held = coded(row.get("code"), "rxnorm")
    return concept(*(held.coding if held else ()), text=row.get("product"))


def fill(name: str, row: Row) -> Fill:
    """A medicine handed over: ``product`` in words or ``code``, ``on``, ``days`` of supply.

    ``prescription`` is the id of the one that it was drawn on.
    """
    return Fill(
        id=name,
        status=row.get("status") or "completed",
        code=_product(row),
        handed_over_on=moment(row["on"]),
        days_supply=number(row.get("days")),
        prescription=row.get("prescription"),
    )


def prescription(name: str, row: Row) -> Prescription:
    """A medicine ordered: ``product`` in words or ``code``, ``on``, ``days`` of supply.

    ``yes`` in the columns ``forbids``, ``needed`` and ``reported``: not to be taken, to be taken
    as needed, told by somebody. ``category`` is where it is handed over, ``encounter`` the visit,
    ``refills`` how often it may be repeated.
    """
    needed, reported = row.get("needed"), row.get("reported")
    return Prescription(
        id=name,
        status=row.get("status") or "active",
        intent=row.get("intent") or "order",
        do_not_perform=row.get("forbids") == "yes",
        category=_listed(MEDICATION_CATEGORY, row.get("category")),
        reported=None if reported is None else reported == "yes",
        dosage=() if needed is None else (Dosage(as_needed=needed == "yes"),),
        encounter=row.get("encounter"),
        refills=whole(row.get("refills")),
        code=_product(row),
        authored_on=moment(row["on"]),
        supply=quantity(row.get("days"), "d"),
        validity=span(row.get("on"), row.get("until")) if row.get("until") else None,
    )


def observation(name: str, row: Row) -> Observation:
    """A result: ``value`` with its ``unit``, ``text``, ``answer``, ``day``, or components.

    The column of a component is named by its LOINC code, ``order`` names what it is based on.
    """
    unit = row.get("unit")
    return Observation(
        id=name,
        status=row.get("status") or "final",
        code=coded(row["code"], "snomed", "loinc"),
        category=_listed(CATEGORY, row.get("category")),
        effective=when(row),
        issued_at=moment(row.get("issued")),
        value=_value(row),
        interpretation=_listed(INTERPRETATION, row.get("interpretation")),
        based_on=names(row.get("order")),
        performers=actors(row.get("by")),
        components=tuple(
            Component(code=concept(loinc(part)), value=quantity(amount, unit))
            for part, amount in row.parts()
        ),
    )


def _value(row: Row) -> Value | None:
    """What was found: a day, words, one of several answers, a whole number, or an amount."""
    day = moment(row.get("day"))
    text, answer, count = row.get("text"), row.get("answer"), whole(row.get("number"))
    amount = quantity(row.get("value"), row.get("unit"))
    if answer is not None:
        return coded(answer, "snomed", "answer")
    return day or text or (amount if count is None else count)


def procedure(name: str, row: Row) -> Procedure:
    """Something done to the patient: ``code``, ``on``, ``by``.

    ``encounter`` is the visit's id, ``because`` names the facts that are the reason.
    """
    return Procedure(
        id=name,
        status=row.get("status") or "completed",
        code=coded(row["code"], "snomed", "hcpcs", "cpt"),
        category=coded(row.get("category"), "snomed"),
        encounter=row.get("encounter"),
        performed=when(row),
        performers=actors(row.get("by")),
        reason=several(row.get("reason"), "snomed", "icd10cm"),
        reason_facts=names(row.get("because")),
        based_on=names(row.get("order")),
    )


def immunization(name: str, row: Row) -> Immunization:
    """A vaccination: ``code`` (CVX), ``on``."""
    return Immunization(
        id=name,
        status=row.get("status") or "completed",
        code=coded(row["code"], "cvx"),
        occurrence=moment(row["on"]),
        dose_number=row.get("dose"),
    )


def device(name: str, row: Row) -> Device:
    """An implant or piece of equipment: ``code``."""
    return Device(
        id=name,
        status=row.get("status") or "active",
        code=coded(row["code"], "snomed", "hcpcs"),
        name=row.get("name"),
    )


def social_history(name: str, row: Row) -> SocialHistory:
    """A span of life, such as smoking: ``code``, ``value`` or ``answer``, ``from``, ``to``."""
    return SocialHistory(
        id=name,
        code=coded(row["code"], "snomed", "loinc"),
        value=_value(row),
        period=span(row.get("from"), row.get("to")),
        recorded_on=moment(row.get("recorded")),
    )


def answers(name: str, row: Row) -> Answers:
    """A questionnaire with one answer: ``question`` is its link id, ``answer`` its code.

    The answer may as well be a ``value``, a ``number`` or a ``text``; ``asked`` is the wording of
    the question, ``code`` names the whole.
    """
    question = row["question"] or ""
    return Answers(
        id=name,
        status=row.get("status") or "completed",
        code=coded(row.get("code"), "snomed", "loinc"),
        authored_on=moment(row["on"]),
        answers=(Answer(path=(question,), question=row.get("asked"), value=_value(row)),),
    )
