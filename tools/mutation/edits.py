"""Make mutants: one small change each to the source of a module of declarations.

Left out is what never decides anything: docstrings, imports, annotations, citations, and the words
that people read (titles, populations, limits, names of clauses and of sets of our own). The names
of groups and of value sets do decide: a group's is part of a key, a set's of what is missing.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

WORDS = {"title", "population", "limits", "closes"}
CONDITIONS = {"AgeAt", "All", "Any", "Covered", "Days", "Exists", "Lowest"}
WINDOWS = ("during", "ending", "overlapping", "starting")
SWAPS: dict[str, tuple[str, ...]] = {
    **{window: tuple(w for w in WINDOWS if w != window) for window in WINDOWS},
    **{a: (b,) for pair in (("All", "Any"), ("First", "Last")) for a, b in (pair, pair[::-1])},
    **{a: (b,) for pair in (("plus", "minus"), ("start", "end")) for a, b in (pair, pair[::-1])},
    "LastDay": ("Last", "First"),
    "where": ("where_not",),
    "where_not": ("where",),
    "results": ("symptoms",),
    "symptoms": ("results",),
    "active_medications": ("medication_orders",),
    "medication_orders": ("active_medications",),
    "MP": ("UNTIL_MP_END",),
    "UNTIL_MP_END": ("MP",),
    "MP_START": ("MP_END",),
    "MP_END": ("MP_START",),
    "INTAKE_START": ("INTAKE_END",),
    "INTAKE_END": ("INTAKE_START",),
}
OPERATORS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}

Edit = tuple[str, str]
"""What is changed, in words, and the text that takes the place of the node."""


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
    seen: Counter[str] = Counter()
    for statement in ast.parse(source).body:
        for node in _deciding(statement):
            for change, text in edits_of(node, constants):
                key = f"{path.name}: {_name(statement)}: {change}"
                seen[key] += 1
                unique = key if seen[key] == 1 else f"{key} (#{seen[key]})"
                yield Mutant(path, node.lineno, unique, _replaced(source, node, text))


def constants_in(path: Path) -> tuple[str, ...]:
    """The public constants that a module defines."""
    body = ast.parse(path.read_bytes()).body
    names = [n.targets[0] for n in body if isinstance(n, ast.Assign)]
    return tuple(n.id for n in names if isinstance(n, ast.Name) and n.id.isupper())


def edits_of(node: ast.expr, constants: tuple[str, ...] = ()) -> Iterator[Edit]:
    """Every change to a node itself; its parts have changes of their own."""
    match node:
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Attribute(value=ast.Name(id="vs"), attr=name) if name in constants:
            other = constants[(constants.index(name) + 1) % len(constants)]
            yield f"{name} -> {other}", f"vs.{other}"
        case ast.Attribute(attr=name):
            for other in SWAPS.get(name, ()):
                yield f".{name} -> .{other}", f"{ast.unparse(node.value)}.{other}"
        case ast.Name(id=name):
            yield from ((f"{name} -> {other}", other) for other in SWAPS.get(name, ()))
        case ast.Call():
            yield from _of_call(node)
        case ast.Tuple(elts=parts):
            for part in parts:
                kept = [p for p in parts if p is not part]
                yield f"without {_short(part)}", ast.unparse(ast.Tuple(kept, ast.Load()))
        case _:
            yield from _of_operator(node)


def _of_constant(node: ast.Constant) -> Iterator[Edit]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", repr(not value)
    elif isinstance(value, int):
        yield from ((f"{value} -> {n}", repr(n)) for n in (value - 1, value + 1))
    elif isinstance(value, str):
        yield f"{value!r} -> {value + '0'!r}", repr(value + "0")


def _of_call(call: ast.Call) -> Iterator[Edit]:
    name, receiver = _called(call), getattr(call.func, "value", None)
    for number, part in enumerate(call.args):
        if not (name in {"coded", "named"} and number == 0):
            kept = call.args[:number] + call.args[number + 1 :]
            yield f"{name} without {_short(part)}", _call(call, kept, call.keywords)
    for keyword in call.keywords:
        if not _is_word(call, keyword):
            others = [k for k in call.keywords if k is not keyword]
            yield f"{name} without {keyword.arg}=", _call(call, call.args, others)
    if receiver is not None and name != "named" and not _is_class(receiver):
        yield f"without .{name}(…)", ast.unparse(receiver)
    if name in CONDITIONS:
        yield f"not {_short(call)}", f"Not({ast.unparse(call)})"
    if name == "Not":
        yield f"no longer {_short(call)}", ast.unparse(call.args[0])
    if name == "Span":
        yield from _open_spans(call)


def _open_spans(span: ast.Call) -> Iterator[Edit]:
    for number, side in enumerate(span.args):
        if ast.unparse(side) != "None":
            sides = [*span.args[:number], ast.Constant(None), *span.args[number + 1 :]]
            yield f"Span open instead of {_short(side)}", _call(span, sides, [])


def _of_operator(node: ast.expr) -> Iterator[Edit]:
    match node:
        case ast.BinOp(left=left, right=right, op=ast.BitOr()):
            yield f"without {_short(right)}", ast.unparse(left)
            yield f"without {_short(left)}", ast.unparse(right)
        case ast.BoolOp(values=values, op=operator):
            for value in values:
                kept = [f"({ast.unparse(v)})" for v in values if v is not value]
                word = " and " if isinstance(operator, ast.And) else " or "
                yield f"without {_short(value)}", word.join(kept)
            other = " or " if isinstance(operator, ast.And) else " and "
            swapped = other.join(f"({ast.unparse(v)})" for v in values)
            yield f"{other.strip()} in {_short(node)}", f"({swapped})"
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            changed = ast.unparse(ast.Compare(left, [OPERATORS[type(operator)]()], [right]))
            yield f"{_short(node)} -> {changed}", changed
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"no longer {_short(node)}", ast.unparse(operand)


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
        case ast.Call() if _called(node) == "Citation":
            return []
        case ast.Call():
            skipped = int(_called(node) in {"coded", "named"})
            words = [k.value for k in node.keywords if not _is_word(node, k)]
            return [*_receivers(node), *node.args[skipped:], *words]
        case ast.AnnAssign(value=value):
            return [value] if value else []
        case ast.FunctionDef(body=body):
            return list(body)
        case ast.Assign(value=value):
            return [value]
        case _:
            return list(ast.iter_child_nodes(node))


def _receivers(call: ast.Call) -> list[ast.AST]:
    """What is called; of ``.named(…)`` only what has the name."""
    func = call.func
    return [func.value] if isinstance(func, ast.Attribute) and func.attr == "named" else [func]


def _is_word(call: ast.Call, keyword: ast.keyword) -> bool:
    """Whether an argument is only read by people."""
    name = _called(call)
    if name == "Rule" and keyword.arg == "citation":
        return True
    return keyword.arg in WORDS or (keyword.arg == "name" and name != "Group")


def _called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else ast.unparse(func)


def _is_class(receiver: ast.expr) -> bool:
    name = ast.unparse(receiver)
    return name.isidentifier() and name[0].isupper() and not name.isupper()


def _call(call: ast.Call, args: list[ast.expr], keywords: list[ast.keyword]) -> str:
    return ast.unparse(ast.Call(call.func, args, keywords))


def _short(node: ast.expr) -> str:
    return shorten(ast.unparse(node), 70, placeholder=" …")


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
