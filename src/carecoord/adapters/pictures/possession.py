"""PDC and MPR of one patient as lanes: each drug on its own, and what is held of any."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.adapters.pictures.layout import AHEAD, Given, drug_lane, end_to_end, per_drug
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
    if supplied or from_first:
        since = window.first
    inside = [one.day for one in fills if window.first <= one.day < window.until]
    if from_first and inside:
        window = since_first = Span(inside[0], window.until)
        since = since_first.first
    laid = {
        drug: _laid(of_one, since, window.until) for drug, of_one in per_drug(fills).items()
    }
    used = [one.used for supplies in laid.values() for one in supplies if one.counted]
    held = within(joined(used), attrs.evolve(window, until=AHEAD) if supplied else window)
    gaps = lacking(held, window)
    if len(laid) == 1:
        ((name, supplies),) = laid.items()
        return Possessed(lanes=[Lane(name=name, supplies=supplies, gaps=gaps)], counted=window)
    lanes = [drug_lane(name, supplies) for name, supplies in laid.items()]
    total = Lane(name=ANY, held=held, gaps=gaps)
    return Possessed(lanes=[*lanes, total] if lanes else [], counted=window)


def _laid(fills: Sequence[Given], since: float, until: float) -> list[Supply]:
    """The fills of a drug: those that count, and around them the rest."""
    early = [one for one in fills if one.day < since]
    counted = end_to_end([one for one in fills if since <= one.day < until])
    late = [one for one in fills if one.day >= until and one.day >= since]
    begins = counted[0].used.first if counted else AHEAD
    ends = counted[-1].used.until if counted else -AHEAD
    return [
        *end_to_end(early, cut=begins, counted=False),
        *counted,
        *end_to_end(late, free=ends, counted=False),
    ]
