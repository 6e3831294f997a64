"""The stays of the last year in the report, and the days after each discharge."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil

import attrs

from carecoord.adapters.markup import Markup
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.drawing import drawn
from carecoord.adapters.pictures.stays.of_chart import stays_timeline_of
from carecoord.adapters.pictures.stays.values import StaysTimeline
from carecoord.adapters.report.figure import LEFT, figure, span_of
from carecoord.adapters.report.patient_report import PatientReport, day_of

LOOK_BACK = timedelta(days=365)
_ABOUT = (
    "Day 0 is the day of discharge. A readmission is planned or not as far as the record says, "
    "and no measure's exclusions are applied."
)


@attrs.frozen(kw_only=True)
class StaysFigure:
    """The stays of a patient, to be drawn over the days of the other drawings."""

    anchor: str
    timeline: StaysTimeline

    @property
    def days(self) -> tuple[date, date]:
        """From the first admission to the last day of a window."""
        spans = [self.timeline.days_of(one) for one in self.timeline.episodes]
        first = min(span.first for span in spans)
        until = min(ceil(max(span.until for span in spans)) - 1, date.max.toordinal())
        return date.fromordinal(int(first)), date.fromordinal(until)

    def figure(self, first: date, last: date) -> Markup:
        """The drawing of some days, with the same in words under it."""
        timeline = attrs.evolve(self.timeline, shown=span_of(first, last))
        drawing = drawn(timeline, left=LEFT, alone=False)
        name = f"Drawing of the stays of {self.anchor}"
        return figure(drawing, name, _ABOUT, "The stays in words", timeline.words())


def stays_of(patient: PatientReport, as_of: date | datetime) -> StaysFigure | None:
    """The stays that lasted into the year before the day of the look; None without any."""
    today = day_of(as_of)
    year = Span((today - LOOK_BACK).toordinal(), today.toordinal() + 1)
    timeline = stays_timeline_of(patient.chart, as_of=as_of)
    episodes = [one for one in timeline.episodes if timeline.days_of(one).within(year)]
    if not episodes:
        return None
    return StaysFigure(anchor=patient.anchor, timeline=attrs.evolve(timeline, episodes=episodes))
