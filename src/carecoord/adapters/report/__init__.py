"""A report that a person can read: one HTML file that needs nothing else."""

from __future__ import annotations

from carecoord.adapters.report.page import render, write
from carecoord.adapters.report.patient_report import PatientReport

__all__ = ["PatientReport", "render", "write"]
