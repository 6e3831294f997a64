"""The names under which ``carecoord measure`` finds a measure."""

import attrs
import pytest

from carecoord.adapters.cli.measuring import measure_named
from carecoord.errors import UnknownRule
from carecoord.rules.measures.cms165 import RULE


def named(rule_id):
    return attrs.evolve(RULE, id=rule_id)


def test_a_measure_of_a_package_goes_by_its_id_in_any_case():
    theirs = named("Lakeside.CMS165")

    assert measure_named("lakeside.cms165", [theirs]) is theirs
    assert measure_named("Lakeside.CMS165", [theirs]) is theirs


@pytest.mark.parametrize("taken", ["cms165", "CMS165"])
def test_no_package_takes_the_name_of_ours(taken):
    assert measure_named("CMS165", [named(taken)]) is RULE


def test_what_is_no_measure_is_not_known():
    with pytest.raises(UnknownRule, match="Did you mean CMS165"):
        measure_named("CMS1650")
