"""What is written is valid, and reading it back gives what was written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import msgspec
import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.authorization import authorization
from carecoord.model import (
    Actor,
    Authorization,
    AuthorizationItem,
    Identifier,
    Money,
    Period,
    PermissionCase,
    Quantity,
    RelatedRequest,
    RequestDiagnosis,
    RequestError,
    RequestMember,
    SupportingInformation,
)
from carecoord.model.code import Code, concept, hcpcs, icd10cm

_ENCODER = msgspec.json.Encoder(decimal_format="number")
X12 = "https://codesystem.x12.org/005010/"
THERAPY, NURSING = concept(hcpcs("G0151")), concept(hcpcs("G0154"))


def x12(element, code):
    return concept(Code(f"{X12}{element}", code))


ASKED = AuthorizationItem(
    sequence=1,
    code=THERAPY,
    category=x12(1365, "42"),
    modifiers=[concept(text="GP")],
    requested=Decimal(12),
    unit="visits",
    requested_price=Money(Decimal("80.50"), "USD"),
    serviced=Period(date(2026, 4, 1), date(2026, 7, 1)),
    location=concept(Code("pos", "11")),
    request_type=x12(1525, "HS"),
    certification_type=x12(1322, "I"),
    changed="added",
    traces=[Identifier("t", "1")],
    previous_number="P",
    administration_reference="R",
    diagnosis_sequences=[1],
    care_team_sequences=[1],
    information_sequences=[1],
    unanswered=True,
)
REQUEST = Authorization(
    id="a",
    status="active",
    type=concept(Code("http://terminology.hl7.org/CodeSystem/claim-type", "professional")),
    created_on=datetime(2026, 3, 1, 12, tzinfo=UTC),
    insurer=Actor(display="Payer"),
    requestor=Actor(display="Clinic"),
    priority=concept(Code("http://terminology.hl7.org/CodeSystem/processpriority", "normal")),
    certification_type=x12(1322, "S"),
    level_of_service=x12(1338, "U"),
    administration_reference="NT",
    prior_numbers=["OLD"],
    related=[RelatedRequest(relationship=concept(text="prior"), identifier=Identifier("r", "0"))],
    diagnoses=[
        RequestDiagnosis(
            sequence=1,
            code=concept(icd10cm("M54.5")),
            type=concept(text="principal"),
            recorded_on=date(2026, 2, 1),
        )
    ],
    care_team=[
        RequestMember(
            sequence=1,
            provider=Actor(display="Dr. Who"),
            role=concept(text="lead"),
            qualification=concept(text="PT"),
            whole=True,
        )
    ],
    supporting=[
        SupportingInformation(
            sequence=1,
            category=concept(text="info"),
            code=concept(text="c"),
            timing=date(2026, 2, 2),
            value="text",
            report_type=x12(755, "PY"),
        ),
        SupportingInformation(
            sequence=2, category=concept(text="info"), value=Quantity(Decimal(3), "d")
        ),
        SupportingInformation(
            sequence=3, category=concept(text="info"), value=False, cancelled=True
        ),
    ],
    accident_on=date(2026, 1, 1),
    accident_type=concept(text="MVA"),
    total=Money(Decimal(966), "USD"),
    items=[ASKED, AuthorizationItem(sequence=2, code=NURSING, cancelled=True, unanswered=True)],
)
ANSWERED = attrs.evolve(
    REQUEST,
    outcome="complete",
    disposition="Done",
    requested_on=date(2026, 3, 1),
    request_identifiers=[Identifier("req", "1")],
    number="AUTH",
    period=Period(date(2026, 4, 1), date(2026, 10, 1)),
    notes=["one", "two"],
    errors=[RequestError(code=x12(901, "T4"), item=1, follow_up=x12(889, "C"), element="e")],
    human_reviewed=True,
    items=[
        attrs.evolve(
            ASKED,
            unanswered=False,
            review_action="A6",
            reasons=["0V"],
            number="N1",
            units=Decimal(8),
            unit="h",
            requested_unit="visits",
            code=NURSING,
            requested_code=THERAPY,
            unit_price=Money(Decimal(70), "USD"),
            period=Period(date(2026, 4, 1), date(2026, 5, 1)),
            issued_on=date(2026, 3, 3),
            second_opinion=False,
            providers=[Actor(display="Clinic", roles=[x12(98, "SJ")])],
            notes=["two"],
        ),
        AuthorizationItem(
            added=True,
            added_for=[1],
            code=NURSING,
            units=Decimal(4),
            unit="h",
            review_action="A1",
            providers=[Actor(display="Other")],
            category=x12(1365, "42"),
            serviced=date(2026, 4, 2),
            location=concept(text="home"),
            modifiers=[concept(text="GP")],
            request_type=x12(1525, "HS"),
            certification_type=x12(1322, "I"),
            unit_price=Money(Decimal(7), "USD"),
            notes=["one"],
        ),
        AuthorizationItem(sequence=3, code=THERAPY, unanswered=True),
        AuthorizationItem(sequence=2, code=NURSING, cancelled=True, unanswered=True),
    ],
)


def named(resources):
    """What the core adds: the id of the first resource."""
    first, *others = resources
    return [{**first, "id": "first"}, *others]


@pytest.fixture
def again(fhir, names, valid):
    """Write an authorization, validate what is written, and read it back."""

    def read(fact):
        written = authorization(fact, names)
        for one in named(written):
            valid(one)
        patient = fhir.patient()
        entries = [
            {"fullUrl": f"urn:uuid:{place - 1}", "resource": one}
            for place, one in enumerate((patient, *named(written)))
        ]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        return fhir.read(_ENCODER.encode(bundle)).fact("authorizations")

    return read


def same(fact, found):
    return attrs.evolve(
        found, id=fact.id, identifiers=fact.identifiers, source=fact.source
    ) == attrs.evolve(fact, source=None)


def test_a_request_reads_as_it_was_written(again, names):
    assert same(REQUEST, again(REQUEST))
    assert (names.losses, names.lacks) == ([], [])


def test_an_answer_with_its_request_reads_as_it_was_written(again, names):
    found = again(ANSWERED)
    order = [(1, False), (None, True), (3, False), (2, False)]

    assert order == [(one.sequence, one.added) for one in found.items]
    assert same(ANSWERED, found)
    assert (names.losses, names.lacks) == ([], [])


@pytest.mark.parametrize(
    "item",
    [
        AuthorizationItem(review_action="A4", reasons=["X"], number="N"),
        AuthorizationItem(sequence=1, code=THERAPY, review_action="A3"),
        AuthorizationItem(
            sequence=1, code=THERAPY, serviced=datetime(2026, 4, 1, 9, tzinfo=UTC), units=Decimal(0)
        ),
    ],
)
def test_an_answer_alone_reads_as_it_was_written(again, names, item):
    alone = Authorization(
        id="a",
        status="active",
        type=concept(text="professional"),
        outcome="complete",
        created_on=date(2026, 3, 1),
        insurer=Actor(display="Payer"),
        items=[item],
    )

    assert len(authorization(alone, names)) == 1
    assert same(alone, again(alone))


def test_what_r4_demands_and_nobody_knows_is_said_to_be_unknown(again, names):
    bare = Authorization(
        id="a b",
        status="active",
        outcome="partial",
        requested_on=None,
        priority=concept(text="normal"),
        items=[
            AuthorizationItem(),
            AuthorizationItem(sequence=1),
            AuthorizationItem(added=True),
        ],
        diagnoses=[RequestDiagnosis()],
        care_team=[RequestMember()],
        supporting=[SupportingInformation()],
        errors=[RequestError()],
        accident_type=concept(text="MVA"),
    )
    found = again(bare)

    assert names.lacks == []
    assert found.type is None
    assert [one.sequence for one in found.items] == [2, 1, None]


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"status": None}, "status"),
        ({"status": "approved"}, "status"),
        ({"outcome": None}, "outcome"),
        ({"outcome": "granted"}, "outcome"),
    ],
)
def test_words_that_r4_fixes_are_lacking_where_they_are_not_said(names, changes, lacking):
    fact = Authorization(
        id="a",
        status="active",
        outcome="complete",
        items=[AuthorizationItem(sequence=1, review_action="A1")],
    )
    authorization(attrs.evolve(fact, **changes), names)

    assert names.lacks == [lacking]


def test_what_only_an_answer_can_say_is_lost_in_a_request(names):
    authorization(Authorization(id="a", status="active", number="N", notes=["n"]), names)

    assert names.losses == ["notes", "number"]


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        (Authorization(id="a", status="active", orders=["o", "p"]), "orders"),
        (
            Authorization(id="a", status="active", accident_on=datetime(2026, 1, 1, tzinfo=UTC)),
            "accident.date",
        ),
        (
            Authorization(
                id="a",
                status="active",
                diagnoses=[RequestDiagnosis(code=THERAPY, condition="k")],
            ),
            "diagnosis.condition",
        ),
        (
            Authorization(
                id="a",
                status="active",
                outcome="complete",
                items=[AuthorizationItem(sequence=1, notes=["elsewhere"])],
            ),
            "item.notes",
        ),
        (
            Authorization(id="a", status="active", outcome="queued", information_requested=True),
            "information_requested",
        ),
    ],
)
def test_what_has_no_place_is_noted(names, fact, lost):
    authorization(fact, names)

    assert names.losses == [lost]


def test_links_are_written_where_they_are_read(names, valid):
    request = Authorization(
        id="a",
        status="active",
        orders=["o"],
        coverages=["v", "w"],
        related=[RelatedRequest(authorization="b")],
        diagnoses=[RequestDiagnosis(condition="k")],
        supporting=[SupportingInformation(reference="q")],
        items=[AuthorizationItem(code=THERAPY)],
    )
    (written,) = authorization(request, names)
    read = valid(written)

    assert read.prescription.reference == "Basic/o"
    assert [one.coverage.reference for one in read.insurance] == ["Basic/v", "Basic/w"]
    assert [one.focal for one in read.insurance] == [True, False]
    assert read.related[0].claim.reference == "Basic/b"
    assert read.diagnosis[0].diagnosisReference.reference == "Basic/k"
    assert read.supportingInfo[0].valueReference.reference == "Basic/q"


def test_orders_of_items_stand_at_the_items(names, valid):
    item = AuthorizationItem(sequence=1, code=THERAPY, orders=["o"])
    (written,) = authorization(
        Authorization(id="a", status="active", orders=["o"], items=[item]), names
    )

    assert valid(written).prescription is None
    assert written["item"][0]["extension"][0]["valueReference"] == {"reference": "Basic/o"}


def test_an_answer_refers_to_its_request(names):
    answer, request = authorization(ANSWERED, names)

    assert answer["request"] == {"reference": "urn:uuid:1"}
    assert request["identifier"] == [{"system": "req", "value": "1"}]


@pytest.mark.parametrize("outcome", [None, "complete"])
def test_how_a_request_is_handled_has_no_place_and_is_told(names, outcome):
    fact = Authorization(id="a", status="active", outcome=outcome, case=PermissionCase())
    authorization(fact, names)

    assert names.losses == ["case"]
