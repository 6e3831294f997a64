"""Whether a service needs permission; words and invariants of Da Vinci CRD 2.x."""

from datetime import date

import attrs
import pytest

from carecoord.errors import AuthoringError
from carecoord.model import Coverage, Order, Period
from carecoord.model.actor import Actor
from carecoord.model.code import concept, cpt
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.identifier import Identifier
from carecoord.model.permission_case import PayerKind
from carecoord.model.value_set import ValueSet
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.permissions.coverage_rules import broken
from carecoord.rules.permissions.need import (
    REASONS,
    Exemption,
    NeedRow,
    Services,
    needed,
    outcome,
)

DAY = date(2026, 4, 7)
THERAPY, MRI = cpt("97110"), cpt("70551")
PAYER, OTHER = Identifier("payers", "1"), Identifier("payers", "2")
CLINIC = Identifier("npi", "9")
COVERAGE = Coverage(id="c1", payors=[Actor(identifier=PAYER), Actor(id="org")])
MA = PayerKind.MEDICARE_ADVANTAGE
AUTH = CoverageInformation(covered="covered", pa_needed="auth-needed", doc_purpose=["withpa"])
NONE = CoverageInformation(covered="covered", pa_needed="no-auth")
OPEN = CoverageInformation(covered="covered", pa_needed="conditional", info_needed=["location"])
THERAPIES = Services(codes=[THERAPY])
SET = ValueSet(url="urn:therapies", name="therapies", codes=[THERAPY])
PREFIX = ValueSet(url="urn:ninety-seven", name="97", prefixes=[attrs.evolve(THERAPY, code="97")])


def row(answer=AUTH, **fields):
    return NeedRow(answer=answer, **{"source": "list of 2026"} | fields)


def ask(*rows, service=THERAPY, on=DAY, provider=CLINIC, **more):
    fields = {"coverage": COVERAGE, "payer_kind": MA} | more
    return needed(service, on=on, provider=provider, rows=rows, **fields)


def why(told):
    return [code.code for reason in told.reason for code in reason.coding if code.system == REASONS]


def test_the_row_answers_and_says_where_it_is_written():
    told = ask(row())

    assert (told.coverage, told.covered, told.pa_needed) == ("c1", "covered", "auth-needed")
    assert (told.billing_codes, told.reason[0].text) == ((THERAPY,), "list of 2026")
    assert (why(told), outcome(told)) == (["row"], Outcome.MET)


def test_without_a_row_nothing_is_said():
    told = ask()

    assert (told.covered, told.pa_needed, why(told)) == (None, None, ["no-row"])
    assert outcome(told) is Outcome.INSUFFICIENT_DATA


@pytest.mark.parametrize("order", [Order(id="o1"), Order(id="o1", code=concept(text="therapy"))])
def test_a_service_without_a_code_is_not_known(order):
    told = ask(row(), service=order)

    assert (told.pa_needed, why(told)) == (None, ["no-code"])


CLOSER = [
    (row(payer=PAYER, services=THERAPIES), row(NONE, payer_kind=MA, services=THERAPIES)),
    (row(payer_kind=MA, services=THERAPIES), row(NONE, services=THERAPIES)),
    (row(payer_kind=MA, services=THERAPIES), row(NONE, payer=PAYER)),
    (row(payer=PAYER), row(NONE, payer_kind=MA)),
    (row(payer_kind=MA), row(NONE)),
    (row(services=THERAPIES), row(NONE, services=Services(value_set=SET))),
    (row(services=Services(value_set=SET)), row(NONE, services=Services(value_set=PREFIX))),
    (row(services=Services(value_set=PREFIX)), row(NONE)),
    (row(from_date=date(2026, 1, 1)), row(NONE, from_date=date(2025, 1, 1))),
    (row(from_date=date(2025, 1, 1)), row(NONE)),
]


@pytest.mark.parametrize(("closer", "other"), CLOSER)
def test_the_closer_row_answers_whatever_comes_first(closer, other):
    assert [ask(closer, other).pa_needed, ask(other, closer).pa_needed] == ["auth-needed"] * 2


UNFIT = [
    row(payer=OTHER),
    row(payer=Identifier(None, "1")),
    row(payer_kind=PayerKind.COMMERCIAL),
    row(services=Services(codes=[MRI])),
    row(services=Services(value_set=ValueSet(url="urn:mri", name="mri", codes=[MRI]))),
]


@pytest.mark.parametrize("unfit", UNFIT)
def test_a_row_for_others_says_nothing(unfit):
    assert why(ask(unfit)) == ["no-row"]


def test_a_row_for_a_kind_says_nothing_of_a_payer_whose_kind_is_not_known():
    assert why(ask(row(payer_kind=MA), payer_kind=None)) == ["no-row"]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "auth-needed"),
        (date(2026, 6, 30), "auth-needed"),
        (date(2026, 7, 1), None),
    ],
)
def test_both_days_of_a_row_are_inside(on, said):
    dated = row(from_date=date(2026, 1, 1), to_date=date(2026, 6, 30))

    assert ask(dated, on=on).pa_needed == said


def test_rows_that_are_equally_close_and_differ_say_nothing():
    told = ask(row(), row(NONE))

    assert (told.pa_needed, why(told)) == (None, ["rows-differ"])


def test_rows_that_say_the_same_answer_by_the_first_of_their_sources():
    assert ask(row(source="b"), row(source="a")).reason[0].text == "a"


def test_an_exemption_lifts_the_need():
    told = ask(row(), exemptions=[Exemption(provider=CLINIC, why="gold card")])

    assert (told.pa_needed, told.doc_purpose, why(told)) == ("no-auth", (), ["row", "exempt"])
    assert outcome(told) is Outcome.NOT_MET


def test_an_exemption_holds_where_no_row_speaks():
    told = ask(exemptions=[Exemption(provider=CLINIC, why="gold card", payer=PAYER)])

    assert (told.pa_needed, why(told)) == ("no-auth", ["exempt"])


@pytest.mark.parametrize(
    "fields",
    [
        {"provider": Identifier("npi", "8")},
        {"payer": OTHER},
        {"services": Services(codes=[MRI])},
        {"to_date": date(2026, 4, 6)},
        {"from_date": date(2026, 4, 8)},
    ],
)
def test_an_exemption_for_others_lifts_nothing(fields):
    one = Exemption(**{"provider": CLINIC, "why": "gold card"} | fields)

    assert ask(row(), exemptions=[one]).pa_needed == "auth-needed"


def test_nobody_in_particular_is_exempt():
    card = Exemption(provider=CLINIC, why="gold card")

    assert ask(row(), provider=None, exemptions=[card]).pa_needed == "auth-needed"


@pytest.fixture
def in_force(item, permission):
    def made(service=THERAPY, draws=(), **fields):
        told = {
            "number": "A-1",
            "coverages": ["c1"],
            "period": Period.through(date(2026, 4, 1), DAY),
        }
        return permission(item(2, code=concept(service)), draws=draws, **told | fields)

    return made


def test_a_permission_in_force_satisfies(in_force):
    told = ask(row(OPEN), authorizations=[in_force()])

    assert (told.pa_needed, told.satisfied_pa_id) == ("satisfied", "A-1")
    assert (told.info_needed, broken(told), outcome(told)) == ((), (), Outcome.NOT_MET)


def test_what_else_is_open_stays_open(in_force):
    asked = attrs.evolve(OPEN, covered="conditional")

    assert ask(row(asked), authorizations=[in_force()]).info_needed == ("location",)


def test_a_permission_satisfies_where_no_row_speaks(in_force):
    assert why(ask(authorizations=[in_force()])) == ["permission-in-force"]


@pytest.mark.parametrize(
    "fields",
    [
        {"service": MRI},
        {"coverages": ["c2"]},
        {"coverages": []},
        {"number": None},
        {"outcome": "queued"},
        {"period": Period.through(date(2026, 4, 1), date(2026, 4, 6))},
    ],
)
def test_another_permission_does_not_satisfy(in_force, fields):
    assert ask(row(), authorizations=[in_force(**fields)]).pa_needed == "auth-needed"


@pytest.mark.parametrize("unit", ["VS", "mg"])
def test_a_permission_with_nothing_left_does_not_satisfy(in_force, draw, unit):
    spent = in_force(draws=[draw("v1", date(2026, 4, 6), 2, unit)])

    assert ask(row(), authorizations=[spent]).pa_needed == "auth-needed"


def test_an_item_without_a_number_of_units_satisfies(item, permission):
    whole = permission(item(None, code=concept(THERAPY), number="I-1"), coverages=["c1"])

    assert ask(row(), authorizations=[whole]).satisfied_pa_id == "I-1"


@pytest.mark.parametrize(("name", "said"), [("o1", "satisfied"), ("o2", "auth-needed")])
def test_an_item_without_a_code_permits_its_order(item, permission, name, said):
    whole = permission(item(2), number="A-1", coverages=["c1"])
    order = Order(id=name, code=concept(THERAPY))

    assert ask(row(), service=order, authorizations=[whole]).pa_needed == said


def test_an_item_without_a_code_permits_no_code(item, permission):
    whole = permission(item(2), number="A-1", coverages=["c1"])

    assert ask(row(), authorizations=[whole]).pa_needed == "auth-needed"


def test_where_none_is_needed_none_is_named(in_force):
    assert ask(row(NONE), authorizations=[in_force()]).satisfied_pa_id is None


def test_what_is_not_covered_needs_no_permission(in_force):
    told = ask(row(CoverageInformation(covered="not-covered")), authorizations=[in_force()])

    assert (told.pa_needed, outcome(told)) == (None, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("auth-needed", Outcome.MET),
        ("performpa", Outcome.MET),
        ("no-auth", Outcome.NOT_MET),
        ("satisfied", Outcome.NOT_MET),
        ("conditional", Outcome.INSUFFICIENT_DATA),
        ("indeterminate", Outcome.INSUFFICIENT_DATA),
        (None, Outcome.INSUFFICIENT_DATA),
    ],
)
def test_the_outcome_says_whether_to_ask(said, found):
    assert outcome(CoverageInformation(pa_needed=said)) is found


BROKEN = [
    ({"covered": "not-covered", "pa_needed": "no-auth"}, "what is not covered"),
    ({"covered": "conditional"}, "info-needed is said iff"),
    ({"covered": "covered", "info_needed": ["location"]}, "info-needed is said iff"),
    ({"pa_needed": "satisfied", "doc_purpose": ["withpa"]}, "no document goes with"),
    ({"questionnaires": ["http://f"]}, "a form is a document"),
    ({"questionnaires": ["http://f"], "doc_needed": ["no-doc"]}, "a form is a document"),
]


@pytest.mark.parametrize(("fields", "words"), BROKEN)
def test_an_answer_that_breaks_an_invariant_is_refused(fields, words):
    with pytest.raises(AuthoringError, match=words):
        row(CoverageInformation(**fields))


@pytest.mark.parametrize("fields", [{"pa_needed": "satisfied"}, {"satisfied_pa_id": "A-1"}])
def test_no_row_satisfies(fields):
    with pytest.raises(AuthoringError, match="no row satisfies"):
        row(CoverageInformation(**fields))


def test_a_form_beside_a_document_is_sound():
    told = CoverageInformation(questionnaires=["http://f"], doc_needed=["clinical"])

    assert broken(told) == ()


def test_a_row_that_ends_before_it_begins_is_refused():
    with pytest.raises(AuthoringError, match="the last day lies before the first"):
        row(from_date=date(2026, 1, 2), to_date=date(2026, 1, 1))


def test_a_row_of_one_day_is_sound():
    assert ask(row(from_date=DAY, to_date=DAY)).pa_needed == "auth-needed"
