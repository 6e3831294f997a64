"""Facts made from what a selection asks for; the selection itself has the last word."""

from datetime import UTC, date

import pytest

from carecoord.model.code import ACT_CODE, ICD10CM, Code, loinc, snomed
from carecoord.model.communication import Communication
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.fill import Fill
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.task import Task
from carecoord.model.value_set import ValueSet
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import EACH, Age, All, Exists, Facts, Last, Not, SetRef, Span, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.sex import RecordedSex
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.performer import performed_by
from carecoord.rules.engine.review import view_of
from carecoord.rules.engine.supply import supply
from carecoord.rules.engine.timing import usual
from carecoord.testing.witness import NoWitness, Scene, witness
from carecoord.testing.witness.conditions import setting

ON = date(2026, 3, 3)
VISITS = Facts(Encounter).where(Encounter.status, "finished")
DIABETES = ValueSet(url="urn:w:diabetes", name="Diabetes", prefixes=(Code(ICD10CM, "E11"),))
THEIRS = SetRef("Theirs", "urn:w:theirs")
SYSTOLIC = loinc("8480-6")
PANEL = coded("Pressure of witnesses", loinc("85354-9"))
PRESSURE = Facts(Observation, PANEL)
NOTHING = Catalogue.of(value_sets=[DIABETES, PANEL])
FEMALE = snomed("248152002")


@pytest.mark.parametrize(
    "selection",
    [
        Facts(Encounter),
        VISITS.where(Encounter.encounter_class, Code(ACT_CODE, "AMB")),
        VISITS.where_not(Encounter.encounter_class, Code(ACT_CODE, "EMER")),
        Facts(Condition, DIABETES).current(),
        Facts(Condition, DIABETES).where_not(Condition.verification_status, "refuted").current(),
        Facts(Observation, DIABETES).with_value(Observation.value),
        PRESSURE.amounting(component=SYSTOLIC, unit="mm[Hg]", at_least=130, at_most=139),
        PRESSURE.amounting(component=SYSTOLIC, unit="mm[Hg]", above=0).amounting(
            component=loinc("8462-4"), unit="mm[Hg]", below=80
        ),
        Facts(Observation).amounting(above=9),
        Facts(Observation).where(Observation.value, snomed("373066001")),
        Facts(Communication).where(Communication.category, DIABETES),
        Facts(Task).where(Task.status, "completed"),
        Facts(Order).where(Order.do_not_perform, False).where(Order.reason, DIABETES),
        Facts(Prescription).timed(supply),
        Facts(Fill).timed(supply),
        Facts(Procedure).where(Procedure.status, "not-done") | VISITS,
        Last(VISITS),
        VISITS.starting(Span(None, None)),
        VISITS.linked(Encounter.based_on, Facts(Order).where(Order.status, "active")),
        VISITS.with_principal_diagnosis(Facts(Condition, DIABETES)),
        VISITS.only_if(Exists(PRESSURE.overlapping(EACH.span))),
        VISITS.only_if(All(Exists(PRESSURE.overlapping(EACH.span)), Not(Exists(Facts(Task))))),
    ],
    ids=str,
)
def test_what_a_selection_asks_for_is_made(selection):
    made, *_ = witness(selection, ON, catalogue=NOTHING)

    row = usual(made, UTC)
    assert row.start_low == row.start_high == ON.toordinal()


def test_the_sets_of_the_user_are_taken_from_the_catalogue():
    code = snomed("44054006")
    catalogue = Catalogue.of(value_sets=[ValueSet(url=THEIRS.url, name="Theirs", codes=(code,))])

    (made,) = witness(Facts(Condition, THEIRS), ON, catalogue=catalogue)

    assert made.concepts[0].coding == (code,)


@pytest.mark.parametrize(
    "selection",
    [
        Facts(Condition, THEIRS),
        VISITS.where(Encounter.status, "planned"),
        PRESSURE.amounting(component=SYSTOLIC, at_least=140, unit="mm[Hg]").amounting(
            component=SYSTOLIC, below=120, unit="mm[Hg]"
        ),
        VISITS.only_if(Not(Exists(VISITS))),
    ],
    ids=str,
)
def test_what_contradicts_itself_has_no_witness(selection):
    with pytest.raises(NoWitness, match="none of those tried"):
        witness(selection, ON, catalogue=NOTHING)


def test_it_lasts_from_the_first_to_the_last_day():
    (made,) = witness(VISITS, ON, date(2026, 3, 6), catalogue=NOTHING)

    row = usual(made, UTC)
    assert (row.start_low, row.end_high) == (ON.toordinal(), date(2026, 3, 6).toordinal())


def test_it_goes_on_when_it_does_not_end():
    (made,) = witness(Facts(Condition, DIABETES).current(), ON, ends=False, catalogue=NOTHING)

    assert made.abatement is None
    assert made.clinical_status == "active"


@pytest.mark.parametrize(
    "licence",
    [
        Licence.PRESCRIBER,
        Licence.RN,
        Licence.LPN,
        Licence.PHARMACIST,
        Licence.MENTAL_HEALTH,
        Licence.SOCIAL_WORKER,
        Licence.COMMUNITY_HEALTH_WORKER,
        Licence.COORDINATOR,
    ],
)
@pytest.mark.parametrize("kind", [Encounter, Procedure, Communication, Task])
def test_it_is_performed_by_somebody_with_the_licence(licence, kind):
    (made,) = witness(Facts(kind), ON, by=frozenset({licence}), catalogue=NOTHING)

    assert performed_by(made, frozenset({licence}), Scene(facts=(made,)).chart)


@pytest.mark.parametrize(
    "condition",
    [
        None,
        Age(at_least=45, at_most=75),
        Age(at_most=5),
        Age(at_least=65),
        RecordedSex(code=FEMALE),
        All(Age(at_least=12), RecordedSex(code=FEMALE), Exists(Facts(Condition, DIABETES))),
        Exists(Facts(Condition, DIABETES).current()),
    ],
    ids=str,
)
def test_a_setting_lets_a_condition_hold(condition):
    scene = setting(condition, ON, NOTHING)

    assert condition is None or condition.holds(Frame(view_of(scene.chart, NOTHING, ON)))
