"""A picture of readmissions by band in words."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.adapters.pictures.bands.values import Band, ReadmissionsByBand

NOBODY = "No row has a band and an outcome."


def percent(share: float) -> str:
    """A share as a percentage to a tenth."""
    return f"{100 * share:.1f} %"


def observed(of: Band, counted: str) -> str:
    """How many there are, how many were readmitted, the share and its interval."""
    if of.share is None or of.interval is None:
        return f"no {counted}"
    told = f"{of.readmitted} of {of.members} {counted}"
    low, high = of.interval
    return f"{told}: {percent(of.share)} ({percent(low)} to {percent(high)})"


def expected(of: Band) -> str:
    """What the derivation leads to expect; nothing where it says nothing."""
    if of.expected is None:
        return ""
    told = f"expected in the derivation {percent(of.expected)}"
    return told if of.expected_of == of.members else f"{told}, known of {of.expected_of}"


def sentences(picture: ReadmissionsByBand) -> Iterator[str]:
    """Everything in the picture, a sentence for each band."""
    if picture.total.members:
        yield f"{picture.total.name}: readmitted {observed(picture.total, picture.counted)}."
        yield "In brackets the 95 % interval (Wilson)."
    else:
        yield NOBODY
    yield from picture.notes
    for band in picture.bands:
        risk = expected(band)
        beside = f"; {risk}" if risk else ""
        yield f"{band.name}: readmitted {observed(band, picture.counted)}{beside}."
