"""PDC and MPR of one patient as lanes: each drug on its own, and what is held of any."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.adapters.pictures.layout import AHEAD, Given, around, between, end_to_end, per_drug
from carecoord.adapters.pictures.spans import Span, joined, lacking, within
from carecoord.adapters.pictures.values import Lane, Supply

ANY = "Any of them in hand"


@attrs.frozen(kw_only=True)
class Possessed:
    """Lanes, and the days that count."""

    lanes: list[Lane]
    counted: Span


def possessed(
    fills: Sequence[Given], window: Span, since: float, *, supplied: bool, from_first: bool
) -> Possessed:
    """Lanes of fills in order of day, for PDC, or for MPR when ``supplied``.

    As the kernel counts: fills from ``since``, or from the window when ``supplied`` or
    ``from_first``, up to the end of the window.
    """
    inside = [one.day for one in fills if window.first <= one.day < window.until]
    if from_first and inside:
        window = Span(inside[0], window.until)
    since = window.first if supplied or from_first else since
    laid = {drug: _laid(of_one, since, window) for drug, of_one in per_drug(fills).items()}
    counts = Span(window.first, AHEAD if supplied else window.until)
    supplies = [one for of_one in laid.values() for one in of_one]
    held = within(joined(one.used for one in supplies if one.counted), counts)
    gaps = lacking(held, window)
    lanes = [
        Lane(name=drug, supplies=of_one, between=between(of_one)) for drug, of_one in laid.items()
    ]
    if len(lanes) == 1:
        lanes = [attrs.evolve(lanes[0], gaps=gaps, between=())]
    elif lanes:
        lanes.append(Lane(name=ANY, held=held, gaps=gaps))
    return Possessed(lanes=lanes, counted=window)


def _laid(fills: Sequence[Given], since: float, window: Span) -> list[Supply]:
    """The fills of a drug: those that count, and around them the rest."""
    early = [one for one in fills if one.day < since]
    counted = end_to_end([one for one in fills if since <= one.day < window.until])
    late = [one for one in fills if one.day >= max(since, window.until)]
    counted = [attrs.evolve(one, counted=one.used.until > window.first) for one in counted]
    return around(counted, early, late)
