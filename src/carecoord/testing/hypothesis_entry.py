"""What Hypothesis calls when it is imported, by its entry point."""

from __future__ import annotations


def _hypothesis_setup_hook() -> None:
    """Register the strategies; Hypothesis gives hooks this name in its documentation."""
    from carecoord.testing.strategies import register

    register()
