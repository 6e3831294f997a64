"""The first half of taking a chart in: uniting it with what is kept of the same patient."""

from __future__ import annotations

import attrs

from carecoord.adapters.run_summary import RunSummary
from carecoord.errors import ChartNotFound
from carecoord.model.chart import Chart
from carecoord.model.unite import apart, birth_dates_differ, unite
from carecoord.ports import Moment, Records, StoredChart


@attrs.frozen(kw_only=True)
class Step:
    """A chart as it was read, and as it is when united with the stored version (0: none)."""

    read: Chart
    united: Chart
    version: int
    changed: bool
    summary: RunSummary

    def covered(self, records: Records, moment: Moment, fingerprint: str) -> bool:
        """Whether the last review still holds, for this chart."""
        record = records.review(self.read.key)
        return (
            not self.changed
            and record is not None
            and record.covers(moment, fingerprint, self.version)
        )


def united_with_stored(records: Records, chart: Chart) -> Step:
    """Unite a chart with the stored one; one of another birth date is another patient's."""
    stored, problems = _stored(records, chart.key), 0
    if stored and birth_dates_differ(stored.chart.patient.birth_date, chart.patient.birth_date):
        chart, problems = apart(chart), 1
        stored = _stored(records, chart.key)
    if stored is None:
        counts = RunSummary(charts=1, problems=problems, saved=1)
        return Step(read=chart, united=chart, version=0, changed=True, summary=counts)
    united, conflicts = unite(stored.chart, chart)
    changed = united != stored.chart
    return Step(
        read=chart,
        united=united,
        version=stored.version,
        changed=changed,
        summary=RunSummary(
            charts=1,
            problems=problems,
            saved=int(changed),
            conflicts=sum(conflict.count for conflict in conflicts),
        ),
    )


def _stored(records: Records, key: str) -> StoredChart | None:
    try:
        return records.chart(key)
    except ChartNotFound:
        return None
