"""What a picture of supply shows: values that somebody laid out, days as numbers."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.adapters.pictures.picture import Picture
from carecoord.adapters.pictures.spans import Span
from carecoord.model.collected import as_tuple


@attrs.frozen(kw_only=True)
class Supply:
    """A fill as it is used.

    ``filled`` is the day of the fill, ``used`` when its supply is used, later than filled when
    supply was in hand. ``counted`` says whether the measure counts it.
    """

    drug: str = attrs.field(repr=False)
    filled: float
    days: float
    used: Span
    counted: bool = True

    @property
    def shifted(self) -> bool:
        """Whether it is used from a later day than that of the fill."""
        return self.used.first > self.filled


@attrs.frozen(kw_only=True)
class Lane:
    """A line of the picture: the fills of a drug, or what a measure holds for covered.

    ``held`` are the days with supply that a measure counts, ``gaps`` those without. ``between`` are
    days without this drug on which another may be in hand.
    """

    name: str = attrs.field(repr=False)
    supplies: tuple[Supply, ...] = attrs.field(default=(), converter=as_tuple)
    held: tuple[Span, ...] = attrs.field(default=(), converter=as_tuple)
    gaps: tuple[Span, ...] = attrs.field(default=(), converter=as_tuple)
    between: tuple[Span, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def spans(self) -> Iterator[Span]:
        """Everything drawn on it."""
        for supply in self.supplies:
            until = max(supply.used.until, supply.filled)
            yield Span(min(supply.filled, supply.used.first), until)
        yield from self.held
        yield from self.gaps


@attrs.frozen(kw_only=True)
class Window:
    """A window with a name; more than one span when days in between are taken out.

    The days of one that ``counts`` are the denominator: its edges go down through the lanes.
    """

    name: str
    spans: tuple[Span, ...] = attrs.field(converter=as_tuple)
    counts: bool = False


@attrs.frozen(kw_only=True)
class Result:
    """What a measure came to, or why to nothing. ``about`` says what the numbers count."""

    name: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    reason: str | None = None
    about: str = "days"


@attrs.frozen(kw_only=True)
class SupplyTimeline(Picture):
    """The supply of one patient over time: as SVG, inline in a notebook, and in words.

    Days are numbers of `date.toordinal`, or of a calendar that nobody named unless ``dated``.
    ``today`` is a line, ``shown`` limits what is drawn, ``notes`` are sentences under the title.
    """

    title: str = attrs.field(default="Supply of medicines", repr=False)
    lanes: tuple[Lane, ...] = attrs.field(default=(), converter=as_tuple)
    stays: tuple[Span, ...] = attrs.field(default=(), converter=as_tuple)
    windows: tuple[Window, ...] = attrs.field(default=(), converter=as_tuple)
    results: tuple[Result, ...] = attrs.field(default=(), converter=as_tuple)
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    dated: bool = True
    today: float | None = None
    shown: Span | None = None

    @property
    def whole(self) -> Span | None:
        """From the first day to the last of which anything is known; None without any."""
        spans = [span for lane in self.lanes for span in lane.spans]
        spans += [span for window in self.windows for span in window.spans]
        spans += self.stays
        if not spans:
            return None
        return Span(min(span.first for span in spans), max(span.until for span in spans))

    def _drawn(self) -> str:
        from carecoord.adapters.pictures.drawing import drawn

        return drawn(self)

    def _sentences(self) -> Iterator[str]:
        from carecoord.adapters.pictures.words import sentences

        return sentences(self)
