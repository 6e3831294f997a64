"""Which fields of a criterion are looked into."""

import pytest

from carecoord.model import Chart
from carecoord.rules.criteria import Exists
from carecoord.rules.criteria.fields import Where
from carecoord.rules.engine.parts import fields_of
from carecoord.rules.shapes import Group


def test_a_name_is_no_criterion():
    assert fields_of(Exists) == ("of",)


def test_what_is_made_of_other_fields_is_left_out():
    assert fields_of(Where) == ("source", "values", "sets")
    assert "populations" not in fields_of(Group)


@pytest.mark.parametrize("kind", [Chart, str, tuple])
def test_neither_the_model_nor_plain_values_hold_criteria(kind):
    assert fields_of(kind) == ()
