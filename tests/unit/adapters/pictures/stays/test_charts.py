"""The stays of a chart, with the days after each discharge alive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from carecoord.adapters.pictures import stays_timeline_of
from carecoord.model import Chart, Encounter, PartialDate, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept

FIRST = date(2025, 1, 1)
START = FIRST.toordinal()
HOME = concept(Code("http://terminology.hl7.org/CodeSystem/discharge-disposition", "home"))
TO_HOSPITAL = concept(Code("http://www.nubc.org/patient-discharge", "02"))
PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
DIED = concept(Code("http://terminology.hl7.org/CodeSystem/discharge-disposition", "exp"))


def stay(first, last, kind="IMP", **more):
    """A stay of some days, both inside."""
    end = None if last is None else FIRST + timedelta(last)
    given = {
        "id": f"e{first}",
        "status": "finished" if last is not None else "in-progress",
        "encounter_class": Code(ACT_CODE, kind),
        "period": Period.through(FIRST + timedelta(first), end),
    }
    return Encounter(**(given | more))


def picture(*stays, patient=None, **more):
    chart = Chart(key="k", patient=patient or Patient(), encounters=stays)
    return stays_timeline_of(chart, **more)


def shown(one):
    """Each episode: its first day, its window and the day of the readmission."""
    return [
        (
            episode.first - START,
            episode.after and (episode.after.first - START, episode.after.until - START),
            episode.readmission and episode.readmission.days,
        )
        for episode in one.episodes
    ]


def test_the_next_admission_within_30_days_is_the_readmission():
    assert shown(picture(stay(0, 4), stay(34, 36))) == [(0, (4, 35), 30), (34, (36, 67), None)]


def test_an_admission_on_day_31_is_none():
    assert shown(picture(stay(0, 4), stay(35, 36)))[0] == (0, (4, 35), None)


def test_an_admission_on_the_day_of_a_discharge_to_home_is_on_day_0():
    home = stay(0, 4, discharge_disposition=HOME)

    assert shown(picture(home, stay(4, 6)))[0] == (0, (4, 35), 0)


def test_what_begins_on_the_day_of_discharge_goes_on_where_nobody_said_where_to():
    assert shown(picture(stay(0, 4), stay(4, 6))) == [(0, (6, 37), None)]


def test_a_transfer_to_another_hospital_goes_on_in_the_next_stay():
    moved = stay(0, 4, discharge_disposition=TO_HOSPITAL)

    assert shown(picture(moved, stay(5, 9))) == [(0, (9, 40), None)]


@pytest.mark.parametrize(("priority", "planned"), [("EL", True), ("EM", False), (None, None)])
def test_what_the_record_says_of_the_admission_decides_the_mark(priority, planned):
    said = None if priority is None else concept(Code(PRIORITY, priority))
    first, _ = picture(stay(0, 4), stay(10, 12, priority=said)).episodes

    assert first.readmission.planned is planned


def test_the_window_may_be_of_other_days():
    assert shown(picture(stay(0, 4), stay(12, 14), window_days=7))[0] == (0, (4, 12), None)


def test_observation_has_no_window_and_readmits_nobody():
    one = picture(stay(0, 4), stay(10, 12, "OBSENC"))

    assert shown(one) == [(0, (4, 35), None), (10, None, None)]
    assert one.episodes[1].last.reason == "observation, no admission"


def test_a_stay_in_a_facility_readmits_nobody_and_is_followed_itself():
    one = picture(stay(0, 4), stay(10, 12, "NONAC"))

    assert shown(one) == [(0, (4, 35), None), (10, (12, 43), None)]
    assert one.episodes[1].kind == "nonacute"


@pytest.mark.parametrize("kind", ["AMB", "EMER", "HH"])
def test_a_visit_is_no_stay(kind):
    assert shown(picture(stay(0, 4), stay(10, 10, kind))) == [(0, (4, 35), None)]


@pytest.mark.parametrize("status", ["planned", "cancelled", "entered-in-error", None])
def test_what_did_not_take_place_is_not_drawn(status):
    assert shown(picture(stay(0, 4), stay(10, 12, status=status))) == [(0, (4, 35), None)]


def test_nothing_is_followed_after_a_death_in_the_stay():
    one = picture(stay(0, 4, discharge_disposition=DIED))

    assert shown(one) == [(0, None, None)]
    assert one.episodes[0].last.reason == "died in the stay"


@pytest.mark.parametrize(("died", "window"), [(4, None), (5, (4, 35))])
def test_a_death_by_the_day_of_discharge_is_one_in_the_stay(died, window):
    patient = Patient(deceased=FIRST + timedelta(died))

    assert shown(picture(stay(0, 4), patient=patient)) == [(0, window, None)]


@pytest.mark.parametrize("next_day", [4, 5])
def test_another_hospital_on_the_same_or_the_next_day_is_one_episode(next_day):
    moved = (stay(0, 4, service_provider="A"), stay(next_day, 9, service_provider="B"))

    assert shown(picture(*moved)) == [(0, (9, 40), None)]


@pytest.mark.parametrize(("day", "provider"), [(6, "B"), (5, "A"), (5, None)])
def test_later_or_in_the_same_hospital_is_a_readmission(day, provider):
    moved = (stay(0, 4, service_provider="A"), stay(day, 9, service_provider=provider))

    assert shown(picture(*moved))[0] == (0, (4, 35), day - 4)


def test_what_begins_before_the_other_has_ended_is_one_episode():
    assert shown(picture(stay(0, 9), stay(3, 5))) == [(0, (9, 40), None)]


def test_a_stay_that_lasts_has_no_window_yet():
    one = picture(stay(0, 4), stay(20, None), as_of=FIRST + timedelta(25))

    assert shown(one) == [(0, (4, 35), 16), (20, None, None)]
    assert one.words()[-1] == "Inpatient stay from 2025-01-21, not discharged."


def test_what_comes_after_the_day_of_the_look_is_not_known():
    stays = (stay(0, 4), stay(20, 30), stay(50, 51))

    assert shown(picture(*stays, as_of=FIRST + timedelta(25))) == [
        (0, (4, 35), 16),
        (20, None, None),
    ]


@pytest.mark.parametrize(
    ("day", "told"), [(33, "not over, no readmission so far"), (34, "no readmission seen")]
)
def test_a_window_that_runs_says_so_up_to_its_last_day(day, told):
    assert told in picture(stay(0, 4), as_of=FIRST + timedelta(day)).words()[-1]


def test_a_stay_without_an_exact_day_is_told():
    vague = stay(0, 4, period=Period(PartialDate(2025, 1), PartialDate(2025, 2)))
    ends = stay(0, 4, period=Period(FIRST, PartialDate(2025, 2)))
    one = picture(stay(40, 44), vague, ends)

    assert len(one.episodes) == 1
    assert one.notes == ("2 stays are not drawn: no exact day of admission or discharge.",)


def test_observation_without_an_exact_day_is_told():
    vague = stay(0, 4, "OBSENC", period=Period(FIRST, PartialDate(2025, 2)))

    assert picture(vague).notes == ("1 stay is not drawn: no exact day of admission or discharge.",)


def test_observation_that_lasts_is_drawn():
    one = picture(stay(0, None, "OBSENC"), as_of=FIRST)

    assert one.episodes[0].last.discharged is None


def test_instants_are_on_the_days_of_the_zone():
    night = Period(datetime(2025, 1, 1, 23, tzinfo=UTC), datetime(2025, 1, 3, 1, tzinfo=UTC))

    assert shown(picture(stay(0, 0, period=night))) == [(0, (2, 33), None)]


def test_a_chart_without_stays_has_a_picture_that_says_so():
    assert picture().words() == ("No stay with a day of admission is to be drawn.",)
    assert "No stay with a day of admission is to be drawn." in picture().svg()
