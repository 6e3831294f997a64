"""Five invented people with names, for tutorials and for stories told date by date.

Each has a whole record, from which every day of the story can be reviewed: what had not happened on
a day is not seen on it.

>>> from carecoord.testing.examples import EXAMPLES, example
>>> EXAMPLES
('ines', 'walter', 'priya', 'otto', 'lena')
>>> example("ines").startswith(b'{"resourceType":"Bundle"')
True
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches
from random import Random

import attrs

from carecoord.errors import InputError
from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Bundle
from carecoord.testing.invented.facts import (
    diagnosis,
    fills,
    finding,
    hba1c,
    prescription,
    pressure,
    problem,
    result,
)
from carecoord.testing.invented.people import person
from carecoord.testing.invented.permissions import Granted, booking, order, permission
from carecoord.testing.invented.story import Story, at
from carecoord.testing.invented.visits import (
    PLANNED,
    call,
    emergency_visit,
    reconciliation,
    screening,
    stay,
    visit,
    voicemail,
)


def example(name: str) -> bytes:
    """One of the five people, as a FHIR R4 bundle.

    Raises:
        InputError: nobody has that name.
    """
    told = _PEOPLE.get(name)
    if told is None:
        near = get_close_matches(name, EXAMPLES, n=1)
        raise InputError(
            asked=f"example {name!r}",
            found="none of the five people has this name",
            remedy=f"Did you mean {near[0]!r}?" if near else f"Ask for {', '.join(EXAMPLES)}",
        )
    bundle = Bundle(f"examples/{name}")
    elements = person(
        bundle, given=told.given, family=told.family, gender=told.gender, born=told.born
    )
    story = Story(bundle, bundle.add("Patient", elements), Random(name), told.as_of)
    told.happens(story)
    return bytes(bundle)


@attrs.frozen(kw_only=True)
class _Person:
    """Who somebody is, when the story is over, and what happens in it."""

    given: str
    family: str
    gender: str
    born: date
    as_of: date
    happens: Callable[[Story], None]


def _heart_failure(story: Story) -> None:
    """Home over a holiday, hard to reach, seen late, reconciled twice by different people."""
    weak = problem(story, codes.HEART_FAILURE, date(2023, 2, 14))
    problem(story, codes.DIABETES, date(2019, 9, 3))
    emergency_visit(story, date(2026, 1, 14))
    emergency_visit(story, date(2026, 3, 9))
    stay(story, date(2025, 10, 6), date(2025, 10, 9), because=weak, differs=PLANNED)
    admitted, discharged = date(2026, 5, 18), date(2026, 5, 22)
    stay(story, admitted, discharged, because=diagnosis(story, codes.HEART_FAILURE, admitted))
    result(story, codes.HEMOGLOBIN, discharged, 11.4, "g/dL")
    result(story, codes.SODIUM, discharged, 134, "mmol/L")
    voicemail(story, date(2026, 5, 26))
    voicemail(story, date(2026, 5, 27))
    visit(story, date(2026, 6, 1))
    reconciliation(story, date(2026, 6, 1), by="medical assistant")
    reconciliation(story, date(2026, 6, 3), by="pharmacist")


def _severe_pressure(story: Story) -> None:
    """A severe pressure without symptoms, and a calm one five weeks later."""
    problem(story, codes.HYPERTENSION, date(2021, 4, 20))
    severe, later = date(2026, 9, 14), date(2026, 10, 20)
    seen = visit(story, severe)
    pressure(story, severe, 184, 118, encounter=seen)
    seen = visit(story, later)
    pressure(story, later, 142, 86, encounter=seen, effectiveDateTime=at(later, 9))
    pressure(story, later, 138, 88, encounter=seen, effectiveDateTime=at(later, 9, 10))
    _nothing_else(story)


def _late_with_everything(story: Story) -> None:
    """Diabetes above goal and not tested for long, and a statin that ran out in spring."""
    problem(story, codes.DIABETES, date(2018, 6, 11))
    problem(story, codes.HIGH_CHOLESTEROL, date(2018, 6, 11))
    hba1c(story, date(2025, 8, 19), 7.4)
    hba1c(story, date(2026, 1, 13), 8.3)
    fills(story, codes.METFORMIN, date(2025, 5, 5), date(2026, 5, 30))
    fills(story, codes.ATORVASTATIN, date(2025, 5, 5), date(2026, 4, 1))
    visit(story, date(2026, 1, 13))


def _therapy_beyond_its_permission(story: Story) -> None:
    """Twelve visits granted until the end of June, some of the booked ones in July."""
    problem(story, codes.KNEE_ARTHRITIS, date(2022, 3, 7))
    ordered = order(story, date(2026, 4, 20))
    granted = Granted(action="A2", first=date(2026, 5, 1), last=date(2026, 6, 30), visits=12)
    permission(story, date(2026, 4, 22), ordered, granted)
    for week in range(10):
        day = date(2026, 5, 5) + timedelta(weeks=week)
        done = day < story.as_of
        booking(story, day, ordered, status="fulfilled" if done else "booked")


def _first_prescription(story: Story) -> None:
    """A child who starts a medicine, is seen three weeks later, and twice more."""
    started = date(2025, 9, 8)
    problem(story, codes.ADHD, date(2025, 8, 18))
    visit(story, date(2025, 8, 18))
    prescription(story, codes.METHYLPHENIDATE, started, days=60)
    for days in (21, 84, 168):
        visit(story, started + timedelta(days=days))
    _nothing_else(story)


def _nothing_else(story: Story) -> None:
    """What fills the lists that a measure looks through: of no consequence, and long past."""
    day = date(2024, 5, 6)
    order(story, day, code=codes.BLOOD_TESTS, status="completed")
    screening(story, day)
    call(story, day)
    finding(story, codes.SMOKING, day, codes.NEVER_SMOKED)
    prescription(story, codes.ACETAMINOPHEN, day, days=10, status="completed")


_PEOPLE = {
    "ines": _Person(
        given="Ines",
        family="Hazelbrook",
        gender="female",
        born=date(1951, 11, 2),
        as_of=date(2026, 6, 3),
        happens=_heart_failure,
    ),
    "walter": _Person(
        given="Walter",
        family="Dunmarsh",
        gender="male",
        born=date(1964, 3, 25),
        as_of=date(2026, 10, 20),
        happens=_severe_pressure,
    ),
    "priya": _Person(
        given="Priya",
        family="Larkmoor",
        gender="female",
        born=date(1970, 7, 19),
        as_of=date(2026, 6, 1),
        happens=_late_with_everything,
    ),
    "otto": _Person(
        given="Otto",
        family="Kestrelwood",
        gender="male",
        born=date(1958, 1, 30),
        as_of=date(2026, 6, 1),
        happens=_therapy_beyond_its_permission,
    ),
    "lena": _Person(
        given="Lena",
        family="Foxmeadow",
        gender="female",
        born=date(2017, 4, 12),
        as_of=date(2026, 6, 1),
        happens=_first_prescription,
    ),
}
EXAMPLES = tuple(_PEOPLE)
