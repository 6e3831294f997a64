"""One ``repr`` for all values, in the words of attrs.

attrs writes and compiles a method for each class when it is imported. Of some two hundred classes
that is a tenth of what a start costs, and nothing but a person ever asks for it. A class takes this
one by ``__repr__ = shown``; its subclasses say ``repr=False`` and have it from there.
"""

from __future__ import annotations

from typing import Any

import attrs


def shown(self: Any) -> str:  # noqa: ANN401  a value of any class made by attrs
    """The class and what stands in its fields, those left out that say ``repr=False``."""
    kind: type[Any] = self.__class__
    fields = (f"{one.name}={getattr(self, one.name)!r}" for one in attrs.fields(kind) if one.repr)
    name = kind.__qualname__.rpartition(">.")[2]
    return f"{name}({', '.join(fields)})"
