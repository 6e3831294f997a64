"""What is wrong with the steps of a follow-up as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carecoord.rules.criteria.selection import Itself
from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.same import same
from carecoord.rules.engine.spans import between, beyond_life, negative, out_of_order, reach

if TYPE_CHECKING:
    from carecoord.rules.engine.followup import FollowUp
    from carecoord.rules.engine.step import Span, Step

_OTHER = "Select something else"
_DAY = 24


def step_faults(step: Step, lapses_after: Span) -> Iterator[Fault]:
    """Windows that are turned round or lie after the lapse, and closers that cannot close."""
    yield from _turned_round(step)
    yield from _after_the_lapse(step, lapses_after)
    yield from _hours_faults(step, lapses_after)
    yield from _too_often(step, lapses_after)
    yield from _never_closed(step)


def _turned_round(step: Step) -> Iterator[Fault]:
    name, due, over = _named(step), ("due", step.due), ("overdue after", step.last_in_time)
    yield from beyond_life(name, *due)
    yield from out_of_order(name, ("earliest", step.earliest), due)
    yield from out_of_order(name, due, over)
    if step.until is not None:
        yield from out_of_order(name, due, ("until", step.until))
        if step.overdue_after is not None:
            yield from out_of_order(name, over, ("until", step.until))


def _after_the_lapse(step: Step, lapses_after: Span) -> Iterator[Fault]:
    """What cannot be before everything has lapsed, even when all before it is done at once."""
    spans = {
        "earliest": step.earliest,
        "due": step.due,
        "overdue after": step.overdue_after,
        "until": step.until,
    }
    for word, span in spans.items():
        if step.after is None:
            lapse = ("lapses after", lapses_after)
            yield from out_of_order(_named(step), (word, span), lapse)
            continue
        soonest, last = _soonest(step.after), reach(lapses_after)
        reached = reach(span)
        if soonest is None or last is None or reached is None:
            continue
        if soonest + reached[0] > last[1]:
            found = (
                f"{word} ({span}), counted from {step.after.name}, lies after lapses after "
                f"({lapses_after})"
            )
            yield Fault(_named(step), found, "Change one of the two")


def _hours_faults(step: Step, lapses_after: Span) -> Iterator[Fault]:
    """No hours at all, or more than there are before everything has lapsed."""
    if step.hours is None:
        return
    if step.hours < 1:
        found = f"it is due after {step.hours} hours"
        yield Fault(_named(step), found, "Give one hour or more")
    lapse = reach(lapses_after)
    # A clock that is put forward may bring the day one hour nearer.
    if lapse is not None and (step.hours - 1) // _DAY > lapse[1]:
        found = f"due ({step.hours} hours) lies after lapses after ({lapses_after})"
        yield Fault(_named(step), found, "Change one of the two")


def _soonest(step: Step) -> int | None:
    """The fewest days after which a step can be closed; None when the rule does not say."""
    start, opens = 0 if step.after is None else _soonest(step.after), reach(step.earliest)
    if start is None or opens is None:
        return None
    return start + opens[0] + max(step.times, 1) - 1


def _too_often(step: Step, lapses_after: Span) -> Iterator[Fault]:
    """It closes without anything, or on more days than there are."""
    if step.times < 1:
        found = "it closes without anything being done"
        yield Fault(_named(step), found, "Ask for one time or more")
        return
    ends: list[Span | None] = [step.until if step.later_closes else None]
    if not step.later_closes and step.hours is None:
        ends.append(step.last_in_time)
    if step.after is None:
        ends.append(lapses_after)
    for end in ends:
        apart = between(step.earliest, end)
        if apart is not None and apart[1] >= 0 and step.times > apart[1] + 1:
            found = f"it is asked for on {step.times} days of {apart[1] + 1}"
            yield Fault(_named(step), found, "Ask for it less often, or give more days")


def _never_closed(step: Step) -> Iterator[Fault]:
    name = _named(step)
    if isinstance(step.closed_by, Itself):
        yield Fault(name, "only the trigger would close it, which never does", _OTHER)
    for word, selection in (("waived by", step.waived_by), ("attempts", step.attempts)):
        if same(selection, step.closed_by):
            yield Fault(name, f"{word} is what closes it", _OTHER)


def follow_up_faults(shape: FollowUp) -> Iterator[Fault]:
    """What is wrong with each step, between them, and between them and what starts and ends it."""
    yield from _step_by_step(shape)
    yield from negative("lapses after", shape.lapses_after)
    yield from _between_steps(shape.steps)
    once_each = shape.one_in is None and shape.only_if is None
    for step in shape.steps:
        if once_each and same(step.closed_by, shape.trigger):
            yield Fault(_named(step), "what closes it starts it anew", _OTHER)
    yield from _endings(shape)


def _step_by_step(shape: FollowUp) -> Iterator[Fault]:
    """What is wrong with each step, or stands twice, or waits for what is not there."""
    if not shape.steps:
        yield Fault(shape.trigger_name, "nothing is ever to be done", "Add a step")
    for place, step in enumerate(shape.steps):
        before = shape.steps[:place]
        yield from step.faults(shape.lapses_after)
        if step.name in {other.name for other in before}:
            yield Fault(_named(step), "another step has its name", "Rename one")
        if step.after is not None and step.after not in before:
            found = f"it waits for {step.after.name}, which is no step before it"
            yield Fault(_named(step), found, "Put that step before it")


def _between_steps(steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Steps that ask for the same in the same days, or keep to what is not there."""
    for place, step in enumerate(steps):
        other = step.no_later_than
        if other is not None and other not in steps:
            found = f"it is to come no later than {other.name}, which is no step"
            yield Fault(_named(step), found, "Add that step")
        for twin in [one for one in steps[:place] if same(_asked(one), _asked(step))][:1]:
            found = f"it asks for the same as {twin.name}, in the same days"
            yield Fault(_named(step), found, "Leave one of the two out")


def _asked(step: Step) -> tuple[object, ...]:
    """What a step asks for, and when."""
    window = (step.earliest, step.due, step.last_in_time, step.until, step.hours)
    within = (step.closed_by, step.only_if, step.after, step.no_later_than)
    how = (step.times, step.by, step.unknown_performer_closes, step.later_closes)
    return (*window, *within, *how, step.trigger_closes)


def _endings(shape: FollowUp) -> Iterator[Fault]:
    """What would end it by closing it, or never."""
    for word, selection in (
        ("superseded by", shape.superseded_by),
        ("stopped by", shape.stopped_by),
    ):
        if isinstance(selection, Itself):
            yield Fault(word, "it is the trigger itself, which never ends it", _OTHER)
    closers = [step.closed_by for step in shape.steps]
    for step in shape.steps:
        if same(step.closed_by, shape.superseded_by):
            yield Fault("superseded by", f"what closes step {step.name} ends it", _OTHER)
    if closers and all(same(closer, shape.stopped_by) for closer in closers):
        yield Fault("stopped by", "what closes its steps ends it", _OTHER)


def _named(step: Step) -> str:
    return f"step {step.name}"
