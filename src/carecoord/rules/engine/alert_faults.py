"""What is wrong with an alert as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.parameter_text import worded

if TYPE_CHECKING:
    from carecoord.rules.engine.alert import Alert

_WITHIN = "acknowledge within"


def alert_faults(shape: Alert) -> Iterator[Fault]:
    """A time to acknowledge it that is none, or that is over only after it has lapsed."""
    within, lapse = shape.acknowledge_within, timedelta(days=shape.lapses_days + 1)
    if shape.lapses_days < 0:
        yield Fault("lapses days", f"it lapses {shape.lapses_days} days after", "Give 0 or more")
    if not isinstance(within, timedelta):
        return
    if within <= timedelta(0):
        found = f"there is no time to acknowledge it ({worded(within)})"
        yield Fault(_WITHIN, found, "Give a minute or more")
    elif within > lapse:
        found = f"{worded(within)} are over after it has lapsed ({shape.lapses_days} days)"
        yield Fault(_WITHIN, found, "Make it shorter")
    elif len(shape.ladder) * within > lapse:
        found = (
            f"with {worded(within)} for each, the {shape.ladder[-1]} would be told after it has "
            f"lapsed ({shape.lapses_days} days)"
        )
        yield Fault(_WITHIN, found, "Make it shorter")
