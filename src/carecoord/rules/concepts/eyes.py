"""Exams of the eyes with wide pupils, or images of the retina that serve as well."""

from __future__ import annotations

from carecoord.model.code import cpt, loinc, snomed
from carecoord.rules.criteria import coded

EYE_EXAM = coded(
    "Dilated eye exam",
    loinc("32451-7"),
    snomed("252779009"),
    snomed("314971001"),
    snomed("314972008"),
    cpt("92227"),
    cpt("92228"),
    cpt("92229"),
)
