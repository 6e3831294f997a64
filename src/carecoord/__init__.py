"""Patient care coordination: who needs what next, by when, why, and who may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carecoord._version import __version__

if TYPE_CHECKING:
    from carecoord.rules.engine.explain import explain as explain
    from carecoord.rules.engine.review import review as review

__all__ = ["__version__", "explain", "review"]


def __getattr__(name: str) -> object:
    """Load the engine when it is first asked for (PEP 562)."""
    if name == "review":
        from carecoord.rules.engine.review import review

        return review
    if name == "explain":
        from carecoord.rules.engine.explain import explain

        return explain
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
