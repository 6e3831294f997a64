"""What the report says about one patient."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

import attrs

from carecoord.model.chart import Chart
from carecoord.model.collected import as_tuple
from carecoord.rules.engine.answers import answering
from carecoord.rules.engine.finding import Finding, Review
from carecoord.rules.worklist import WorkItem


@attrs.frozen(kw_only=True)
class PatientReport:
    """A chart, its review, and the patient's work items as they are kept."""

    chart: Chart
    review: Review
    items: tuple[WorkItem, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def anchor(self) -> str:
        """The name of the patient's section within the page."""
        return f"patient-{self.chart.key[:12]}"

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that ask for something."""
        return tuple(f for f in self.review.findings if f.action is not None)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Names within the page of the findings that answer what others hold open, by their key."""
        findings = self.review.findings
        answers = {
            found.key
            for finding in findings
            for line in finding.evidence
            for name in line.answered_by
            for found in answering(name, finding, findings)
        }
        return {key: f"{self.anchor}-{place}" for place, key in enumerate(sorted(answers))}


def day_of(moment: date | datetime) -> date:
    """The calendar day of a date or instant, as written."""
    return moment.date() if isinstance(moment, datetime) else moment
