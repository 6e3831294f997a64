"""For every law of notifiers, a notifier that breaks it."""

import io
from contextlib import contextmanager
from uuid import uuid4

import attrs
import pytest
from hypothesis import Phase, settings

from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.errors import NoticeNotSent
from carecoord.testing.laws import NOTIFIER, Arrived


@attrs.define
class BrokenBench:
    notifier: RecordingNotifier
    broken: RecordingNotifier

    def arrived(self):
        return [Arrived(id=n.id, text=f"{n.subject}\n{n.body}") for n in self.notifier.sent]


def bench_of(kind):
    @contextmanager
    def bench():
        yield BrokenBench(kind(), kind(down=True))

    return bench


def notifier_with(**methods):
    return bench_of(type("BrokenNotifier", (RecordingNotifier,), methods))


def _first_line_only(self, notice):
    RecordingNotifier.send(self, attrs.evolve(notice, body=notice.body[:3]))


def _new_id_each_time(self, notice):
    RecordingNotifier.send(self, attrs.evolve(notice, id=uuid4().hex))


def _id_of_what_is_said(self, notice):
    RecordingNotifier.send(self, attrs.evolve(notice, id=notice.body))


def _foreign_error(self, notice):
    if self.down:
        raise io.UnsupportedOperation
    RecordingNotifier.send(self, notice)


def _gives_up(self, notice):
    if self.down:
        raise NoticeNotSent(asked="a", found="b", remedy="c", retry=False)
    RecordingNotifier.send(self, notice)


def _talkative(self, notice):
    raise NoticeNotSent(asked="sending", found=notice.to, remedy=notice.body)


BROKEN_NOTIFIERS = {
    "delivers_what_it_was_given": notifier_with(send=_first_line_only),
    "carries_the_same_id_when_sent_again": notifier_with(send=_new_id_each_time),
    "tells_notices_apart": notifier_with(send=_id_of_what_is_said),
    "says_when_the_channel_is_down": notifier_with(send=_foreign_error),
    "tells_nothing_beside_the_channel": notifier_with(send=_talkative),
}


@pytest.fixture(autouse=True)
def first_failure_is_enough():
    before = settings.get_current_profile_name()
    settings.register_profile(
        "saboteurs", settings(), phases=[Phase.generate], report_multiple_bugs=False
    )
    settings.load_profile("saboteurs")
    yield
    settings.load_profile(before)


@pytest.mark.parametrize("law", NOTIFIER, ids=lambda law: law.__name__)
def test_a_broken_notifier_fails_the_law_that_it_breaks(law):
    with pytest.raises(AssertionError):
        law(BROKEN_NOTIFIERS[law.__name__])


def test_a_channel_that_is_down_is_worth_another_try():
    law = next(law for law in NOTIFIER if law.__name__ == "says_when_the_channel_is_down")
    with pytest.raises(AssertionError):
        law(notifier_with(send=_gives_up))


def test_every_saboteur_has_its_law():
    assert [law.__name__ for law in NOTIFIER] == list(BROKEN_NOTIFIERS)
