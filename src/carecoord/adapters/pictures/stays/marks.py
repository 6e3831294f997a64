"""What stands on a lane of stays: bars, windows after a discharge, readmissions in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import attrs

from carecoord.adapters.markup import Markup, element
from carecoord.adapters.pictures.marks import BAR, IN_BAR, ON_PAPER, Pen
from carecoord.adapters.pictures.spans import Span, in_rows
from carecoord.adapters.pictures.stays import labels, words
from carecoord.adapters.pictures.stays.values import Episode, Readmission, Stay, StaysTimeline

BARS = {"inpatient": "stay", "": "stay", "observation": "observation", "nonacute": "nonacute"}
"""How the bar of a stay is drawn: admissions filled, others in outline."""
ROW = 24
MOST_ROWS = 14
"""Episodes over one another on a lane; more of them lie on each other, without labels."""
_ABOVE, _LETTERS = 5, 11


@attrs.frozen(kw_only=True)
class Lane:
    """Episodes of a kind in the rows of a lane, with what stands beside each."""

    timeline: StaysTimeline
    episodes: Sequence[Episode]
    rows: Sequence[int]
    beside: Sequence[str]
    labelled: bool
    pen: Pen

    @classmethod
    def of(cls, timeline: StaysTimeline, episodes: Sequence[Episode], pen: Pen) -> Lane:
        """Episodes in as many rows as there have to be, so that no label lies on another."""
        beside = [labels.beside(one, timeline, pen) for one in episodes]
        rows = _rows(timeline, episodes, pen, beside)
        labelled = max(rows, default=0) < MOST_ROWS
        if not labelled:
            beside = [""] * len(episodes)
            rows = [row % MOST_ROWS for row in _rows(timeline, episodes, pen, beside)]
        return cls(
            timeline=timeline, episodes=episodes, rows=rows, beside=beside, labelled=labelled,
            pen=pen,
        )  # fmt: skip

    @property
    def height(self) -> float:
        """The height of all rows."""
        return ROW * (max(self.rows) + 1)

    def drawn(self, y: float) -> Iterator[Markup]:
        """Everything on the lane, from a height down."""
        for episode, row, told in zip(self.episodes, self.rows, self.beside, strict=True):
            yield from self._episode(episode, y + ROW * row + _ABOVE, told)

    def _episode(self, episode: Episode, y: float, told: str) -> Iterator[Markup]:
        if episode.after is not None and self.pen.sees(_band(episode.after)):
            yield from self._after(episode, episode.after, y)
        for stay, following in zip_longest(episode.stays, episode.stays[1:]):
            yield from self._stay(stay, following, y)
        if len(episode.stays) > 1:
            yield self._joined(episode, y)
        found = episode.readmission
        if found is not None and self.pen.sees(Span(found.admitted, found.admitted + 1)):
            yield from self._readmission(episode, found, y)
        left, right = labels.sides(episode, self.timeline, self.pen)
        at = labels.placed(left, right, told, self.pen)
        if at is not None:
            yield labels.on_paper(told, at, y + _LETTERS)

    def _stay(self, stay: Stay, following: Stay | None, y: float) -> Iterator[Markup]:
        span = Span(stay.admitted, self._until(stay, following))
        if not self.pen.sees(span):
            return
        says = words.stay(stay, dated=self.timeline.dated)
        yield self.pen.bar(span, y, BAR, class_=BARS[stay.kind], says=says)
        if stay.discharged is None:
            right = self.pen.axis.x(span.until)
            yield element("path", d=f"M{right} {y}l6 7l-6 7z", class_="stay")
        elif self.labelled:
            kind = IN_BAR if BARS[stay.kind] == "stay" else ON_PAPER
            yield self.pen.label(self._seen(span), y + _LETTERS, words.nights(stay), kind)

    def _until(self, stay: Stay, following: Stay | None) -> float:
        """Where the bar of a stay ends: a transfer ends it where the next one begins."""
        if stay.discharged is None:
            today = self.timeline.today
            return max(stay.admitted, stay.admitted if today is None else today) + 1
        until = stay.discharged + 1
        if following is None or following.ended < stay.ended:
            return until
        return max(stay.admitted, min(until, following.admitted))

    def _seen(self, span: Span) -> Span:
        return span.within(self.pen.axis.span) or span

    def _joined(self, episode: Episode, y: float) -> Markup:
        days = Span(episode.first, self._until(episode.last, None))
        left, right = self.pen.axis.x(days.first), self.pen.axis.x(days.until)
        title = element("title", f"{len(episode.stays)} stays that are one episode")
        path = f"M{left} {y + BAR}v3H{right}v-3"
        return element("path", title, d=path, class_="joined")

    def _after(self, episode: Episode, after: Span, y: float) -> Iterator[Markup]:
        pen, timeline = self.pen, self.timeline
        says = words.after(episode, timeline)
        yield pen.bar(_band(after), y, BAR, class_="after", says=says)
        if pen.axis.span.first < after.until <= pen.axis.span.until:
            at = pen.axis.x(after.until)
            yield element("line", x1=at, x2=at, y1=y - 1, y2=y + BAR + 1, class_="last")

    def _readmission(self, episode: Episode, found: Readmission, y: float) -> Iterator[Markup]:
        says = words.readmission(found, dated=self.timeline.dated)
        x = self.pen.axis.x(found.admitted + 0.5)
        yield mark(found.planned, x, y + BAR / 2, says)
        place = labels.within_band(episode, self.pen)
        if place is not None and self.labelled:
            at, anchor = place
            yield labels.on_paper(labels.day_told(episode), at, y + _LETTERS, anchor)


def _band(after: Span) -> Span:
    """The window without the day of discharge, which the bar of the stay has."""
    return Span(after.first + 1, after.until)


def _rows(
    timeline: StaysTimeline, episodes: Sequence[Episode], pen: Pen, beside: Sequence[str]
) -> list[int]:
    taken = [
        labels.extent(one, timeline, pen, told) for one, told in zip(episodes, beside, strict=True)
    ]
    return in_rows(taken, len(taken))


def mark(planned: bool | None, x: float, y: float, says: str = "") -> Markup:  # noqa: FBT001  it is drawn
    """A readmission: a diamond, planned a ring, not judged a triangle."""
    title = element("title", says) if says else ""
    if planned:
        return element("circle", title, cx=x, cy=y, r=4.5, class_="planned")
    shape = "l5 9h-10z" if planned is None else "l5 5l-5 5l-5 -5z"
    top = y - 5 if planned is not None else y - 4.5
    return element("path", title, d=f"M{x} {top:g}{shape}", class_="readmitted")
