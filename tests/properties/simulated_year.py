"""The year of a whole population, by shards of patients on several cores, as a command.

    python tests/properties/simulated_year.py --patients 10000 --days 365 --processes 2

Prints a line after every shard, and at the end, or when it is interrupted, what came of it all.
``--after 3000`` goes on where such a run had done 3,000 patients; ``--compare "last nights"`` takes
a sixth of the time, and ``--compare never`` only counts. Exit status 1: something differed, or not
all was done.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from multiprocessing import get_context
from zoneinfo import ZoneInfo

import attrs
from two_nights import Compared, Tally, TwoWays

from carecoord.adapters.calendars import us
from carecoord.adapters.codec.fhir_r4 import read
from carecoord.model import Chart
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.testing.invented import synthetic
from carecoord.testing.invented.value_sets import value_sets

FIRST = date(2025, 6, 1)
DAYS = 365
SHARD = 50
RULES_CHANGE_ON = date(2026, 1, 15)
"""From this day on the site gives an hour less to acknowledge a critical result."""


@attrs.frozen(kw_only=True)
class Shard:
    """Some of the patients. Each shard's stories are told about another day of the year."""

    place: int
    patients: int
    days: int
    compared: Compared = Compared.EVERY_NIGHT

    @property
    def told_on(self) -> date:
        """The day on which the stories of the shard end, after a seventh of the days at least."""
        spread = self.days - self.days // 7
        return FIRST + timedelta(days=self.days // 7 + self.place * 37 % spread)

    def charts(self) -> Iterator[Chart]:
        """The charts, read from invented bundles as from anybody's."""
        for result in read(synthetic(self.patients, self.place, as_of=self.told_on)):
            if result.chart is not None:
                yield result.chart


@cache
def _catalogue(changed: bool) -> Catalogue:
    within = {"safety.critical-result.acknowledge-within": timedelta(minutes=30)}
    return standard(
        value_sets=value_sets(),
        calendar=us(),
        zone=ZoneInfo("America/New_York"),
        parameters=within if changed else {},
    )


def catalogue_on(day: date) -> Catalogue:
    """The rules in use on a day: a year is long enough for them to change once."""
    return _catalogue(day >= RULES_CHANGE_ON)


def lived(shard: Shard) -> Tally:
    """What came of one shard."""
    # Nearly nothing here is garbage: to look for it less often saves a tenth of the time.
    gc.set_threshold(100_000, 50, 100)
    both = TwoWays(catalogue_on=catalogue_on, seed=shard.place, compared=shard.compared)
    return both.live(shard.charts(), FIRST, shard.days)


def shards(
    patients: int, days: int, after: int = 0, compared: Compared = Compared.EVERY_NIGHT
) -> list[Shard]:
    """The population, in shards, but for those that begin with the first ``after`` patients."""
    return [
        Shard(place=place, patients=min(SHARD, patients - start), days=days, compared=compared)
        for place, start in enumerate(range(0, patients, SHARD))
        if start >= after
    ]


def told(tally: Tally) -> Iterator[str]:
    """What came of it, in lines."""
    yield f"patients                         {tally.patients:>12,}"
    yield f"nights of a patient              {tally.patient_days:>12,}"
    yield f"days on which something arrived  {tally.arrivals:>12,}"
    yield f"things people did                {tally.handled:>12,}"
    yield f"pieces of work                   {tally.items:>12,}"
    yield f"reviews, everybody every night   {tally.patient_days:>12,}"
    yield f"reviews, only who has to be      {tally.reviews:>12,}"
    for cause, count in tally.causes.most_common():
        yield f"    because: {cause:<20}{count:>12,}"
    yield f"share of reviews saved           {tally.saved:>12.1%}"
    yield f"nights compared                  {tally.compared:>12,}"
    yield f"differences                      {len(tally.wrong):>12,}"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--after", type=int, default=0)
    parser.add_argument("--compare", type=Compared, default=Compared.EVERY_NIGHT)
    asked = parser.parse_args()
    todo = shards(asked.patients, asked.days, asked.after, asked.compare)
    total, begun = Tally(), time.monotonic()
    with suppress(KeyboardInterrupt), get_context("spawn").Pool(asked.processes) as pool:
        for tally in pool.imap(lived, todo):
            total.add(tally)
            say(
                f"{total.patients:,} patients, {total.patient_days:,} nights,"
                f" {total.reviews:,} reviews, {total.saved:.2%} saved,"
                f" {total.compared:,} nights compared, {len(total.wrong)} differences,"
                f" {time.monotonic() - begun:,.0f} s"
            )
            for key, day, what in tally.wrong[:5]:
                say(f"  differs: {key} {day} {what}")
    if total.patients:
        say("\n".join(told(total)))
    return 1 if total.wrong or total.patients < sum(one.patients for one in todo) else 0


def say(line: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
