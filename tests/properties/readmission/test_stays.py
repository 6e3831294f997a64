"""Episodes and readmissions of drawn stays, against a slow reading of the rules day by day."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables import readmissions
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, Exclusion

START = date(2023, 1, 1)
UNTIL = 60
PLANNED, MIND, PLAIN, OTHER, STRANGE = "Z5111", "F329", "J189", "I5023", "X"
TABLES = CodeTables(
    reporting_year=1,
    edition="a few codes",
    diagnosis_ccs={PLANNED: 45, MIND: 657, PLAIN: 122, OTHER: 108},
    procedure_ccs={},
    always_planned_procedures=frozenset(),
    always_planned_diagnoses=frozenset({45}),
    potentially_planned_procedures=frozenset(),
    potentially_planned_codes=frozenset(),
    acute_diagnoses=frozenset(),
    acute_codes=frozenset(),
    surgery_procedures=frozenset(),
    surgery_codes=frozenset(),
    cohort_of_diagnosis={122: Cohort.CARDIORESPIRATORY},
    excluded_diagnoses={657: Exclusion.PSYCHIATRIC},
)
SCHEMA = {
    "patient": pl.Int64,
    "hospital": pl.String,
    "admitted": pl.Int64,
    "length": pl.Int64,
    "disposition": pl.String,
    "principal_diagnosis": pl.String,
    "kind": pl.String,
}
ROWS = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.sampled_from(["A", "A", "B", "B", None]),
        st.integers(0, 25),
        st.sampled_from([0, 0, 1, 2, 5, 9, -1]),
        st.sampled_from(["01", "01", "02", "07", "20", "62", "65"]),
        st.sampled_from([PLAIN, PLAIN, OTHER, PLANNED, MIND, STRANGE, None]),
        st.sampled_from(["inpatient"] * 5 + ["observation"]),
    ),
    max_size=14,
)
ORDER = {"02": 0, "20": 2}
PLANS = {PLANNED: True, STRANGE: None, None: None}


def frame(rows):
    days = (pl.lit(START) + pl.duration(days="admitted")).cast(pl.Date)
    return (
        pl.DataFrame(rows, SCHEMA, orient="row")
        .with_row_index("stay")
        .with_columns(admitted_on=days, procedures=pl.lit(""))
        .with_columns(discharged_on=(days + pl.duration(days="length")).cast(pl.Date))
    )


class Slow:
    """One stay, which can say on which nights the patient slept in the hospital."""

    def __init__(self, name, row):
        self.name, self.row = name, row
        self.patient, self.hospital, self.begin, length, self.to, self.code, self.kind = row
        self.end = self.begin + length

    @property
    def nights(self):
        return set(range(self.begin, self.end))

    @property
    def own(self):
        return self.to in {"07", "20"} or self.end + self.window > UNTIL

    def first_of_the_condition(self, episode):
        """Where combined stays began."""
        earlier = self.combined_with
        return self if earlier is None else earlier.first_of_the_condition(episode)


def together(stay, last):
    """Whether a stay goes on where the last left off, and whether the two are combined."""
    same = stay.hospital is not None and stay.hospital == last.hospital
    coded = stay.code is not None and stay.code == last.code
    if same and coded and last.end in range(stay.begin, stay.end + 1):
        return "combined"
    asleep_elsewhere = any(night >= stay.begin for night in last.nights)
    if asleep_elsewhere:
        return "overlap"
    if not same and stay.begin in {last.end, last.end + 1}:
        return "transfer"
    return None


def read_slowly(rows, window):
    stays = [Slow(name, row) for name, row in enumerate(rows)]
    for one in stays:
        one.window, one.combined_with = window, None
    hospitals = sorted({one.hospital for one in stays if one.hospital})
    used = [one for one in stays if one.kind == "inpatient" and one.begin <= one.end]
    used.sort(
        key=lambda one: (
            [each.patient for each in stays].index(one.patient),
            one.begin,
            one.end,
            ORDER.get(one.to, 1),
            hospitals.index(one.hospital) if one.hospital else -1,
            one.name,
        )
    )
    episodes = []
    for stay in used:
        mine = episodes[-1] if episodes and episodes[-1][0].patient == stay.patient else None
        before = mine[-1] if mine else None
        twice = before is not None and None is not stay.hospital == before.hospital
        stay.twice = twice and (stay.begin, stay.end) == (before.begin, before.end)
        counted = [one for one in mine or () if not one.twice]
        last = max(counted, key=lambda one: (one.end, counted.index(one)), default=None)
        how = "twice" if stay.twice else together(stay, last) if last else None
        if how is None:
            episodes.append([stay])
            continue
        if how == "combined":
            stay.combined_with = last
        mine.append(stay)
    return used, episodes


def last_of(episode):
    counted = [one for one in episode if not one.twice]
    return max(counted, key=lambda one: (one.end, counted.index(one)))


def is_unit(index, stay):
    near = stay.begin <= index.end + 1
    return near and (index.to == "62" or (index.to == "65" and stay.code == MIND))


def outcome(index, later, window):
    """What happened on each day from the discharge to the end of the window."""
    for day in range(index.end, index.end + window + 1):
        for episode in later:
            first = episode[0]
            if first.begin == day and not is_unit(index, first):
                same_day = [one for one in episode if one.begin == day and not one.twice]
                teller = max(same_day, key=lambda one: (one.end, -same_day.index(one)))
                return first, day - index.end, PLANS.get(teller.code, False)
    return None


def in_doubt(index, rows, until):
    """Whether a stay whose days contradict each other may have begun between the two days."""
    backwards = [
        one
        for one in (Slow(None, row) for row in rows)
        if one.patient == index.patient and one.kind == "inpatient" and one.end < one.begin
    ]
    return any(
        day == one.begin or one.end - 90 <= day <= one.end
        for one in backwards
        for day in range(index.end, until + 1)
    )


def expected(rows, window):
    _used, episodes = read_slowly(rows, window)
    found = dict.fromkeys(range(len(rows)), (None, False, None, None, None, None, None))
    for number, episode in enumerate(episodes, 1):
        last = last_of(episode)
        judged = last.first_of_the_condition(episode)
        for stay in episode:
            found[stay.name] = (number, False, None, None, None, None, None)
        if last.own or judged.code in {MIND, STRANGE, None}:
            continue
        later = [one for one in episodes[number:] if one[0].patient == last.patient]
        after = outcome(last, later, window)
        if after is None:
            open_ = in_doubt(last, rows, last.end + window)
            told = (None, None, None, None, None) if open_ else (0, 0, None, None, False)
            found[last.name] = (number, True, *told)
            continue
        first, days, plan = after
        if in_doubt(last, rows, first.begin):
            plan = None
        told = (None, None) if plan else (first.name, days)
        unplanned = {True: 0, False: 1, None: None}[plan]
        found[last.name] = (number, True, 1, unplanned, *told, plan)
    return [found[name] for name in range(len(rows))]


@pytest.mark.parametrize("engine", ["python", "compiled"])
@given(rows=ROWS, window=st.sampled_from([7, 30]))
def test_the_pass_agrees_with_a_slow_reading(engine, rows, window):
    found = readmissions(
        frame(rows),
        tables=TABLES,
        window_days=window,
        until=START + timedelta(days=UNTIL),
        engine=engine,
    )

    assert expected(rows, window) == found.select(
        "episode", "index", "readmitted", "unplanned_readmission", "readmission_stay", "days",
        "planned_first",
    ).rows()  # fmt: skip


@given(rows=ROWS, days=st.integers(-400, 400))
def test_all_dates_may_be_shifted(rows, days):
    table = frame(rows)
    moved = table.with_columns(
        (pl.col("admitted_on", "discharged_on") + pl.duration(days=days)).cast(pl.Date)
    )
    until = START + timedelta(days=UNTIL)

    here = readmissions(table, tables=TABLES, until=until)
    assert here.equals(readmissions(moved, tables=TABLES, until=until + timedelta(days=days)))


@given(rows=ROWS)
def test_both_engines_are_equal_in_every_column(rows):
    python = readmissions(frame(rows), tables=TABLES, engine="python")

    assert python.equals(readmissions(frame(rows), tables=TABLES, engine="compiled"))
