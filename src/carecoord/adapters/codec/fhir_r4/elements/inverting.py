"""Words that turn the meaning of a fact around."""

from __future__ import annotations

INVERTING = ("entered-in-error", "refuted", "not-done", "not-taken")
"""First those that take the most back."""
