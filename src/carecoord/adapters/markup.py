"""Building HTML: everything that comes from data is made harmless here, and nowhere else."""

from __future__ import annotations

from html import escape

from carecoord.adapters.obeyed import shown_only


class Markup(str):
    """Text that is already HTML."""

    __slots__ = ()


def text(value: object) -> Markup:
    """Make any value into HTML text."""
    return value if isinstance(value, Markup) else Markup(_escaped(value))


def element(name: str, *content: object, **attributes: object) -> Markup:
    """Make an element. An attribute that is None or False is left out, ``_`` stands for ``-``."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_escaped(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{told}>{joined(*content)}</{name}>")


def joined(*content: object) -> Markup:
    """Put pieces one after another."""
    return Markup("".join(text(part) for part in content))


def _escaped(value: object) -> str:
    return escape(shown_only(str(value)), quote=True)
