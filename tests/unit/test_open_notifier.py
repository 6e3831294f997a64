import pytest

from carecoord.adapters.notification.console import ConsoleNotifier
from carecoord.adapters.notification.open import open_notifier
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.notification.smtp import Login, SmtpNotifier
from carecoord.errors import InputError

TO = "?from=care@example.org&to=team@example.org"


def test_plain_schemes_open_their_notifier():
    assert isinstance(open_notifier("console:"), ConsoleNotifier)
    assert isinstance(open_notifier("recording:"), RecordingNotifier)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"smtp://mail.example.org/{TO}", {"port": 25, "tls": False, "timeout_seconds": 30.0}),
        (f"smtps://mail.example.org/{TO}", {"port": 465, "tls": True}),
        (f"smtp://mail.example.org:2525/{TO}&timeout=2", {"port": 2525, "timeout_seconds": 2.0}),
        (
            f"smtps://ada:a%40b@mail.example.org/{TO}",
            {"login": Login(user="ada", password="a@b")},  # noqa: S106  made up
        ),
        (f"smtp://mail.example.org/{TO.replace('team@', 'a%2Bb@')}", {"to": "a+b@example.org"}),
    ],
)
def test_a_mail_url_says_where_and_to_whom(url, expected):
    notifier = open_notifier(url)

    assert isinstance(notifier, SmtpNotifier)
    assert {name: getattr(notifier, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("url", "help_"),
    [
        ("consol:", "console:"),
        ("console:x", "console:"),
        ("stmp://mail.example.org", "smtp://mail"),
        ("", "recording: or console:"),
        ("pigeon:", "recording: or console:"),
        ("smtp://mail.example.org", "from=SENDER"),
        ("smtps:///?from=a@b&to=c@d", "from=SENDER"),
        (f"smtp://mail.example.org:mail/{TO}", "not a number"),
        (f"smtp://mail.example.org/{TO}&timeout=soon", "not a number"),
        *(
            (f"smtp://mail.example.org/{TO}&timeout={n}", "no time")
            for n in ("-1", "0", "nan", "inf")
        ),
        (f"smtp:// /{TO}", "needs a host"),
        (f"smtp://mail.example.org/{TO}&bcc=a@b", "from=SENDER"),
        ("smtp://mail.example.org/?from=care&to=c@d", "from=SENDER"),
        ("smtp://mail.example.org/?from=a@b&to=c@d%0aBcc:x@y", "from=SENDER"),
    ],
)
def test_another_url_is_answered_with_the_form(url, help_):
    with pytest.raises(InputError, match=help_):
        open_notifier(url)


def test_neither_error_nor_notifier_shows_a_password():
    url = f"smtp://ada:hush-hush@mail.example.org:mail/{TO}"
    with pytest.raises(InputError) as caught:
        open_notifier(url)
    notifier = open_notifier(url.replace(":mail/", "/"))

    assert "hush" not in f"{caught.value}{caught.value!r}{notifier!r}"
