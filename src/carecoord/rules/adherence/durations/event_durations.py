"""Each dispensing in pieces: from day to day, at which dose, until what stops it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.rules.adherence.durations.course import Course, Stretch
from carecoord.rules.adherence.durations.records import (
    AFTER,
    BEFORE,
    BETWEEN,
    Dispensed,
    Stay,
    Supply,
)
from carecoord.rules.adherence.durations.stays import days_within

_NOTHING_LEFT = 1e-12


@attrs.frozen(kw_only=True)
class _Left:
    """What is left of a dispensing: from when, how much, under which episode, as which piece."""

    dispensed: int
    start: float
    amount: float
    number: int
    piece: int = 1


Step = tuple[list[Supply], "_Left | None"]


def supplies(dispensed: Sequence[Dispensed], course: Course) -> list[Supply]:
    """The pieces of every dispensing, in order of day and, on one day, as they were handed in."""
    found: list[Supply] = []
    used_up = float("-inf")
    order = sorted(range(len(dispensed)), key=lambda place: dispensed[place].day)
    for place in order:
        day = dispensed[place].day
        start = max(day, used_up) if course.ways.carry_over else day
        pieces = _pieces(place, start, dispensed[place].amount, course)
        found += pieces
        used_up = max([used_up, *(_end(piece) for piece in pieces)])
    return found


def _end(piece: Supply) -> float:
    if piece.start is None or piece.days is None:
        return float("-inf")
    return piece.start + piece.days


def _pieces(place: int, start: float, amount: float, course: Course) -> list[Supply]:
    number = course.at(start)
    if number < 0:
        return [_before(place, start, course)]
    if start >= course.episodes[number].until:
        if course.final(number):
            return [Supply(dispensed=place, start=start, days=None, why=AFTER)]
        if course.ways.interruption == "discard":
            none = Supply(dispensed=place, start=start, days=0.0, stay_days=None, why=BETWEEN)
            return [none]
        if course.ways.interruption == "carryover":
            number += 1
            start = course.episodes[number].start
    own = course.episodes[number]
    days = amount / own.daily_dose
    if course.undisturbed(number, start, start + days):
        whole = Supply(
            dispensed=place, start=start, days=days, daily_dose=own.daily_dose, episode=own
        )
        return [whole]
    left: _Left | None = _Left(dispensed=place, start=start, amount=amount, number=number)
    found: list[Supply] = []
    while left is not None:
        pieces, left = _step(left, course)
        found += pieces
        if left is not None and left.amount <= _NOTHING_LEFT * amount:
            left = None
    return found


def _before(place: int, start: float, course: Course) -> Supply:
    """A dispensing before the first prescription; one in a stay AdhereR holds to last no day."""
    if any(stay.admitted <= start < stay.discharged for stay in course.stays):
        return Supply(
            dispensed=place, piece=None, start=start, days=0.0, stay_days=None, why=BEFORE
        )
    return Supply(dispensed=place, start=start, days=None, why=BEFORE)


def _step(left: _Left, course: Course) -> Step:
    """The next piece, and what is left after it."""
    stretch = course.stretch(left.number)
    full = left.amount / stretch.episode.daily_dose
    stop = stretch.stop(left.start, left.start + full)
    if stop is not None:
        return _taken_away(left, stretch, stop, course)
    if left.start + full <= stretch.cut:
        return [_piece(left, stretch, full)], None
    if course.followed(stretch.last):
        return _new_dose(left, stretch, full)
    if course.ways.interruption == "discard":
        return [_piece(left, stretch, max(stretch.cut - left.start, 0.0))], None
    if course.ways.interruption == "carryover":
        after = course.episodes[stretch.last + 1].start
        return _carried(left, stretch, stretch.cut, (after, stretch.last + 1))
    return _used_on(left, stretch, full, course)


def _piece(left: _Left, stretch: Stretch, days: float, carried: float = 0.0) -> Supply:
    return Supply(
        dispensed=left.dispensed,
        piece=left.piece,
        start=left.start,
        days=days,
        daily_dose=stretch.episode.daily_dose,
        episode=stretch.episode,
        stay_days=days_within(stretch.using(), left.start, days),
        carried_days=carried if stretch.crossed or carried else None,
    )


def _rest(left: _Left, stretch: Stretch, days: float, to: tuple[float, int]) -> _Left:
    start, number = to
    return attrs.evolve(
        left,
        start=start,
        amount=left.amount - days * stretch.episode.daily_dose,
        number=number,
        piece=left.piece + 1,
    )


def _carried(left: _Left, stretch: Stretch, stop: float, to: tuple[float, int]) -> Step:
    """A piece up to a day, and the rest kept for a later one."""
    days = max(stop - left.start, 0.0)
    piece = _piece(left, stretch, days, carried=to[0] - max(stop, left.start))
    return [piece], _rest(left, stretch, days, to)


def _taken_away(left: _Left, stretch: Stretch, stay: Stay, course: Course) -> Step:
    days = stay.admitted - left.start
    if days >= left.amount / stretch.episode.daily_dose:
        return _used_up(left, stretch, days, stay), None
    if stay.handling == "discard":
        return [_piece(left, stretch, days)], None
    number = left.number
    if stay.discharged >= stretch.cut:
        number = course.at(stay.discharged)
    gone = not course.final(number) and stay.discharged >= course.stretch(number).cut
    if gone and course.ways.interruption == "discard":
        return [_piece(left, stretch, days)], None
    if gone and course.ways.interruption == "carryover":
        after = course.stretch(number).last + 1
        return _carried(left, stretch, stay.admitted, (course.episodes[after].start, after))
    return _carried(left, stretch, stay.admitted, (stay.discharged, number))


def _used_up(left: _Left, stretch: Stretch, days: float, stay: Stay) -> list[Supply]:
    """A supply that ends as a stay begins: before it stands a piece of no days for what is left.

    AdhereR has it so where supply is thrown away; where it is kept, nobody has shown it (0028).
    """
    kept = float(stay.discharged - stay.admitted) if stay.handling == "carryover" else 0.0
    none = attrs.evolve(_piece(left, stretch, 0.0), start=None, stay_days=0.0)
    return [none, attrs.evolve(_piece(left, stretch, days, carried=kept), piece=left.piece + 1)]


def _new_dose(left: _Left, stretch: Stretch, full: float) -> Step:
    """A piece up to the change of dose, and the rest from there at the new dose.

    AdhereR lets the old dose hold to the end of a stay in which the dose changes, and starts the
    new one on the day of the change all the same.
    """
    days = _up_to_end(left, stretch, full)
    to = (stretch.cut, stretch.last + 1)
    return [_piece(left, stretch, days)], _rest(left, stretch, days, to)


def _up_to_end(left: _Left, stretch: Stretch, full: float) -> float:
    """Days to the end of an episode, or of a stay that outlasts it."""
    ends = [stay.discharged for stay in stretch.using() if stay.discharged > left.start]
    return min(max([stretch.cut, *ends]) - left.start, full)


def _used_on(left: _Left, stretch: Stretch, full: float, course: Course) -> Step:
    """A supply used on through an interruption: in one piece, if no stay began in the episode.

    If one did, AdhereR does otherwise: what is dispensed in the episode lasts to its end, what is
    dispensed after it as many days as have gone by since, and the rest waits for the next episode.
    On the last day of a stay that outlasts the episode the days since stand as a piece of their
    own that begins with the end of the episode.
    """
    if not stretch.crossed:
        return [_piece(left, stretch, full)], None
    end = stretch.cut
    to = (float(course.episodes[stretch.last + 1].start), stretch.last + 1)
    if left.start <= end:
        days = _up_to_end(left, stretch, full)
    elif any(stay.admitted <= end < left.start <= stay.discharged for stay in stretch.using()):
        days, to = 0.0, (end, left.number)
    else:
        days = min(left.start - end, full)
    return [_piece(left, stretch, days)], _rest(left, stretch, days, to)
