"""Every typed field is written where it is read from."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import attrs
import pytest

from carecoord.model import (
    Actor,
    AllergyIntolerance,
    Code,
    Component,
    Condition,
    DocumentContent,
    DocumentReference,
    DocumentRelation,
    Dosage,
    FamilyCondition,
    FamilyHistory,
    Fill,
    Immunization,
    MedicationAdministration,
    MedicationStatement,
    Observation,
    PartialDate,
    Period,
    Prescription,
    Procedure,
    Quantity,
    Range,
    Ratio,
    Reaction,
    ReferenceRange,
    Stage,
    VaccineReaction,
)
from carecoord.model.code import CodeableConcept

DAY, LATER = date(2024, 1, 2), datetime(2024, 1, 3, 8, 30, tzinfo=UTC)
SPAN = Period(DAY, LATER)
NOTE = "one\n\ntwo"
DOCTOR = Actor(kind="Practitioner", id="dr", display="Dr. Low")
SHOWN = Actor(display="ward 3")
SURGEON = attrs.evolve(DOCTOR, roles=(CodeableConcept((), "surgeon"),))
ELSEWHERE = {"id", "identifiers", "labels", "source"}
"""What the core of writing says, and no author."""


def said(text):
    return CodeableConcept((Code("https://codes.example", text, "shown"),), text)


def of(value, unit="mg"):
    return Quantity(Decimal(value), unit)


BETWEEN = Range(low=of("1.50"), high=of(3))
RATIO = Ratio(numerator=of(5), denominator=of(1, "h"))
AGES = Range(low=of(20, "a"), high=of(30, "a"))
USUAL = ReferenceRange(
    low=of(1), high=of(2), type=said("t"), applies_to=(said("women"),), age=AGES, text="usual"
)
TAKEN = Dosage(
    sequence=2,
    text="as told",
    additional_instructions=(said("with food"),),
    patient_instruction="slowly",
    as_needed=said("pain"),
    dose=of(5),
    dose_type=said("ordered"),
    rate=RATIO,
    site=said("arm"),
    route=said("oral"),
    method=said("swallow"),
    max_dose_per_period=RATIO,
    max_dose_per_administration=of(10),
    max_dose_per_lifetime=of(1000),
    events=(DAY,),
    timing=said("BID"),
    frequency=2,
    frequency_max=3,
    period=Decimal("1.0"),
    period_max=Decimal(2),
    period_unit="d",
    times_of_day=1,
    clock_times=(time(8, 30),),
    days_of_week=("mon",),
    bounds=SPAN,
)
GIVEN = Dosage(
    text="slowly", site=said("arm"), route=said("iv"), method=said("push"), dose=of(5), rate=RATIO
)

WHOLE = [
    Condition(
        id="x",
        code=said("gout"),
        clinical_status="remission",
        verification_status="confirmed",
        category=(said("c"),),
        severity=said("mild"),
        body_site=(said("toe"),),
        onset=PartialDate(2020, 3),
        abatement=SPAN,
        recorded_on=DAY,
        asserted_on=date(2024, 1, 1),
        recorder=DOCTOR,
        asserter=SHOWN,
        encounter="o",
        evidence=("o",),
        evidence_codes=(said("red"),),
        stages=(Stage(summary=said("I"), type=said("clinical"), assessment=("o",)),),
        note=NOTE,
    ),
    AllergyIntolerance(
        id="x",
        code=said("nuts"),
        type="allergy",
        category=("food",),
        criticality="high",
        clinical_status="active",
        verification_status="confirmed",
        onset=SPAN,
        last_occurrence=LATER,
        recorded_on=DAY,
        recorder=DOCTOR,
        asserter=SHOWN,
        encounter="o",
        reactions=(
            Reaction(
                manifestation=(said("hives"),),
                substance=said("walnut"),
                severity="mild",
                onset=PartialDate(2019),
                exposure_route=said("oral"),
                description="all over",
                note="gone by noon",
            ),
            Reaction(severity="severe"),
        ),
        note=NOTE,
    ),
    Prescription(
        id="x",
        code=said("aspirin"),
        status="stopped",
        status_reason=said("bleeding"),
        intent="order",
        priority="urgent",
        category=(said("community"),),
        do_not_perform=True,
        reported=True,
        reported_by=DOCTOR,
        authored_on=LATER,
        dosage=(TAKEN, Dosage(dose_range=BETWEEN, as_needed=False, rate=of(2, "mL/h"))),
        quantity=of(30, "tablets"),
        supply=of(30, "d"),
        refills=2,
        validity=Period(DAY, date(2025, 1, 1)),
        reason=(said("pain"),),
        reason_facts=("o",),
        requester=DOCTOR,
        recorder=SHOWN,
        performer=DOCTOR,
        performer_type=said("nurse"),
        course_of_therapy=said("continuous"),
        dispense_by=SHOWN,
        dispense_interval=of(28, "d"),
        substitution=said("G"),
        substitution_reason=said("price"),
        encounter="o",
        based_on=("o",),
        coverages=("o",),
        prior="o",
        note=NOTE,
    ),
    Fill(
        id="x",
        code=said("aspirin"),
        status="completed",
        status_reason=said("why"),
        category=said("community"),
        type=said("RF"),
        handed_over_on=LATER,
        prepared_on=DAY,
        days_supply=Decimal(30),
        quantity=of(30, "tablets"),
        dosage=(TAKEN,),
        substituted=False,
        substitution_type=said("N"),
        substitution_reasons=(said("CT"),),
        performers=(SURGEON, SHOWN),
        receivers=(SHOWN,),
        location=SHOWN,
        prescription="o",
        encounter="o",
        note=NOTE,
    ),
    MedicationStatement(
        id="x",
        code=said("aspirin"),
        status="not-taken",
        status_reason=(said("forgot"),),
        category=said("community"),
        effective=SPAN,
        asserted_on=LATER,
        information_source=DOCTOR,
        dosage=(TAKEN,),
        reason=(said("pain"),),
        reason_facts=("o",),
        encounter="o",
        based_on=("o",),
        part_of=("o",),
        derived_from=("o",),
        note=NOTE,
    ),
    MedicationAdministration(
        id="x",
        code=said("aspirin"),
        status="not-done",
        status_reason=(said("away"),),
        category=said("inpatient"),
        effective=LATER,
        recorded_on=DAY,
        performers=(SURGEON,),
        dosage=GIVEN,
        reason=(said("pain"),),
        reason_facts=("o",),
        prescription="o",
        devices=("o",),
        encounter="o",
        part_of=("o",),
        note=NOTE,
    ),
    Observation(
        id="x",
        code=said("potassium"),
        status="final",
        category=(said("lab"),),
        effective=SPAN,
        issued_at=LATER,
        value=of("4.10", "mmol/L"),
        components=(
            Component(
                code=said("part"),
                value="clear",
                interpretation=(said("N"),),
                reference_ranges=(USUAL,),
            ),
            Component(code=said("other"), data_absent_reason=said("unknown")),
        ),
        cancelled_because=said("refused"),
        interpretation=(said("H"),),
        reference_ranges=(USUAL, ReferenceRange(text="as usual")),
        performers=(DOCTOR, SHOWN),
        body_site=said("arm"),
        method=said("photometry"),
        device="o",
        encounter="o",
        based_on=("o",),
        has_member=("o",),
        derived_from=("o",),
        part_of=("o",),
        focus=("o",),
        note=NOTE,
    ),
    Procedure(
        id="x",
        code=said("biopsy"),
        status="completed",
        status_reason=said("why"),
        category=said("diagnostic"),
        performed=SPAN,
        recorded_on=DAY,
        performers=(SURGEON, SHOWN),
        recorder=DOCTOR,
        asserter=SHOWN,
        location=SHOWN,
        reason=(said("lump"),),
        reason_facts=("o",),
        body_site=(said("skin"),),
        outcome=said("well"),
        complications=(said("bleeding"),),
        follow_up=(said("dressing"),),
        based_on=("o",),
        part_of=("o",),
        reports=("o",),
        encounter="o",
        note=NOTE,
    ),
    Immunization(
        id="x",
        code=said("flu"),
        status="not-done",
        status_reason=said("refused"),
        occurrence=PartialDate(2023, 10),
        recorded_on=DAY,
        primary_source=False,
        report_origin=said("parent"),
        lot_number="A1",
        expires_on=date(2025, 6, 30),
        site=said("arm"),
        route=said("im"),
        dose=of("0.5", "mL"),
        is_subpotent=False,
        dose_number="2",
        series="primary",
        series_doses="two or three",
        target_disease=(said("influenza"),),
        reason=(said("age"),),
        reason_facts=("o",),
        manufacturer=SHOWN,
        location=SHOWN,
        performers=(SURGEON,),
        reactions=(VaccineReaction(on=LATER, observation="o", self_reported=True),),
        encounter="o",
        note=NOTE,
    ),
    FamilyHistory(
        id="x",
        status="partial",
        relationship=said("mother"),
        sex=said("female"),
        recorded_on=PartialDate(2024),
        conditions=(
            FamilyCondition(
                code=said("stroke"),
                onset_age=of(70, "a"),
                outcome=said("lame"),
                contributed_to_death=False,
                note="at home",
            ),
            FamilyCondition(code=said("gout"), onset_range=AGES),
            FamilyCondition(code=said("flu"), onset_period=SPAN),
            FamilyCondition(code=said("cold"), onset_text="as a child"),
        ),
        born=date(1920, 1, 1),
        deceased=date(1990, 5, 5),
        data_absent_reason=said("withheld"),
        reason=(said("risk"),),
        reason_facts=("o",),
        note=NOTE,
    ),
    DocumentReference(
        id="x",
        code=said("note"),
        status="superseded",
        doc_status="final",
        category=(said("clinical-note"),),
        date=LATER,
        authors=(DOCTOR, SHOWN),
        authenticator=DOCTOR,
        custodian=SHOWN,
        description="of the visit",
        contents=(
            DocumentContent(
                url="https://clinic.example/1.pdf",
                content_type="application/pdf",
                title="Visit",
                language="en",
                size=12,
                hash="2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                created_on=DAY,
                format=Code("https://codes.example", "pdf"),
            ),
        ),
        relates_to=(DocumentRelation(code="replaces", document="o"),),
        encounters=("o",),
        period=SPAN,
        facility_type=said("clinic"),
        practice_setting=said("surgery"),
    ),
]
CHOICES = {
    Condition: "onset_age onset_range onset_text abatement_age abatement_range abatement_text",
    AllergyIntolerance: "onset_age onset_range onset_text",
    Observation: "data_absent_reason",
    Procedure: "performed_age performed_range performed_text",
    Immunization: "occurrence_text",
    FamilyHistory: "born_text age deceased_age",
}
"""Fields of which FHIR has a place for one kind alone: the examples say another."""
FALSE = {"substituted", "primary_source", "is_subpotent"}
"""Fields that say no."""


def _id(fact):
    return type(fact).__name__


@pytest.mark.parametrize("fact", WHOLE, ids=_id)
def test_the_example_says_every_field(fact):
    silent = {
        one.name
        for one in attrs.fields(type(fact))
        if getattr(fact, one.name) in (None, (), False) and one.name not in ELSEWHERE
    }

    assert silent <= {*CHOICES.get(type(fact), "").split(), *FALSE}


@pytest.mark.parametrize("fact", WHOLE, ids=_id)
def test_what_is_written_says_the_same_when_read(write, read, names, fact):
    assert read(write(fact)) == fact
    assert (names.losses, names.lacks) == ([], [])


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Condition, {"onset_age": of(30, "a"), "abatement_age": of(40, "a")}),
        (Condition, {"onset_range": AGES, "abatement_range": AGES}),
        (Condition, {"onset_text": "in youth", "abatement_text": "late"}),
        (Condition, {"recorded_on": DAY, "asserted_on": DAY}),
        (AllergyIntolerance, {"onset_age": of(30, "a")}),
        (AllergyIntolerance, {"onset_range": AGES}),
        (AllergyIntolerance, {"onset_text": "in youth"}),
        (Observation, {"data_absent_reason": said("unknown")}),
        (Procedure, {"performed_age": of(30, "a")}),
        (Procedure, {"performed_range": AGES}),
        (Procedure, {"performed_text": "in youth"}),
        (Immunization, {"dose_number": "first", "occurrence_text": "in youth"}),
        (FamilyHistory, {"born": SPAN, "deceased": True}),
        (FamilyHistory, {"born": DAY, "deceased": PartialDate(1990)}),
        (FamilyHistory, {"born_text": "in spring", "deceased_age": of(70, "a")}),
        (FamilyHistory, {"age": of(70, "a"), "deceased": False}),
        (Prescription, {"reported": False, "substitution": False}),
        (Prescription, {"dosage": (Dosage(rate=BETWEEN, as_needed=True),)}),
        (MedicationAdministration, {"dosage": Dosage(text="all of it")}),
        (MedicationAdministration, {"dosage": Dosage(rate=of(2, "mL/h"))}),
    ],
)
def test_other_kinds_of_a_choice_say_the_same_when_read(write, read, names, kind, fields):
    demanded = {
        Condition: {"clinical_status": "inactive"},
        AllergyIntolerance: {"clinical_status": "active"},
        Observation: {"status": "final"},
        Prescription: {"status": "active", "intent": "order"},
    }
    fact = kind(id="x", **demanded.get(kind, {"status": "completed"}), **fields)

    assert read(write(fact)) == fact
    assert (names.losses, names.lacks) == ([], [])
