"""The age form of the Charlson index: a point for each decade from 50.

Source: Charlson et al., J Clin Epidemiol 1994;47(11):1245-1251, doi:10.1016/0895-4356(94)90129-5,
in a restatement (SECONDARY).
"""

from __future__ import annotations

DECADES_FROM = (50, 60, 70, 80)
"""From each of these ages there is one point more."""


def age_points(years: int) -> int:
    """The points of an age in completed years."""
    return sum(years >= decade for decade in DECADES_FROM)
