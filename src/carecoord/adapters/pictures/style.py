"""How drawings look: colours in light and dark; what a colour says, a shape or a word says too."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(1)
def style() -> str:
    """The style sheet of drawings, for a page that holds many of them."""
    return resources.files("carecoord.adapters.pictures").joinpath("style.css").read_text("utf-8")
