"""Criteria that were built apart and say the same."""

import pytest

from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.rules.criteria import All, Count, Exists, Facts, Not, SetRef
from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.engine.faults import faults_in
from carecoord.rules.engine.same import same

VISITS = Facts(Encounter)


class Told(Condition):
    """A condition that holds what its fields do not tell."""

    def __init__(self, told):
        super().__init__()
        object.__setattr__(self, "told", told)

    def answer(self, frame):
        return Answer(None)


def finished(*words):
    return Exists(Facts(Encounter).where(Encounter.status, *words))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Exists(VISITS), Exists(VISITS), True),
        (Exists(VISITS).named("seen"), Exists(Facts(Encounter)), True),
        (finished("finished"), finished("finished"), True),
        (finished("finished"), finished("planned"), False),
        (All(Exists(VISITS)), All(Exists(VISITS), Exists(VISITS)), False),
        (Exists(VISITS), Not(Exists(VISITS)), False),
        (Exists(VISITS), Exists(Facts(Observation)), False),
        (Count(VISITS, 1), Count(VISITS, 2), False),
        (VISITS.named("a"), VISITS.named("a"), True),
        (VISITS.named("a"), VISITS.named("b"), False),
        (
            Facts(Encounter, SetRef("a", "urn:a")),
            Facts(Encounter, SetRef("b", "urn:b")),
            False,
        ),
        (Told("a"), Told("b"), False),
        (All(finished("x"), finished("x")), All(finished("x"), finished("x")), True),
    ],
)
def test_what_says_the_same(one, other, alike):
    assert same(one, other) is alike


def test_a_pair_that_stands_often_is_looked_at_once():
    """Each of the forty doubles what is inside; going through it all would never end."""
    one, other = finished("x"), finished("x")
    for _ in range(40):
        one, other = All(one, one), All(other, other)

    assert same(one, other)


def test_what_is_asked_for_and_denied_can_never_be_true_however_it_was_built():
    both = All(finished("finished"), Not(finished("finished")), Not(Exists(VISITS)))

    ((_, said),) = [(fault.clause, fault.found) for fault in faults_in(both)]
    assert said.startswith("it can never be true")
    assert said.endswith(", and not")
