import sys
from datetime import date

import pytest

from carecoord.adapters.calendars import country, us
from carecoord.errors import InputError, MissingExtra
from carecoord.rules.catalogue import Catalogue


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 7, 2), True),
        (date(2026, 7, 3), False),  # Independence Day falls on a Saturday, observed on Friday
        (date(2026, 7, 4), False),
        (date(2026, 7, 6), True),
        (date(2026, 11, 26), False),
    ],
    ids=str,
)
def test_weekends_and_federal_holidays_are_not_worked(day, worked):
    assert us()(day) is worked


def test_where_the_coverage_ends_nothing_is_known():
    calendar = us()

    assert calendar(date(calendar.last_year, 12, 31)) is not None
    assert calendar(date(calendar.last_year + 1, 1, 1)) is None
    assert calendar(date(calendar.first_year - 1, 12, 31)) is None


def test_the_name_tells_country_and_version_apart():
    assert us().name != country("US-CA").name
    assert us().name.startswith("US, holidays ")


def test_the_calendar_is_part_of_a_catalogues_fingerprint():
    fingerprints = {
        Catalogue.of(calendar=calendar).fingerprint for calendar in (None, us(), country("GB"))
    }

    assert len(fingerprints) == 3


def test_a_part_of_a_country_has_its_own_holidays():
    assert country("us")(date(2026, 3, 31)) is True
    assert country("US-CA")(date(2026, 3, 31)) is False  # Cesar Chavez Day


@pytest.mark.parametrize(("code", "found"), [("XX", "no such country"), ("US-QQ", "no such part")])
def test_an_unknown_code_is_refused(code, found):
    with pytest.raises(InputError, match=found):
        country(code)


def test_without_the_package_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)

    with pytest.raises(MissingExtra, match="calendar"):
        us()
