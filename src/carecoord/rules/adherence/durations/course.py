"""Where supply stands in a patient's course: the episode, the stays in it, what comes next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

import attrs

from carecoord.rules.adherence.durations.records import Episode, Handling, Stay
from carecoord.rules.adherence.durations.stays import apart


@attrs.frozen(kw_only=True)
class Ways:
    """How supply is used: whether a new dose holds for it, and what an interruption does to it.

    ``carry_over`` has a supply start when the one before it is used up.
    """

    split: bool = True
    interruption: Handling = "continue"
    carry_over: bool = False


@attrs.frozen(kw_only=True)
class Stretch:
    """An episode as supply sees it: where new doses do not hold, up to the next interruption.

    ``last`` is the number of the episode in which it ends. ``stays`` are those that touch it;
    ``crossed`` says whether one began in it.
    """

    episode: Episode
    last: int
    final: bool
    stays: tuple[Stay, ...]
    crossed: bool

    @property
    def cut(self) -> float:
        """Where it ends; the end of the last prescription of all cuts nothing short."""
        return inf if self.final else self.episode.until

    def using(self) -> list[Stay]:
        """The stays through which supply is used on."""
        return [stay for stay in self.stays if stay.handling == "continue"]

    def stop(self, start: float, end: float) -> Stay | None:
        """The first stay that begins while a supply lasts, or as it ends, and takes it away.

        A stay that had begun before touches nothing.
        """
        for stay in self.stays:
            taken = stay.handling != "continue" and start <= stay.admitted <= self.cut
            if taken and stay.admitted <= end:
                return stay
        return None


@attrs.frozen
class Course:
    """The episodes of a class and the stays, none of which overlaps another, in order of day."""

    episodes: Sequence[Episode]
    stays: Sequence[Stay]
    ways: Ways

    @classmethod
    def of(cls, episodes: Sequence[Episode], stays: Sequence[Stay], ways: Ways) -> Course:
        """Of stays that may overlap."""
        return cls(episodes, apart(stays), ways)

    def at(self, day: float) -> int:
        """The number of the last episode that has begun, -1 before the first."""
        return bisect_right(self.episodes, day, key=lambda one: one.start) - 1

    def final(self, number: int) -> bool:
        """Whether no episode follows."""
        return number + 1 == len(self.episodes)

    def followed(self, number: int) -> bool:
        """Whether the next episode begins where this one ends."""
        return not self.final(number) and (
            self.episodes[number].end == self.episodes[number + 1].start
        )

    def stretch(self, number: int) -> Stretch:
        """The episode, with those that follow on it where new doses do not hold."""
        last = number
        while not self.ways.split and self.followed(last):
            last += 1
        episode = attrs.evolve(self.episodes[number], end=self.episodes[last].end)
        touching = tuple(
            stay
            for stay in self.stays
            if stay.admitted <= episode.until and stay.discharged > episode.start
        )
        return Stretch(
            episode=episode,
            last=last,
            final=self.final(last),
            stays=touching,
            crossed=any(episode.start <= stay.admitted for stay in touching),
        )

    def undisturbed(self, number: int, start: float, end: float) -> bool:
        """Whether a supply ends within its episode and no stay in the episode touches it."""
        own = self.episodes[number]
        return end <= own.until and not any(
            stay.admitted <= min(end, own.until) and stay.discharged > max(start, own.start)
            for stay in self.stays
        )
