"""Which kinds of patients there are, how many of each, and what happens to them.

A deck holds every kind as often as its weight says; patients are dealt from shuffled decks, so that
a population of one deck or more has every kind in it, whatever the seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import attrs

from carecoord.testing.invented.recipes import (
    agreements,
    childhood,
    courses,
    diabetes,
    discharge,
    medicines,
    permissions,
    pressures,
    prevention,
    routine,
    screenings,
)
from carecoord.testing.invented.story import Story

Recipe = Callable[[Story], None]


@attrs.frozen(kw_only=True)
class Archetype:
    """One kind of patient.

    ``ages`` are in years, both ends inside, on the day the story is seen. ``died`` is how many days
    before that the patient died.
    """

    recipes: tuple[Recipe, ...]
    weight: int = 1
    ages: tuple[int, int] = (25, 88)
    died: int | None = None


def _adult(*recipes: Recipe, weight: int = 1) -> Archetype:
    usual = (routine.insured, routine.well_kept, routine.yearly_visit)
    return Archetype(recipes=(*usual, *recipes), weight=weight)


def _aged(recipe: Recipe, *, ages: tuple[int, int], weight: int = 1) -> Archetype:
    """An adult of an age that a measure asks about."""
    recipes = (routine.insured, routine.well_kept, recipe)
    return Archetype(recipes=recipes, ages=ages, weight=weight)


def _sparse(*recipes: Recipe) -> Archetype:
    """An adult whose record lacks the lists that nothing of this kind of patient is in."""
    return Archetype(recipes=(routine.insured, routine.yearly_visit, *recipes))


def _child(*recipes: Recipe) -> Archetype:
    usual = (routine.insured, routine.well_kept, routine.weighed)
    return Archetype(recipes=(*usual, *recipes), ages=(8, 11))


def _sparse_child(*recipes: Recipe) -> Archetype:
    return Archetype(recipes=(routine.insured, *recipes), ages=(8, 11))


def _bare(*recipes: Recipe) -> Archetype:
    """Somebody of whom no more is known than the recipes say."""
    return Archetype(recipes=recipes)


ARCHETYPES = (
    _adult(weight=4),
    _adult(routine.back_pain, weight=3),
    _sparse(routine.back_pain),
    _bare(routine.only_registered),
    Archetype(recipes=(routine.only_registered,), ages=(30, 60), weight=2),
    # Home from hospital.
    _adult(routine.back_pain, discharge.all_done),
    _adult(discharge.comorbid, discharge.all_done),
    _adult(discharge.comorbid, discharge.nobody_called),
    _adult(routine.back_pain, discharge.nobody_called),
    _adult(discharge.comorbid, discharge.only_voicemails),
    _sparse(discharge.comorbid, discharge.only_voicemails),
    _adult(routine.back_pain, discharge.seen_late, weight=2),
    _adult(routine.back_pain, discharge.reconciled_by_somebody),
    _adult(discharge.comorbid, discharge.readmitted),
    _adult(routine.back_pain, discharge.to_nursing_facility),
    Archetype(
        recipes=(routine.yearly_visit, discharge.comorbid, discharge.died_in_hospital), died=20
    ),
    Archetype(recipes=(routine.yearly_visit, routine.back_pain, discharge.home_then_died), died=4),
    _adult(routine.back_pain, discharge.observed),
    _adult(routine.back_pain, discharge.long_ago, weight=2),
    _adult(discharge.planned_knee, weight=2),
    _adult(discharge.comorbid, discharge.often_in_hospital),
    _bare(discharge.undescribed_stay),
    # Diabetes.
    _adult(diabetes.diabetic, diabetes.at_goal, weight=2),
    _adult(diabetes.diabetic, diabetes.above_goal_lately),
    _adult(diabetes.diabetic, diabetes.above_goal_overdue, medicines.with_gaps),
    _adult(diabetes.diabetic, diabetes.not_tested_for_long),
    _adult(diabetes.diabetic, diabetes.on_the_limit),
    _adult(diabetes.prediabetic),
    _adult(diabetes.refuted),
    _bare(diabetes.never_tested),
    # Blood pressure.
    _adult(pressures.hypertensive, pressures.controlled, weight=3),
    _adult(pressures.hypertensive, pressures.uncontrolled, weight=2),
    _sparse(pressures.hypertensive, pressures.uncontrolled),
    _adult(pressures.hypertensive, pressures.controlled_by_the_lower),
    _adult(pressures.hypertensive, pressures.not_measured),
    _adult(pressures.hypertensive, pressures.kidney_failure, pressures.uncontrolled),
    _adult(pressures.hypertensive, pressures.severe),
    _adult(pressures.severe),
    _adult(pressures.hypertensive, pressures.severe_then_calm),
    _adult(pressures.hypertensive, pressures.severe_and_still_high),
    _adult(pressures.severe_acknowledged),
    _adult(pressures.severe_taken),
    _adult(pressures.severe_long_ago),
    _bare(pressures.severe_without_unit),
    # Medicines.
    _adult(medicines.high_cholesterol, medicines.continuous, weight=3),
    _adult(diabetes.diabetic, diabetes.at_goal, pressures.hypertensive, medicines.all_three),
    _adult(medicines.overlapping),
    _adult(medicines.with_gaps, weight=2),
    _adult(medicines.late, weight=2),
    _adult(medicines.stopped_long_ago),
    _adult(medicines.filled_once),
    _adult(medicines.filled_twice_in_winter, weight=2),
    _adult(medicines.ends_soon),
    _adult(medicines.without_days),
    _bare(medicines.never_filled),
    _adult(medicines.gap_opened),
    _adult(medicines.statin_not_filled),
    _adult(medicines.two_statins),
    _adult(medicines.switched),
    _adult(medicines.beside_one_without_days),
    _adult(medicines.ends_before_visit),
    _adult(medicines.lasts_to_visit),
    # Permissions.
    _adult(routine.back_pain, permissions.runs_out_by_date),
    _adult(routine.back_pain, permissions.runs_out_by_units),
    _adult(routine.back_pain, permissions.covers_everything, weight=2),
    _adult(routine.back_pain, permissions.covers_without_visits),
    _adult(routine.back_pain, permissions.denied),
    _adult(routine.back_pain, permissions.pended),
    _adult(routine.back_pain, permissions.ended_long_ago),
    _adult(routine.back_pain, permissions.for_nobody_knows_what),
    _bare(permissions.nothing_known_of_visits),
    # What was agreed.
    _adult(agreements.kept),
    _adult(agreements.left),
    _adult(agreements.given_up),
    # Screenings, by the ages that measures ask about.
    _aged(screenings.up_to_date, ages=(52, 60), weight=3),
    _aged(screenings.nothing_done, ages=(52, 60), weight=3),
    _aged(screenings.up_to_date, ages=(68, 72)),
    _aged(screenings.nothing_done, ages=(68, 72)),
    # Courses of treatment, and answers from others.
    _adult(courses.referral_answered),
    _adult(courses.referral_open),
    _adult(courses.antidepressant_kept),
    _adult(courses.antidepressant_stopped),
    _adult(courses.antidepressant_new),
    _adult(courses.substance_treated),
    _adult(courses.substance_untreated),
    _adult(courses.substance_found_out),
    _adult(courses.depression_remitted),
    _adult(courses.depression_lasting),
    _adult(courses.hiv_retained),
    _adult(courses.hiv_out_of_sight),
    # Looked at in a visit.
    _aged(prevention.nothing_found, ages=(30, 44)),
    _aged(prevention.found_and_left, ages=(30, 44)),
    _aged(prevention.retina_told, ages=(30, 44)),
    _aged(prevention.retina_kept_quiet, ages=(30, 44)),
    # Children.
    _child(childhood.seen_in_time),
    _child(childhood.seen_once),
    _sparse_child(childhood.seen_once),
    _child(childhood.not_seen),
    _child(childhood.without_medicine),
)
"""Every kind of patient there is."""


def dealt(seed: int) -> Iterator[Archetype]:
    """Kinds of patients without end, dealt from decks shuffled by the seed."""
    chance = Random(f"{seed}/deck")
    while True:
        deck = [kind for kind in ARCHETYPES for _ in range(kind.weight)]
        chance.shuffle(deck)
        yield from deck
