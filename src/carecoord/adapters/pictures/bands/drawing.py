"""A picture of readmissions by band as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from carecoord.adapters.markup import Markup, element
from carecoord.adapters.pictures.bands import words
from carecoord.adapters.pictures.bands.axis import Shares
from carecoord.adapters.pictures.bands.values import Band, ReadmissionsByBand
from carecoord.adapters.pictures.ground import NAME_SIZE
from carecoord.adapters.pictures.legend import SWATCH, Entry
from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.sheet import MARGIN, WIDTH, Panel, Row, Sheet, named, room_for

ROW, WITH_EXPECTED = 26, 42
_FIRST, _SECOND = 16, 32
"""The lines of a lane, from its top: what was observed, and what is expected."""
_UP = 4
"""From the foot of letters to the middle of the marks beside them."""
_BEFORE_WORDS = 34
DOT, CAP = 5, 5


def drawn(picture: ReadmissionsByBand) -> Markup:
    """The drawing."""
    left = room_for(band.name for band in picture.bands)
    texts = [told for band in picture.bands for told in _told(band, picture)]
    right = WIDTH - MARGIN - max((width(told, NAME_SIZE) for told in texts), default=0)
    axis = Shares.holding(_most(picture), left, right - _BEFORE_WORDS)
    rows = [
        Row(
            name=band.name,
            height=ROW if band.expected is None else WITH_EXPECTED,
            draw=partial(_band, band, picture, axis),
            named_at=_FIRST,
        )
        for band in picture.bands
    ]
    sheet = Sheet(
        ident=named("bands", attrs.astuple(picture), left),
        title=picture.title,
        summary=" ".join(words.sentences(picture)),
        lines=_lines(picture),
        panels=[Panel(axis=axis, rows=rows)] if rows else (),
        legend=_legend(picture),
    )
    return sheet.svg(alone=True)


def _lines(picture: ReadmissionsByBand) -> Iterator[tuple[str, str]]:
    yield "name", picture.title
    total = picture.total
    if total.members:
        yield "result", f"{total.name}: readmitted {words.observed(total, picture.counted)}"
    else:
        yield "note", words.NOBODY
    yield from (("note", note) for note in picture.notes)


def _most(picture: ReadmissionsByBand) -> float:
    highest = [band.interval[1] for band in picture.bands if band.interval]
    highest += [band.expected for band in picture.bands if band.expected is not None]
    return max(highest, default=1.0)


def _told(band: Band, picture: ReadmissionsByBand) -> Iterator[str]:
    yield words.observed(band, picture.counted)
    if band.expected is not None:
        yield words.expected(band)


def _band(band: Band, picture: ReadmissionsByBand, axis: Shares, y: float) -> Iterator[Markup]:
    for told, line in zip(_told(band, picture), (_FIRST, _SECOND), strict=False):
        at = round(axis.right + _BEFORE_WORDS, 2)
        yield element("text", told, x=at, y=y + line, class_="lane")
    if band.share is not None and band.interval is not None:
        says = f"{band.name}: readmitted {words.observed(band, picture.counted)}"
        low, high = map(axis.x, band.interval)
        at = y + _FIRST - _UP
        path = f"M{low} {at - CAP}v{2 * CAP}M{low} {at}H{high}M{high} {at - CAP}v{2 * CAP}"
        yield element("path", element("title", says), d=path, class_="interval")
        x = axis.x(band.share)
        yield element("circle", element("title", says), cx=x, cy=at, r=DOT, class_="observed")
    if band.expected is not None:
        says = f"{band.name}: {words.expected(band)}"
        yield _expected(axis.x(band.expected), y + _SECOND - _UP, element("title", says))


def _expected(x: float, y: float, title: Markup | str = "") -> Markup:
    return element("path", title, d=f"M{x} {y - 5:g}l5 5l-5 5l-5 -5z", class_="expected")


def _legend(picture: ReadmissionsByBand) -> Iterator[Entry]:
    middle = SWATCH / 2
    if picture.total.members:
        dot = element("circle", cx=middle, cy=-4, r=DOT, class_="observed")
        yield dot, "observed share of those readmitted"
        path = f"M1 {-4 - CAP}v{2 * CAP}M1 -4H{SWATCH - 1}M{SWATCH - 1} {-4 - CAP}v{2 * CAP}"
        yield element("path", d=path, class_="interval"), "95 % interval (Wilson)"
    if any(band.expected is not None for band in picture.bands):
        yield _expected(middle, -4), "expected in the score's derivation, not observed"
