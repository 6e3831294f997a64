"""Where the labels of an episode stand, and how much of a row it takes with them."""

from __future__ import annotations

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.lettering import fitted, width
from carecoord.adapters.pictures.marks import LABEL_SIZE, ON_PAPER, Pen
from carecoord.adapters.pictures.sheet import MARGIN, WIDTH
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays import words
from carecoord.adapters.pictures.stays.values import Episode, StaysTimeline
from carecoord.adapters.pictures.words import amount

ROOM = 150
"""Room right of the days for the label of the last episode."""
AWAY, BESIDE = 6, 8
POINT = 7
"""How far the point of a stay that lasts stands out."""
MARK = 7
"""Half of the width of a mark, and a little."""
MOST_REASON = 150


def beside(episode: Episode, timeline: StaysTimeline, pen: Pen) -> str:
    """What stands beside an episode: the last day of its window, or why it has none."""
    whole, dated = pen.axis.span, timeline.dated
    end = timeline.days_of(episode).until
    if not whole.first < end <= whole.until:
        return ""
    if episode.after is None:
        if episode.kind in {"observation", "nonacute"} and episode.last.discharged is not None:
            return ""  # the lane is named so
        return fitted(episode.last.reason or words.nights(episode.last), LABEL_SIZE, MOST_REASON)
    told = f"to {words.last_day(episode, dated=dated)}"
    day = day_told(episode)
    return told if not day or within_band(episode, pen) else f"{told} ({day})"


def day_told(episode: Episode) -> str:
    """The day of a readmission."""
    found = episode.readmission
    if found is None:
        return ""
    return f"day {amount(found.days)}{', planned' if found.planned else ''}"


def within_band(episode: Episode, pen: Pen) -> tuple[float, str] | None:
    """Where the day of a readmission stands in the window: right of its mark, else left of it."""
    found, after = episode.readmission, episode.after
    if found is None or after is None:
        return None
    middle = pen.axis.x(found.admitted + 0.5)
    need = width(day_told(episode), LABEL_SIZE) + MARK + AWAY
    if pen.axis.x(after.until) - middle >= need:
        return middle + MARK, "start"
    begins = max(pen.axis.x(after.first + 1), pen.axis.left)
    return (middle - MARK, "end") if middle - begins >= need else None


def extent(episode: Episode, timeline: StaysTimeline, pen: Pen, label: str) -> Span:
    """From where to where an episode takes a row, its label beside it included."""
    left, right = sides(episode, timeline, pen)
    at = placed(left, right, label, pen)
    if at is None:
        return Span(left, right + BESIDE)
    wide = width(label, LABEL_SIZE)
    return Span(min(left, at), max(right, at + wide) + BESIDE)


def sides(episode: Episode, timeline: StaysTimeline, pen: Pen) -> tuple[float, float]:
    """Where an episode begins and ends; one that lasts has a point."""
    days = timeline.days_of(episode)
    point = POINT if episode.last.discharged is None else 0
    return pen.axis.x(days.first), pen.axis.x(days.until) + point


def placed(left: float, right: float, label: str, pen: Pen) -> float | None:
    """Where a label begins: after the episode, else before it, else nowhere."""
    wide = width(label, LABEL_SIZE)
    if not label:
        return None
    if right + AWAY + wide <= WIDTH - MARGIN:
        return right + AWAY
    before = left - AWAY - wide
    return before if before >= pen.axis.left else None


def on_paper(told: str, x: float, y: float, anchor: str = "start") -> Markup:
    """A label with a ground of its own, so that lines do not run through it."""
    wide = width(told, LABEL_SIZE)
    left = x - wide if anchor == "end" else x
    ground = element(
        "rect", x=round(left, 2), y=y - 9, width=round(wide, 2), height=11, rx=2, class_="paper"
    )
    ends = "end" if anchor == "end" else None
    text = element("text", told, x=round(x, 2), y=y, text_anchor=ends, class_=ON_PAPER)
    return joined(ground, text)
