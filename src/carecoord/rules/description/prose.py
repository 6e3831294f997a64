"""What the module of a rule says in its own words."""

from __future__ import annotations

import sys
from types import ModuleType


def module_of(code: object) -> ModuleType | None:
    """The module in which a function was written."""
    return sys.modules.get(getattr(code, "__module__", ""))


def prose(code: object) -> tuple[str, ...]:
    """The paragraphs of a module's docstring."""
    module = module_of(code)
    text = "" if module is None else module.__doc__ or ""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return tuple(part for part in paragraphs if part)
