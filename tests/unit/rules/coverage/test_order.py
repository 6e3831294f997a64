"""Who pays first: tables by hand from 42 CFR 411.170, 411.204 and 433.139, and from the record."""

import pytest
from plans import BLUE, MEDICAID, MEDICARE, PRIVATE, SELF_PAY, day, plan

from carecoord.rules.coverage.order import on_day, order_of_payers, primary
from carecoord.rules.coverage.payer_law import (
    AGED,
    BIRTHDAY_RULE,
    DISABLED,
    KIDNEYS,
    MEDICAID_LAST,
    Circumstances,
    MedicareBasis,
    Plan,
)

ON = day("2026-03-15")
AGE, DISABILITY = MedicareBasis.AGE, MedicareBasis.DISABILITY
RED, WHITE = plan("red", type=MEDICARE), plan("white", type=PRIVATE)
POOR = plan("poor", type=MEDICAID)


def known(basis=None, *, since=None, **of_white):
    return Circumstances(
        basis=basis,
        eligible_since=None if since is None else day(since),
        plans=(Plan(coverage="white", **of_white),),
    )


def test_no_coverage_pays_when_there_is_none():
    assert order_of_payers((), ON).ordered == ()
    assert primary((), ON) is None


def test_the_only_coverage_of_a_day_pays_first():
    assert order_of_payers((WHITE,), ON).ordered == ("white",)
    assert WHITE is primary((WHITE,), ON)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-12-31", ["undated"]),
        ("2026-01-01", ["white", "undated"]),
        ("2026-12-31", ["white", "undated"]),
        ("2027-01-01", ["undated"]),
    ],
)
def test_coverages_count_up_to_their_last_day(on, expected):
    held = (
        WHITE,
        plan("undated", None),
        plan("gone", status="cancelled"),
        plan("wrong", status="entered-in-error"),
        plan("draft", status="draft"),
    )

    assert expected == [one.id for one in on_day(held, day(on))]


@pytest.mark.parametrize(
    ("orders", "ordered", "unordered"),
    [
        ((1, 2, 3), ("a", "b", "c"), ()),
        ((3, 2, 1), ("c", "b", "a"), ()),
        ((1, 5, 9), ("a", "b", "c"), ()),
        ((1, 1, 2), (), ("a", "b", "c")),
        ((1, 2, 2), ("a",), ("b", "c")),
        ((1, 2, None), (), ("a", "b", "c")),
    ],
)
def test_the_order_that_the_record_gives_holds_as_far_as_it_goes(orders, ordered, unordered):
    held = [plan(name, order=order) for name, order in zip("abc", orders, strict=True)]
    found = order_of_payers(held, ON)

    assert (ordered, unordered) == (found.ordered, found.unordered)


def test_two_primaries_are_told_as_a_contradiction():
    held = (plan("a", order=1), plan("b", order=1))
    found = order_of_payers(held, ON)

    assert [one.coverages for one in found.contradictions] == [("a", "b")]
    assert primary(held, ON) is None


def test_two_in_the_second_place_leave_the_first_known():
    held = (plan("a", order=2), plan("b", order=2), plan("c", order=1))

    assert [one.coverages for one in order_of_payers(held, ON).contradictions] == [("a", "b")]
    assert held[2] is primary(held, ON)


def test_of_two_primaries_only_those_of_the_day_count():
    held = (plan("a", "2025-01-01/2025-12-31", order=1), plan("b", order=1))

    assert held[1] is primary(held, ON)


def test_an_order_against_the_law_holds_and_is_told():
    held = (plan("poor", type=MEDICAID, order=1), plan("white", type=PRIVATE, order=2))
    found = order_of_payers(held, ON)

    assert found.ordered == ("poor", "white")
    assert [one.text for one in found.contradictions] == [
        "the order given is the opposite of the one that the law sets"
    ]


def test_an_order_in_line_with_the_law_is_no_contradiction():
    held = (plan("poor", type=MEDICAID, order=2), plan("white", type=PRIVATE, order=1))

    assert order_of_payers(held, ON).contradictions == ()


@pytest.mark.parametrize("other", [WHITE, RED, plan("zero", type=BLUE)])
def test_medicaid_pays_last(other):
    found = order_of_payers((POOR, other), ON)

    assert ((other.id, "poor"), (MEDICAID_LAST,)) == (found.ordered, found.laws)


@pytest.mark.parametrize(
    ("circumstances", "first", "law"),
    [
        (known(AGE, group=True, current_employment=True, employees=20), "white", AGED),
        (known(AGE, group=True, current_employment=True, employees=19), "red", AGED),
        (known(AGE, group=True, current_employment=False), "red", AGED),
        (known(AGE, group=False), "red", AGED),
        (known(DISABILITY, group=True, current_employment=True, employees=100), "white", DISABLED),
        (known(DISABILITY, group=True, current_employment=True, employees=99), "red", DISABLED),
        (known(MedicareBasis.KIDNEYS, group=False), "red", KIDNEYS),
    ],
)
def test_medicare_is_second_to_a_plan_from_work_at_a_large_employer(circumstances, first, law):
    found = order_of_payers((RED, WHITE), ON, circumstances)

    assert (first, (law,), ()) == (found.ordered[0], found.laws, found.unordered)


# 30 months from the month of 31 August 2025 end with January 2028.
@pytest.mark.parametrize(
    ("on", "first"),
    [("2025-09-15", "white"), ("2028-01-31", "white"), ("2028-02-01", "red")],
)
def test_with_failing_kidneys_the_plan_pays_first_for_thirty_months(on, first):
    held = (plan("red", "2025-01-01/", type=MEDICARE), plan("white", "2025-01-01/", type=PRIVATE))
    circumstances = known(MedicareBasis.KIDNEYS, since="2025-08-31", group=True)

    assert first == order_of_payers(held, day(on), circumstances).ordered[0]


@pytest.mark.parametrize(
    ("circumstances", "question"),
    [
        (known(), "why the patient has Medicare"),
        (known(AGE), "whether the plan comes from somebody's current employment"),
        (known(AGE, group=True), "whether the plan comes from somebody's current employment"),
        (
            known(AGE, current_employment=True),
            "whether the plan comes from somebody's current employment",
        ),
        (
            known(AGE, group=True, current_employment=True),
            "how many employees the employer has",
        ),
        (known(MedicareBasis.KIDNEYS), "whether an employer or a union offers the plan"),
        (
            known(MedicareBasis.KIDNEYS, group=True),
            "since which month the kidneys give a right to Medicare",
        ),
    ],
)
def test_what_the_law_asks_and_nobody_knows_is_asked(circumstances, question):
    found = order_of_payers((RED, WHITE), ON, circumstances)

    assert (found.ordered, found.unordered) == ((), ("red", "white"))
    assert [(("red", "white"), question)] == [(one.coverages, one.text) for one in found.questions]


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        (WHITE, plan("dark"), "of which kind each payer is"),
        (POOR, plan("dark"), "of which kind each payer is"),
        (WHITE, plan("zero", type=BLUE), "which plan pays first: both are private plans"),
        (RED, plan("rest", type=MEDICARE), "which payer pays first: no law sets an order"),
        (WHITE, plan("self", type=SELF_PAY), "which payer pays first: no law sets an order"),
    ],
)
def test_without_law_the_order_is_not_known(one, other, question):
    found = order_of_payers((one, other), ON)

    assert found.ordered == ()
    assert [asked.text.startswith(question) for asked in found.questions] == [True]


MOTHER, FATHER = plan("mother", type=PRIVATE), plan("father", type=PRIVATE)


def birthdays(mother, father, *, together=True):
    return Circumstances(
        parents_together=together,
        plans=(
            Plan(coverage="mother", parents_birthday=mother),
            Plan(coverage="father", parents_birthday=father),
        ),
    )


@pytest.mark.parametrize(
    ("mother", "father", "first"),
    [
        ((2, 28), (2, 29), "mother"),
        ((3, 1), (2, 29), "father"),
        ((12, 31), (1, 1), "father"),
        ((5, 2), (5, 10), "mother"),
    ],
)
def test_of_a_childs_plans_that_of_the_earlier_birthday_pays_first(mother, father, first):
    found = order_of_payers((FATHER, MOTHER), ON, birthdays(mother, father))

    assert (first, (BIRTHDAY_RULE,)) == (found.ordered[0], found.laws)


@pytest.mark.parametrize(
    "circumstances",
    [
        birthdays((5, 2), (5, 2)),
        birthdays((5, 2), None),
        birthdays(None, (5, 2)),
        birthdays((5, 2), (5, 10), together=False),
        birthdays((5, 2), (5, 10), together=None),
    ],
)
def test_the_birthday_rule_is_for_parents_who_live_together(circumstances):
    assert order_of_payers((FATHER, MOTHER), ON, circumstances).ordered == ()


def test_three_payers_are_ordered_by_what_is_known_of_each_two():
    circumstances = known(AGE, group=True, current_employment=True, employees=500)
    found = order_of_payers((POOR, RED, WHITE), ON, circumstances)

    assert (found.ordered, found.laws) == (("white", "red", "poor"), (MEDICAID_LAST, AGED))


def test_orders_and_law_that_run_in_a_circle_order_nothing():
    held = (
        plan("poor", type=MEDICAID, order=1),
        plan("red", type=MEDICARE, order=2),
        WHITE,
    )
    circumstances = known(AGE, group=False)

    assert order_of_payers(held, ON, circumstances).unordered == ("poor", "red", "white")


def test_the_order_of_the_list_changes_nothing():
    circumstances = known(AGE, group=True, current_employment=True, employees=500)

    assert order_of_payers((WHITE, RED, POOR), ON, circumstances) == order_of_payers(
        (POOR, WHITE, RED), ON, circumstances
    )


def test_a_birthday_is_not_shown():
    assert "31" not in repr(birthdays((12, 31), (12, 30)))
