"""What a mail server answers decides whether a notice is tried again."""

import smtplib
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from email import message_from_bytes

import attrs
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from carecoord.adapters.notification.smtp import Login, SmtpNotifier
from carecoord.errors import NoticeNotSent
from carecoord.ports import Notice

NOTICE = Notice(
    id="0a1b",
    idempotency_key="c",
    patient="p",
    subject="Work in care coordination",
    body="Patient p\nstat: 1\n",
    created_at=datetime(2026, 1, 2, 12, tzinfo=UTC),
)


class Answering:
    """Answers the sender, the recipient, then the message, as told."""

    def __init__(self, sender="250 known", to="250 known", data="250 taken"):
        self.sender = sender
        self.to = to
        self.data = data
        self.envelopes = []

    async def handle_MAIL(self, _server, _session, envelope, address, _options):  # noqa: N802
        envelope.mail_from = address
        return self.sender

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.to.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the server's hook
        self.envelopes.append(envelope)
        return self.data


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def server(**answers):
    inbox = Answering(**answers)
    controller = Loopback(inbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


def notifier(port, **changed):
    addresses = {"sender": "care@example.org", "to": "team@example.org"} | changed
    return SmtpNotifier(host="127.0.0.1", port=port, timeout_seconds=5, **addresses)


@pytest.mark.parametrize(
    ("answers", "retry"),
    [
        ({"to": "550 no such user"}, False),
        ({"to": "450 try later"}, True),
        ({"data": "554 refused"}, False),
        ({"data": "451 try later"}, True),
    ],
)
def test_an_answer_from_500_on_is_for_good(answers, retry):
    with server(**answers) as (_, port), pytest.raises(NoticeNotSent) as caught:
        notifier(port).send(NOTICE)

    assert caught.value.retry is retry


def test_a_sender_that_is_refused_says_nothing_about_the_notice():
    with server(sender="550 not from here") as (_, port), pytest.raises(NoticeNotSent) as caught:
        notifier(port).send(NOTICE)

    assert caught.value.retry


def test_a_password_is_not_sent_in_the_clear():
    with server() as (inbox, port), pytest.raises(NoticeNotSent) as caught:
        notifier(port, login=Login(user="ada", password="hush")).send(NOTICE)  # noqa: S106

    assert caught.value.retry
    assert inbox.envelopes == []


def test_an_address_that_cannot_stand_in_a_header_is_for_good():
    with server() as (_, port), pytest.raises(NoticeNotSent) as caught:
        notifier(port, to="team@example.org\nBcc: all@example.org").send(NOTICE)

    assert not caught.value.retry


def test_a_notice_with_an_address_goes_there_and_others_to_the_team():
    with server() as (inbox, port):
        notifier(port).send(NOTICE)
        notifier(port).send(attrs.evolve(NOTICE, to="one@example.org"))

    recipients = [envelope.rcpt_tos for envelope in inbox.envelopes]
    assert recipients == [["team@example.org"], ["one@example.org"]]


def test_a_message_says_that_no_person_wrote_it_and_when_it_was_made():
    with server() as (inbox, port):
        notifier(port).send(NOTICE)
    message = message_from_bytes(inbox.envelopes[0].content)

    assert message["Message-ID"] == "<0a1b@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Fri, 02 Jan 2026 12:00:00 +0000"


class InTheClear(SmtpNotifier):
    """Believes its connection to be encrypted, so that a login can be tried on loopback."""

    def _connect(self):
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize(("known", "delivered"), [(True, 1), (False, 0)])
def test_a_login_that_is_refused_is_tried_again_later(known, delivered):
    inbox = Answering()
    controller = Loopback(
        inbox,
        hostname="127.0.0.1",
        port=0,
        auth_required=True,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=known, handled=False),
    )
    controller.start()
    try:
        sender = InTheClear(
            host="127.0.0.1",
            port=controller.port,
            sender="care@example.org",
            to="team@example.org",
            tls=True,
            login=Login(user="ada", password="hush"),  # noqa: S106  made up
        )
        with nullcontext() if known else pytest.raises(NoticeNotSent, match="login was refused"):
            sender.send(NOTICE)
    finally:
        controller.stop()

    assert len(inbox.envelopes) == delivered


def test_an_encrypted_connection_to_a_server_without_is_tried_again_later():
    with server() as (inbox, port), pytest.raises(NoticeNotSent) as caught:
        notifier(port, tls=True).send(NOTICE)

    assert caught.value.retry
    assert inbox.envelopes == []
