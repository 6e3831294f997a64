"""The supply of medicines in the report: as it is used, and what a finding counts of it."""

from __future__ import annotations

from datetime import date, datetime
from math import ceil

import attrs

from carecoord.adapters.markup import Markup
from carecoord.adapters.pictures.drawing import drawn
from carecoord.adapters.pictures.of_chart import supply_timeline_of
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.values import SupplyTimeline
from carecoord.adapters.report.figure import LEFT, figure, span_of
from carecoord.adapters.report.patient_report import PatientReport

_ABOUT = (
    "An early fill is used when the supply of that drug in hand has ended. Possession, not intake."
)


@attrs.frozen(kw_only=True)
class SupplyFigure:
    """The supply of a patient, to be drawn over the days of the other drawing."""

    anchor: str
    timeline: SupplyTimeline
    supplied: Span

    @property
    def days(self) -> tuple[date, date]:
        """From the first fill to the last day of supply."""
        until = min(ceil(self.supplied.until) - 1, date.max.toordinal())
        return date.fromordinal(int(self.supplied.first)), date.fromordinal(until)

    def figure(self, first: date, last: date) -> Markup:
        """The drawing of some days, with the same in words under it."""
        shown = span_of(first, last)
        lanes = [
            lane for lane in self.timeline.lanes if any(span.within(shown) for span in lane.spans)
        ]
        out = len(self.timeline.lanes) - len(lanes)
        timeline = attrs.evolve(self.timeline, shown=shown, lanes=lanes)
        drawing: Markup | str = drawn(timeline, left=LEFT, alone=False)
        note = f"{_ABOUT}{_without(out)}"
        if not lanes:
            drawing, note = "", f"No supply of medicines is seen from {first} to {last}."
        name = f"Drawing of the supply of {self.anchor}"
        return figure(drawing, name, note, "The supply in words", self.timeline.words())


def _without(lanes: int) -> str:
    if not lanes:
        return ""
    which = "1 medicine" if lanes == 1 else f"{lanes} medicines"
    return f" {which} without supply in these days {'is' if lanes == 1 else 'are'} not drawn."


def supply_of(patient: PatientReport, as_of: date | datetime) -> SupplyFigure | None:
    """The supply of a patient; None when there is none to draw."""
    timeline = supply_timeline_of(patient.chart, patient.review.findings, as_of=as_of)
    spans = [span for lane in timeline.lanes if lane.supplies for span in lane.spans]
    if not spans:
        return None
    supplied = Span(min(one.first for one in spans), max(one.until for one in spans))
    return SupplyFigure(anchor=patient.anchor, timeline=timeline, supplied=supplied)
