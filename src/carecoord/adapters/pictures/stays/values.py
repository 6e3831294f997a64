"""What a picture of stays shows: values that somebody laid out, days as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from carecoord.adapters.pictures.picture import Picture
from carecoord.adapters.pictures.spans import Span
from carecoord.model.collected import as_tuple

Kind = Literal["inpatient", "observation", "nonacute", ""]
"""What a stay was: an admission, an observation, non-acute inpatient care (nursing,
rehabilitation), or not told."""
TITLE = "Stays and the days after discharge"


@attrs.frozen(kw_only=True)
class Stay:
    """A stay from the day of admission to that of discharge, None while it lasts.

    ``reason`` says why nothing is followed after it, where nothing is.
    """

    name: str = attrs.field(default="", repr=False)
    admitted: float
    discharged: float | None = None
    kind: Kind = ""
    reason: str = ""

    @property
    def nights(self) -> float | None:
        """How many nights it had; None while it lasts."""
        return None if self.discharged is None else self.discharged - self.admitted

    @property
    def ended(self) -> float:
        """The day of discharge, never while it lasts."""
        return float("inf") if self.discharged is None else self.discharged


@attrs.frozen(kw_only=True)
class Readmission:
    """An admission in the days after a discharge, and how many days after it.

    ``planned`` is None where nobody judged that.
    """

    admitted: float
    days: float
    name: str = attrs.field(default="", repr=False)
    planned: bool | None = None


@attrs.frozen(kw_only=True)
class Episode:
    """A stay, or several that are one, such as by a transfer, and what comes after the discharge.

    ``after`` are the days from the discharge to the last of the window, both inside. Without them
    the last stay says why there is no window.
    """

    stays: tuple[Stay, ...] = attrs.field(converter=as_tuple)
    after: Span | None = None
    readmission: Readmission | None = None

    @property
    def first(self) -> float:
        """The day of the first admission."""
        return self.stays[0].admitted

    @property
    def last(self) -> Stay:
        """The stay that ended it."""
        return max(self.stays, key=lambda stay: (stay.ended, stay.admitted))

    @property
    def kind(self) -> Kind:
        """What it was: an admission when any of its stays was one."""
        admitted = any(stay.kind == "inpatient" for stay in self.stays)
        return "inpatient" if admitted else self.stays[-1].kind


@attrs.frozen(kw_only=True)
class StaysTimeline(Picture):
    """The stays of one patient over time: as SVG, inline in a notebook, and in words.

    Days are numbers of `date.toordinal`, or of a calendar that nobody named unless ``dated``.
    ``window_days`` is how many days after a discharge are looked at, ``today`` is a line, ``shown``
    limits what is drawn, ``notes`` are sentences under the title.
    """

    title: str = attrs.field(default=TITLE, repr=False)
    episodes: tuple[Episode, ...] = attrs.field(default=(), converter=as_tuple)
    window_days: int = 30
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    dated: bool = True
    today: float | None = None
    shown: Span | None = None

    @property
    def stays(self) -> Iterator[Stay]:
        """The stays of all episodes."""
        return (stay for episode in self.episodes for stay in episode.stays)

    def days_of(self, episode: Episode) -> Span:
        """From its admission to the end of what is known of it or of the window after it."""
        today = float("-inf") if self.today is None else self.today
        until = max(
            max(stay.admitted, today) if stay.discharged is None else stay.discharged
            for stay in episode.stays
        )
        until += 1
        return Span(episode.first, max(until, episode.after.until) if episode.after else until)

    def _drawn(self) -> str:
        from carecoord.adapters.pictures.stays.drawing import drawn

        return drawn(self)

    def _sentences(self) -> Iterator[str]:
        from carecoord.adapters.pictures.stays.words import sentences

        return sentences(self)
