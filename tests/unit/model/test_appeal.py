from datetime import date

from carecoord.model import Appeal

FILED, DECIDED = date(2026, 3, 10), date(2026, 3, 20)
DENIED = Appeal(id="a", authorization="x", filed_on=FILED, decided_on=DECIDED, outcome="upheld")


def test_the_outcome_is_learned_at_the_decision():
    assert DENIED.learned_later == DECIDED


def test_before_the_decision_an_appeal_is_open():
    assert Appeal(id="a", authorization="x", filed_on=FILED) == DENIED.before_later()
