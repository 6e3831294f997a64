"""Filters over a field that can never keep anything, or never refuse it."""

import attrs
import pytest

from carecoord.model.code import Code, loinc
from carecoord.model.communication import Communication
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.goal import Goal
from carecoord.model.observation import Observation
from carecoord.model.order import Order, Referral
from carecoord.rules.criteria import Facts, Itself, coded
from carecoord.rules.engine.faults import faults_in

VISITS, READINGS = Facts(Encounter), Facts(Observation)
TALKS, ILLS = Facts(Communication), Facts(Condition)
AT_HOME = Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HH")
INPATIENT = Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP")
STATUS = Encounter.status
NEVER = "it can never be true"


def found(selection):
    return [fault.found for fault in faults_in(selection)]


@pytest.mark.parametrize(
    ("selection", "fault"),
    [
        (VISITS.where(STATUS, "finishd"), "'finishd' is no status of Encounter; did you mean 'fi"),
        (VISITS.where_not(STATUS, "canceled"), "'canceled' is no status of Encounter; did you"),
        (VISITS.where(STATUS, "finished", "zzz"), "'zzz' is no status of Encounter; there are arr"),
        (Facts(Order).where(Order.intent, "ordr"), "'ordr' is no intent of Order; did you mean"),
        (Facts(Referral).where(Order.status, "actve"), "'actve' is no status of Referral; did you"),
        (
            Facts(Condition).where(Condition.verification_status, "certain"),
            "'certain' is no verification status of Condition; ",
        ),
        (VISITS.where(STATUS, AT_HOME), "status holds text, and no code"),
        (VISITS.where(STATUS, coded("At home", AT_HOME)), "status holds text, and no code"),
        (VISITS.where(Encounter.encounter_class, "HH"), "encounter_class holds codes, and no 'HH'"),
        (Facts(Condition).where(Condition.category, "problem"), "category holds codes, and no 'pr"),
        (VISITS.where(Encounter.based_on, AT_HOME), "based_on holds text, and no code"),
        (Facts(Condition).where(Condition.code, "E11"), "code holds codes, and no 'E11'"),
        (READINGS.where(Encounter.encounter_class, AT_HOME), "Observation has no field encounter_"),
        (READINGS.with_value(Encounter.encounter_class), "Observation has no field encounter_cl"),
        (VISITS.linked(Communication.about, READINGS), "Encounter has no field about"),
        (
            VISITS.current().linked(Communication.about, READINGS),
            "Encounter has no field about",
        ),
        (READINGS.named_by(Communication.about, VISITS), "Encounter has no field about"),
        (READINGS.with_principal_diagnosis(ILLS), "Observation has no principal diagnosis"),
        (VISITS.amounting(above=3), "Encounter has no measured value"),
        (VISITS.current().amounting(above=3), "Encounter has no measured value"),
        (
            VISITS.where(STATUS, "finished").where(STATUS, "planned"),
            f"{NEVER}: whose status is planned, where only 'finished' is left",
        ),
        (
            VISITS.where(STATUS, "finished").current().where_not(STATUS, "finished"),
            f"{NEVER}: whose status is not finished, where only 'finished' is left",
        ),
        (
            VISITS.where(Encounter.encounter_class, AT_HOME).where(
                Encounter.encounter_class, INPATIENT
            ),
            NEVER,
        ),
        (
            (VISITS | Facts(Order)).where(STATUS, "revoked").where(STATUS, "planned"),
            f"{NEVER}: whose status is planned, where only 'revoked' is left",
        ),
    ],
)
def test_what_no_fact_can_pass_is_found(selection, fault):
    (said,) = found(selection)

    assert said.startswith(fault)


@pytest.mark.parametrize(
    "selection",
    [
        VISITS.where(STATUS, "finished", None),
        VISITS.where_not(STATUS, None),
        VISITS.where(STATUS, "finished", "planned").where_not(STATUS, "planned"),
        VISITS.where_not(STATUS, "planned").where_not(STATUS, "finished"),
        VISITS.where(STATUS, "finished").where(Encounter.encounter_class, AT_HOME),
        VISITS.where(Encounter.encounter_class, AT_HOME, None),
        VISITS.with_value(Encounter.period),
        # Of a list one is enough, and it may hold both.
        VISITS.where(Encounter.based_on, "order-1").where(Encounter.based_on, "order-2"),
        TALKS.linked(Communication.about, READINGS),
        READINGS.named_by(Communication.about, TALKS),
        VISITS.current().with_principal_diagnosis(ILLS),
        READINGS.current().amounting(above=3),
        Itself().amounting(above=3),
        Itself().linked(Communication.about, READINGS),
        Itself().with_principal_diagnosis(ILLS),
        # One concept may carry both codes, and a set of the user's may hold anything.
        READINGS.where(Observation.code, loinc("4548-4")).where(Observation.code, loinc("17856-6")),
        VISITS.where(Encounter.encounter_class, coded("Home of filters", AT_HOME)).where(
            Encounter.encounter_class, INPATIENT
        ),
        # Of two types together nothing is certain.
        (VISITS | Facts(Order)).where(STATUS, "revoked").where_not(STATUS, "planned"),
        (VISITS | Facts(Order)).with_value(Order.reason),
    ],
)
def test_what_a_fact_may_pass_is_left(selection):
    assert found(selection) == []


def test_who_serializes_facts_changes_nothing():
    """Cattrs puts types in the place of what is written, once and for all."""
    attrs.resolve_types(Goal)

    assert found(Facts(Goal).where(Goal.achievement_status, "achieved")) != []
    assert Facts(Goal).where(Goal.addresses, "c1").several
