"""The supply of a chart, laid out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from carecoord import review
from carecoord.adapters.pictures import Span, supply_timeline_of
from carecoord.model import Chart, Encounter, Fill, PartialDate, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept
from carecoord.rules.adherence import pdc
from carecoord.rules.catalogue import Catalogue

FIRST = date(2025, 1, 1)
START = FIRST.toordinal()
CATALOGUE = Catalogue.of([pdc.RULE_2025, pdc.RULE_2026])


def fill(number, day, product="simvastatin 20 mg", days=30, **more):
    when = FIRST + timedelta(day) if isinstance(day, int) else day
    given = {"status": "completed", "days_supply": Decimal(days)} | more
    return Fill(id=f"f{number}", code=concept(text=product), handed_over_on=when, **given)


def chart(*fills, stays=()):
    return Chart(
        key="k",
        patient=Patient(birth_date=date(1950, 1, 1)),
        fills=fills,
        encounters=[
            Encounter(
                id=f"s{number}",
                status="finished",
                encounter_class=Code(ACT_CODE, kind),
                period=Period(FIRST + timedelta(first), FIRST + timedelta(until)),
            )
            for number, (kind, first, until) in enumerate(stays)
        ],
        conditions=[],
    )


def used(lane):
    return [(s.used.first - START, s.used.until - START) for s in lane.supplies]


def test_strengths_of_a_statin_are_one_lane_and_other_products_have_their_names():
    picture = supply_timeline_of(
        chart(
            fill(1, 0), fill(2, 20, "Zocor (simvastatin) 40 mg"), fill(3, 5, "amoxicillin 500 mg")
        )
    )

    assert [lane.name for lane in picture.lanes] == ["simvastatin", "amoxicillin 500 mg"]
    assert used(picture.lanes[0]) == [(0, 30), (30, 60)]


def test_days_between_courses_are_no_gap_and_those_of_a_medicine_that_is_followed_are():
    picture = supply_timeline_of(
        chart(
            fill(1, 0),
            fill(2, 40),
            fill(3, 5, "amoxicillin 500 mg", 7),
            fill(4, 90, "amoxicillin 500 mg", 7),
        )
    )
    statin, course = picture.lanes

    assert statin.gaps == (Span(START + 30, START + 40),)
    assert (course.gaps, course.between) == ((), (Span(START + 12, START + 90),))


def test_a_fill_that_was_not_handed_over_is_not_drawn_and_one_without_days_is_told():
    picture = supply_timeline_of(
        chart(
            fill(1, 0),
            fill(2, 40, status="cancelled"),
            fill(3, 80, days_supply=None),
            fill(4, PartialDate(2025, 6)),
        )
    )

    assert used(picture.lanes[0]) == [(0, 30)]
    assert picture.notes == ("2 fills are not drawn: no exact day, or no days' supply.",)


def test_a_fill_after_the_day_of_the_look_is_not_drawn_yet():
    picture = supply_timeline_of(chart(fill(1, 0), fill(2, 31)), as_of=FIRST + timedelta(30))

    assert used(picture.lanes[0]) == [(0, 30)]


def test_a_stay_in_hospital_near_the_supply_is_shown_and_a_visit_is_not():
    picture = supply_timeline_of(
        chart(fill(1, 0), stays=[("IMP", 10, 12), ("AMB", 14, 15), ("IMP", 200, 210)])
    )

    assert (Span(START + 10, START + 12),) == picture.stays


def test_a_stay_that_lasts_goes_to_the_day_of_the_look():
    staying = Encounter(
        id="s",
        status="in-progress",
        encounter_class=Code(ACT_CODE, "IMP"),
        period=Period(datetime(2025, 1, 10, 9, tzinfo=UTC), None),
    )
    subject = Chart(key="k", patient=Patient(), fills=[fill(1, 0)], encounters=[staying])

    assert supply_timeline_of(subject).stays == ()
    assert (Span(START + 9, START + 20),) == supply_timeline_of(
        subject, as_of=FIRST + timedelta(19)
    ).stays


def test_what_a_finding_counts_is_a_lane_with_its_ratio_and_gaps_to_the_day_of_the_look():
    subject = chart(fill(1, 0), fill(2, 40), stays=[("IMP", 34, 36)])
    as_of = FIRST + timedelta(79)
    picture = supply_timeline_of(subject, review(subject, CATALOGUE, as_of).findings, as_of=as_of)
    lane = picture.lanes[-1]
    (window,) = picture.windows

    # The year without the two days of the stay.
    assert sum(span.days for span in window.spans) == 363
    assert [(gap.first - START, gap.until - START) for gap in lane.gaps] == [
        (30, 34),
        (36, 40),
        (70, 80),
    ]
    assert sum(span.days for span in lane.held) == 60
    assert (
        "Days with supply in hand, statins = 0.769: 60 of 78 days to 2025-03-21."
        in (picture.words()[0])
    )
    assert picture.notes == (
        "What is counted leaves out days of stays, and uses the supply for them afterwards.",
    )


def test_a_chart_without_fills_has_a_picture_that_says_so():
    picture = supply_timeline_of(Chart(key="k", patient=Patient()))

    assert picture.lanes == ()
    assert "No fill with a day and days&#x27; supply is to be drawn." in picture.svg()


@pytest.mark.parametrize("status", ["planned", "cancelled", "entered-in-error"])
def test_a_stay_that_never_was_is_not_drawn(status):
    subject = chart(fill(1, 0), stays=[("IMP", 10, 12)])
    never = [attrs.evolve(one, status=status) for one in subject.encounters]

    assert supply_timeline_of(attrs.evolve(subject, encounters=never)).stays == ()
