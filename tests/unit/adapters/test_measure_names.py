"""The names under which ``carecoord measure`` finds a measure, and the edition that answers."""

from datetime import date

import attrs
import pytest

from carecoord.adapters.cli.measure_names import edition_of, editions_named
from carecoord.errors import UnknownRule
from carecoord.model import Period
from carecoord.rules.measures.cms165 import RULE


def named(rule_id, *years):
    shape = attrs.evolve(RULE.shape, years=years or (2026,))
    return attrs.evolve(RULE, id=rule_id, edition=str(years), shape=shape)


@pytest.mark.parametrize("asked", ["lakeside.cms165", "Lakeside.CMS165"])
def test_a_measure_of_a_package_goes_by_its_id_in_any_case(asked):
    theirs = named("Lakeside.CMS165")

    assert editions_named(asked, [theirs]) == (theirs,)


@pytest.mark.parametrize("taken", ["cms165", "CMS165"])
def test_no_package_takes_the_name_of_ours(taken):
    assert editions_named("CMS165", [named(taken)]) == (RULE,)


def test_what_is_no_measure_is_not_known():
    with pytest.raises(UnknownRule, match="Did you mean CMS165"):
        editions_named("CMS1650")


@pytest.mark.parametrize(("year", "place"), [(2025, 0), (2026, 1), (2027, 1)])
def test_the_edition_of_the_year_answers_else_the_last(year, place):
    editions = editions_named("site.m", [named("site.m", 2025), named("site.m", 2026)])

    assert edition_of(editions, Period(date(year, 1, 1), date(year + 1, 1, 1))) is editions[place]
