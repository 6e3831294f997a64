"""Invented patients and the people who care for them; no name belongs to anybody."""

from __future__ import annotations

from datetime import date

from carecoord.model.code import NUCC
from carecoord.testing.invented.bundle import HOME, Bundle, Element, Reference, identifier
from carecoord.testing.invented.codes import DEGREE, HL7, STAFF
from carecoord.testing.invented.story import Story

GIVEN = {
    "female": ("Alda", "Brisa", "Corla", "Denvia", "Elmira", "Fenna", "Gwenda", "Hestia"),
    "male": ("Alwin", "Bertil", "Corvin", "Dorian", "Edmar", "Falko", "Gerrit", "Halvor"),
}
FAMILY = (
    *("Ashgrove", "Birchwell", "Cloverdale", "Dunmarsh", "Elderfen", "Foxmeadow"),
    *("Greenhollow", "Hazelbrook", "Ivoryfield", "Juniperhill", "Kestrelwood", "Larkmoor"),
)
SEX = {"female": "248152002", "male": "248153007"}
"""Recorded sex in SNOMED CT, as US Core's extension carries it."""
TOWNS = ("Millbrook Falls", "Cedar Hollow", "Port Amity", "Lindenfield")


def person(
    bundle: Bundle, *, given: str, family: str, gender: str, born: date
) -> dict[str, object]:
    """The elements of a Patient; the medical record number is the bundle's own."""
    number = bundle.number("medical record").hex[:12].upper()
    digits = int(number, 16)
    return {
        "identifier": [
            {
                "use": "usual",
                "type": {"coding": [{"system": f"{HL7}/v2-0203", "code": "MR"}]},
                "system": f"{HOME}/mrn",
                "value": number,
            }
        ],
        "active": True,
        "name": [{"use": "official", "family": family, "given": [given]}],
        "telecom": [{"system": "phone", "value": f"555-01{digits % 100:02}", "use": "mobile"}],
        "gender": gender,
        "extension": [
            {
                "url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-sex",
                "valueCode": SEX[gender],
            }
        ],
        "birthDate": born.isoformat(),
        "address": [
            {
                "use": "home",
                "line": [f"{1 + digits % 899} Example Street"],
                "city": TOWNS[digits % len(TOWNS)],
                "state": "NY",
                "country": "US",
            }
        ],
        "communication": [
            {
                "language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en"}]},
                "preferred": True,
            }
        ],
    }


def staff(story: Story, kind: str) -> Reference:
    """Somebody of the clinic, with a degree and, where there is one, a specialty.

    The kinds are those of ``codes.STAFF``.
    """
    degree, specialty = STAFF[kind]
    bundle = story.bundle
    known = bundle.once(
        kind,
        "Practitioner",
        {
            "identifier": identifier("staff", kind.replace(" ", "-")),
            "active": True,
            "name": [{"family": "Example", "given": [kind.title()]}],
            "qualification": [{"code": {"coding": [{"system": DEGREE, "code": degree}]}}],
        },
    )
    if specialty is not None:
        bundle.once(f"role of {kind}", "PractitionerRole", _role(story, known, specialty))
    return known


def _role(story: Story, who: Reference, specialty: str) -> Element:
    return {
        "active": True,
        "practitioner": who,
        "organization": clinic(story),
        "specialty": [{"coding": [{"system": NUCC, "code": specialty}]}],
    }


def clinic(story: Story) -> Reference:
    """The clinic, and the hospital, of everybody."""
    return story.bundle.once(
        "clinic",
        "Organization",
        {"identifier": identifier("places", "clinic"), "active": True, "name": "Example Clinic"},
    )


def payer(story: Story) -> Reference:
    """The health plan of everybody."""
    return story.bundle.once(
        "payer",
        "Organization",
        {"identifier": identifier("places", "plan"), "active": True, "name": "Example Health Plan"},
    )


def coverage(story: Story) -> Reference:
    """The patient's membership in the health plan, since the year before last."""
    return story.bundle.once(
        "coverage",
        "Coverage",
        {
            "status": "active",
            "beneficiary": story.patient,
            "payor": [payer(story)],
            "period": {"start": f"{story.as_of.year - 2}-01-01"},
        },
    )
