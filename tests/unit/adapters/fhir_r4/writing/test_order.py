from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.adapters.codec.fhir_r4 import read, write
from carecoord.adapters.codec.fhir_r4.resources.order import PATIENT_REFERRAL
from carecoord.adapters.codec.fhir_r4.writing.resources.order import order, referral
from carecoord.model import (
    Actor,
    Chart,
    CodeableConcept,
    Component,
    CoverageInformation,
    Identifier,
    Order,
    Patient,
    Period,
    Quantity,
    Range,
    Ratio,
    Referral,
    Timing,
)
from carecoord.model.code import concept, cpt, hcpcs, snomed
from carecoord.rules.referrals.loop import LoopState, state

VISITS = Quantity(Decimal(6), "{visits}")
NAMED = CodeableConcept((), "named")
SAID = CoverageInformation(
    covered="conditional",
    pa_needed="satisfied",
    doc_needed=["clinical", "admin"],
    doc_purpose=["withclaim"],
    info_needed=["performer"],
    billing_codes=[cpt("97110")],
    reason=[CodeableConcept((), "gold-carded")],
    questionnaires=["http://example.org/form"],
    dated_on=date(2026, 1, 2),
    assertion_id="A1",
    satisfied_pa_id="PA1",
    expires_on=date(2026, 7, 1),
)
BOTH = {
    "id": "o",
    "status": "active",
    "intent": "order",
    "priority": "urgent",
    "do_not_perform": True,
    "authored_on": datetime(2026, 1, 1, 8, tzinfo=UTC),
    "occurrence": Period(date(2026, 1, 1), date(2026, 3, 1)),
    "timing": Timing(frequency=2, period=Decimal(1), period_unit="wk"),
    "reason": [NAMED],
    "reason_refused": CodeableConcept((), "not indicated"),
    "requester": Actor(display="Dr. Yes"),
    "performer_type": NAMED,
    "performers": [Actor(display="Dr. No")],
    "requisition": Identifier("s", "r"),
    "note": "one\n\ntwo",
    "instantiates": ["http://example.org/protocol"],
    "instantiates_uri": ["http://example.org/leaflet"],
    "coverage_information": [SAID],
}
SERVICE = Order(
    **BOTH,
    code=concept(snomed("91251008")),
    category=[NAMED],
    order_detail=[NAMED],
    quantity=VISITS,
    as_needed=CodeableConcept((), "pain"),
    location_codes=[NAMED],
    locations=[Actor(display="ward")],
    body_site=[NAMED],
    patient_instruction="drink nothing",
)
DEVICE = Order(
    **BOTH,
    kind="device",
    code=concept(hcpcs("E0431")),
    parameters=[Component(code=NAMED, value=VISITS), Component(code=NAMED, value=True)],
)
FIELDS = [one.name for one in attrs.fields(Order) if one.name not in {"id", "source"}]


@pytest.mark.parametrize("fact", [SERVICE, DEVICE], ids=["service", "device"])
def test_an_order_is_valid(names, valid, fact):
    valid(order(fact, names))

    assert names.losses == []


def test_a_request_with_intent_and_code_is_us_cores(names):
    assert order(SERVICE, names)["meta"]["profile"] == [
        "http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest"
    ]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("fact", [SERVICE, DEVICE], ids=["service", "device"])
def test_an_order_says_every_field_again(names, read_back, fact, field):
    assert getattr(fact, field) == getattr(read_back(order(fact, names)), field)


@pytest.mark.parametrize("kind", ["service", "device"])
def test_an_order_that_says_nothing_is_valid(names, valid, read_back, kind):
    written = order(Order(id="o", kind=kind), names)
    read = read_back(written)

    valid(written)
    assert (read.kind, read.intent, read.do_not_perform) == (kind, None, False)
    assert "meta" not in written


@pytest.mark.parametrize(
    "asked",
    [
        {"quantity": VISITS},
        {"quantity_ratio": Ratio(numerator=VISITS, denominator=VISITS)},
        {"quantity_range": Range(high=VISITS)},
    ],
)
def test_a_quantity_may_be_of_three_kinds(names, valid, read_back, asked):
    written = order(Order(id="o", intent="order", **asked), names)
    ((field, value),) = asked.items()

    valid(written)
    assert value == getattr(read_back(written), field)


@pytest.mark.parametrize(
    ("occurrence", "element"),
    [
        (date(2026, 1, 1), "occurrenceDateTime"),
        (Period(date(2026, 1, 1), None), "occurrencePeriod"),
    ],
)
def test_a_plan_that_does_not_repeat_is_a_time(names, valid, read_back, occurrence, element):
    written = order(Order(id="o", intent="order", occurrence=occurrence), names)

    valid(written)
    assert element in written
    assert read_back(written).occurrence == occurrence


@pytest.mark.parametrize("as_needed", [True, False])
def test_as_needed_may_be_said_without_a_reason(names, read_back, as_needed):
    written = order(Order(id="o", as_needed=as_needed), names)

    assert read_back(written).as_needed is as_needed


def test_an_order_refers_to_other_facts(names, valid):
    said = CoverageInformation(coverage="c")
    links = {"supporting_info": ["i"], "relevant_history": ["h"], "coverages": ["c"]}
    written = order(Order(id="o", replaces=["r"], coverage_information=[said], **links), names)

    valid(written)
    assert written["supportingInfo"] == [{"reference": "Basic/i"}]
    assert written["relevantHistory"] == [{"reference": "Basic/h"}]
    assert written["replaces"] == [{"reference": "Basic/r"}]
    assert written["extension"][0]["extension"] == [
        {"url": "coverage", "valueReference": {"reference": "Basic/c"}}
    ]


def test_a_device_of_the_chart_is_referred_to(names, valid):
    written = order(Order(id="o", kind="device", device="d", code=NAMED), names)

    valid(written)
    assert written["codeReference"] == {"reference": "Basic/d"}
    assert "codeCodeableConcept" not in written


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        (Order(id="o", intent="order", device="d"), "codeReference"),
        (Order(id="o", intent="order", kind="device", quantity=VISITS), "quantity"),
        (
            Order(id="o", quantity=VISITS, intent="order", quantity_range=Range(high=VISITS)),
            "quantity",
        ),
        (
            Order(id="o", intent="order", kind="device", patient_instruction="x"),
            "patientInstruction",
        ),
        (
            Order(
                id="o",
                intent="order",
                kind="device",
                performers=[Actor(display="a"), Actor(display="b")],
            ),
            "performer",
        ),
        (
            Order(id="o", intent="order", occurrence=date(2026, 1, 1), timing=Timing(count=2)),
            "occurrence",
        ),
    ],
)
def test_what_a_request_has_no_place_for_is_told(names, valid, fact, lost):
    valid(order(fact, names))

    assert names.losses == [lost]


def test_a_referral_is_a_request_of_that_category(names, valid, read_back):
    fact = Referral(id="o", intent="order", category=[NAMED])
    (written,) = referral(fact, names)
    read = read_back(written)

    valid(written)
    assert isinstance(read, Referral)
    assert read.category == (NAMED, concept(PATIENT_REFERRAL))


def test_a_referral_that_says_so_is_not_told_twice(names):
    fact = Referral(id="o", category=[concept(PATIENT_REFERRAL)])

    assert len(referral(fact, names)[0]["category"]) == 1


@pytest.mark.parametrize(("report", "status"), [(None, "accepted"), ("d", "in-progress")])
def test_what_became_of_a_referral_is_a_task(names, valid, report, status):
    fact = Referral(id="o", intent="order", accepted_on=date(2026, 1, 5), report=report)
    _, taken = referral(fact, names)

    valid(taken)
    assert taken["status"] == status
    assert taken["focus"] == {"reference": "Basic/o"}
    assert taken["executionPeriod"] == {"start": "2026-01-05"}
    assert [one["valueReference"] for one in taken.get("output", [])] == (
        [] if report is None else [{"reference": "Basic/d"}]
    )


DAY = date(2026, 1, 9)


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({"sent_on": DAY}, "requested"),
        ({"handed_off_on": DAY}, "requested"),
        ({"rejected_on": DAY}, "rejected"),
        ({"rejected_because": "no capacity"}, "rejected"),
        ({"accepted_on": DAY, "rejected_on": date(2026, 1, 8)}, "accepted"),
        ({"scheduled_on": DAY}, "accepted"),
        ({"seen_on": DAY}, "accepted"),
        ({"reported_on": DAY}, "in-progress"),
        ({"read_on": DAY}, "completed"),
    ],
)
def test_the_stage_of_a_referral_is_the_status_of_its_task(names, valid, known, status):
    _, task = referral(Referral(id="o", intent="order", **known), names)

    valid(task)
    assert task["status"] == status


def test_the_days_of_a_referral_are_those_of_its_task(names, valid):
    fact = Referral(
        id="o",
        intent="order",
        sent_on=date(2026, 1, 2),
        handed_off_on=date(2026, 1, 3),
        accepted_on=date(2026, 1, 4),
        appointment="v",
        scheduled_on=date(2026, 1, 5),
        seen_on=date(2026, 1, 20),
        reported_on=date(2026, 1, 22),
        read_on=date(2026, 1, 23),
        read_by=Actor(display="Referrer"),
        rejected_because="at first",
    )
    _, task = referral(fact, names)

    valid(task)
    assert task["authoredOn"] == "2026-01-02"
    assert task["executionPeriod"] == {"start": "2026-01-04", "end": "2026-01-23"}
    assert task["statusReason"] == {"text": "at first"}
    assert task["input"] == [{"type": {"text": "handed off"}, "valueDateTime": "2026-01-03"}]
    assert [(one["type"]["text"], *list(one.values())[1:]) for one in task["output"]] == [
        ("appointment", {"reference": "Basic/v"}),
        ("read by", {"display": "Referrer"}),
        ("scheduled", "2026-01-05"),
        ("seen", "2026-01-20"),
        ("reported", "2026-01-22"),
        ("read", "2026-01-23"),
    ]


def test_a_refusal_ends_the_task_of_a_referral(names):
    _, task = referral(Referral(id="o", intent="order", rejected_on=DAY), names)

    assert task["executionPeriod"] == {"end": "2026-01-09"}


@pytest.mark.parametrize(
    ("read_on", "stands"), [(None, LoopState.OPEN), (date(2026, 1, 23), LoopState.CLOSED)]
)
def test_a_report_that_nobody_read_leaves_the_loop_open_for_others_too(read_on, stands):
    fact = Referral(
        id="o",
        status="active",
        intent="order",
        authored_on=date(2026, 1, 2),
        sent_on=date(2026, 1, 2),
        reported_on=date(2026, 1, 22),
        read_on=read_on,
    )
    chart = Chart(key="p", patient=Patient(), orders=[fact])
    (again,) = [one.chart for one in read(write(chart).content) if one.chart]

    for held in (chart, again):
        (order,) = held.orders
        assert state(order, held, UTC) is stands
