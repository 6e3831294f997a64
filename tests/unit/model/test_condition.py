from datetime import date

import pytest

from carecoord.model import Condition, Period

EARLY, LATE = date(2026, 3, 10), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("abatement", "learned"),
    [
        (LATE, LATE),
        (Period(EARLY, LATE), EARLY),
        (Period.through(None, LATE), LATE),
        (Period(), None),
        (None, None),
    ],
)
def test_the_end_of_a_problem_is_learned_when_it_ends(abatement, learned):
    assert learned == Condition(id="c", abatement=abatement).learned_later


def test_a_problem_was_active_before_it_ended():
    ended = Condition(id="c", onset=EARLY, abatement=LATE, clinical_status="resolved")

    assert Condition(id="c", onset=EARLY, clinical_status="active") == ended.before_later()
