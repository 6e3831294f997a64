"""What stores say when they refuse, in one place so that all of them say the same."""

from __future__ import annotations

from carecoord.errors import ChartChanged, ChartNotFound, StoreFailed


def not_found(version: int | None) -> ChartNotFound:
    """Say that there is no such chart, or no such version of it."""
    return ChartNotFound(
        asked="a chart" if version is None else f"version {version} of a chart",
        found="the store holds none under this key",
        remedy="Ask for one of keys(), or put it first",
    )


def changed(expected: int, found: int) -> ChartChanged:
    """Say that somebody saved a chart since it was read."""
    return ChartChanged(
        asked=f"saving a chart over version {expected}",
        found=f"the store holds version {found}",
        remedy="Read it again, unite, and save over that version",
    )


def nested() -> StoreFailed:
    """Say that a transaction was opened inside another of the same thread."""
    return StoreFailed(
        asked="a transaction",
        found="this thread has one open",
        remedy="Use the unit of work at hand, or leave its block first",
    )


def over() -> StoreFailed:
    """Say that a unit of work was used after its block, or a store after close."""
    return StoreFailed(
        asked="reading or writing",
        found="the unit of work is over, or the store is closed",
        remedy="Open a new one",
    )


def not_queued() -> StoreFailed:
    """Say that a notice whose fate was noted is not in the outbox."""
    return StoreFailed(
        asked="noting what became of a notice",
        found="the outbox does not hold it",
        remedy="Queue it first",
    )
