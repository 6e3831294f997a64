"""What is true of the rules about possession for every chart of fills, orders, visits and stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import (
    Appointment,
    Chart,
    Condition,
    Dosage,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    PartialDate,
    Patient,
    Period,
    Prescription,
)
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
from carecoord.rules import Outcome
from carecoord.rules.adherence import RULES
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.possession import ratio_to_date

CATALOGUE = Catalogue.of(RULES)
STATINS = ("atorvastatin", "rosuvastatin")
START = date(2025, 1, 1)

days = st.integers(0, 720).map(lambda n: START + timedelta(days=n))
moments = days | st.builds(
    lambda day, hour: datetime.combine(day, time(hour), UTC), days, st.sampled_from((0, 9, 23))
)
products = st.sampled_from(
    (
        *(*STATINS * 3, "lisinopril", "losartan", "sacubitril / valsartan", "metformin"),
        *("insulin", "sitagliptin / metformin", "semaglutide", "aspirin"),
    )
)
fills = st.builds(
    Fill,
    id=st.just("f"),
    status=st.sampled_from(("completed", "completed", "declined")),
    code=products.map(lambda name: concept(text=name)),
    handed_over_on=st.one_of(*[moments] * 12, st.sampled_from((PartialDate(2025, 3), None))),
    days_supply=st.sampled_from((*[Decimal(30), Decimal(90)] * 8, Decimal(7), None)),
    prescription=st.sampled_from((None, None, "r0", "r1")),
)
plain_fills = st.builds(
    Fill,
    id=st.just("f"),
    status=st.just("completed"),
    code=st.sampled_from(STATINS).map(lambda name: concept(text=name)),
    handed_over_on=st.integers(0, 330).map(lambda n: START + timedelta(days=n)),
    days_supply=st.integers(1, 120).map(Decimal),
)
stays = st.builds(
    lambda first, nights: Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        period=Period.through(first, first + timedelta(days=nights)),
    ),
    st.integers(0, 330).map(lambda n: START + timedelta(days=n)),
    st.integers(0, 20),
)
prescriptions = st.builds(
    Prescription,
    id=st.just("r"),
    status=st.sampled_from(("active", "active", "completed", "stopped")),
    code=st.one_of(products.map(lambda name: concept(text=name)), st.none()),
    authored_on=st.one_of(*[moments] * 8, st.sampled_from((PartialDate(2025, 3), None))),
    dosage=st.sampled_from(((), (), (Dosage(as_needed=True),))),
    refills=st.sampled_from((None, 0, 1, 5)),
    encounter=st.sampled_from((None, None, "e0")),
)
visits = st.builds(
    Appointment,
    id=st.just("a"),
    status=st.sampled_from(("booked", "booked", "pending", "cancelled", "noshow")),
    start=st.one_of(st.none(), *[days.map(lambda day: datetime.combine(day, time(9), UTC))] * 8),
    created_on=moments | st.none(),
)
kidneys = st.builds(
    Condition,
    id=st.just("c"),
    code=st.just(concept(icd10cm("N18.6"))),
    clinical_status=st.sampled_from(("active", "resolved")),
    onset=moments | st.none(),
    abatement=st.none(),
)
holds = st.builds(
    Hold, id=st.just("h"), kind=st.sampled_from(list(HoldKind)), since=moments | st.none()
)


def _own_ids(facts):
    return (
        None
        if facts is None
        else [attrs.evolve(fact, id=f"{fact.id}{n}") for n, fact in enumerate(facts)]
    )


def _some(facts):
    return st.one_of(st.none(), st.just([]), st.lists(facts, max_size=2))


charts = st.builds(
    lambda born, died, **lists: Chart(
        key="p",
        patient=Patient(birth_date=born, deceased=died),
        **{name: _own_ids(facts) for name, facts in lists.items()},
    ),
    born=st.sampled_from((*[date(1950, 1, 1)] * 6, date(2007, 6, 1), PartialDate(2007), None)),
    died=st.one_of(*[st.none()] * 6, moments, st.just(PartialDate(2025, 11))),
    fills=st.one_of(
        st.lists(plain_fills, min_size=3, max_size=10), st.lists(fills, min_size=2, max_size=10)
    ),
    encounters=_some(stays),
    prescriptions=_some(prescriptions),
    appointments=_some(visits),
    conditions=_some(kidneys),
    holds=_some(holds),
)
as_ofs = days | st.builds(
    lambda day, hour: datetime.combine(day, time(hour, 30), UTC), days, st.sampled_from((0, 9, 23))
)


def later(as_of, thousandths, until):
    """A moment from ``as_of`` up to but excluding ``until``, which None puts far off."""
    far = (until or as_of + timedelta(days=400)) - as_of
    return as_of + (
        far * thousandths // 1000
        if isinstance(as_of, datetime)
        else timedelta(days=far.days * thousandths // 1000)
    )


@given(chart=charts, as_of=as_ofs, thousandths=st.integers(0, 999))
def test_findings_hold_until_the_review_says(chart, as_of, thousandths):
    first = review(chart, CATALOGUE, as_of)

    again = review(chart, CATALOGUE, later(as_of, thousandths, first.valid_until))
    assert first.findings == again.findings


@given(chart=charts, as_of=as_ofs)
def test_data_are_insufficient_exactly_when_something_is_listed_missing(chart, as_of):
    for finding in review(chart, CATALOGUE, as_of).findings:
        assert (finding.outcome is Outcome.INSUFFICIENT_DATA) is bool(finding.missing)


@given(chart=charts, as_of=as_ofs, data=st.data())
def test_the_order_of_the_fills_changes_nothing(chart, as_of, data):
    shuffled = attrs.evolve(chart, fills=data.draw(st.permutations(chart.fills)))

    assert review(chart, CATALOGUE, as_of).findings == review(shuffled, CATALOGUE, as_of).findings


@given(chart=charts, as_of=as_ofs)
def test_a_class_has_one_piece_of_work_about_supply_that_ends_or_ended(chart, as_of):
    """Ends before a visit, then late, then a gap: never two of them at a time."""
    about_supply = {"adherence.supply-before-visit", "adherence.late-refill", "adherence.gap"}
    found = review(chart, CATALOGUE, as_of).findings
    work = [f.key.rpartition("|")[2] for f in found if f.action and f.rule in about_supply]

    assert sorted(set(work)) == sorted(work)


def one_by_one(fills, stays, first, last):
    """Days with a tablet at home, walked through one by one: the slow way."""
    away = {
        day.toordinal()
        for stay in stays
        for n in range(400)
        if stay.period.contains(day := stay.period.start + timedelta(days=n))
    }
    stock = dict.fromkeys(STATINS, 0)
    held = counted = 0
    for day in range(first, last + 1):
        for fill in fills:
            if fill.handed_over_on.toordinal() == day:
                stock[fill.code.text] += int(fill.days_supply)
        if day in away:
            continue
        counted += 1
        held += any(stock.values())
        stock = {name: max(0, left - 1) for name, left in stock.items()}
    return held, counted


@given(fills=st.lists(plain_fills, min_size=2, max_size=8), stays=st.lists(stays, max_size=3))
def test_pdc_agrees_with_a_slow_day_by_day_count(fills, stays):
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 1, 1)),
        fills=_own_ids(fills),
        encounters=_own_ids(stays),
    )
    end = date(2025, 12, 31)
    found = review(chart, CATALOGUE, end).findings
    (pdc,) = [finding for finding in found if finding.rule == "adherence.pdc"]

    if pdc.outcome in {Outcome.MET, Outcome.NOT_MET}:
        index = min(fill.handed_over_on for fill in fills)
        held, counted = one_by_one(fills, stays, index.toordinal(), end.toordinal())
        ratio = ratio_to_date(pdc, end)
        assert (held, counted) == (ratio.held, ratio.counted)
        assert (5 * held >= 4 * counted) is (dict(pdc.details)["80 % out of reach after"] is None)


@given(fills=st.lists(plain_fills, min_size=2, max_size=6))
def test_a_fill_to_the_years_end_reaches_80_percent_up_to_the_last_chance(fills):
    """On the day itself it does, on the day after it does not."""
    person, end = Patient(birth_date=date(1950, 1, 1)), date(2025, 12, 31)
    chart = Chart(key="p", patient=person, fills=_own_ids(fills), encounters=())
    (pdc,) = [f for f in review(chart, CATALOGUE, end).findings if f.rule == "adherence.pdc"]
    chance = dict(pdc.details).get("80 % out of reach after")
    if chance is None or chance == end:
        return

    def with_fill_on(day):
        extra = Fill(
            id="x",
            status="completed",
            code=concept(text="simvastatin"),
            handed_over_on=day,
            days_supply=Decimal(366),
        )
        more = attrs.evolve(chart, fills=(*chart.fills, extra))
        found = review(more, CATALOGUE, end).findings
        return next(f for f in found if f.rule == "adherence.pdc").outcome

    assert with_fill_on(chance) is Outcome.MET
    assert with_fill_on(chance + timedelta(days=1)) is Outcome.NOT_MET


@given(fills=st.lists(plain_fills, min_size=2, max_size=8), as_of=days)
def test_days_together_agree_with_a_slow_day_by_day_count(fills, as_of):
    """On the day it turns both have been in hand together for 31 days, none lost for long."""
    chart = Chart(key="p", patient=Patient(), fills=_own_ids(fills))
    found = review(chart, CATALOGUE, as_of).findings
    (pair,) = [f for f in found if f.rule == "adherence.two-drugs-of-a-class"]
    if not pair.details:
        return
    stock, together = dict.fromkeys(STATINS, 0), []
    seen = [fill for fill in fills if fill.handed_over_on <= as_of]
    for day in range(START.toordinal(), START.toordinal() + 2000):
        for fill in seen:
            if fill.handed_over_on.toordinal() == day:
                stock[fill.code.text] += int(fill.days_supply)
        together += [day] if all(stock.values()) else []
        stock = {name: max(0, left - 1) for name, left in stock.items()}
    told = dict(pair.details)
    first, last = told["in hand together since"], told["in hand together to"]
    within = [day for day in together if first.toordinal() <= day <= last.toordinal()]
    turn = date.fromordinal(within[30]) if len(within) > 30 else None

    assert (within[0], within[-1]) == (first.toordinal(), last.toordinal())
    assert told["longer than a switch from"] == turn
    assert (pair.outcome is Outcome.NOT_MET) is (turn is not None and turn <= as_of)
