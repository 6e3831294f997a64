"""A notifier by its URL."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import parse_qs, unquote, urlsplit

from carecoord.errors import InputError
from carecoord.ports import Notifier

_SMTP = "smtp://mail.example.org:25/?from=SENDER&to=RECIPIENT"
_FORMS = {
    "recording": "recording:",
    "console": "console:",
    "smtp": _SMTP,
    "smtps": _SMTP.replace("smtp", "smtps", 1).replace("25", "465"),
}
_PORTS = {"smtp": 25, "smtps": 465}
_LONGEST_SECONDS = 3600


def open_notifier(url: str) -> Notifier:
    """Open ``console:``, ``recording:``, ``smtp://host:port/?from=&to=`` or ``smtps://``.

    A mail URL may hold a login, ``smtps://user:password@host``, and ``timeout`` in seconds.

    Raises: InputError for any other URL. It does not repeat the URL, which may hold a password.
    """
    scheme = url.partition(":")[0]
    if url == "console:":
        from carecoord.adapters.notification.console import ConsoleNotifier

        return ConsoleNotifier()
    if url == "recording:":
        from carecoord.adapters.notification.recording import RecordingNotifier

        return RecordingNotifier()
    if scheme in _PORTS:
        return _smtp(scheme, url)
    near = get_close_matches(scheme.lower(), _FORMS, n=1)
    raise _refused(
        "no notifier has a URL of this form",
        f"Did you mean {_FORMS[near[0]]}?" if near else f"Say {' or '.join(_FORMS.values())}",
    )


def _smtp(scheme: str, url: str) -> Notifier:
    from carecoord.adapters.notification.smtp import TIMEOUT_SECONDS, Login, SmtpNotifier

    form = f"Write it as {_FORMS[scheme]}"
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[scheme]
        options = {name: given[-1] for name, given in parse_qs(parts.query).items()}
        timeout = float(options.pop("timeout", TIMEOUT_SECONDS))
    except ValueError:
        raise _refused("the port or the timeout is not a number", form) from None
    if not 0 < timeout <= _LONGEST_SECONDS:
        raise _refused("the timeout is no time to wait", f"Give 1 to {_LONGEST_SECONDS} seconds")
    host = (parts.hostname or "").strip()
    if not host or set(options) != {"from", "to"} or not _addresses(options.values()):
        raise _refused("a mail URL needs a host, an address in from and one in to", form)
    return SmtpNotifier(
        host=host,
        port=port,
        sender=options["from"],
        to=options["to"],
        login=Login(user=unquote(parts.username), password=unquote(parts.password))
        if parts.username and parts.password
        else None,
        tls=scheme == "smtps",
        timeout_seconds=timeout,
    )


def _addresses(texts: Iterable[str]) -> bool:
    """Whether all could be addresses; the server has the last word."""
    return all(
        text.isprintable() and " " not in text and 0 < text.find("@") < len(text) - 1
        for text in texts
    )


def _refused(found: str, remedy: str) -> InputError:
    return InputError(asked="a notifier", found=found, remedy=remedy)
