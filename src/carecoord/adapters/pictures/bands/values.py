"""What a picture of readmissions by band shows."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.adapters.pictures.bands.wilson import wilson
from carecoord.adapters.pictures.picture import Picture
from carecoord.model.collected import as_tuple


@attrs.frozen(kw_only=True)
class Band:
    """Those whose score is in a band, and how many of them were readmitted.

    ``expected`` is the mean of the risks that the score's derivation gives to ``expected_of`` of
    them: nobody observed it here.
    """

    name: str = attrs.field(repr=False)
    members: int
    readmitted: int
    expected: float | None = None
    expected_of: int = 0

    @property
    def share(self) -> float | None:
        """The share that was readmitted; None of nobody."""
        return self.readmitted / self.members if self.members else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson); None of nobody."""
        return wilson(self.readmitted, self.members) if self.members else None


@attrs.frozen(kw_only=True)
class ReadmissionsByBand(Picture):
    """Observed readmissions by band of a score: as SVG, inline in a notebook, and in words.

    ``counted`` says what a row of the table was, ``notes`` are sentences under the title.
    """

    title: str = attrs.field(default="Readmissions by band of the score", repr=False)
    bands: tuple[Band, ...] = attrs.field(default=(), converter=as_tuple)
    counted: str = "patients"
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def total(self) -> Band:
        """All bands together."""
        return Band(
            name="All bands",
            members=sum(band.members for band in self.bands),
            readmitted=sum(band.readmitted for band in self.bands),
        )

    def _drawn(self) -> str:
        from carecoord.adapters.pictures.bands.drawing import drawn

        return drawn(self)

    def _sentences(self) -> Iterator[str]:
        from carecoord.adapters.pictures.bands.words import sentences

        return sentences(self)
