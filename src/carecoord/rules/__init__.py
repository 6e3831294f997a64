"""The verbs: pure rules over a view of a chart, without input or output, without a clock."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.rules.engine.citation import Citation as Citation
    from carecoord.rules.engine.citation import Status as Status
    from carecoord.rules.engine.finding import Action as Action
    from carecoord.rules.engine.finding import Evidence as Evidence
    from carecoord.rules.engine.finding import Finding as Finding
    from carecoord.rules.engine.finding import Outcome as Outcome
    from carecoord.rules.engine.finding import Review as Review
    from carecoord.rules.engine.finding import Urgency as Urgency
    from carecoord.rules.engine.licence import Licence as Licence
    from carecoord.rules.engine.rule import Rule as Rule

_HOME_OF = {
    "Action": "engine.finding",
    "Citation": "engine.citation",
    "Evidence": "engine.finding",
    "Finding": "engine.finding",
    "Licence": "engine.licence",
    "Outcome": "engine.finding",
    "Review": "engine.finding",
    "Rule": "engine.rule",
    "Status": "engine.citation",
    "Urgency": "engine.finding",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
