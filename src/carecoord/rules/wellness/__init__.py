"""Wellness: visits and exams that a time of life, a pregnancy, a month or a year asks for."""

from __future__ import annotations

from carecoord.rules.wellness import (
    annual_visit,
    chronic_care,
    eye_exam_after_birth,
    eye_exam_in_pregnancy,
    first_prenatal_visit,
    prenatal_visits,
    well_child,
)

RULES = (
    annual_visit.RULE,
    chronic_care.RULE,
    eye_exam_after_birth.RULE,
    eye_exam_in_pregnancy.RULE,
    first_prenatal_visit.RULE,
    prenatal_visits.RULE,
    well_child.RULE,
)
