"""The words that FHIR R4 and carecoord use in fields that are plain text."""

from __future__ import annotations

from carecoord.model.code import ACT_CODE, Code

ENCOUNTER_CLASSES = tuple(
    Code(ACT_CODE, code)
    for code in ("IMP", "ACUTE", "NONAC", "OBSENC", "EMER", "AMB", "HH", "VR", "SS", "PRENC")
)

_EVENT = ("preparation", "in-progress", "not-done", "on-hold", "stopped", "completed")
_REQUEST = ("draft", "active", "on-hold", "revoked", "completed")
_FINANCIAL = ("active", "cancelled", "draft")

STATUSES: dict[str, tuple[str, ...]] = {
    "AllergyIntolerance": ("active", "inactive", "resolved"),
    "Answers": ("in-progress", "completed", "amended", "stopped"),
    "Appointment": ("proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow"),
    "Authorization": _FINANCIAL,
    "CarePlan": _REQUEST,
    "CareTeam": ("proposed", "active", "suspended", "inactive"),
    "Communication": _EVENT,
    "CommunicationRequest": _REQUEST,
    "Consent": ("draft", "proposed", "active", "rejected", "inactive"),
    "Coverage": _FINANCIAL,
    "CoverageEligibilityResponse": _FINANCIAL,
    "Device": ("active", "inactive"),
    "Directive": ("active", "superseded", "revoked"),
    "DocumentReference": ("current", "superseded"),
    "Encounter": (
        "planned",
        "arrived",
        "triaged",
        "in-progress",
        "onleave",
        "finished",
        "cancelled",
    ),
    "FamilyHistory": ("partial", "completed", "health-unknown"),
    "Fill": _EVENT,
    "Immunization": ("completed", "not-done"),
    "MedicationAdministration": _EVENT[1:],
    "MedicationStatement": ("active", "completed", "intended", "stopped", "on-hold", "not-taken"),
    "Observation": ("registered", "preliminary", "final", "amended", "corrected", "cancelled"),
    "Order": _REQUEST,
    "Prescription": ("active", "on-hold", "cancelled", "completed", "stopped", "draft"),
    "Procedure": _EVENT,
    "Program": ("planned", "waitlist", "active", "onhold", "finished", "cancelled"),
    "Referral": _REQUEST,
    "Task": ("requested", "accepted", "rejected", "ready", "in-progress", "failed", "completed"),
    "Verification": ("needed", "asked", "verified", "not-in-force", "unable"),
}
"""The states of each type."""
ANY_STATUS = ("entered-in-error", "unheard-of")
"""Imported history may be in any other state, too."""

WORDS: dict[str, tuple[str, ...]] = {
    "changed": ("added", "changed"),
    "clinical_status": ("active", "recurrence", "relapse", "inactive", "remission", "resolved"),
    "verification_status": ("unconfirmed", "provisional", "differential", "confirmed", "refuted"),
    "criticality": ("low", "high", "unable-to-assess"),
    "currency": ("EUR", "USD"),
    "doc_status": ("preliminary", "final", "amended"),
    "gender": ("male", "female", "other", "unknown"),
    "intent": ("proposal", "plan", "order", "original-order", "instance-order"),
    "lifecycle_status": ("proposed", "planned", "accepted", "active", "on-hold", "completed"),
    "outcome": ("complete", "error", "partial", "upheld", "overturned", "withdrawn"),
    "period_unit": ("h", "d", "wk", "mo"),
    "duration_unit": ("min", "h", "d"),
    "days_of_week": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "when": ("ACM", "PCV", "HS"),
    "covered": ("covered", "not-covered", "conditional"),
    "pa_needed": ("no-auth", "auth-needed", "satisfied", "conditional"),
    "origin": ("auto", "override", "manual"),
    "meaning": ("instance", "related", "dependents", "authoredby"),
    "priority": ("routine", "urgent", "asap", "stat"),
    "purposes": ("auth-requirements", "benefits", "discovery", "validation"),
    "review_action": ("A1", "A2", "A3", "A4", "A6", "C", "CT", "NA"),
}
"""By field, whatever the type."""


WORDS_OF_TYPES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Address", "type"): ("postal", "physical", "both"),
    ("Address", "use"): ("home", "work", "temp", "old", "billing"),
    ("AvailableTime", "days"): ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("ContactPoint", "system"): ("phone", "fax", "email", "pager", "url", "sms", "other"),
    ("ContactPoint", "use"): ("home", "work", "temp", "old", "mobile"),
    ("Location", "status"): ("planned", "active", "reserved", "completed"),
    ("Appointment", "series"): ("series-a", "series-b"),
    ("Appointment", "zone"): ("America/New_York", "Europe/Paris", "UTC"),
    ("ChecklistItem", "name"): ("mri-safety", "fasting", "interpreter", "transport"),
    ("Name", "use"): ("usual", "official", "temp", "nickname", "anonymous", "old", "maiden"),
}
"""By type and field."""


def words(type_name: str, field: str) -> tuple[str, ...]:
    """The words of a field; none when it holds any text."""
    if field == "status" and type_name in STATUSES:
        return (*STATUSES[type_name], *ANY_STATUS)
    return WORDS_OF_TYPES.get((type_name, field)) or WORDS.get(field, ())
