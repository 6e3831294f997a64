"""What Hypothesis calls when it is imported, by its entry point."""

from __future__ import annotations


def _hypothesis_setup_hook() -> None:  # pyright: ignore[reportUnusedFunction]
    """Register the strategies; Hypothesis gives hooks this name in its documentation.

    They are taken from their own module: when the package itself is what imports Hypothesis, it is
    only half loaded here.
    """
    from carecoord.testing.strategies.registration import register

    register()
