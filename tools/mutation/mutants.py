"""Make mutants: one small change each to the source of a module of declarations.

Left out is what never decides anything: docstrings, imports, annotations, citations, and the words
that people read (titles, populations, limits, departures, names of clauses and of sets of our own).
The names of groups, of steps and of value sets do decide: a group's or a step's is part of a key, a
set's of what is missing.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from edits import called, edits_of, is_word

from carecoord.rules import criteria


@dataclass(frozen=True)
class Mutant:
    """A module with one change. ``key`` names it without a line number, which would drift."""

    path: Path
    line: int
    key: str
    source: bytes


def mutants_of(path: Path, constants: tuple[str, ...] = ()) -> Iterator[Mutant]:
    """Every mutant of a file; ``constants`` are the value sets that may take another's place."""
    source = path.read_bytes()
    tree, seen = ast.parse(source), Counter[str]()
    known = _names(tree) | set(criteria.__all__)
    for statement in tree.body:
        for node in _deciding(statement):
            for change, text in edits_of(node, constants):
                if isinstance(node, ast.Name) and text not in known:
                    continue
                key = f"{path.name}: {_name(statement)}: {change}"
                seen[key] += 1
                unique = key if seen[key] == 1 else f"{key} (#{seen[key]})"
                yield Mutant(path, node.lineno, unique, _replaced(source, node, text))


def constants_in(path: Path) -> tuple[str, ...]:
    """The public constants that a module defines."""
    body = ast.parse(path.read_bytes()).body
    names = [n.targets[0] for n in body if isinstance(n, ast.Assign)]
    return tuple(n.id for n in names if isinstance(n, ast.Name) and n.id.isupper())


def _names(tree: ast.Module) -> set[str]:
    """What a module imports or uses by name."""
    imported = {
        a.asname or a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names
    }
    return imported | {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}


def _deciding(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions below a node that can decide something."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.expr):
        yield node
    for part in _parts(node):
        yield from _deciding(part)


def _parts(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Call() if called(node) == "Citation":
            return []
        case ast.Call():
            skipped = int(called(node) in {"coded", "named", "_icd10"})
            words = [k.value for k in node.keywords if not is_word(node, k)]
            return [*_receivers(node), *node.args[skipped:], *words]
        case ast.FunctionDef(body=body):
            return list(body)
        case ast.Assign(targets=[target, *_], value=value):
            # Of several values for several names none can be left out.
            both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            return list(ast.iter_child_nodes(value)) if both else [value]
        case ast.AnnAssign(value=value):
            return [value] if value else []
        case _:
            return list(ast.iter_child_nodes(node))


def _receivers(call: ast.Call) -> list[ast.AST]:
    """What is called; of ``.named(…)`` only what has the name."""
    func = call.func
    return [func.value] if isinstance(func, ast.Attribute) and func.attr == "named" else [func]


def _name(statement: ast.stmt) -> str:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
            return ast.unparse(target).strip("()")
        case _:
            return type(statement).__name__


def _replaced(source: bytes, node: ast.expr, text: str) -> bytes:
    """The source with other text for a node; columns of the ast count bytes."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    assert node.end_lineno is not None and node.end_col_offset is not None  # noqa: PT018, S101  parsed
    first = starts[node.lineno - 1] + node.col_offset
    last = starts[node.end_lineno - 1] + node.end_col_offset
    return source[:first] + text.encode() + source[last:]
