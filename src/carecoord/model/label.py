"""Sensitivity labels: who may not see the fact may not see what was derived from it."""

from __future__ import annotations

from enum import Enum


class Label(Enum):
    """Why a fact needs more care than the rest of the chart.

    A set of labels is stricter than any part of it; whatever is derived from facts carries the
    union of their labels.
    """

    PART_2 = "42 CFR Part 2 (substance use treatment)"
    PSYCHOTHERAPY_NOTES = "psychotherapy notes"
    MINOR_CONFIDENTIAL = "minor-confidential"
    SAFE_CONTACT = "contact only by the safe channel"
    SEXUAL_HEALTH = "sexual and reproductive health"
    HIV = "HIV"
    MENTAL_HEALTH = "mental health"
    GENETIC = "genetic information"
    VIOLENCE = "abuse or violence"
    RESTRICTED = "restricted by the source"
