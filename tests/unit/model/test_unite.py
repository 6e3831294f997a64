from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model.activity import Activity
from carecoord.model.actor import Actor
from carecoord.model.care_plan import CarePlan
from carecoord.model.care_team import CareTeam
from carecoord.model.chart import Chart
from carecoord.model.code import concept, loinc
from carecoord.model.condition import Condition
from carecoord.model.contact import Name
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.identifier import Identifier
from carecoord.model.label import Label
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Observation
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.practitioner import Practitioner
from carecoord.model.quantity import Quantity
from carecoord.model.record import Record
from carecoord.model.related_person import RelatedPerson
from carecoord.model.source import Source
from carecoord.model.unite import Conflict, apart, unite

AT_TEN = datetime(2024, 1, 1, 10, tzinfo=UTC)
BOTH_KEPT = "two entries under one identifier disagree; both are kept"
FIRST_KEPT = "two records disagree; what was known first is kept"
HBA1C = concept(loinc("4548-4"))
LAB_17 = (Identifier("https://lab.example", "17"),)


def chart(patient=None, **lists):
    return Chart(key="k", patient=patient or Patient(), **lists)


def result(fact_id="o", value=7, **fields):
    return Observation(
        id=fact_id,
        code=HBA1C,
        effective=date(2024, 1, 1),
        value=Quantity(Decimal(value), "%"),
        **fields,
    )


def test_a_chart_united_with_itself_is_itself():
    known = chart(observations=[result()], conditions=[], practitioners=[Practitioner(id="d")])

    assert unite(known, known) == (known, ())


def test_a_list_is_asked_for_if_either_source_was():
    united, _ = unite(chart(conditions=[]), chart(observations=[result()]))

    assert (united.conditions, united.observations, united.goals) == ((), (result(),), None)


def test_facts_under_one_identifier_are_one_filled_from_both():
    known = result(identifiers=LAB_17, status="final")
    other = result("elsewhere", identifiers=LAB_17, issued_at=date(2024, 1, 2))

    united, conflicts = unite(chart(observations=[known]), chart(observations=[other]))

    assert united.observations == (attrs.evolve(known, issued_at=date(2024, 1, 2)),)
    assert conflicts == ()


def test_facts_that_say_the_same_are_one():
    united, conflicts = unite(
        chart(observations=[result("a")]), chart(observations=[result("b"), result("c")])
    )

    assert [fact.id for fact in united.observations] == ["a", "c"]
    assert conflicts == ()


def test_facts_of_other_days_are_others():
    later = attrs.evolve(result("b"), effective=date(2024, 1, 2))

    united, _ = unite(chart(observations=[result("a")]), chart(observations=[later]))

    assert len(united.observations) == 2


def test_facts_that_disagree_under_one_identifier_are_both_kept():
    known = result(identifiers=LAB_17)
    other = result(identifiers=LAB_17, value=9)

    united, conflicts = unite(chart(observations=[known]), chart(observations=[other]))

    assert [fact.value.value for fact in united.observations] == [7, 9]
    assert len({fact.id for fact in united.observations}) == 2
    assert conflicts == (Conflict(kind="observations", reason=BOTH_KEPT),)


def test_uniting_the_same_again_changes_nothing():
    known = chart(observations=[result(identifiers=LAB_17)])
    other = chart(observations=[result(identifiers=LAB_17, value=9)])
    united, _ = unite(known, other)

    assert unite(united, other) == (united, ())


def test_references_follow_the_facts_that_remain():
    condition = Condition(id="c-known", code=HBA1C)
    same = Condition(id="c-other", code=HBA1C)
    visit = Encounter(
        id="e",
        diagnoses=[EncounterDiagnosis(condition="c-other")],
        reason_facts=["c-other", "elsewhere"],
    )

    united, _ = unite(chart(conditions=[condition]), chart(conditions=[same], encounters=[visit]))

    assert united.encounters[0].diagnoses[0].condition == "c-known"
    assert united.encounters[0].reason_facts == ("c-known", "elsewhere")


def test_references_join_and_do_not_make_facts_disagree():
    known = result(identifiers=LAB_17, based_on=["x"], performers=[Actor(id="d", kind="A")])
    other = result(identifiers=LAB_17, based_on=["y"], encounter="e", performers=[Actor(kind="B")])

    united, conflicts = unite(chart(observations=[known]), chart(observations=[other]))

    assert united.observations[0].based_on == ("x", "y")
    assert united.observations[0].encounter == "e"
    assert conflicts == ()


def test_the_stricter_labels_hold():
    known = result(labels=[Label.HIV])
    other = result(labels=[Label.RESTRICTED])

    united, _ = unite(chart(observations=[known]), chart(observations=[other]))

    assert united.observations[0].labels == {Label.HIV, Label.RESTRICTED}


def test_a_patient_is_filled_and_joined_and_contradictions_keep_the_first():
    known = Patient(gender="male", names=[Name(family="Doe")], birth_date=PartialDate(1950))
    other = Patient(
        gender="female", names=[Name(family="Roe")], birth_date=date(1950, 4, 1), active=True
    )

    united, conflicts = unite(chart(known), chart(other))

    assert united.patient == Patient(
        gender="male",
        names=[Name(family="Doe"), Name(family="Roe")],
        birth_date=date(1950, 4, 1),
        active=True,
    )
    assert conflicts == (
        Conflict(kind="patient", field="gender", reason=FIRST_KEPT, kept="male", other="female"),
    )


@pytest.mark.parametrize("known", [None, False])
def test_a_death_is_believed(known):
    dead = Patient(deceased=date(2024, 1, 1))

    united, conflicts = unite(chart(Patient(deceased=known)), chart(dead))

    assert united.patient.deceased == date(2024, 1, 1)
    assert conflicts == ()
    assert unite(chart(dead), chart(Patient(deceased=known)))[0].patient == dead


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (True, date(2024, 1, 1), date(2024, 1, 1)),
        (PartialDate(2024), PartialDate(2024, 1), PartialDate(2024, 1)),
        (PartialDate(2024, 1), date(2024, 1, 31), date(2024, 1, 31)),
        (date(2024, 1, 1), AT_TEN, AT_TEN),
    ],
)
def test_of_two_days_of_death_the_one_that_says_more_is_kept(first, then, kept):
    one = unite(chart(Patient(deceased=first)), chart(Patient(deceased=then)))
    two = unite(chart(Patient(deceased=then)), chart(Patient(deceased=first)))

    assert one == two == (chart(Patient(deceased=kept)), ())


@pytest.mark.parametrize(
    ("first", "then"), [(date(2024, 1, 1), date(2024, 1, 2)), (date(2024, 2, 1), PartialDate(2023))]
)
def test_two_days_of_death_are_a_conflict(first, then):
    united, conflicts = unite(chart(Patient(deceased=first)), chart(Patient(deceased=then)))

    assert united.patient.deceased == first
    assert conflicts == (
        Conflict(kind="patient", field="deceased", reason=FIRST_KEPT, kept=first, other=then),
    )


def test_people_are_joined_by_id():
    known = chart(
        practitioners=[Practitioner(id="d", specialties=[HBA1C])],
        organizations=[Organization(id="o", name="A")],
    )
    other = chart(
        practitioners=[Practitioner(id="d", active=True), Practitioner(id="n")],
        organizations=[Organization(id="o", name="B")],
    )

    united, conflicts = unite(known, other)

    assert united.practitioners == (
        Practitioner(id="d", specialties=[HBA1C], active=True),
        Practitioner(id="n"),
    )
    assert united.organizations == known.organizations
    assert conflicts == (
        Conflict(kind="organizations", field="name", reason=FIRST_KEPT, kept="A", other="B"),
    )


def test_two_patients_are_not_united_but_told_apart():
    known = chart(Patient(birth_date=date(1950, 4, 1)))
    other = chart(Patient(birth_date=date(1951, 4, 1)))

    with pytest.raises(RecordRejected, match="contradictory birth dates"):
        unite(known, other)

    assert apart(other).key != other.key
    assert apart(other) == apart(other)
    with pytest.raises(RecordRejected, match="different keys"):
        unite(known, apart(other))


ADMITTED, LEFT = date(2026, 5, 18), date(2026, 5, 23)
HERE = Encounter(
    id="e",
    identifiers=LAB_17,
    status="in-progress",
    period=Period(ADMITTED),
    type=[concept(loinc("1111-1"))],
)
OVER = Encounter(
    id="e2",
    identifiers=LAB_17,
    status="finished",
    period=Period(ADMITTED, LEFT),
    discharge_disposition=concept(loinc("2222-2")),
)


@pytest.mark.parametrize(("first", "then"), [(HERE, OVER), (OVER, HERE)])
def test_a_stay_that_went_on_and_is_over_is_one_stay_that_is_over(first, then):
    united, conflicts = unite(chart(encounters=[first]), chart(encounters=[then]))

    (stay,) = united.encounters
    assert conflicts == ()
    assert (stay.id, stay.status, stay.period.end) == (first.id, "finished", LEFT)
    assert (stay.type, stay.discharge_disposition) == (HERE.type, OVER.discharge_disposition)


def test_two_ends_of_one_stay_are_both_kept():
    other = attrs.evolve(OVER, period=Period(ADMITTED, date(2026, 5, 30)))
    united, conflicts = unite(chart(encounters=[OVER]), chart(encounters=[other]))

    assert len(united.encounters) == 2
    assert [one.reason for one in conflicts] == [BOTH_KEPT]


def test_a_stay_of_another_day_that_is_over_is_not_the_one_that_goes_on():
    other = attrs.evolve(OVER, period=Period(date(2026, 5, 19), LEFT))
    united, _ = unite(chart(encounters=[HERE]), chart(encounters=[other]))

    assert len(united.encounters) == 2


def test_one_list_may_hold_two_facts_under_one_identifier():
    sodium = attrs.evolve(result("n", 140, identifiers=LAB_17), code=concept(loinc("2951-2")))
    both = chart(observations=[result(identifiers=LAB_17), sodium])

    assert unite(chart(), both) == (both, ())
    assert unite(chart(observations=[sodium]), both) == (
        chart(observations=[sodium, result(identifiers=LAB_17)]),
        (),
    )


def test_a_fact_with_an_identifier_is_the_one_without_that_says_the_same():
    named, nameless = result("a", identifiers=LAB_17), result("b")

    for first, then in ((named, nameless), (nameless, named)):
        united, conflicts = unite(chart(observations=[first]), chart(observations=[then]))
        assert united.observations == (attrs.evolve(named, id=first.id),)
        assert conflicts == ()


def test_identifiers_of_two_organizations_are_joined_where_the_facts_say_the_same():
    elsewhere = (Identifier("https://clinic.example", "9"),)
    united, _ = unite(
        chart(observations=[result("a", identifiers=LAB_17)]),
        chart(observations=[result("b", identifiers=elsewhere)]),
    )

    assert [fact.identifiers for fact in united.observations] == [LAB_17 + elsewhere]


def test_two_identifiers_of_one_organization_are_two_facts():
    other = (Identifier("https://lab.example", "18"),)
    united, conflicts = unite(
        chart(observations=[result("a", identifiers=LAB_17)]),
        chart(observations=[result("b", identifiers=other)]),
    )

    assert len(united.observations) == 2
    assert conflicts == ()


def test_facts_of_two_types_under_one_id_are_told_apart():
    known = chart(conditions=[Condition(id="x", code=HBA1C)])
    visit = Encounter(id="e", reason_facts=["x"])
    united, conflicts = unite(known, chart(observations=[result("x")], encounters=[visit]))

    (moved,) = united.observations
    assert moved.id != "x"
    assert united.encounters[0].reason_facts == (moved.id,)
    assert conflicts == ()


def test_facts_without_an_identifier_under_one_id_that_disagree_are_both_kept():
    known, other = chart(observations=[result("x")]), chart(observations=[result("x", 9)])
    united, conflicts = unite(known, other)

    assert [fact.value.value for fact in united.observations] == [7, 9]
    assert conflicts == (Conflict(kind="observations", reason=BOTH_KEPT),)
    assert unite(united, other) == (united, ())


def test_a_reference_to_something_else_is_told_and_the_first_kept():
    known = result(identifiers=LAB_17, encounter="e1", performers=[Actor(id="d1")])
    other = result(identifiers=LAB_17, encounter="e2", performers=[Actor(id="d2")])
    united, conflicts = unite(chart(observations=[known]), chart(observations=[other]))

    assert united.observations == (known,)
    assert conflicts == (
        Conflict(
            kind="observations",
            field="performers",
            reason=FIRST_KEPT,
            kept=known.performers,
            other=other.performers,
        ),
        Conflict(kind="observations", field="encounter", reason=FIRST_KEPT, kept="e1", other="e2"),
    )


def test_parts_that_say_the_same_are_filled_with_what_the_others_name():
    known = Encounter(
        id="e",
        identifiers=LAB_17,
        diagnoses=[EncounterDiagnosis(rank=1), EncounterDiagnosis(condition="c", rank=2)],
        participants=[Actor(id="d", display="Dr. Roe", roles=[HBA1C])],
    )
    other = attrs.evolve(
        known,
        diagnoses=[EncounterDiagnosis(condition="b", rank=1), EncounterDiagnosis(rank=2)],
        participants=[Actor(kind="Practitioner", display="Dr. Roe", roles=[HBA1C])],
    )
    united, conflicts = unite(chart(encounters=[known]), chart(encounters=[other]))

    assert [one.condition for one in united.encounters[0].diagnoses] == ["b", "c"]
    assert united.encounters[0].participants == (
        Actor(kind="Practitioner", id="d", display="Dr. Roe", roles=[HBA1C]),
    )
    assert conflicts == ()


def test_a_record_that_was_read_from_nowhere_takes_the_source_of_the_other():
    source = Source(digest="d", ordinal=1, content=b"{}")
    united, _ = unite(chart(observations=[result()]), chart(observations=[result(source=source)]))

    assert united.observations[0].source is source


def test_records_of_both_are_kept_once():
    bill, proof = Record(id="1", kind="Claim"), Record(id="2", kind="Provenance")

    assert unite(chart(records=[bill]), chart(records=[proof, bill]))[0].records == (bill, proof)


def test_references_of_parts_are_joined():
    known = CarePlan(id="p", identifiers=LAB_17, activities=[Activity(goals=["a"])])
    other = CarePlan(id="p", identifiers=LAB_17, activities=[Activity(goals=["b", "a"])])
    united, _ = unite(chart(care_plans=[known]), chart(care_plans=[other]))

    assert united.care_plans[0].activities[0].goals == ("a", "b")


def test_a_record_that_lacks_its_source_takes_that_of_the_other():
    read = Record(id="1", kind="Claim", source=Source(digest="d", ordinal=1, content=b"{}"))
    bare = Record(id="1", kind="Claim")

    for first, then in ((bare, read), (read, bare)):
        united, _ = unite(chart(records=[first]), chart(records=[then]))
        assert [one.source for one in united.records] == [read.source]


def test_a_conflict_prints_no_value():
    _, conflicts = unite(chart(Patient(gender="male")), chart(Patient(gender="female")))

    assert "male" not in repr(conflicts)


def test_a_member_of_a_team_keeps_meaning_the_same_relative():
    known = RelatedPerson(id="r1", identifiers=LAB_17, gender="female")
    other = RelatedPerson(id="r2", identifiers=LAB_17)
    team = CareTeam(
        id="t",
        participants=[Actor(kind="RelatedPerson", id="r2"), Actor(kind="Patient")],
    )
    united, _ = unite(
        chart(related_persons=[known]), chart(related_persons=[other], care_teams=[team])
    )

    assert [one.id for one in united.care_teams[0].participants] == ["r1", None]
