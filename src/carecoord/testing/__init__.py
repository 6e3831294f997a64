"""What other packages prove themselves with: strategies, laws, synthetic charts, cases."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.testing import examples as examples
    from carecoord.testing import strategies as strategies
    from carecoord.testing.cases import CaseResult as CaseResult
    from carecoord.testing.cases import CaseResults as CaseResults
    from carecoord.testing.cases import run_cases as run_cases
    from carecoord.testing.invented import synthetic as synthetic

_HOME_OF = {
    "CaseResult": "cases",
    "CaseResults": "cases",
    "examples": "examples",
    "run_cases": "cases",
    "strategies": "strategies",
    "synthetic": "invented",
}
"""The module of each name; one that is its own home is the module itself."""

__all__ = ["CaseResult", "CaseResults", "examples", "run_cases", "strategies", "synthetic"]


def __getattr__(name: str) -> object:
    """Load a part when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = import_module(f"{__name__}.{_HOME_OF[name]}")
    return home if name == _HOME_OF[name] else getattr(home, name)


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
