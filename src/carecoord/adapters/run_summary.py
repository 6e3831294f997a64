"""What a run did."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class RunSummary:
    """Counts of what a run did. ``problems`` are lines that the reader reported.

    ``conflicts`` are disagreements between a chart that was read and the one in the store.
    ``held`` are notices that wait because the patient's care is on hold, ``postponed`` those that a
    channel did not take for now, ``withdrawn`` those whose reader may not be told any more.
    """

    charts: int = 0
    problems: int = 0
    conflicts: int = 0
    saved: int = 0
    reviewed: int = 0
    opened: int = 0
    updated: int = 0
    resolved: int = 0
    reopened: int = 0
    cancellations_proposed: int = 0
    queued: int = 0
    sent: int = 0
    postponed: int = 0
    given_up: int = 0
    held: int = 0
    withdrawn: int = 0

    def shown(self) -> tuple[tuple[str, str], ...]:
        """Give the counts that are not 0, as text."""
        counts: dict[str, int] = attrs.asdict(self)
        return tuple((name, str(count)) for name, count in counts.items() if count)

    def __add__(self, other: RunSummary) -> RunSummary:
        mine: dict[str, int] = attrs.asdict(self)
        return RunSummary(**{name: count + getattr(other, name) for name, count in mine.items()})
