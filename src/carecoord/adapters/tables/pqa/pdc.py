"""PDC by the rules of PQA and CMS: a table of fills in, a row for each patient out."""

from __future__ import annotations

from datetime import date
from operator import sub
from typing import Any, Literal, Unpack, get_args

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import check_alike
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.engines import Choice, Engine, chosen
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.keywords import is_among, is_count, shown
from carecoord.adapters.tables.pqa import results
from carecoord.adapters.tables.pqa.columns import Columns, Names, Year
from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure, Drugs, Products
from carecoord.adapters.tables.pqa.people import People
from carecoord.adapters.tables.pqa.stays import Stays
from carecoord.errors import AuthoringError, InputError, NotInForce
from carecoord.rules.adherence.pdc import FIRST_YEAR, STAYS_COUNT_FROM
from carecoord.rules.concepts.fills import MOST_DAYS
from carecoord.rules.kernels import pqa_year

SameDay = Literal["add", "longest"]


def pdc_pqa(  # noqa: PLR0913  a setting has a name
    fills: Frame,
    measure: str | Drugs | DrugMeasure,
    year: int,
    *,
    members: Frame | None = None,
    stays: Frame | None = None,
    same_day: SameDay = "add",
    as_of: date | str | None = None,
    engine: Choice = "auto",
    **names: Unpack[Names],
) -> Frame:
    """Possession of a class of medicines in a calendar year, one row for each patient of the fills.

    ``measure`` is statins, ras-antagonists or diabetes, whose drugs are known by an ingredient in
    their name or its RxNorm code; or what each drug of the table is made of, as a mapping or a
    `DrugMeasure` with exclusions and a threshold. A combination stands under each of its
    ingredients. Other drugs are ignored, and counted.

    ``members`` has a row for each patient: birth_date, and where they are known died_on,
    disenrolled_on (the first day without), enrolled_until (the last day with), hospice and esrd
    (yes or no, or since when). Without it nobody is out for age, hospice or kidney disease, and
    the period ends with the year. ``stays`` has admitted_on and discharged_on of each stay in
    hospital or a nursing facility; to measure year 2025 these days, both edges inside, are taken
    out and supply moves behind them, from 2026 they are not looked at.

    Supplies of an ingredient filled on one day add up, or the longest counts alone. What lies
    after ``as_of`` is not looked at. ``names`` are those of columns, in all three frames.

    Gives a frame of the same kind: the patient, index_on, period_ends_on, fill_dates, numerator,
    denominator, value, adherent (compared unrounded), supply_ends_on, miss_days_allowed in the
    period, miss_days_left (after the days before ``as_of``, else after all), last_chance_on (the
    last day on which a fill that lasts to the end reaches the threshold, null once reached),
    ignored_rows, and reason: why there is no value.

    Source: CMS, Medicare Part C & D Star Ratings Technical Notes, measures D08, D09, D10 and
    attachment L; PQA, Proportion of Days Covered; both as others restate them. Departures:
    decisions 0012, 0013 and 0033.

    Raises: NotInForce for a year before 2013, AuthoringError for settings without meaning,
    InputError for a column that is missing, MissingExtra.
    """
    seen_to, today = _checked(year, same_day, as_of)
    columns = Columns.of(names)
    when = Year(number=year, seen_to=seen_to)
    table = Table.of(fills, "pdc_pqa")
    read = _Read.of(table, columns, measure, chosen(engine, table.length))
    keys = {value: place for place, value in enumerate(read.patients)}
    named = table.column(columns.patient, "the patient")
    people = _table(members, "the members", columns.patient, named)
    who = People.of(people, columns, set(names), keys, when)
    away = None
    if year < STAYS_COUNT_FROM:
        away = _table(stays, "the stays", columns.patient, named)
    result = read.measured(
        who, Stays.of(away, columns, keys, when), when, today, longest=same_day == "longest"
    )
    return results.made(table, columns.patient, result)


def _checked(year: int, same_day: str, as_of: date | str | None) -> tuple[int, int]:
    """The last day looked at, and the first that may still be supplied."""
    if not is_count(year) or year > date.max.year:
        raise AuthoringError(
            asked=f"PDC for the year {shown(year)}",
            found="it is no calendar year",
            remedy="Give a whole number, such as 2026",
        )
    if year < FIRST_YEAR:
        raise NotInForce(
            asked=f"PDC for the year {year}",
            found=f"no edition before {FIRST_YEAR}-01-01",
            remedy="Ask for a later year",
        )
    if not is_among(same_day, get_args(SameDay)):
        raise AuthoringError(
            asked=f"fills of one day: {shown(same_day)}",
            found="there is none of this name",
            remedy="Say add or longest",
        )
    last = date(year, 12, 31).toordinal()
    if as_of is None:
        return last, last + 1
    day = _day(as_of)
    return min(day, last), day


def _day(as_of: date | str) -> int:
    try:
        return (as_of if isinstance(as_of, date) else date.fromisoformat(as_of)).toordinal()
    except (TypeError, ValueError) as error:
        raise AuthoringError(
            asked="the last day to look at (as_of)",
            found=shown(as_of),
            remedy="Give a date, such as 2025-06-30",
        ) from error


def _table(frame: Frame | None, asked: str, patient: str, fills: Any) -> Table | None:  # noqa: ANN401
    """A further table, whose patients are named as those of the fills."""
    if frame is None:
        return None
    table = Table.of(frame, asked)
    check_alike(fills, table.column(patient, "the patient"), "the patients")
    return table


@attrs.frozen(kw_only=True)
class _Read:
    """Fills sorted by patient and day, as an engine's sequences."""

    engine: Engine
    products: Products
    patients: list[Any]
    firsts: list[int]
    days: Any
    lengths: Any
    drugs: Any
    lows: list[int]
    highs: list[int]
    nobody: int

    @classmethod
    def of(
        cls, table: Table, columns: Columns, measure: str | Drugs | DrugMeasure, runs: Engine
    ) -> _Read:
        named = table.column(columns.patient, "the patient")
        patient, firsts = coded(named)
        filled = table.column(columns.filled_on, "the day of the fill")
        days, dated = cells.days(filled, columns.date_format)
        if not dated:
            raise InputError(
                asked="PDC of a calendar year",
                found="days that are whole numbers, not dates",
                remedy="Give the days of the fills as dates",
            )
        amounts = cells.numbers(table.column(columns.days_supply, "days' supply"))
        drug = table.column(columns.drug, "the drug")
        drugs, kinds = coded(drug)
        products = Products.of(measure, drug[kinds].to_list())
        lengths = runs.full(table.length, 0)
        runs.run(pqa_year.believed)(runs.floats(amounts), MOST_DAYS, lengths)
        sequences = [runs.ints(patient), runs.ints(days), lengths, runs.ints(drugs)]
        order = runs.rising(sequences[:2])
        if order is not None:
            sequences = [runs.taken(one, order) for one in sequences]
        lows = [int(place) for place in runs.changes(sequences[:1])]
        nobody = bool(lows) and int(sequences[0][0]) < 0
        highs = [*lows[1:], table.length] if lows else []
        return cls(
            engine=runs, products=products, patients=named[firsts].to_list(), firsts=firsts,
            days=sequences[1], lengths=sequences[2], drugs=sequences[3],
            lows=lows[nobody:], highs=highs[nobody:], nobody=highs[0] if nobody else 0,
        )  # fmt: skip

    def measured(
        self, who: People, stays: Stays, year: Year, today: int, *, longest: bool
    ) -> results.Result:
        """Run the kernel over all patients."""
        runs, products, many = self.engine, self.products, len(self.lows)
        out = [0] * many
        for place in who.out:
            out[place] = 1
        found = tuple(runs.full(many, 0) for _ in range(pqa_year.RESULTS))
        share = (products.threshold.numerator, products.threshold.denominator)
        runs.run(pqa_year.patients)(
            longest, share, (year.first, year.seen_to + 1), today,
            self.days, self.lengths, self.drugs, runs.ints(self.lows), runs.ints(self.highs),
            runs.ints(products.bounds), runs.ints(products.named), runs.ints(products.banned),
            runs.ints(who.closes), runs.ints(out), runs.ints(stays.froms), runs.ints(stays.untils),
            runs.ints(stays.lows), runs.ints(stays.highs), self._room(stays), found,
        )  # fmt: skip
        return results.Result(
            firsts=self.firsts,
            nobody=self.nobody,
            columns=[one.tolist() if hasattr(one, "tolist") else one for one in found],
            closes=who.closes,
            out=who.out,
            share=share,
            medicines=products.name,
            exclusions=products.exclusions,
            year=year.number,
        )

    def _room(self, stays: Stays) -> tuple[Any, ...]:
        """Room to work in, for the patient with most fills and the one with most stays."""
        fills = max(map(sub, self.highs, self.lows), default=0)
        away = max(map(sub, stays.highs, stays.lows), default=0)
        sizes = (
            *[fills] * pqa_year.PER_FILL,
            *[away + 1] * pqa_year.PER_STAY,
            *[self.products.ingredients] * pqa_year.PER_INGREDIENT,
        )
        return tuple(self.engine.full(size, 0) for size in sizes)
