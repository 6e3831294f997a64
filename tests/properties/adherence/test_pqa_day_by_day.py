"""PDC by the PQA and CMS rules against a slow count, day by day, in words of its own.

Fills, members and stays are drawn; the count keeps a shelf for each ingredient and walks through
the days. Nothing of it is taken from the kernel. A review of the same fills finds the same.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure
from carecoord.adapters.tables.pqa.pdc import pdc_pqa
from carecoord.model import (
    Chart,
    Condition,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    Patient,
    Period,
)
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
from carecoord.rules import Outcome
from carecoord.rules.adherence import pdc
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.possession import ratio_to_date

CATALOGUE = Catalogue.of(pdc.RULE_2025, pdc.RULE_2026)
LONGEST_ALONE = Catalogue.of(
    pdc.RULE_2025, pdc.RULE_2026, parameters={"adherence.pdc.same-day-fills-add-up": False}
)
DRUGS = {
    "valsartan": {"valsartan"},
    "lisinopril": {"lisinopril"},
    "valsartan and lisinopril": {"valsartan", "lisinopril"},
    "aliskiren": {"aliskiren"},
}
OWN = DrugMeasure(
    drugs={**DRUGS, "entresto": {"valsartan", "sacubitril"}},
    exclusions={"sacubitril"},
    threshold=0.9,
)
A_DAY = timedelta(days=1)


def in_year(year, first=-20, last=380):
    return st.integers(first, last).map(lambda n: date(year, 1, 1) + n * A_DAY)


def fills(year):
    """Drug, day and days' supply; mostly such that there is something to count."""
    drugs = st.sampled_from((*list(DRUGS) * 4, "aspirin", "valsartan and lisinopril"))
    supplies = st.integers(1, 120) | st.sampled_from((30, 90))
    return st.lists(st.tuples(drugs, in_year(year), supplies), min_size=1, max_size=9)


def odd_fills(year):
    """Fills among which are some that cannot be used, or take the patient out."""
    odd = st.tuples(
        st.sampled_from((*list(DRUGS) * 3, "aspirin", "entresto")),
        st.one_of(in_year(year), in_year(year), in_year(year), st.none()),
        st.one_of(st.integers(1, 120), st.integers(1, 120), st.sampled_from((0, 367, None))),
    )
    return st.tuples(fills(year), st.lists(odd, max_size=2)).map(lambda two: two[0] + two[1])


def stays(year):
    return st.lists(
        st.tuples(in_year(year), st.integers(0, 40)).map(lambda s: (s[0], s[0] + s[1] * A_DAY)),
        max_size=4,
    )


@st.composite
def patients(draw, drawn_fills=fills):
    """A year, and of a patient the fills, the stays, and what is known of the person."""
    year = draw(st.sampled_from((2024, 2025, 2026)))
    ends = st.one_of(st.none(), st.none(), in_year(year, 60))
    return {
        "year": year,
        "fills": draw(drawn_fills(year)),
        "stays": draw(stays(year)),
        "birth_date": draw(st.sampled_from((date(1950, 1, 1), date(1950, 1, 1), date(2007, 6, 1)))),
        "died_on": draw(ends),
        "disenrolled_on": draw(ends),
        "hospice": draw(st.sampled_from((None, None, None, date(year, 3, 1)))),
        "esrd": draw(st.sampled_from((None, None, None, date(year, 2, 1)))),
    }


def days_between(first, last):
    return [first + n * A_DAY for n in range((last - first).days + 1)]


def delivered(fills, day, *, longest):
    """What of each ingredient arrives on a day."""
    lengths = defaultdict(list)
    for drug, on, days in fills:
        for ingredient in DRUGS[drug] if on == day else ():
            lengths[ingredient].append(days)
    return {one: max(found) if longest else sum(found) for one, found in lengths.items()}


def shelves(fills, away, first, last, *, longest):
    """The days that count, those with something on a shelf, and the last day with any.

    What is left on the last day is used up behind it, where nobody is away.
    """
    stock = defaultdict(int)
    used = []
    day = first
    while day <= last or any(stock.values()):
        for ingredient, days in delivered(fills, day, longest=longest).items():
            stock[ingredient] += days
        if day > last or day not in away:
            used += [day] if any(stock.values()) else []
            stock = defaultdict(int, {one: days - 1 for one, days in stock.items() if days > 0})
        day += A_DAY
    counted = [day for day in days_between(first, last) if day not in away]
    return counted, [day for day in used if day <= last], used[-1]


def by_hand(of, *, tenths, longest=False):
    """The row of a patient whose fills can all be used; None where there is no value."""
    new_year, last = date(of["year"], 1, 1), date(of["year"], 12, 31)
    if of["died_on"]:
        last = min(last, of["died_on"])
    if of["disenrolled_on"]:
        last = min(last, of["disenrolled_on"] - A_DAY)
    kept = [f for f in of["fills"] if f[0] in DRUGS and new_year <= f[1] <= last]
    dates = {on for _, on, _ in kept}
    young = (of["birth_date"].year + 18, of["birth_date"].month, 1) > (of["year"], 1, 1)
    if of["hospice"] or of["esrd"] or young or len(dates) < 2:
        return None
    first = min(dates)
    if len(days_between(first, last)) < 91:
        return None
    away = set() if of["year"] >= 2026 else {d for s in of["stays"] for d in days_between(*s)}
    counted, held, supplied = shelves(kept, away, first, last, longest=longest)
    if not counted:
        return None
    needed = next(n for n in range(len(counted) + 1) if 10 * n >= tenths * len(counted))
    missed = [day for day in counted if day not in held]
    allowed = len(counted) - needed
    return {
        "index_on": first,
        "period_ends_on": last,
        "fill_dates": len(dates),
        "numerator": len(held),
        "denominator": len(counted),
        "value": len(held) / len(counted),
        "adherent": len(held) >= needed,
        "supply_ends_on": supplied,
        "miss_days_allowed": allowed,
        "miss_days_left": max(0, allowed - len(missed)),
        "last_chance_on": missed[allowed] if len(missed) > allowed else None,
        "reason": None,
    }


def tables(people):
    """Fills, members and stays of some patients, who are called by their number."""
    members = ("birth_date", "died_on", "disenrolled_on", "hospice", "esrd")
    rows = [(n, *fill) for n, one in enumerate(people) for fill in one["fills"]]
    away = [(n, *stay) for n, one in enumerate(people) for stay in one["stays"]]
    days = {"filled_on": pl.Date, "days_supply": pl.Int64}
    return (
        pl.DataFrame(rows, {"patient": pl.Int64, "drug": pl.String, **days}, orient="row"),
        pl.DataFrame(
            [(n, *(one[name] for name in members)) for n, one in enumerate(people)],
            {"patient": pl.Int64, **dict.fromkeys(members, pl.Date)},
            orient="row",
        ),
        pl.DataFrame(
            away,
            {"patient": pl.Int64, "admitted_on": pl.Date, "discharged_on": pl.Date},
            orient="row",
        ),
    )


def of_the_table(people, measure="ras-antagonists", **settings):
    """The rows of some patients of one year, in their order."""
    fills, members, stays = tables(people)
    found = pdc_pqa(
        fills, measure, people[0]["year"], members=members, stays=stays, **settings
    ).to_dicts()
    return sorted(found, key=lambda row: row["patient"])


@given(one=patients(), same_day=st.sampled_from(("add", "longest")), share=st.sampled_from((8, 9)))
def test_the_table_agrees_with_a_count_day_by_day(one, same_day, share):
    measure = "ras-antagonists" if share == 8 else OWN
    (found,) = of_the_table([one], measure, same_day=same_day)
    expected = by_hand(one, tenths=share, longest=same_day == "longest")

    if expected is None:
        assert found["value"] is None
        assert found["reason"]
    else:
        assert {name: found[name] for name in expected} == expected


@given(people=st.lists(patients(odd_fills), min_size=1, max_size=4), data=st.data())
def test_compiled_is_the_same_and_the_order_of_rows_is_of_no_matter(people, data):
    for one in people:
        one["year"] = people[0]["year"]
    as_of = data.draw(st.none() | in_year(people[0]["year"]))
    same_day = data.draw(st.sampled_from(("add", "longest")))
    settings = {"as_of": as_of, "same_day": same_day}
    found = of_the_table(people, OWN, engine="python", **settings)
    fills, members, stays = tables(people)
    shuffled = [
        frame[data.draw(st.permutations(range(frame.height)))] for frame in (fills, members, stays)
    ]
    again = pdc_pqa(
        shuffled[0],
        OWN,
        people[0]["year"],
        members=shuffled[1],
        stays=shuffled[2],
        engine="python",
        **settings,
    ).to_dicts()

    assert found == of_the_table(people, OWN, engine="compiled", **settings)
    assert found == sorted(again, key=lambda row: row["patient"])


def chart(one):
    """The same patient as a chart."""
    drawn = enumerate(one["fills"])
    holds = [(HoldKind.HOSPICE, one["hospice"]), (HoldKind.DISENROLLED, one["disenrolled_on"])]
    return Chart(
        key="p",
        patient=Patient(birth_date=one["birth_date"], deceased=one["died_on"]),
        fills=[
            Fill(
                id=f"f{n}",
                status="completed",
                code=concept(text="sacubitril / valsartan" if drug == "entresto" else drug),
                handed_over_on=on,
                days_supply=None if days is None else Decimal(days),
            )
            for n, (drug, on, days) in drawn
        ],
        encounters=[
            Encounter(
                id=f"e{n}",
                status="finished",
                encounter_class=Code(ACT_CODE, "IMP"),
                period=Period.through(first, last),
            )
            for n, (first, last) in enumerate(one["stays"])
        ],
        conditions=[
            Condition(
                id="c",
                code=concept(icd10cm("N18.6")),
                clinical_status="active",
                onset=one["esrd"],
                recorded_on=one["esrd"],
            )
        ]
        if one["esrd"]
        else [],
        holds=[
            Hold(id=f"h{n}", kind=kind, since=since)
            for n, (kind, since) in enumerate(holds)
            if since is not None
        ],
    )


@given(one=patients(odd_fills), longest=st.booleans())
def test_a_review_of_the_same_fills_finds_the_same(one, longest):
    one = {**one, "stays": [s for s in one["stays"] if s[1] <= date(one["year"], 12, 31)]}
    (row,) = of_the_table(
        [one], DrugMeasure(drugs=OWN.drugs, exclusions=OWN.exclusions),
        same_day="longest" if longest else "add",
    )  # fmt: skip
    end = date(one["year"], 12, 31)
    catalogue = LONGEST_ALONE if longest else CATALOGUE
    found = [f for f in review(chart(one), catalogue, end).findings if f.outcome is not None]
    (finding,) = found
    details = dict(finding.details)

    if row["reason"] is not None:
        assert finding.outcome in {Outcome.NOT_APPLICABLE, Outcome.INSUFFICIENT_DATA}
    else:
        ratio = ratio_to_date(finding, date(9999, 1, 1))
        assert (row["numerator"], row["denominator"]) == (ratio.held, ratio.counted)
        assert row["index_on"] == details["index date"]
        assert row["period_ends_on"] == details["period ends on"]
        assert row["supply_ends_on"] == details["supply ends on"]
        assert row["last_chance_on"] == details["80 % out of reach after"]
        chance = row["last_chance_on"]
        met = finding.outcome is Outcome.MET
        assert met is (row["adherent"] or chance == end)
