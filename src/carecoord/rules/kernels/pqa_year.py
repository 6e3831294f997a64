"""The PQA and CMS measure of many patients in a year: who is in it, and the days.

Fills of a patient are those of ``[lows, highs)``, in order of day; one whose day is not known has a
day below 1, one whose supply is not believed has length 0, one without a product has product -1.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.pqa import (
    LEAST_DAYS,
    LEAST_FILL_DATES,
    day_of,
    days_held,
    days_needed,
    last_chance,
    place_of,
    runs,
    stretches,
    supply_end,
)

Numbers = Sequence[int]
Out = MutableSequence[int]

DONE = 0
NO_FILL = 1
"""No fill of the medicines in the year."""
NO_DAY = 2
"""The day of a fill is not known."""
EXCLUDING_FILL = 3
"""A fill in the year that takes the patient out."""
PERSON = 4
"""Something that the caller knows of the person."""
ONE_DATE = 5
"""Fills on fewer than two different dates."""
SHORT = 6
"""Fewer than 91 days from the first fill to the end."""
NO_SUPPLY = 7
"""The days' supply of a fill is not known."""
NO_STAY = 8
"""An edge of a stay in the period is not known."""
ALL_AWAY = 9
"""A stay, or several, for the whole period."""

UNKNOWN_FROM = -(2**62)
UNKNOWN_UNTIL = 2**62
"""Edges of a stay of which nothing is known."""

INDEX, DATES, NUMERATOR, DENOMINATOR, ALLOWED, LEFT, CHANCE, SUPPLIED, IGNORED, DOUBTFUL, REASON = (
    range(11)
)
"""Places of the results; days that are not known are 0."""
RESULTS = 11
STARTS, LENGTHS, PRODUCTS, PLACES, LASTS, BEGINS, ENDS, UNTIL, NEWEST, FRESH = range(10)
"""Places of the room to work in."""
PER_FILL, PER_STAY, PER_INGREDIENT = 5, 2, 3
"""How many of these are as long as a patient's fills, stays and one, and all ingredients."""


def believed(amounts: Sequence[float], most: int, lengths: Out) -> None:
    """Days' supply in whole days; 0 for less than one, more than ``most``, or no number."""
    for row in range(len(amounts)):
        lengths[row] = int(amounts[row]) if 1 <= amounts[row] <= most else 0


def kept(
    days: Numbers,
    lengths: Numbers,
    products: Numbers,
    lo: int,
    hi: int,
    bounds: Numbers,
    banned: Numbers,
    year: tuple[int, int],
    closes: int,
    room: Sequence[Out],
) -> tuple[int, int, int, int, int]:
    """Put the fills that count into the room.

    Gives their number, on how many dates, how many fills are ignored, of how many that matter a day
    or supply is not known, and why the patient is out, if a fill says so.
    """
    fills = dates = ignored = dayless = doubtful = 0
    seen = out = False
    for row in range(lo, hi):
        product = products[row]
        target = product >= 0 and bounds[product + 1] > bounds[product]
        bans = product >= 0 and banned[product] > 0
        if not target and not bans:
            ignored += 1
        elif days[row] < 1:
            dayless += 1
            seen = seen or target
        elif year[0] <= days[row] < year[1]:
            out = out or bans
            seen = seen or target
            if target and days[row] < closes:
                if fills == 0 or room[STARTS][fills - 1] != days[row]:
                    dates += 1
                if lengths[row] == 0:
                    doubtful += 1
                room[STARTS][fills] = days[row]
                room[LENGTHS][fills] = lengths[row]
                room[PRODUCTS][fills] = product
                fills += 1
    if not seen:
        return fills, dates, ignored, 0, NO_FILL
    if dayless > 0:
        return fills, dates, ignored, dayless, NO_DAY
    return fills, dates, ignored, doubtful, EXCLUDING_FILL if out else DONE


def unclear(froms: Numbers, untils: Numbers, lo: int, hi: int, opens: int, closes: int) -> bool:
    """Whether a stay that touches ``[opens, closes)`` has an edge that is not known."""
    for stay in range(lo, hi):
        known = froms[stay] != UNKNOWN_FROM and untils[stay] != UNKNOWN_UNTIL
        if not known and froms[stay] < closes and untils[stay] > opens:
            return True
    return False


def counted(
    place: int,
    fills: int,
    longest: bool,
    share: tuple[int, int],
    bounds: Numbers,
    named: Numbers,
    opens: int,
    closes: int,
    today: int,
    froms: Numbers,
    untils: Numbers,
    lo: int,
    hi: int,
    room: Sequence[Out],
    results: Sequence[Out],
) -> int:
    """The days of a patient whose fills stand in the room; gives the reason, if there are none."""
    if unclear(froms, untils, lo, hi, opens, closes):
        return NO_STAY
    begins, ends = room[BEGINS], room[ENDS]
    many = stretches(froms, untils, lo, hi, opens, closes, begins, ends)
    days = place_of(closes, begins, ends, many)
    if days == 0:
        return ALL_AWAY
    runs(
        longest, room[STARTS], room[LENGTHS], room[PRODUCTS], fills, bounds, named,
        begins, ends, many, room[UNTIL], room[NEWEST], room[FRESH], room[PLACES], room[LASTS],
    )  # fmt: skip
    places, lasts = room[PLACES][:fills], room[LASTS][:fills]
    needed = days_needed(days, share[0], share[1])
    chance = last_chance(places, lasts, days, needed)
    passed = place_of(today, begins, ends, many)
    missed = passed - days_held(places, lasts, passed)
    results[NUMERATOR][place] = days_held(places, lasts, days)
    results[DENOMINATOR][place] = days
    results[ALLOWED][place] = days - needed
    results[LEFT][place] = max(0, days - needed - missed)
    results[SUPPLIED][place] = day_of(supply_end(places, lasts), begins, ends, many, closes)
    if chance < days:
        results[CHANCE][place] = day_of(chance, begins, ends, many, closes)
    return DONE


def patients(
    longest: bool,
    share: tuple[int, int],
    year: tuple[int, int],
    today: int,
    days: Numbers,
    lengths: Numbers,
    products: Numbers,
    lows: Numbers,
    highs: Numbers,
    bounds: Numbers,
    named: Numbers,
    banned: Numbers,
    closes: Numbers,
    out: Numbers,
    froms: Numbers,
    untils: Numbers,
    stay_lows: Numbers,
    stay_highs: Numbers,
    room: Sequence[Out],
    results: Sequence[Out],
) -> None:
    """The measure of each patient, who has a place in the results.

    ``share`` is the threshold as a fraction. ``year`` is the first day, and the first that is not
    looked at any more; ``today`` is the first day of which nobody knows yet whether it is
    missed. ``closes`` is the first day after each patient's period; ``out`` is not 0 for
    those who cannot be in the measure, whatever their fills.
    """
    for place in range(len(lows)):
        fills, dates, ignored, doubtful, why = kept(
            days, lengths, products, lows[place], highs[place],
            bounds, banned, year, closes[place], room,
        )  # fmt: skip
        results[IGNORED][place] = ignored
        results[DATES][place] = dates
        opens = room[STARTS][0] if fills > 0 else 0
        results[INDEX][place] = opens
        if why == DONE and out[place] != 0:
            why = PERSON
        elif why == DONE and dates < LEAST_FILL_DATES:
            why = ONE_DATE
        elif why == DONE and closes[place] - opens < LEAST_DAYS:
            why = SHORT
        elif why == DONE and doubtful > 0:
            why = NO_SUPPLY
        if why == DONE:
            why = counted(
                place, fills, longest, share, bounds, named, opens, closes[place], today,
                froms, untils, stay_lows[place], stay_highs[place], room, results,
            )  # fmt: skip
        results[DOUBTFUL][place] = doubtful
        results[REASON][place] = why
