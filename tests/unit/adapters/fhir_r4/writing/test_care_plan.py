from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.care_plan import care_plan
from carecoord.model import (
    Activity,
    Actor,
    CarePlan,
    Code,
    CodeableConcept,
    Period,
    Quantity,
    Range,
    Timing,
)
from carecoord.model.code import concept, loinc

WALK = concept(loinc("41950-7"), text="Walk")
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
TIMING = Timing(
    count=3,
    count_max=5,
    duration=Decimal(20),
    duration_max=Decimal(30),
    duration_unit="min",
    frequency=1,
    frequency_max=2,
    period=Decimal("1.5"),
    period_max=Decimal(2),
    period_unit="d",
    days_of_week=("mon", "fri"),
    times_of_day=(time(8, 30),),
    code=concept(Code("http://example.org", "BID")),
)
STEPS = (
    Activity(
        kind="ServiceRequest",
        code=WALK,
        status="scheduled",
        status_reason=CodeableConcept((), "agreed"),
        scheduled=YEAR,
        timing=TIMING,
        description="to the park",
        performers=[Actor(display="nurse")],
        location=Actor(display="at home"),
        reason=[CodeableConcept((), "weight")],
        product=CodeableConcept((), "stick"),
        daily_amount=Quantity(Decimal(2), "1"),
        quantity=Quantity(Decimal(60), "1"),
        instantiates=["http://example.org/protocol"],
        instantiates_uri=["http://example.org/leaflet"],
    ),
    Activity(code=WALK, status="unknown", do_not_perform=True, scheduled="never"),
    Activity(outcome_codes=[CodeableConcept((), "walked")], progress=["one", "two"]),
    Activity(
        status="unknown", timing=Timing(bounds=Range(low=Quantity(Decimal(1), "wk")), when=["HS"])
    ),
    Activity(
        status="unknown",
        timing=Timing(
            bounds=Quantity(Decimal(6), "wk"), events=[date(2026, 1, 2)], when=["HS"], offset=5
        ),
    ),
    Activity(status="unknown", scheduled=YEAR),
    Activity(),
)
PLAN = CarePlan(
    id="c",
    status="active",
    intent="plan",
    category=[
        concept(Code("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan"))
    ],
    title="Diabetes",
    description="lower sugar",
    period=YEAR,
    created_on=datetime(2026, 1, 1, 8, tzinfo=UTC),
    author=Actor(display="Dr. Yes"),
    contributors=[Actor(display="family")],
    activities=STEPS,
    note="one\n\ntwo",
    instantiates=["http://example.org/protocol"],
    instantiates_uri=["http://example.org/leaflet"],
)


def test_a_plan_is_valid_and_says_every_field_again(names, valid, read_back):
    written = care_plan(PLAN, names)
    read = read_back(written)

    valid(written)
    assert read.activities == STEPS
    assert (read.status, read.intent, read.category) == ("active", "plan", PLAN.category)
    assert (read.title, read.description, read.note) == (PLAN.title, PLAN.description, PLAN.note)
    assert (read.period, read.created_on) == (YEAR, PLAN.created_on)
    assert (read.author, read.contributors) == (PLAN.author, PLAN.contributors)
    assert (read.instantiates, read.instantiates_uri) == (
        PLAN.instantiates,
        PLAN.instantiates_uri,
    )
    assert written["meta"]["profile"] == [
        "http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan"
    ]
    assert names.losses == []


def test_a_plan_refers_to_other_facts(names, valid):
    written = care_plan(
        CarePlan(
            id="c",
            intent="plan",
            encounter="e",
            goals=["g"],
            supporting_info=["o"],
            activities=[
                Activity(reference="s", outcomes=["o"]),
                Activity(code=WALK, goals=["g"], reason_facts=["d"]),
            ],
        ),
        names,
    )

    valid(written)
    assert written["encounter"] == {"reference": "Basic/e"}
    assert written["goal"] == [{"reference": "Basic/g"}]
    assert written["activity"][0]["reference"] == {"reference": "Basic/s"}
    assert written["activity"][1]["detail"]["reasonReference"] == [{"reference": "Basic/d"}]


def test_a_step_that_must_not_be_performed_stays_forbidden(names, read_back):
    plan = CarePlan(id="c", activities=[Activity(code=WALK, do_not_perform=True)])
    written = care_plan(plan, names)

    assert written["activity"][0]["detail"]["doNotPerform"] is True
    assert read_back(written).activities[0].do_not_perform


def test_a_plan_that_says_nothing_is_still_valid(names, valid):
    written = care_plan(CarePlan(id="c", activities=[Activity(), Activity(description="x")]), names)

    valid(written)
    assert written["status"] == "unknown"
    assert "meta" not in written


@pytest.mark.parametrize(
    ("step", "lost"),
    [
        (Activity(reference="s", code=WALK), "activity.detail"),
        (Activity(code=WALK, kind="Walk"), "activity.detail.kind"),
        (Activity(code=WALK, status="begun"), "activity.detail.status"),
        (Activity(scheduled="daily", timing=TIMING), "scheduled"),
        (Activity(timing=Timing(when=["noon"])), "scheduledTiming.repeat.when"),
        (Activity(timing=Timing(period_unit="day")), "scheduledTiming.repeat.periodUnit"),
    ],
)
def test_what_a_plan_has_no_place_for_is_told(names, valid, step, lost):
    written = care_plan(CarePlan(id="c", status="active", intent="plan", activities=[step]), names)

    valid(written)
    assert names.losses == [lost]


def test_words_that_are_not_fhirs_are_told(names, valid):
    written = care_plan(CarePlan(id="c", status="begun", intent="wish"), names)

    valid(written)
    assert names.losses == ["intent", "status"]
    assert written["status"] == "unknown"


def test_a_step_on_one_day_is_a_period_of_that_day(names, valid):
    written = care_plan(
        CarePlan(id="c", intent="plan", activities=[Activity(scheduled=date(2026, 1, 2))]), names
    )

    valid(written)
    assert written["activity"][0]["detail"]["scheduledPeriod"] == {
        "start": "2026-01-02",
        "end": "2026-01-02",
    }
