"""What is seen at a moment, and until when that stays true."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.model import Chart, Observation, PartialDate, Patient
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.view import View

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def view(as_of=NOON, *, born=None, deceased=None, zone=UTC, observations=()):
    catalogue = Catalogue.of()
    patient = Patient(birth_date=born, deceased=deceased)
    return View(
        Chart(key="p1", patient=patient, observations=observations),
        catalogue.lookup,
        as_of=as_of,
        zone=zone,
        calendar=None,
        parameters=catalogue.parameters,
    )


class TestOfAnInstant:
    """At noon, the afternoon has not come."""

    def test_what_came_before_has_passed_and_leaves_no_mark(self):
        at_noon = view()

        assert at_noon.passed(NOON) is True
        assert at_noon.valid_until() is None

    def test_it_holds_until_the_first_moment_that_was_asked_about(self):
        at_noon = view()

        assert at_noon.passed(NOON + 2 * HOUR) is False
        assert at_noon.passed(NOON + HOUR) is False
        assert at_noon.valid_until() == NOON + HOUR

    def test_a_day_begins_at_midnight_of_the_zone(self):
        east = timezone(2 * HOUR)
        at_noon = view(zone=east)

        assert at_noon.reached(date(2026, 6, 2).toordinal()) is False
        assert at_noon.valid_until() == datetime(2026, 6, 2, tzinfo=east)

    def test_the_earlier_of_a_moment_and_a_day(self):
        at_noon = view()
        at_noon.reached(date(2026, 6, 3).toordinal())
        at_noon.passed(NOON + HOUR)

        assert at_noon.valid_until() == NOON + HOUR

    def test_a_fact_of_the_afternoon_is_not_seen(self):
        later = Observation(id="o1", effective=NOON, issued_at=NOON + HOUR)
        at_noon = view(observations=[later])

        assert at_noon.rows("observations", None) == []
        assert at_noon.valid_until() == NOON + HOUR


class TestOfADay:
    """The whole of the day is known."""

    def test_an_instant_of_another_zone_has_the_day_of_the_view(self):
        late = datetime(2026, 6, 1, 23, 30, tzinfo=timezone(-4 * HOUR))

        assert view(date(2026, 6, 1)).passed(late) is False
        assert view(date(2026, 6, 2)).passed(late) is True

    @pytest.mark.parametrize(
        ("today", "passed"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)]
    )
    def test_a_part_of_the_calendar_comes_with_its_first_day(self, today, passed):
        assert view(today).passed(PartialDate(2026, 6)) is passed

    def test_the_year_changes_at_new_year(self):
        now = view(date(2026, 6, 1))

        assert now.year() == 2026
        assert now.valid_until() == date(2027, 1, 1)

    def test_after_the_last_year_there_is_none(self):
        now = view(date(9999, 6, 1))

        assert now.year() == 9999
        assert now.valid_until() is None


class TestAge:
    """Whether 18 years are completed on 1 June 2026."""

    @pytest.mark.parametrize(
        ("born", "reached", "until"),
        [
            (date(2008, 6, 1), True, None),
            (date(2008, 6, 2), False, date(2026, 6, 2)),
            (PartialDate(2008, 5), True, None),
            (PartialDate(2008, 6), None, date(2026, 6, 30)),
            (PartialDate(2008, 7), False, date(2026, 7, 1)),
            (None, None, None),
        ],
    )
    def test_it_is_open_only_while_the_birth_date_leaves_it(self, born, reached, until):
        now = view(date(2026, 6, 1), born=born)

        assert now.age_reached(18) is reached
        assert now.valid_until() == until


class TestDeath:
    """Known from its day."""

    @pytest.mark.parametrize(
        ("deceased", "dead", "until"),
        [
            (None, False, None),
            (False, False, None),
            (True, True, None),
            (date(2026, 6, 1), True, None),
            (date(2026, 6, 5), False, date(2026, 6, 5)),
        ],
    )
    def test_from_its_day(self, deceased, dead, until):
        now = view(date(2026, 6, 1), deceased=deceased)

        assert now.death() is dead
        assert now.valid_until() == until
