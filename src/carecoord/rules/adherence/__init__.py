"""Adherence: possession of medicines, as fills show it."""

from __future__ import annotations

RULES = ()
