"""Notices by mail.

The Message-ID is made from the notice's id: a notice that is sent again, because nobody knows
whether the first one arrived, carries the same, and mail systems drop the second.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime

import attrs

from carecoord.errors import NoticeNotSent
from carecoord.ports import Notice

TIMEOUT_SECONDS = 30.0


@attrs.frozen(kw_only=True)
class Login:
    """A user of a mail server."""

    user: str = attrs.field(repr=False)
    password: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class SmtpNotifier:
    """Sends each notice as one plain mail over a connection of its own.

    ``to`` is whom notices without an address go to. With ``tls`` the connection is encrypted from
    its start; without, as soon as the server offers it, and a login is sent only when encrypted.
    """

    host: str = attrs.field(repr=False)
    port: int
    sender: str = attrs.field(repr=False)
    to: str = attrs.field(repr=False)
    login: Login | None = None
    tls: bool = False
    timeout_seconds: float = TIMEOUT_SECONDS

    def send(self, notice: Notice) -> None:
        """Hand a notice to the mail server."""
        try:
            message = self._message(notice)
            with self._connect() as server:
                self._secure(server)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _not_sent("the recipient was refused", retry=min(codes) < _FOR_EVER) from error
        except smtplib.SMTPAuthenticationError as error:
            raise _not_sent("the login was refused", retry=True) from error
        except _ABOUT_THE_CONNECTION as error:
            raise _not_sent(f"the server refused with {error.smtp_code}") from error
        except smtplib.SMTPResponseException as error:
            found = f"the server answered {error.smtp_code}"
            raise _not_sent(found, retry=error.smtp_code < _FOR_EVER) from error
        except (smtplib.SMTPException, OSError) as error:
            raise _not_sent(f"the server was not reached ({type(error).__name__})") from error
        except ValueError as error:
            raise _not_sent("an address or line cannot stand in a mail", retry=False) from error

    def _connect(self) -> smtplib.SMTP:
        if not self.tls:
            return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=context)

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self.tls and (self.login is not None or server.has_extn("starttls")):
            server.starttls(context=ssl.create_default_context())
        if self.login is not None:
            server.login(self.login.user, self.login.password)

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["Message-ID"] = f"<{notice.id}@{self.sender.rpartition('@')[2]}>"
        message["Date"] = format_datetime(notice.created_at)
        message["From"] = self.sender
        message["To"] = notice.to or self.to
        message["Subject"] = notice.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(notice.body)
        return message


_ABOUT_THE_CONNECTION = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)
"""Refusals that say nothing about the notice: somebody can mend the server or the sender."""
_FOR_EVER = 500
"""From this reply code on, a server says that trying again cannot help (RFC 5321, 4.2.1)."""


def _not_sent(found: str, *, retry: bool = True) -> NoticeNotSent:
    return NoticeNotSent(
        asked="sending a notice by mail",
        found=found,
        remedy="It is tried again later" if retry else "Mend the address or the notice",
        retry=retry,
    )
