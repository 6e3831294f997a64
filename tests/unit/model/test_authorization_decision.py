import pytest

from carecoord.model import Authorization, AuthorizationItem, Decision
from carecoord.model.code import Code, concept

CANCEL, INITIAL = (concept(Code("https://codesystem.x12.org/005010/1322", one)) for one in "3I")


def said(*actions):
    return [AuthorizationItem(sequence=n, review_action=one) for n, one in enumerate(actions, 1)]


@pytest.mark.parametrize(
    ("actions", "decision"),
    [
        (("A1",), Decision.APPROVED),
        (("A1", "NA"), Decision.APPROVED),
        (("NA",), Decision.APPROVED),
        (("A2",), Decision.MODIFIED),
        (("A6", "A6"), Decision.MODIFIED),
        (("A1", "A6"), Decision.MODIFIED),
        (("A3",), Decision.DENIED),
        (("A3", "A3"), Decision.DENIED),
        (("A1", "A3"), Decision.PARTIAL),
        (("A6", "A3"), Decision.PARTIAL),
        (("A1", "A4"), Decision.PENDED),
        (("A3", "A4"), Decision.PENDED),
        (("A4", None), Decision.PENDED),
        (("A1", "CT"), Decision.ACTION_NEEDED),
        (("C", "C"), Decision.CANCELLED),
        (("C", "A1"), Decision.APPROVED),
        (("C", "A3"), Decision.DENIED),
        ((None,), None),
        (("A1", None), None),
        (("A1", "A9"), None),
        ((), None),
    ],
)
def test_the_decision_rolls_up_what_is_said_of_the_items(actions, decision):
    assert decision is Authorization(id="a", outcome="complete", items=said(*actions)).decision


def test_items_that_were_withdrawn_decide_nothing():
    items = [AuthorizationItem(sequence=1, review_action="A3", cancelled=True), *said("A1")]

    assert Decision.APPROVED is Authorization(id="a", items=items).decision
    assert Decision.CANCELLED is Authorization(id="a", items=items[:1]).decision


def test_what_was_added_decides_only_where_nothing_asked_does():
    asked = AuthorizationItem(sequence=1, review_action="A6")
    added = AuthorizationItem(added=True, added_for=[1], review_action="A1")
    alone = AuthorizationItem(added=True, added_for=[2], review_action="A3")

    assert Decision.MODIFIED is Authorization(id="a", items=[asked, added]).decision
    assert Decision.PARTIAL is Authorization(id="a", items=[asked, added, alone]).decision


@pytest.mark.parametrize(
    ("outcome", "kind", "decision"),
    [
        ("queued", None, Decision.PENDED),
        ("error", None, Decision.ACTION_NEEDED),
        ("complete", None, None),
        (None, None, None),
        (None, INITIAL, None),
        (None, CANCEL, Decision.CANCELLED),
        ("complete", CANCEL, Decision.CANCELLED),
    ],
)
def test_without_items_the_answer_as_a_whole_decides(outcome, kind, decision):
    asked = Authorization(id="a", outcome=outcome, certification_type=kind)

    assert decision is asked.decision


def test_less_than_was_asked_is_adverse():
    adverse = {one for one in Decision if one.adverse}

    assert {Decision.MODIFIED, Decision.PARTIAL, Decision.DENIED} == adverse


def test_what_was_added_holds_what_was_granted_in_the_place_of_what_was_asked():
    modified, approved, denied = said("A6", "A1", "A3")
    added = AuthorizationItem(added=True, added_for=[1], units=None)
    for_both = AuthorizationItem(added=True, added_for=[1, 3])
    for_denied = AuthorizationItem(added=True, added_for=[3])
    free = AuthorizationItem(added=True)
    items = [modified, approved, denied, added, for_both, for_denied, free]

    assert (approved, added, for_both, free) == Authorization(id="a", items=items).granted


@pytest.mark.parametrize(
    "item",
    [
        AuthorizationItem(review_action="A1", cancelled=True),
        AuthorizationItem(unanswered=True),
        *said("A3", "A4", "C", "CT", "NA"),
    ],
)
def test_what_was_refused_withdrawn_or_not_answered_grants_nothing(item):
    assert Authorization(id="a", outcome="complete", items=[item]).granted == ()


def test_a_request_that_was_taken_back_grants_nothing():
    assert Authorization(id="a", items=said("A1"), certification_type=CANCEL).granted == ()
