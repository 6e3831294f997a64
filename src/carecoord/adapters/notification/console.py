"""A notifier that writes to a terminal or another stream of text."""

from __future__ import annotations

import sys
from typing import TextIO

from carecoord.adapters.obeyed import shown_only
from carecoord.errors import NoticeNotSent
from carecoord.ports import Notice


class ConsoleNotifier:
    """Writes each notice with its id; to standard error when no stream is given."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def send(self, notice: Notice) -> None:
        """Write a notice."""
        stream = self._stream or sys.stderr
        try:
            told = f"[{notice.id}] {notice.subject}\n{notice.body.rstrip()}\n\n"
            stream.write(shown_only(told))
            stream.flush()
        except (OSError, ValueError) as error:  # a stream that is closed raises ValueError
            raise NoticeNotSent(
                asked="writing a notice",
                found="the stream does not take it",
                remedy="Give a stream that is open",
            ) from error
