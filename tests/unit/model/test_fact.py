"""What every type of fact has: the moment it became known, and what it is about."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.model import (
    AllergyIntolerance,
    Answers,
    Appeal,
    Appointment,
    Authorization,
    AuthorizationItem,
    CarePlan,
    CareTeam,
    Communication,
    Condition,
    Consent,
    Coverage,
    CoverageEligibilityResponse,
    Device,
    Directive,
    Education,
    Encounter,
    Experience,
    Fact,
    FamilyHistory,
    Fill,
    Goal,
    Hold,
    HoldKind,
    Immunization,
    Label,
    Observation,
    Order,
    PartialDate,
    Period,
    Prescription,
    Procedure,
    Program,
    Referral,
    RelatedPerson,
    SocialHistory,
    Source,
    Task,
)
from carecoord.model.code import concept, icd10cm, loinc, snomed

EARLY, LATE = date(2026, 3, 10), date(2026, 3, 20)
LAST = LATE - timedelta(days=1)
"""The last day inside of what ends at ``LATE``."""
SPAN = Period(EARLY, LATE)
TOPIC, OTHER = concept(snomed("44054006")), concept(loinc("4548-4"))


@pytest.mark.parametrize(
    ("fact", "known_on"),
    [
        (AllergyIntolerance(id="f", recorded_on=LATE, onset=EARLY), LATE),
        (AllergyIntolerance(id="f", onset=EARLY), EARLY),
        (Answers(id="f", authored_on=EARLY), EARLY),
        (Appeal(id="f", authorization="a", filed_on=EARLY, decided_on=LATE), EARLY),
        (Appeal(id="f", authorization="a", decided_on=LATE), LATE),
        (Appointment(id="f", created_on=EARLY), EARLY),
        (Appointment(id="f", start=datetime(2026, 3, 10, 8, tzinfo=UTC)), None),
        (Authorization(id="f", created_on=EARLY, period=Period(LATE)), EARLY),
        (Authorization(id="f", created_on=LATE, period=Period(EARLY)), EARLY),
        (Authorization(id="f", created_on=LATE), LATE),
        (Authorization(id="f", period=SPAN), EARLY),
        (Authorization(id="f", period=Period(None, LATE)), None),
        (CarePlan(id="f", created_on=LATE, period=SPAN), LATE),
        (CarePlan(id="f", period=SPAN), EARLY),
        (CarePlan(id="f"), None),
        (CareTeam(id="f", period=SPAN), EARLY),
        (CareTeam(id="f"), None),
        (Communication(id="f", sent_at=EARLY, received_at=LATE), EARLY),
        (Communication(id="f", received_at=LATE), LATE),
        (CoverageEligibilityResponse(id="f", created_on=EARLY), EARLY),
        (Condition(id="f", recorded_on=LATE, onset=EARLY), LATE),
        (Condition(id="f", onset=EARLY), EARLY),
        (Condition(id="f", onset=SPAN), EARLY),
        (Condition(id="f", onset=Period(None, LATE)), LAST),
        (Condition(id="f", abatement=LATE), LATE),
        (Condition(id="f", abatement=SPAN), EARLY),
        (Consent(id="f", given_on=EARLY), EARLY),
        (Coverage(id="f", period=SPAN), None),
        (Device(id="f", manufactured_on=EARLY), None),
        (Directive(id="f", signed_on=EARLY, reviewed_on=LATE), EARLY),
        (Directive(id="f", reviewed_on=LATE), LATE),
        (Education(id="f", given_on=EARLY), EARLY),
        (Encounter(id="f", period=SPAN), EARLY),
        (Encounter(id="f", period=Period(None, LATE)), LAST),
        (Encounter(id="f"), None),
        (Experience(id="f", reported_on=EARLY), EARLY),
        (FamilyHistory(id="f", recorded_on=EARLY), EARLY),
        (Fill(id="f", handed_over_on=LATE, prepared_on=EARLY), LATE),
        (Fill(id="f", prepared_on=EARLY), EARLY),
        (Goal(id="f", started_on=EARLY, status_on=LATE), EARLY),
        (Goal(id="f", started_on=TOPIC, status_on=LATE), LATE),
        (Goal(id="f", status_on=LATE), LATE),
        (Hold(id="f", kind=HoldKind.HOSPICE, since=EARLY), EARLY),
        (Immunization(id="f", occurrence=EARLY, recorded_on=LATE), EARLY),
        (Immunization(id="f", recorded_on=LATE), LATE),
        (Observation(id="f", issued_at=LATE, effective=EARLY), LATE),
        (Observation(id="f", effective=EARLY), EARLY),
        (Observation(id="f", effective=SPAN), LAST),
        (Observation(id="f", effective=Period(EARLY)), EARLY),
        (Order(id="f", authored_on=EARLY, occurrence=LATE), EARLY),
        (Order(id="f", occurrence=LATE), None),
        (Prescription(id="f", authored_on=EARLY), EARLY),
        (Procedure(id="f", performed=EARLY), EARLY),
        (Procedure(id="f", performed=SPAN), LAST),
        (Procedure(id="f", performed=Period(EARLY)), EARLY),
        (Procedure(id="f", recorded_on=LATE), LATE),
        (Program(id="f", period=SPAN), EARLY),
        (Program(id="f"), None),
        (Referral(id="f", authored_on=EARLY, accepted_on=LATE), EARLY),
        (Referral(id="f", accepted_on=LATE), LATE),
        (Referral(id="f", sent_on=EARLY, accepted_on=LATE), EARLY),
        (Referral(id="f", handed_off_on=EARLY, scheduled_on=LATE), EARLY),
        (Referral(id="f", read_on=LATE), LATE),
        (Referral(id="f"), None),
        (RelatedPerson(id="f", period=SPAN), EARLY),
        (RelatedPerson(id="f"), None),
        (SocialHistory(id="f", recorded_on=LATE, period=SPAN), LATE),
        (SocialHistory(id="f", period=SPAN), EARLY),
        (SocialHistory(id="f"), None),
        (Task(id="f", authored_on=LATE, execution=SPAN, modified_at=LATE), LATE),
        (Task(id="f", execution=SPAN, modified_at=LATE), EARLY),
        (Task(id="f", execution=Period(None, LATE)), LAST),
        (Task(id="f", modified_at=LATE), LATE),
        (Task(id="f", restriction=SPAN), None),
        (Fact(id="f"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_becomes_known_at_the_moment_that_its_type_declares(fact, known_on):
    assert known_on == fact.known_on


def test_an_authorization_in_force_since_a_month_is_known_since_its_first_day():
    granted = Authorization(id="f", created_on=EARLY, period=Period(PartialDate(2026, 3)))

    assert PartialDate(2026, 3) == granted.known_on


@pytest.mark.parametrize(
    ("fact", "undated"),
    [
        (Observation(id="f"), True),
        (Observation(id="f", effective=EARLY), False),
        (Coverage(id="f"), False),
        (Device(id="f"), False),
        (RelatedPerson(id="f"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_is_undated_when_it_lacks_a_moment_that_its_type_has(fact, undated):
    assert undated == fact.undated


@pytest.mark.parametrize(
    ("fact", "concepts"),
    [
        (Condition(id="f", code=TOPIC), (TOPIC,)),
        (Condition(id="f"), ()),
        (Fact(id="f"), ()),
        (
            Authorization(id="f", items=[AuthorizationItem(code=TOPIC), AuthorizationItem()]),
            (TOPIC,),
        ),
        (Appointment(id="f", service_type=[TOPIC]), (TOPIC,)),
        (CarePlan(id="f", category=[TOPIC]), (TOPIC,)),
        (CareTeam(id="f", category=[TOPIC]), (TOPIC,)),
        (Communication(id="f", category=[OTHER], topic=TOPIC), (OTHER, TOPIC)),
        (Communication(id="f", category=[OTHER]), (OTHER,)),
        (Consent(id="f", category=[TOPIC]), (TOPIC,)),
        (Coverage(id="f", type=TOPIC), (TOPIC,)),
        (Coverage(id="f"), ()),
        (Directive(id="f", kind=TOPIC), (TOPIC,)),
        (Directive(id="f"), ()),
        (Education(id="f", topic=TOPIC), (TOPIC,)),
        (Education(id="f"), ()),
        (Encounter(id="f", type=[OTHER], service_type=TOPIC), (OTHER, TOPIC)),
        (Encounter(id="f", type=[OTHER]), (OTHER,)),
        (Experience(id="f", kind=TOPIC), (TOPIC,)),
        (Experience(id="f"), ()),
        (Goal(id="f", description=TOPIC), (TOPIC,)),
        (Goal(id="f"), ()),
        (Program(id="f", type=[TOPIC]), (TOPIC,)),
        (RelatedPerson(id="f", relationship=[TOPIC]), (TOPIC,)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_is_about_the_concepts_that_are_looked_up(fact, concepts):
    assert concepts == fact.concepts


def test_a_fact_learns_nothing_later_unless_its_type_says_so():
    immunized = Immunization(id="f", occurrence=EARLY)

    assert immunized.learned_later is None
    assert immunized is immunized.before_later()
    assert immunized.never_was is False


def test_where_a_fact_was_read_does_not_make_another_fact():
    read = Condition(id="f", source=Source(digest="digest", ordinal=3, content=b"{}"))

    assert Condition(id="f") == read


def test_a_label_makes_another_fact():
    assert Condition(id="f", labels=[Label.HIV]) != Condition(id="f")


def test_lists_and_tuples_build_equal_facts():
    assert Condition(id="f", category=[TOPIC]) == Condition(id="f", category=(TOPIC,))


def test_an_icd_code_does_not_stand_for_a_snomed_code():
    assert Condition(id="f", code=concept(icd10cm("E11.9"))) != Condition(id="f", code=TOPIC)


READING = Observation(id="a", status="final", code=OTHER, effective=EARLY)


class TestEquality:
    """Facts are equal by type and content; where they were read from does not matter."""

    def test_the_same_read_from_elsewhere_is_equal_and_has_one_hash(self):
        read = attrs.evolve(READING, source=Source(digest="file", ordinal=3, content=b"{}"))

        assert read == READING
        assert len({read, READING}) == 1

    @pytest.mark.parametrize("changes", [{"id": "b"}, {"status": "amended"}])
    def test_another_id_or_another_field_is_another_fact(self, changes):
        assert attrs.evolve(READING, **changes) != READING

    def test_a_fact_of_another_type_is_another_fact(self):
        assert Procedure(id=READING.id, status="final", code=READING.code) != READING

    def test_a_fact_is_no_text(self):
        assert READING.id != READING
