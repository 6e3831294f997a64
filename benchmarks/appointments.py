"""Conflicts among 100,000 appointments, in CPU time.

125 days of 50 practitioners: each appointment has a patient, a practitioner and a room, and one
in twenty takes twice as long as its slot. Beside it stands the bare floor: sorting the same spans,
as instants in UTC, once.

The figure is the median of the rounds; lowest and highest stand beside it.
"""

import sys
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from helpers.timing import by_turns, ratio

from carecoord.model import Actor, Appointment
from carecoord.rules.appointments.conflicts import clusters, conflicts

TARGET = 2.0
"""Seconds of CPU time."""
APPOINTMENTS = 100_000
PATIENTS, PRACTITIONERS, SLOTS = 20_000, 50, 16
ROUNDS = 7
_FIRST = datetime(2026, 1, 5, 8, tzinfo=ZoneInfo("America/New_York"))
_OVERRUNS = 20
"""One of so many is booked for twice the length of its slot."""


def booked() -> list[tuple[str, Appointment]]:
    """Half an hour for each, practitioner by practitioner, day by day, in no order."""
    chance = Random(7)  # noqa: S311  repeatable numbers, not secret ones
    made = []
    for number in range(APPOINTMENTS):
        turn, practitioner = divmod(number, PRACTITIONERS)
        day, slot = divmod(turn, SLOTS)
        start = _FIRST + timedelta(days=day, minutes=30 * slot)
        minutes = 60 if number % _OVERRUNS == 0 else 30
        people = (
            Actor(kind="Patient"),
            Actor(kind="Practitioner", id=f"practitioner-{practitioner}"),
            Actor(kind="Location", id=f"room-{practitioner}"),
        )
        one = Appointment(
            id=f"a{number}",
            status="booked",
            start=start,
            end=start + timedelta(minutes=minutes),
            participants=people,
        )
        made.append((f"p{chance.randrange(PATIENTS)}", one))
    chance.shuffle(made)
    return made


def main() -> None:
    """Measure conflicts and clusters, each by turns with the floor."""
    made = booked()
    spans = [(one.start, one.end) for _, one in made]
    zone = ZoneInfo("UTC")
    instants = [(start.astimezone(zone), end.astimezone(zone)) for start, end in spans]
    for name, work in (("conflicts", conflicts), ("clusters", clusters)):
        found = len(work(made))
        spent = by_turns(
            lambda: work(made),  # noqa: B023  called within the round
            lambda: sorted(instants),
            rounds=ROUNDS,
            repeats=1,
        )
        ours = sorted(one for one, _ in spent)
        print(
            f"{len(made):,} appointments, {found:,} {name}, Python {sys.version.split()[0]}:"
            f" {ours[ROUNDS // 2]:.2f} s of CPU time ({ours[0]:.2f} to {ours[-1]:.2f}; target"
            f" {TARGET:.1f}); {ratio(spent):.1f} times sorting the spans"
        )


if __name__ == "__main__":
    main()
