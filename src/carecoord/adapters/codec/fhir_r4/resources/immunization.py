"""Immunization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import day, moment
from carecoord.adapters.codec.fhir_r4.resources.procedure import Performer, performers, status
from carecoord.model.immunization import Immunization, VaccineReaction


class Protocol(structs.Backbone):
    """Which dose it was."""

    series: str | None = None
    target_disease: tuple[structs.Concept, ...] = ()
    dose_number_positive_int: int | None = None
    dose_number_string: str | None = None
    series_doses_positive_int: int | None = None
    series_doses_string: str | None = None


class ReactionElement(structs.Backbone):
    """Immunization.reaction."""

    date: str | None = None
    detail: structs.Reference | None = None
    reported: bool | None = None


_NO_PROTOCOL = Protocol()


class ImmunizationResource(structs.WithPatient):
    """FHIR Immunization."""

    vaccine_code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    occurrence_date_time: str | None = None
    occurrence_string: str | None = None
    recorded: str | None = None
    primary_source: bool | None = None
    report_origin: structs.Concept | None = None
    lot_number: str | None = None
    expiration_date: str | None = None
    site: structs.Concept | None = None
    route: structs.Concept | None = None
    dose_quantity: structs.Amount | None = None
    is_subpotent: bool | None = None
    protocol_applied: tuple[Protocol, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    manufacturer: structs.Reference | None = None
    location: structs.Reference | None = None
    performer: tuple[Performer, ...] = ()
    reaction: tuple[ReactionElement, ...] = ()
    note: tuple[structs.Note, ...] = ()


def immunization(r: ImmunizationResource, at: Entry) -> Draft:
    """Read an Immunization; of several protocols the first says which dose it was."""
    dose = r.protocol_applied[0] if r.protocol_applied else _NO_PROTOCOL
    return Draft(
        Immunization,
        {
            "code": concept(at, r.vaccine_code),
            "status": status(r, r.status),
            "status_reason": concept(at, r.status_reason),
            "occurrence": moment(at, r.occurrence_date_time, "occurrenceDateTime"),
            "occurrence_text": r.occurrence_string,
            "recorded_on": moment(at, r.recorded, "recorded"),
            "primary_source": r.primary_source,
            "report_origin": concept(at, r.report_origin),
            "lot_number": r.lot_number,
            "expires_on": day(at, r.expiration_date, "expirationDate"),
            "site": concept(at, r.site),
            "route": concept(at, r.route),
            "dose": quantity(at, r.dose_quantity, "doseQuantity"),
            "is_subpotent": r.is_subpotent,
            "dose_number": _number(dose.dose_number_positive_int, dose.dose_number_string),
            "series": dose.series,
            "series_doses": _number(dose.series_doses_positive_int, dose.series_doses_string),
            "target_disease": concepts(at, dose.target_disease),
            "reason": concepts(at, r.reason_code),
            "note": note(r.note),
        },
        {"encounter": r.encounter, "reason_facts": r.reason_reference},
        {
            "performers": performers(at, r.performer),
            "manufacturer": participant(r.manufacturer),
            "location": participant(r.location),
            "reactions": tuple(
                _reaction(at, one, f"reaction[{place}]") for place, one in enumerate(r.reaction)
            ),
        },
    )


def _reaction(at: Entry, element: ReactionElement, field: str) -> Draft:
    return Draft(
        VaccineReaction,
        {"on": moment(at, element.date, f"{field}.date"), "self_reported": element.reported},
        {"observation": element.detail},
    )


def _number(number: int | None, text: str | None) -> str | None:
    return text if number is None else str(number)
