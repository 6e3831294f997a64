"""Rules put together, and what a catalogue refuses."""

import re
from datetime import date

import attrs
import pytest

import carecoord.model
import carecoord.rules
from carecoord.errors import AuthoringError, DuplicateRule, UnknownRule
from carecoord.model import Condition, ValueSet
from carecoord.model.code import icd10cm
from carecoord.rules import monitoring
from carecoord.rules.catalogue import Catalogue, shipped, standard
from carecoord.rules.criteria import Facts, SetRef
from carecoord.rules.measures.cms165 import RULE as CMS165
from carecoord.rules.shapes import Check

NEWEST = monitoring.hba1c.RULE_2026


def asking(named):
    """A rule that asks for a set and says nothing."""
    return attrs.evolve(
        NEWEST, id="invented.rule", shape=Check(look=lambda *_: (), uses=(Facts(Condition, named),))
    )


def of_codes(*codes, total=None):
    return ValueSet(
        url="urn:invented:set", name="Invented", codes=[icd10cm(c) for c in codes], total=total
    )


def test_a_rule_is_found_in_its_newest_edition():
    assert standard().rule("monitoring.hba1c") is NEWEST


def test_a_rule_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(UnknownRule, match=r"Did you mean 'monitoring\.hba1c'\?"):
        standard().rule("monitoring.hba1")


def test_nothing_near_is_answered_with_where_they_are_listed():
    with pytest.raises(UnknownRule, match="carecoord rules"):
        standard().rule("zzzzzzzz")


def test_the_same_edition_twice_is_refused():
    with pytest.raises(DuplicateRule, match=r"edition '2026' twice"):
        Catalogue.of(monitoring.RULES, NEWEST)


def test_two_editions_that_speak_for_the_same_days_are_refused():
    twin = attrs.evolve(NEWEST, edition="2026 too")

    with pytest.raises(DuplicateRule, match=r"'2026' and '2026 too' speak for the same days"):
        Catalogue.of(NEWEST, twin)
    with pytest.raises(DuplicateRule, match="speak for the same days"):
        Catalogue.of(*(attrs.evolve(one, in_force_from=None) for one in (NEWEST, twin)))


def test_editions_of_a_measure_have_each_their_year():
    next_year = attrs.evolve(
        CMS165, edition="2027", shape=attrs.evolve(CMS165.shape, years=(2027,))
    )

    assert Catalogue.of(CMS165, next_year).rule(CMS165.id) is next_year
    with pytest.raises(DuplicateRule, match="speak for the same days"):
        Catalogue.of(CMS165, next_year, attrs.evolve(CMS165, edition="2028 too"))
    with pytest.raises(DuplicateRule, match="speak for the same days"):
        Catalogue.of(CMS165, attrs.evolve(CMS165, edition="3", in_force_from=date(2025, 1, 1)))


def test_two_sets_with_other_codes_under_one_name_are_refused():
    one, other = asking(of_codes("E11.9")), asking(of_codes("I50.9"))

    with pytest.raises(AuthoringError, match="with other codes"):
        Catalogue.of(one, attrs.evolve(other, id="invented.other"))


def test_a_set_that_is_cut_short_is_warned_of():
    rule = asking(SetRef(url="urn:invented:set", name="Invented"))
    catalogue = Catalogue.of(rule, value_sets=[of_codes("E11.9", total=3)])

    assert catalogue.warnings == ("value set Invented is truncated: 1 of 3",)
    assert Catalogue.of(rule, value_sets=[of_codes("E11.9", total=1)]).warnings == ()


def test_a_rule_belongs_to_a_family():
    assert NEWEST.family == "monitoring"


@pytest.mark.parametrize("package", [carecoord.rules, carecoord.model])
def test_a_package_lists_its_names_and_no_others(package):
    assert dir(package) == sorted(package.__all__)
    with pytest.raises(AttributeError, match=re.escape(f"{package.__name__!r} has no attribute")):
        package.nothing_of_the_kind  # noqa: B018  the access is the test


@pytest.mark.parametrize("rule", shipped(), ids=lambda rule: f"{rule.id}@{rule.edition}")
def test_no_rule_that_is_shipped_has_a_fault(rule):
    """They are judged here, and not again whenever a program starts."""
    assert list(rule.faults()) == []
