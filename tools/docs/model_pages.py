"""The page of the model's types."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from html import escape

import attrs

from carecoord import model


def model_page() -> str:
    """Every public type with its fields."""
    lines = [
        "# Types of the model",
        "",
        "All of them are immutable.",
        "A field whose name ends in `_on` is a day or an instant, one in `_at` an instant.",
        "Ids are those of facts of the same chart.",
        "",
    ]
    for name in model.__all__:
        value = getattr(model, name)
        if inspect.isclass(value):
            lines += [f"## {name}", "", inspect.getdoc(value) or "", "", *_fields(value)]
    return "\n".join(lines).rstrip() + "\n"


def _fields(value: type) -> Iterator[str]:
    if not attrs.has(value):
        if members := getattr(value, "__members__", None):
            yield from ("| value | means |", "|---|---|")
            yield from (f"| `{key}` | {member.value} |" for key, member in members.items())
            yield ""
        return
    fields = [f for f in attrs.fields(value) if f.name not in {"source", "labels", "identifiers"}]
    if fields:
        yield from ("| field | type |", "|---|---|")
        yield from (f"| `{f.name}` | {_kind(f.type)} |" for f in fields)
        yield ""


def _kind(annotation: object) -> str:
    """A type as code, in which a bar does not end the cell of a table."""
    return f"<code>{escape(str(annotation)).replace('|', '&#124;')}</code>"
