"""Notices on a terminal."""

from datetime import UTC, datetime
from io import StringIO

from carecoord.adapters.notification.console import ConsoleNotifier
from carecoord.ports import Notice


def test_nothing_in_a_notice_is_obeyed_by_the_terminal():
    stream = StringIO()
    ConsoleNotifier(stream).send(
        Notice(
            id="n1",
            idempotency_key="n1",
            patient="p1",
            created_at=datetime(2026, 5, 24, tzinfo=UTC),
            subject="Work\x1b[2J",
            body="One thing\nand\u202eanother",
        )
    )

    assert stream.getvalue() == (
        "[n1] Work\N{REPLACEMENT CHARACTER}[2J\nOne thing\nand\N{REPLACEMENT CHARACTER}another\n\n"
    )
