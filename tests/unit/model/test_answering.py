from datetime import date
from decimal import Decimal

from carecoord.model import Actor, Authorization, AuthorizationItem, Identifier, Label
from carecoord.model.answering import answered, as_asked, joined, never_asked
from carecoord.model.code import concept, hcpcs

THERAPY, NURSING = concept(hcpcs("G0151")), concept(hcpcs("G0154"))
ASKED = AuthorizationItem(
    sequence=1, code=THERAPY, requested=Decimal(12), unit="visits", unanswered=True
)


def only(asked, *answers):
    (found,) = joined([asked], answers)
    return found


def test_an_answer_joins_what_was_asked_by_its_sequence():
    found = only(ASKED, AuthorizationItem(sequence=1, review_action="A1", units=Decimal(12)))

    assert (found.code, found.requested, found.units) == (THERAPY, 12, 12)
    assert (found.unit, found.requested_unit, found.requested_code) == ("visits", None, None)
    assert not found.unanswered


def test_what_was_granted_instead_stands_beside_what_was_asked():
    answer = AuthorizationItem(
        sequence=1, review_action="A6", code=NURSING, units=Decimal(4), unit="h"
    )
    found = only(ASKED, answer)

    assert (found.code, found.requested_code) == (NURSING, THERAPY)
    assert (found.unit, found.requested_unit) == ("h", "visits")


def test_nothing_granted_is_an_answer():
    assert only(ASKED, AuthorizationItem(sequence=1, units=Decimal(0))).units == 0


def test_a_withdrawn_item_stays_so_whatever_is_answered():
    withdrawn = AuthorizationItem(sequence=1, cancelled=True)

    assert only(withdrawn, AuthorizationItem(sequence=1, review_action="A1")).cancelled


def test_a_later_answer_takes_the_place_of_the_earlier():
    pended = only(
        ASKED,
        AuthorizationItem(
            sequence=1, review_action="A4", reasons=["X"], code=NURSING, unit="h", units=Decimal(1)
        ),
    )
    found = only(pended, AuthorizationItem(sequence=1, review_action="A1"))

    assert (found.review_action, found.reasons, found.units) == ("A1", (), None)
    assert (found.code, found.unit) == (THERAPY, "visits")


def test_trace_numbers_find_the_item_where_sequences_do_not():
    one = AuthorizationItem(sequence=1, traces=[Identifier("t", "1")], code=THERAPY)
    two = AuthorizationItem(sequence=1, traces=[Identifier("t", "2")], code=NURSING)
    untold = AuthorizationItem(traces=[Identifier("t", "2")], review_action="A1")
    told = AuthorizationItem(sequence=1, traces=[Identifier("t", "2")], review_action="A1")

    assert joined([one, two], [untold])[0].code == NURSING
    assert joined([one, two], [told])[0].code == NURSING


def test_a_sequence_holds_where_trace_numbers_are_of_other_systems():
    asked = AuthorizationItem(sequence=1, traces=[Identifier("mine", "1")], code=THERAPY)
    answer = AuthorizationItem(sequence=1, traces=[Identifier("payer", "9")], review_action="A1")

    assert only(asked, answer).code == THERAPY


def test_an_answer_to_nothing_that_was_asked_stands_by_itself():
    twice = [AuthorizationItem(sequence=1, review_action=one) for one in ("A1", "A3")]
    other = AuthorizationItem(sequence=9, review_action="A3")

    assert [one.code for one in joined([ASKED], [*twice, other])] == [THERAPY, None, None]


def test_what_no_answer_names_comes_last_as_it_was():
    second = AuthorizationItem(sequence=2, code=NURSING, unanswered=True)
    found = joined([second, ASKED], [AuthorizationItem(sequence=1, review_action="A1")])

    assert [(one.sequence, one.unanswered) for one in found] == [(1, False), (2, True)]


def test_an_answer_that_names_no_item_is_about_all_that_are_not_withdrawn():
    withdrawn = AuthorizationItem(sequence=2, cancelled=True)
    found = joined([ASKED, withdrawn], [AuthorizationItem(review_action="A1", number="N")])

    assert [(one.review_action, one.number) for one in found] == [("A1", "N"), (None, None)]
    assert joined([], [AuthorizationItem(review_action="A1")])[0].review_action == "A1"


def test_what_was_added_counts_in_the_unit_that_was_asked_for():
    asked = [ASKED, AuthorizationItem(sequence=2, unit="h")]
    added = AuthorizationItem(added=True, added_for=[1], units=Decimal(6))
    for_both = AuthorizationItem(added=True, added_for=[1, 2], units=Decimal(6))
    own = AuthorizationItem(added=True, added_for=[1], units=Decimal(6), unit="d")
    without = AuthorizationItem(added=True, added_for=[1])

    found = joined(asked, [added, for_both, own, without])
    assert [one.unit for one in found if one.added] == ["visits", None, "d", None]


def test_an_earlier_answer_loses_what_it_had_added():
    added = AuthorizationItem(added=True, added_for=[1])
    found = joined([ASKED, added], [AuthorizationItem(sequence=1, review_action="A1")])

    assert [one.added for one in found] == [False]


def test_a_decision_is_put_on_the_request_that_was_asked():
    asked = Authorization(
        id="mine",
        identifiers=[Identifier("req", "1")],
        created_on=date(2026, 3, 1),
        insurer=Actor(kind="Organization", id="payer"),
        coverages=["cov"],
        items=[ASKED],
    )
    answer = Authorization(
        id="theirs",
        status="active",
        outcome="complete",
        identifiers=[Identifier("payer", "9")],
        created_on=date(2026, 3, 3),
        number="AUTH",
        labels={Label.HIV},
        requestor=Actor(display="clinic"),
        items=[
            AuthorizationItem(sequence=1, review_action="A1"),
            AuthorizationItem(sequence=2, unanswered=True),
        ],
    )
    found = answered(asked, answer)

    assert (found.id, found.number, found.coverages) == ("mine", "AUTH", ("cov",))
    assert (found.requested_on, found.created_on) == (date(2026, 3, 1), date(2026, 3, 3))
    assert found.request_identifiers == asked.identifiers
    assert found.identifiers == answer.identifiers
    assert (found.insurer, found.requestor) == (asked.insurer, answer.requestor)
    assert found.labels == {Label.HIV}
    assert [one.review_action for one in found.items] == ["A1"]


def test_a_second_answer_leaves_what_is_known_of_the_request():
    first = Authorization(
        id="mine",
        outcome="queued",
        identifiers=[Identifier("payer", "8")],
        request_identifiers=[Identifier("req", "1")],
        requested_on=date(2026, 3, 1),
        created_on=date(2026, 3, 2),
        disposition="Pending",
    )
    found = answered(first, Authorization(id="theirs", outcome="complete"))

    assert found.request_identifiers == first.request_identifiers
    assert found.requested_on == date(2026, 3, 1)
    assert found.disposition is None


def test_an_answer_is_strange_when_nothing_was_asked_for_it():
    second = AuthorizationItem(sequence=2)
    answers = [
        AuthorizationItem(sequence=2, review_action="A1"),
        AuthorizationItem(sequence=3, review_action="A1"),
        AuthorizationItem(sequence=2, review_action="A1"),
        AuthorizationItem(added=True, added_for=[1]),
        AuthorizationItem(added=True, added_for=[7]),
        AuthorizationItem(added=True),
    ]

    assert never_asked([ASKED, second], answers) == (2, 3, 5)


def test_one_answer_that_names_nothing_is_about_what_was_asked():
    about_all = AuthorizationItem(review_action="A3")

    assert never_asked([ASKED], [about_all]) == ()
    assert never_asked([], [about_all]) == (1,)


def test_as_it_was_asked_an_item_holds_nothing_that_a_payer_said():
    modified = only(
        AuthorizationItem(sequence=1, code=THERAPY, requested=Decimal(12), unit="visits"),
        AuthorizationItem(sequence=1, review_action="A6", code=NURSING, unit="h", number="N1"),
    )

    assert as_asked(modified) == AuthorizationItem(
        sequence=1, code=THERAPY, requested=Decimal(12), unit="visits"
    )
