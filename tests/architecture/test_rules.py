"""Every rule is where its id says, in its family's list and the catalogue, and says its source."""

import importlib
import inspect
import pkgutil
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import carecoord.rules
from carecoord import review
from carecoord.model import Chart, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.engine.rule import Rule
from carecoord.rules.readmission import open_tasks

MACHINERY = {"concepts", "criteria", "description", "engine", "kernels", "moves"}
"""Packages of ``carecoord.rules`` that hold no rules."""
PACKAGES = {one.name for one in pkgutil.iter_modules(carecoord.rules.__path__) if one.ispkg}
FAMILIES = {
    name: importlib.import_module(f"carecoord.rules.{name}")
    for name in sorted(PACKAGES - MACHINERY)
}
MODULES = {
    f"{family}.{one.name}": importlib.import_module(f"carecoord.rules.{family}.{one.name}")
    for family, package in FAMILIES.items()
    for one in pkgutil.iter_modules(package.__path__)
}


def rules_in(module):
    """The rules that a module makes, each under one name or several."""
    found = [one for _, one in inspect.getmembers(module, lambda one: isinstance(one, Rule))]
    return list({id(one): one for one in found}.values())


RULES = [(place, rule) for place, module in MODULES.items() for rule in rules_in(module)]
RULE_MODULES = sorted({place for place, _ in RULES})
EDITIONS = {
    rule_id: sorted(
        (rule for _, rule in RULES if rule.id == rule_id),
        key=lambda rule: rule.in_force_from or date.min,
    )
    for rule_id in sorted({rule.id for _, rule in RULES})
}
DECISIONS = {
    path.name[:4] for path in (Path(__file__).parents[2] / "docs" / "decisions").glob("[0-9]*.md")
}

each_rule = pytest.mark.parametrize(
    ("place", "rule"), RULES, ids=[f"{rule.id}-{rule.edition}" for _, rule in RULES]
)
each_module = pytest.mark.parametrize("place", RULE_MODULES)


def decisions_in(text):
    """The numbers of the decisions that a text names."""
    named = re.findall(r"decisions? (\d{4}(?:(?:, | and )\d{4})*)", " ".join(text.split()))
    return {number for found in named for number in re.findall(r"\d{4}", found)}


def same(rules):
    """Rules by identity: a rule is not compared with another by value."""
    return sorted(id(rule) for rule in rules)


def test_there_are_rules_to_look_at():
    assert set(FAMILIES) == {place.partition(".")[0] for place in RULE_MODULES}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_lists_the_rules_of_its_modules_and_no_others(family):
    made = [rule for place, rule in RULES if place.partition(".")[0] == family]

    assert same(FAMILIES[family].RULES) == same(made)


def test_the_standard_catalogue_holds_the_rules_of_all_families_and_no_others():
    listed = [rule for family in FAMILIES.values() for rule in family.RULES]

    assert same(standard().rules) == same(listed)


@each_rule
def test_an_id_is_the_place_of_its_rule(place, rule):
    assert place.replace("_", "-") == rule.id


@each_rule
def test_a_rule_says_whom_it_speaks_of_what_it_rests_on_and_who_acts(place, rule):
    told = (rule.edition, rule.title, rule.population, rule.citation.text, rule.citation.locator)

    assert [text for text in told if not text.strip()] == []
    assert rule.licences
    assert rule.limits not in {"", "none known"}


@each_rule
def test_what_is_ours_names_its_decision(place, rule):
    """Where a rule departs from its source, or has none, a decision record says why."""
    named = decisions_in(rule.departures)

    assert named <= DECISIONS
    assert named or rule.departures == "none"
    assert named or rule.citation.status.name != "CONVENTION"


@each_rule
def test_a_parameter_is_named_after_its_rule(place, rule):
    assert [p.name for p in rule.parameters if not p.name.startswith(f"{rule.id}.")] == []


@pytest.mark.parametrize("rule_id", EDITIONS)
def test_editions_of_a_rule_differ_in_name_and_follow_one_another(rule_id):
    """One speaks until the next is in force: they need days of their own, and all but one a day."""
    editions = EDITIONS[rule_id]
    names = [rule.edition for rule in editions]
    since = [rule.in_force_from for rule in editions]

    assert len(set(names)) == len(names)
    assert names == sorted(names)
    assert None not in since[1:]
    assert all(earlier is None or earlier < later for earlier, later in pairwise(since))


@each_module
def test_a_rule_module_says_population_source_and_departures_in_this_order(place):
    """Each begins a line, after the sentence that a clinician would say."""
    text = inspect.getdoc(MODULES[place])
    heads = re.findall(r"^(Population|Source|Departures): \S", text, flags=re.MULTILINE)

    assert heads == ["Population", "Source", "Departures"]
    assert re.search(r"\S[^\n]*(Population|Source|Departures): ", text) is None
    assert text.split("\n\n")[0].endswith(".")


@each_module
def test_a_rule_module_names_the_decisions_of_its_rules(place):
    text = inspect.getdoc(MODULES[place])
    told = decisions_in(text.partition("Departures:")[2])
    named = {n for at, rule in RULES if at == place for n in decisions_in(rule.departures)}

    assert told == named
    assert decisions_in(text) <= DECISIONS


def test_what_may_answer_an_open_task_is_a_rule_of_the_catalogue_and_a_step_of_it():
    """Where nothing was asked for, every line is open to question and names what answers it."""
    stay = Encounter(
        id="e1",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        period=Period(date(2026, 5, 18), date(2026, 5, 23)),
    )
    chart = Chart(key="p", patient=Patient(), encounters=[stay])
    (told,) = review(chart, Catalogue.of(open_tasks.RULE), date(2026, 6, 1)).findings
    names = [name for line in told.evidence for name in line.answered_by]
    steps = {f"{r.id}:{s.name}" for _, r in RULES for s in getattr(r.shape, "steps", ())}

    assert len(names) == 9
    assert [name for name in names if name not in steps | EDITIONS.keys()] == []
