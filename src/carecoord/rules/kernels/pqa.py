"""Possession by the rules of PQA and CMS, on an axis of the days that count.

Days of stays leave the period: what is left are stretches, and a day's place is the number of
counted days before it. Each ingredient's supply is laid end to end on the places, so that supply
overlapping a stay moves behind it and an early refill behind the supply in hand; different
ingredients run side by side, and a day counts once. Supply is in whole days. Products are numbers;
the ingredients of product ``p`` are ``named[bounds[p] : bounds[p + 1]]``.

Source: CMS, Medicare Part C & D Star Ratings Technical Notes, measures D08, D09, D10 and
attachment L; PQA, Proportion of Days Covered. Departures: decisions 0012, 0013 and 0033.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.covered_days import covered_days, uncovered_day

Numbers = Sequence[int]
Out = MutableSequence[int]

LEAST_FILL_DATES = 2
LEAST_DAYS = 91


def stretches(
    froms: Numbers,
    untils: Numbers,
    lo: int,
    hi: int,
    opens: int,
    closes: int,
    begins: Out,
    ends: Out,
) -> int:
    """What the stays ``[lo, hi)`` leave of ``[opens, closes)``, and how many stretches that are.

    The days of stay ``s`` are ``[froms[s], untils[s])``; ``froms`` must rise, stays may overlap.
    """
    many = 0
    day = opens
    for stay in range(lo, hi):
        begin = min(froms[stay], closes)
        if begin > day:
            begins[many] = day
            ends[many] = begin
            many += 1
        day = max(day, untils[stay])
    if day < closes:
        begins[many] = day
        ends[many] = closes
        many += 1
    return many


def place_of(day: int, begins: Numbers, ends: Numbers, many: int) -> int:
    """How many days of the stretches lie before a day."""
    place = 0
    for one in range(many):
        if begins[one] < day:
            place += min(ends[one], day) - begins[one]
    return place


def day_of(place: int, begins: Numbers, ends: Numbers, many: int, closes: int) -> int:
    """The day at a place; places beyond the last are the days from ``closes`` on."""
    for one in range(many):
        days = ends[one] - begins[one]
        if place < days:
            return begins[one] + place
        place -= days
    return closes + place


def runs(
    longest: bool,
    starts: Numbers,
    lengths: Numbers,
    products: Numbers,
    fills: int,
    bounds: Numbers,
    named: Numbers,
    begins: Numbers,
    ends: Numbers,
    many: int,
    until: Out,
    newest: Out,
    fresh: Out,
    places: Out,
    lasts: Out,
) -> None:
    """From the place of each fill, how many places on one of its ingredients is in hand.

    ``starts`` must rise; fills of one day may stand in any order. Supplies of an ingredient filled
    on one day add up, or with ``longest`` the longest counts alone. ``until``, ``newest`` and
    ``fresh`` have a place for each ingredient, are 0 throughout, and are again when this returns.
    """
    for fill in range(fills):
        place = place_of(starts[fill], begins, ends, many)
        end = place
        for at in range(bounds[products[fill]], bounds[products[fill] + 1]):
            one = named[at]
            if longest and newest[one] == starts[fill]:
                until[one] = max(until[one], fresh[one] + lengths[fill])
            else:
                newest[one] = starts[fill]
                fresh[one] = max(until[one], place)
                until[one] = fresh[one] + lengths[fill]
            end = max(end, until[one])
        places[fill] = place
        lasts[fill] = end - place
    for fill in range(fills):
        for at in range(bounds[products[fill]], bounds[products[fill] + 1]):
            until[named[at]] = 0
            newest[named[at]] = 0


def days_held(places: Numbers, lasts: Numbers, counted: int) -> int:
    """How many of the first ``counted`` places have supply."""
    return int(covered_days(places, lasts, 0, counted))


def days_needed(counted: int, top: int, bottom: int) -> int:
    """The fewest days that are at least ``top / bottom`` of those that count."""
    return -(-top * counted // bottom)


def last_chance(places: Numbers, lasts: Numbers, counted: int, needed: int) -> int:
    """The last place from which supply to the end still gives the days needed.

    It is ``counted`` when they are reached.
    """
    return int(uncovered_day(places, lasts, 0, counted, counted - needed + 1))


def supply_end(places: Numbers, lasts: Numbers) -> int:
    """The last place with supply, which may lie beyond the period."""
    end = 0
    for fill in range(len(places)):
        end = max(end, places[fill] + lasts[fill])
    return end - 1
