"""Who cares, and what they intend."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

from carecoord.model.care_plan import CarePlan
from carecoord.model.care_team import CareTeam
from carecoord.model.goal import Goal
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.program import Program
from carecoord.model.related_person import RelatedPerson
from carecoord.model.task import Task
from carecoord.testing.strategies.coding import CodesFrom
from carecoord.testing.strategies.records import Palette, facts, records
from carecoord.testing.strategies.times import MAX_DAY, MIN_DAY


def related_persons(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[RelatedPerson]:
    """Make caregivers, proxies and relatives."""
    return facts(RelatedPerson, min_day=min_day, max_day=max_day, codes_from=codes_from)


def care_teams(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[CareTeam]:
    """Make teams."""
    return facts(CareTeam, min_day=min_day, max_day=max_day, codes_from=codes_from)


def programs(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Program]:
    """Make times under the care of one organization."""
    return facts(Program, min_day=min_day, max_day=max_day, codes_from=codes_from)


def care_plans(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[CarePlan]:
    """Make plans with their activities."""
    return facts(CarePlan, min_day=min_day, max_day=max_day, codes_from=codes_from)


def goals(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Goal]:
    """Make intended results with their targets."""
    return facts(Goal, min_day=min_day, max_day=max_day, codes_from=codes_from)


def tasks(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Task]:
    """Make work asked for and done."""
    return facts(Task, min_day=min_day, max_day=max_day, codes_from=codes_from)


def patients(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Patient]:
    """Make people that charts are about. Their birth may lie a life before ``min_day``."""
    return records(Patient, Palette(min_day=min_day, max_day=max_day, codes_from=codes_from))


def practitioners(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Practitioner]:
    """Make clinicians and coordinators."""
    return records(Practitioner, Palette(min_day=min_day, max_day=max_day, codes_from=codes_from))


def organizations(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Organization]:
    """Make bodies that care or pay."""
    return records(Organization, Palette(min_day=min_day, max_day=max_day, codes_from=codes_from))
