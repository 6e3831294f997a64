"""The stays of the last year in a patient's section, with the days after each discharge."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from carecoord import review
from carecoord.adapters.report import PatientReport
from carecoord.adapters.report.page import Heading, render
from carecoord.adapters.report.stays import stays_of
from carecoord.adapters.report.timeline import drawings
from carecoord.model import Chart, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code
from carecoord.rules.catalogue import Catalogue

DAY = date(2026, 5, 24)
TITLE = "Stays and the days after discharge"


def stay(first, last, kind="IMP"):
    """A stay from so many days before the report to so many."""
    end = None if last is None else DAY - timedelta(last)
    return Encounter(
        id=f"e{first}",
        status="in-progress" if last is None else "finished",
        encounter_class=Code(ACT_CODE, kind),
        period=Period.through(DAY - timedelta(first), end),
    )


def report(*stays):
    chart = Chart(key="0123456789abcdef", patient=Patient(), encounters=stays)
    return PatientReport(chart=chart, review=review(chart, Catalogue.of(()), DAY))


def test_stays_of_the_last_year_are_drawn_with_their_windows():
    page = render([report(stay(40, 33), stay(20, 12))], Heading(as_of=DAY))

    assert TITLE in page
    assert "2 stays; 2 discharges with a window of 30 days: 1 readmission within." in page
    assert "readmitted on day 13, 2026-05-04." in page


def test_a_patient_without_stays_has_no_picture_of_them():
    assert TITLE not in render([report()], Heading(as_of=DAY))
    assert TITLE not in render([report(stay(3, 3, "AMB"))], Heading(as_of=DAY))


@pytest.mark.parametrize(("discharged", "seen"), [(395, True), (396, False)])
def test_a_window_that_reached_into_the_last_year_is_drawn(discharged, seen):
    assert (stays_of(report(stay(discharged + 4, discharged)), DAY) is not None) is seen


def test_a_window_to_come_is_drawn_to_its_last_day():
    figure = stays_of(report(stay(4, 1)), DAY)

    assert figure.days == (date(2026, 5, 20), date(2026, 6, 22))
    assert "to 2026-06-22" in drawings(report(stay(4, 1)), DAY)


def test_it_stands_over_the_days_of_the_timeline_and_shares_its_style():
    drawn = drawings(report(stay(40, 33), stay(3, None)), DAY)
    todays = re.findall(r'<line x1="([\d.]+)"[^>]*class="today"', drawn)

    assert len(todays) == 2
    assert len(set(todays)) == 1
    assert "<style" not in drawn
