"""Which rules make a review fall due with no new fact, and whether they then say something new.

    python tests/properties/what_wakes.py --patients 200

Whenever time alone makes a patient due, every rule is asked by itself until when its answer held.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby

import attrs
from simulated_year import DAYS, FIRST, catalogue_on, shards
from two_nights import Compared, TwoWays

from carecoord import review
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Review


@cache
def _each_rule() -> dict[str, Catalogue]:
    """A catalogue of every rule alone, all its editions, with what the whole one brings."""
    whole = rules_on(FIRST)
    return {
        rule_id: Catalogue.of(
            editions,
            value_sets=whole.value_sets.values(),
            calendar=whole.calendar,
            zone=whole.zone,
        )
        for rule_id, editions in groupby(whole.rules, key=lambda rule: rule.id)
    }


def rules_on(_: date) -> Catalogue:
    """The same rules all year."""
    return catalogue_on(FIRST)


@attrs.define(kw_only=True)
class Wakers(TwoWays):
    """Counts, for every review that time alone made due, the rules that asked for it."""

    woke: Counter[str] = attrs.field(factory=Counter)
    told: Counter[str] = attrs.field(factory=Counter)
    in_vain: int = 0

    def reviewed(self, found: Review, why: str) -> None:
        """Ask every rule, of the chart and the day of the review before, how long it held."""
        if why != "time":
            return
        held = self.held[found.patient]
        changed = {one.rule for one in set(held.findings) ^ set(found.findings)}
        self.in_vain += not changed
        chart = self.store.chart(found.patient).chart
        for rule, alone in _each_rule().items():
            if review(chart, alone, held.as_of).valid_until == found.as_of:
                self.woke[rule] += 1
                self.told[rule] += rule in changed


def lines(patients: int, days: int) -> Iterator[str]:
    """A table of the rules, those that wake most first."""
    woke, told = Counter[str](), Counter[str]()
    reviews = in_vain = nights = 0
    for shard in shards(patients, days):
        one = Wakers(catalogue_on=rules_on, seed=shard.place, compared=Compared.NEVER)
        tally = one.live(shard.charts(), FIRST, days)
        woke, told = woke + one.woke, told + one.told
        reviews, in_vain = reviews + tally.causes["time"], in_vain + one.in_vain
        nights += tally.patient_days
    yield f"{patients:,} patients, {nights:,} nights"
    yield f"{reviews:,} reviews because of time alone, {in_vain:,} of them found nothing new"
    yield f"{'rule':<52}{'wakes':>8}{'says something new':>20}"
    for rule, count in woke.most_common():
        yield f"{rule:<52}{count:>8,}{told[rule]:>20,}"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--patients", type=int, default=200)
    parser.add_argument("--days", type=int, default=DAYS)
    asked = parser.parse_args()
    sys.stdout.write("\n".join(lines(asked.patients, asked.days)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
