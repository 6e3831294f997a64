"""The model's table of names says the same as its imports for type checkers, and as its modules."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from carecoord import model

HOMES = {(home, name) for home, names in model._HOMES.items() for name in names}
PARTS = sorted(path.stem for path in Path(model.__file__).parent.glob("[!_]*.py"))
ASIDE = {"CalendarRule", "Conflict", "Matched", "United"}
"""Public classes that are asked for where they live."""


def imports_for_type_checkers():
    tree = ast.parse(inspect.getsource(model))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    for node in block.body:
        for alias in node.names:
            yield node.module.removeprefix("carecoord.model."), alias


def test_the_table_names_what_type_checkers_import():
    assert {(home, alias.name) for home, alias in imports_for_type_checkers()} == HOMES


def test_type_checkers_take_every_import_as_public():
    assert [
        alias.name for _, alias in imports_for_type_checkers() if alias.name != alias.asname
    ] == []


def test_every_name_is_what_its_module_defines():
    assert [
        name
        for home, name in HOMES
        if getattr(model, name) is not getattr(import_module(f"carecoord.model.{home}"), name)
    ] == []


def test_every_public_class_of_the_model_is_in_the_table():
    defined = {
        name
        for part in PARTS
        for name, cls in inspect.getmembers(
            import_module(f"carecoord.model.{part}"), inspect.isclass
        )
        if cls.__module__ == f"carecoord.model.{part}" and not name.startswith("_")
    }

    assert defined - {name for _, name in HOMES} - ASIDE == set()


def test_the_model_lists_the_names_of_its_table():
    assert sorted(name for _, name in HOMES) == dir(model) == model.__all__


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'Patiant'"):
        model.Patiant  # noqa: B018  asking is the test
