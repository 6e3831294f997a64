"""Nouns and verbs are values: frozen, slotted, by keyword from four fields up, nothing mutable."""

import importlib
import inspect
import pkgutil
import re

import attrs
import pytest

import carecoord.model
import carecoord.rules

BY_KEYWORD_FROM = 4
SCRATCH = {"rules.criteria.frame.Rows", "rules.engine.timing.Row"}
"""What one evaluation works with and drops: rules are handed them, no finding holds one."""
BY_PLACE = {
    "rules.criteria.ages.AgeAt": "reads as a sentence: AgeAt(day, at_least=18)",
    "rules.criteria.amounts.Amount": "made by Selection.amounting only",
    "rules.criteria.fields.Where": "made by its own constructor only",
    "rules.engine.score.Missing": "a score returns it: Missing(fields)",
    "rules.engine.score.Reading": "a score returns it: Reading(inputs, facts)",
}
WITH_DICTS = {"rules.engine.score.Reading": "the facts behind each input, by the input's name"}
CHANGEABLE = re.compile(r"\b(list|dict|set|List|Dict|Set|bytearray|Mutable\w+)\b")


def values_of(package):
    names = [one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    for module in map(importlib.import_module, names):
        for name, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and attrs.has(cls) and not name.startswith("_"):
                yield f"{module.__name__.removeprefix('carecoord.')}.{name}", cls


def is_value(name):
    """Abstract bases have no values of their own; those of their kinds are looked at."""
    return name not in SCRATCH and not inspect.isabstract(ALL[name])


ALL = dict([*values_of(carecoord.model), *values_of(carecoord.rules)])
VALUES = [name for name in ALL if is_value(name)]


def by_place(cls):
    fields = [field for field in attrs.fields(cls) if field.init]
    positional = [field.name for field in fields if not field.kw_only]
    return positional if len(fields) >= BY_KEYWORD_FROM else []


def changeable(cls):
    held = {field.name: str(field.type) for field in attrs.fields(cls)}
    return [name for name, of in held.items() if CHANGEABLE.search(of)]


def changes(cls):
    try:
        object.__new__(cls).anything = None
    except attrs.exceptions.FrozenInstanceError:
        return False
    except AttributeError:
        return True
    return True


@pytest.mark.parametrize("name", VALUES)
def test_a_value_does_not_change(name):
    assert not changes(ALL[name])


@pytest.mark.parametrize("name", VALUES)
def test_a_value_has_slots_for_its_fields_and_room_for_nothing_else(name):
    assert not hasattr(object.__new__(ALL[name]), "__dict__")


@pytest.mark.parametrize("name", [name for name in VALUES if name not in BY_PLACE])
def test_a_value_of_four_fields_or_more_is_made_by_keyword(name):
    assert by_place(ALL[name]) == []


@pytest.mark.parametrize("name", [name for name in VALUES if name not in WITH_DICTS])
def test_a_value_holds_no_collection_that_changes(name):
    assert changeable(ALL[name]) == []


def test_no_exception_has_become_needless():
    assert [name for name in SCRATCH if not changes(ALL[name])] == []
    assert [name for name in BY_PLACE if not by_place(ALL[name])] == []
    assert [name for name in WITH_DICTS if not changeable(ALL[name])] == []


def test_every_public_type_of_the_model_is_looked_at():
    public = [getattr(carecoord.model, name) for name in carecoord.model.__all__]
    values = [one for one in public if inspect.isclass(one) and attrs.has(one)]

    assert [one for one in values if one not in ALL.values()] == []
