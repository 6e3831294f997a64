"""Is a notifier interchangeable? Every notifier, every law; mail goes to a server on loopback."""

import email
import io
import re
import socket
from contextlib import contextmanager
from email import policy

import attrs
import pytest
from aiosmtpd.controller import Controller

from carecoord.adapters.notification.console import ConsoleNotifier
from carecoord.adapters.notification.open import open_notifier
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.testing.laws import NOTIFIER, Arrived


@attrs.frozen
class RecordingBench:
    notifier: RecordingNotifier
    broken: RecordingNotifier

    def arrived(self):
        return [Arrived(id=n.id, text=f"{n.subject}\n{n.body}") for n in self.notifier.sent]


@contextmanager
def recording():
    yield RecordingBench(RecordingNotifier(), RecordingNotifier(down=True))


@attrs.frozen
class ConsoleBench:
    notifier: ConsoleNotifier
    broken: ConsoleNotifier
    stream: io.StringIO

    def arrived(self):
        written = re.split(r"^\[([0-9a-f]+)\] ", self.stream.getvalue(), flags=re.MULTILINE)[1:]
        return [Arrived(id=i, text=t) for i, t in zip(written[::2], written[1::2], strict=True)]


@contextmanager
def console():
    stream, closed = io.StringIO(), io.StringIO()
    closed.close()
    yield ConsoleBench(ConsoleNotifier(stream), ConsoleNotifier(closed), stream)


class Inbox:
    def __init__(self):
        self.messages = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the server's hook
        self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@attrs.frozen
class SmtpBench:
    notifier: object
    broken: object
    inbox: Inbox

    def arrived(self):
        return [
            Arrived(id=m["Message-ID"], text=f"{m['Subject']}\n{m.get_content()}")
            for m in self.inbox.messages
        ]


def _url(port):
    return f"smtp://127.0.0.1:{port}/?from=carecoord@example.org&to=team@example.org&timeout=5"


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody_answers = taken.getsockname()[1]
    inbox = Inbox()
    controller = Loopback(inbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield SmtpBench(
            open_notifier(_url(controller.port)), open_notifier(_url(nobody_answers)), inbox
        )
    finally:
        controller.stop()


BENCHES = {"recording": recording, "console": console, "smtp": smtp}


@pytest.mark.parametrize("law", NOTIFIER, ids=lambda law: law.__name__)
@pytest.mark.parametrize("new_bench", BENCHES.values(), ids=BENCHES)
def test_every_notifier_keeps_every_law(new_bench, law):
    law(new_bench)
