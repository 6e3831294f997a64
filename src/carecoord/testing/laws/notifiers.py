"""Laws of notifiers. The bench knows the channel; the laws know only the port."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.errors import NoticeNotSent
from carecoord.ports import Notice, Notifier
from carecoord.testing.kept import notices
from carecoord.testing.laws.claims import refused


@attrs.frozen(kw_only=True)
class Arrived:
    """What came out at the other end of a channel: the message's id there, and its text."""

    id: str
    text: str


class Bench(Protocol):
    """A notifier with both ends of its channel."""

    @property
    def notifier(self) -> Notifier:
        """The notifier, whose channel is up."""
        ...

    @property
    def broken(self) -> Notifier:
        """The same notifier on a channel that is down."""
        ...

    def arrived(self) -> Sequence[Arrived]:
        """Give what arrived so far, oldest first."""
        ...


NewBench = Callable[[], AbstractContextManager[Bench]]


def delivers_what_it_was_given(new_bench: NewBench) -> None:
    """Subject and every line of the body arrive, once for each sending."""

    @given(notice=notices())
    def law(notice: Notice) -> None:
        with new_bench() as bench:
            bench.notifier.send(notice)
            (message,) = bench.arrived()

            for line in (notice.subject, *notice.body.splitlines()):
                assert line in message.text

    law()


def carries_the_same_id_when_sent_again(new_bench: NewBench) -> None:
    """A notice that is sent twice arrives under one id, even from a notifier made anew."""

    @given(notice=notices())
    def law(notice: Notice) -> None:
        with new_bench() as bench:
            bench.notifier.send(notice)
            bench.notifier.send(notice)
            ids = {message.id for message in bench.arrived()}
        with new_bench() as another:
            another.notifier.send(notice)

            assert {message.id for message in another.arrived()} == ids
            assert len(ids) == 1

    law()


def tells_notices_apart(new_bench: NewBench) -> None:
    """Two notices arrive under two ids, though they say the same; in the order of sending."""

    @given(pair=st.lists(notices(), min_size=2, max_size=2, unique_by=lambda n: n.id))
    def law(pair: list[Notice]) -> None:
        with new_bench() as bench:
            for notice in pair:
                bench.notifier.send(attrs.evolve(notice, body="The same.\n"))
            first, second = (message.id for message in bench.arrived())

            assert pair[0].id in first
            assert pair[1].id in second
            assert first != second

    law()


def says_when_the_channel_is_down(new_bench: NewBench) -> None:
    """A channel that is down is NoticeNotSent, worth another try, and nothing foreign."""

    @given(notice=notices())
    def law(notice: Notice) -> None:
        with new_bench() as bench:
            with refused(NoticeNotSent):
                _send_to_be_tried_again(bench.broken, notice)

            assert not bench.arrived()

    law()


def tells_nothing_beside_the_channel(new_bench: NewBench) -> None:
    """Neither repr nor error holds the address or what the notice says."""

    @given(notice=notices())
    def law(notice: Notice) -> None:
        secret = attrs.evolve(notice, to="someone.secret@example.org", body="said in secret\n")
        with new_bench() as bench:
            told = [repr(bench.notifier), repr(bench.broken)]
            try:
                bench.broken.send(secret)
            except NoticeNotSent as error:
                told += [str(error), repr(error)]

            assert "secret" not in "".join(told)

    law()


def _send_to_be_tried_again(notifier: Notifier, notice: Notice) -> None:
    try:
        notifier.send(notice)
    except NoticeNotSent as error:
        if error.retry:
            raise
        message = "a channel that is down may come back; retry was due"
        raise AssertionError(message) from error


NOTIFIER = (
    delivers_what_it_was_given,
    carries_the_same_id_when_sent_again,
    tells_notices_apart,
    says_when_the_channel_is_down,
    tells_nothing_beside_the_channel,
)
