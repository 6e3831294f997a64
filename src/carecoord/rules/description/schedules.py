"""Schedules: what is due from when to when, who closes it, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.rules.criteria.picks import Named
from carecoord.rules.description.section import Point, Section
from carecoord.rules.engine.cycle import Cycle
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, days
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.periods import DaysBefore, ReviewDays
from carecoord.rules.engine.recurring import AtAge, Interval, Recurring
from carecoord.rules.engine.step import Span, Step

_NO_DAYS = days(0)
_STEPS = ("step", "from", "due", "overdue after", "closed by", "may close")


def steps(shape: FollowUp) -> Section:
    """The steps of a follow-up."""
    closing = [f"Nothing is to be done any more after {in_words(shape.lapses_after)}."]
    if shape.superseded_by is not None:
        closing.append(f"A {shape.superseded_name} ends it.")
    if shape.stopped_by is not None:
        closing.append(f"A {shape.stopped_name} stops what is still open.")
    if shape.one_in is not None:
        near = "of the same day" if shape.one_in == _NO_DAYS else f"within {in_words(shape.one_in)}"
        closing.append(f"Another one {near} starts nothing new.")
    closing += [told for step in shape.steps for told in _besides(step)]
    asked = "" if shape.only_if is None else f", only if {shape.only_if.clause}"
    return Section(
        title="Steps",
        sentences=[f"The clock starts with the {shape.trigger_name}{asked}; its day is day 0."],
        columns=_STEPS,
        rows=[_step(step) for step in shape.steps],
        closing=closing,
    )


def _step(step: Step) -> tuple[str, ...]:
    title = step.title if step.only_if is None else f"{step.title} (if {step.only_if.clause})"
    times = "" if step.times == 1 else f", on {step.times} days"
    late = "; nothing later closes it" if not step.later_closes else ""
    due = f"{step.hours} hours" if step.hours is not None else in_words(step.due)
    return (
        title,
        _from(step),
        due,
        f"{in_words(step.last_in_time)}{late}",
        f"{step.closes}{times}",
        _who(step.by),
    )


def _from(step: Step) -> str:
    words = in_words(step.earliest)
    if step.after is None:
        return words
    return f"{words}{'' if _before(step.earliest) else ' after'}: {step.after.title}"


def _besides(step: Step) -> Iterator[str]:
    """What else decides about a step, each in a sentence."""
    if step.no_later_than is not None:
        yield f"{step.title}: no later than {step.no_later_than.title}."
    if step.until is not None and step.later_closes:
        yield f"{step.title}: nothing closes it after {in_words(step.until)}."
    if step.attempts is not None:
        yield f"{step.title}: a try that reaches nobody is told, and does not close it."
    if step.waived_by is not None:
        yield f"{step.title}: waived (declined or not needed) by {step.waived_by}."


def intervals(shape: Recurring) -> Section:
    """How often something is due again."""
    once = ", once" if shape.once else ""
    points: list[Point] = []
    for way in shape.ways:
        points.append(Point(0, way.name if way.intervals else f"{way.name}: any time"))
        points += [Point(1, _every(interval)) for interval in way.intervals]
    return Section(
        title="Interval",
        sentences=[
            f"It applies while this holds: {shape.applies}.",
            f"{shape.title}, while there is {shape.reason_name}{once}:",
        ],
        points=points,
        closing=list(_around(shape)),
    )


def _every(interval: Interval) -> str:
    because = f" ({interval.because})" if interval.because else ""
    when = f", when {interval.when.clause}" if interval.when else ""
    span = interval.every
    on_a_date = isinstance(span, Offset) and span.named_day is not None
    return f"{'due again by' if on_a_date else 'every'} {in_words(span)}{because}{when}"


def _around(shape: Recurring) -> Iterator[str]:
    yield f"It comes onto the worklist {in_words(shape.opens_before)} before it is due."
    late = f"{in_words(shape.grace)} after" if shape.grace != _NO_DAYS else "after"
    yield f"It is overdue {late} the day on which it is due."
    if isinstance(shape.begins, AtAge):
        yield f"Never done, it is due from the age of {shape.begins.years} years."
    elif isinstance(shape.begins, Named):
        yield f"Never done, it is due from {shape.begins}."
    else:
        yield f"Never done, it is due from the day on which {shape.reason_name} began."
    if shape.stopped_by is not None:
        yield f"What ends it for good: {shape.stopped_by}."
    for loop in shape.loops:
        yield f"While {loop.title} is not resolved, it is not due."


def certified(shape: Cycle) -> Section:
    """The periods of a course and when each is certified."""
    *first, last = [in_words(length) for length in shape.lengths]
    lengths = f"{', '.join(first)}, then each {last}" if first else f"each {last}"
    begins = f"The periods of {shape.begins_name}, from its first day: {lengths}."
    closing = [f"Closed by {shape.closes}; may close: {_who(shape.by)}."]
    if shape.ahead != _NO_DAYS:
        ahead = f"{in_words(shape.ahead)} before the first day on which it can be certified"
        closing.append(f"It comes onto the worklist {ahead}.")
    if shape.stopped_by is not None:
        closing.append(f"A {shape.stopped_name} ends it.")
    rows = [("every later period", *_window(shape.review))]
    if shape.initial is not None:
        rows.insert(0, ("the first period", *_window(shape.initial)))
    columns = ("period", "from", "due")
    return Section(title="Periods", sentences=[begins], columns=columns, rows=rows, closing=closing)


def _window(review: ReviewDays) -> tuple[str, str]:
    if isinstance(review, DaysBefore):
        return f"day {review.first} of the period before", f"day {review.last} of the period before"
    due = "its last day" if review.due is None else _beside(review.due)
    return _beside(review.earliest), due


def _beside(offset: Offset) -> str:
    """A day of a period, told from its first."""
    if offset == _NO_DAYS:
        return "its first day"
    return f"{in_words(offset)}{'' if _before(offset) else ' after'} its first day"


def _who(by: frozenset[Licence]) -> str:
    return ", ".join(sorted(licence.value for licence in by)) or "anybody"


def in_words(span: Span) -> str:
    """A span as people write it; of what a site may set, its default."""
    if isinstance(span, Parameter):
        return f"{worded(span.default)} (a site may set it)"
    if _before(span):
        return f"{span.backwards} before"
    return str(span)


def _before(span: Span) -> bool:
    return isinstance(span, Offset) and span.count < 0
