"""Every public module, class and function says what it is for."""

import ast
from pathlib import Path

import pytest

import carecoord

ROOT = Path(carecoord.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
LONGEST_SUMMARY = 100


def public(node):
    """The public definitions of a module or class, and those within its classes."""
    for child in node.body:
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if child.name.startswith("_") or is_overload(child):
            continue
        yield child
        if isinstance(child, ast.ClassDef):
            yield from public(child)


def is_overload(node):
    return any(ast.unparse(one).endswith("overload") for one in node.decorator_list)


def in_private_class(path):
    return path.name.startswith("_") and path.name not in {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_public_name_has_a_docstring(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [node.name for node in public(tree) if ast.get_docstring(node) is None]

    assert ast.get_docstring(tree) is not None
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_begins_with_a_sentence_on_one_line(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = [ast.get_docstring(node) or "" for node in (tree, *public(tree))]
    summaries = [text.split("\n\n")[0] for text in docstrings]

    assert [one for one in summaries if "\n" in one or one[-1:] not in {".", "?", ":"}] == []
