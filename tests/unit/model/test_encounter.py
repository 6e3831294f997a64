from datetime import UTC, date, datetime

import pytest

from carecoord.model import Actor, Encounter, EncounterDiagnosis, Location, PartialDate, Period
from carecoord.model.code import concept, snomed

ADMITTED, DISCHARGED = date(2026, 3, 10), date(2026, 3, 20)
HOME = concept(snomed("306689006"))
STAY = Encounter(
    id="e",
    status="finished",
    period=Period(ADMITTED, DISCHARGED),
    discharge_disposition=HOME,
    diagnoses=[EncounterDiagnosis(condition="c", rank=1)],
    admit_source=HOME,
)


@pytest.mark.parametrize(
    ("period", "admitted", "discharged"),
    [
        (Period(ADMITTED, DISCHARGED), ADMITTED, DISCHARGED),
        (Period(ADMITTED), ADMITTED, None),
        (None, None, None),
    ],
)
def test_a_stay_is_admitted_and_discharged_by_its_period(period, admitted, discharged):
    stay = Encounter(id="e", period=period)

    assert (admitted, discharged) == (stay.admitted, stay.discharged)


@pytest.mark.parametrize(
    ("end", "learned"),
    [
        (DISCHARGED, date(2026, 3, 19)),
        (datetime(2026, 3, 20, 9, tzinfo=UTC), datetime(2026, 3, 20, 9, tzinfo=UTC)),
        (PartialDate(2026, 3), PartialDate(2026, 3)),
        (date.min, date.min),
        (None, None),
    ],
)
def test_a_discharge_is_learned_on_the_last_day_inside(end, learned):
    assert learned == Encounter(id="e", period=Period(None, end)).learned_later


@pytest.mark.parametrize(
    ("end", "learned"),
    [
        (date(2026, 3, 20), date(2026, 3, 19)),
        (date(2026, 3, 1), date(2026, 2, 28)),
        (date.min, date.min),
        (datetime(2026, 3, 20, 11, tzinfo=UTC), datetime(2026, 3, 20, 11, tzinfo=UTC)),
        (PartialDate(2026, 3), PartialDate(2026, 3)),
        (None, None),
    ],
)
def test_a_discharge_is_learned_at_its_instant_or_on_the_last_day_inside(end, learned):
    assert learned == Encounter(id="e", period=Period(None, end)).learned_later


def test_before_the_discharge_a_stay_is_in_progress_and_tells_nothing_of_its_end():
    before = STAY.before_later()

    assert before == Encounter(
        id="e", status="in-progress", period=Period(ADMITTED), admit_source=HOME
    )


def test_before_the_discharge_nobody_has_left_and_no_place_was_left():
    span = Period(ADMITTED, DISCHARGED)
    doctor, nurse = Actor(display="Dr. Who", period=span), Actor(display="Mary")
    ward, bed = Location(name="Ward", period=span), Location(name="Bed", period=Period(ADMITTED))
    before = Encounter(
        id="e", period=span, participants=[doctor, nurse], locations=[ward, bed]
    ).before_later()

    assert before.participants == (Actor(display="Dr. Who", period=Period(ADMITTED)), nurse)
    assert before.locations == (Location(name="Ward", period=Period(ADMITTED)), bed)


@pytest.mark.parametrize(
    ("status", "never"),
    [
        *((word, True) for word in ("planned", "cancelled", "entered-in-error")),
        *((word, False) for word in ("arrived", "in-progress", "finished", "unknown", None)),
    ],
)
def test_a_visit_that_never_was(status, never):
    assert Encounter(id="e", status=status).never_was is never
