"""Rules told to people: windows, populations, points. Nothing here decides anything.

The command line and the reference pages say the same, each in its own form.
"""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.rules.description.measures import populations
from carecoord.rules.description.prose import prose
from carecoord.rules.description.schedules import certified, intervals, steps
from carecoord.rules.description.section import Point, Section
from carecoord.rules.description.tables import points
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.cycle import Cycle
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Recurring
from carecoord.rules.engine.rule import Rule

__all__ = ["Point", "Section", "described"]


def described(rule: Rule) -> Iterator[Section]:
    """What a rule asks for and when, as its shape has it."""
    shape: object = rule.shape
    if isinstance(shape, FollowUp):
        yield steps(shape)
    elif isinstance(shape, Recurring):
        yield intervals(shape)
    elif isinstance(shape, Cycle):
        yield certified(shape)
    elif isinstance(shape, Measure):
        yield from populations(shape)
    elif isinstance(shape, Alert):
        yield Section(title="What it says", sentences=prose(shape.alarming))
        yield _alert(shape)
    else:
        code = getattr(shape, "judge", None) or getattr(shape, "look", None)
        yield Section(title="What it says", sentences=prose(code))
        yield from points(code)


def _alert(shape: Alert) -> Section:
    held = shape.acknowledge_within
    within = worded(held.default if isinstance(held, Parameter) else held)
    return Section(
        title="Alert",
        sentences=(
            f"STAT, to be acknowledged within {within}.",
            f"Not acknowledged by then, tell the {', then the '.join(shape.ladder)}.",
            f"Closed by {shape.closes}; lapses after {shape.lapses_days} days.",
        ),
    )
