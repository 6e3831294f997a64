"""A notifier that keeps what it got: for tests, and to see what would be told."""

from __future__ import annotations

from carecoord.errors import NoticeNotSent
from carecoord.ports import Notice


class RecordingNotifier:
    """Keeps every notice in ``sent``; while ``down`` it refuses, as a channel that is down does."""

    def __init__(self, *, down: bool = False) -> None:
        self.sent: list[Notice] = []
        self.down = down

    def send(self, notice: Notice) -> None:
        """Keep a notice."""
        if self.down:
            raise NoticeNotSent(
                asked="keeping a notice",
                found="this notifier was told to be down",
                remedy="Set down to False",
            )
        self.sent.append(notice)
