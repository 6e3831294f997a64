"""What the module of a rule says in its own words."""

from __future__ import annotations

import re
import sys
from types import ModuleType

_LITERAL = re.compile(r"``(.+?)``", re.DOTALL)


def module_of(code: object) -> ModuleType | None:
    """The module in which a function was written."""
    return sys.modules.get(getattr(code, "__module__", ""))


def prose(code: object) -> tuple[str, ...]:
    """The paragraphs of a module's docstring, without the marks of names and literal texts."""
    module = module_of(code)
    text = _LITERAL.sub(r"\1", "" if module is None else module.__doc__ or "")
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return tuple(part for part in paragraphs if part)
