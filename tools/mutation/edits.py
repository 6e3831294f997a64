"""The changes that mutants consist of: each the text that takes the place of one expression."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from textwrap import shorten

from schedule_edits import edges_of, elements_of, member_of, spans_of

WORDS = {"title", "population", "limits", "closes", "departures", "window_over", "says"}
WORDS |= {"trigger_name", "superseded_name", "stopped_name"}
KEYED = {"Group", "Step"}
"""What has a name that is part of a key."""
OWN_SETS = {"ValueSet"}
"""Sets of our own: their name and address are only read."""
CONDITIONS = {"AgeAt", "All", "Any", "Covered", "Days", "Exists", "Lowest"}
WINDOWS = ("during", "ending", "overlapping", "starting")
NEEDS_ALL = {"_vsac", "loinc", "snomed", "rxnorm", "Code", "Span", "days_after", "Days", "AgeAt"}
NEEDS_ALL |= {"Exists", "Not", "First", "Last", "LastDay", "timed", "linked", "only_if", *WINDOWS}
"""Calls that need each argument: without one no module can be imported, so no row has to notice."""
NEEDS_FIRST = {"coded", "named", "where", "where_not", "with_value", "with_principal_diagnosis"}
NEEDS_FIRST |= {"_icd10"}
NEEDS_ALL |= {"cpt", "days", "business_days", "months", "date", "conditions", "because_of"}
NEEDED = {
    "Rule": {"id", "edition", "shape"},
    "FollowUp": {"trigger", "steps", "lapses_after"},
    "Step": {"name", "earliest", "due", "closed_by"},
}
"""The keyword arguments that a call cannot do without."""
PAIRS = (
    ("All", "Any"),
    ("First", "Last"),
    ("plus", "minus"),
    ("start", "end"),
    ("where", "where_not"),
    ("results", "symptoms"),
    ("active_medications", "medication_orders"),
    ("MP", "UNTIL_MP_END"),
    ("MP_START", "MP_END"),
    ("INTAKE_START", "INTAKE_END"),
)
SWAPS: dict[str, tuple[str, ...]] = {
    **{window: tuple(w for w in WINDOWS if w != window) for window in WINDOWS},
    **{name: (other,) for pair in PAIRS for name, other in (pair, pair[::-1])},
    "LastDay": ("Last", "First"),
}
LOINC = re.compile(r"[0-9]+-[0-9]")
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


def edits_of(node: ast.expr, constants: tuple[str, ...] = ()) -> Iterator[Edit]:
    """Every change to a node itself; its parts have changes of their own."""
    match node:
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Attribute(value=ast.Name(id="vs"), attr=name) if name in constants:
            other = constants[(constants.index(name) + 1) % len(constants)]
            yield f"{name} -> {other}", f"vs.{other}"
        case ast.Attribute(attr=name):
            yield from member_of(node)
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
        case ast.Set():
            yield from elements_of(node)
        case _:
            yield from _of_operator(node)


def _of_constant(node: ast.Constant) -> Iterator[Edit]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", repr(not value)
    elif isinstance(value, int):
        yield from ((f"{value} -> {n}", repr(n)) for n in (value - 1, value + 1))
    elif isinstance(value, str):
        other = _other_loinc(value) if LOINC.fullmatch(value) else value + "0"
        yield f"{value!r} -> {other!r}", repr(other)


def _other_loinc(code: str) -> str:
    """The code of the next number, with its own check digit: others cannot be written at all."""
    number = str(int(code.partition("-")[0]) + 1)
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(number))]
    return f"{number}-{-sum(n // 10 + n % 10 for n in doubled) % 10}"


def _of_call(call: ast.Call) -> Iterator[Edit]:
    name, receiver = called(call), getattr(call.func, "value", None)
    for number, part in enumerate(call.args):
        if name not in NEEDS_ALL and not (name in NEEDS_FIRST and number == 0):
            kept = call.args[:number] + call.args[number + 1 :]
            yield f"{name} without {_short(part)}", _call(call, kept, call.keywords)
    yield from spans_of(call)
    yield from edges_of(call)
    for keyword in call.keywords:
        if not is_word(call, keyword) and keyword.arg not in NEEDED.get(name, ()):
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


def is_word(call: ast.Call, keyword: ast.keyword) -> bool:
    """Whether an argument is only read by people."""
    name = called(call)
    if (name == "Rule" and keyword.arg == "citation") or (
        name in OWN_SETS and keyword.arg == "url"
    ):
        return True
    return keyword.arg in WORDS or (keyword.arg == "name" and name not in KEYED)


def called(call: ast.Call) -> str:
    """The name of what is called."""
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else ast.unparse(func)


def _is_class(receiver: ast.expr) -> bool:
    name = ast.unparse(receiver)
    return name.isidentifier() and name[0].isupper() and not name.isupper()


def _call(call: ast.Call, args: list[ast.expr], keywords: list[ast.keyword]) -> str:
    return ast.unparse(ast.Call(call.func, args, keywords))


def _short(node: ast.expr) -> str:
    return shorten(ast.unparse(node), 70, placeholder=" …")
