"""When a score speaks: its editions, and how long what it reads matters."""

from datetime import date

import attrs
import pytest

from carecoord import review
from carecoord.errors import BandsOutOfOrder, UncoveredValue
from carecoord.model import Chart, Patient
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import (
    Bands,
    Flag,
    Missing,
    NotApplicable,
    Reading,
    Score,
    Verdict,
)

DAY = date(2026, 3, 1).toordinal()
STEPS = Bands("steps", "metres", ((0, 0), (10, 1)))
READ = Reading(12, {}, "walk", "walked on 2026-03-01", DAY)
UNREAD = Missing(("steps",), "walk", "walked on 2026-03-01", DAY)


def judge(reading):
    line = STEPS.weigh(reading.inputs)
    return Verdict(met=bool(line.points), score=line.points or 0, evidence=(line,))


def edition(found, since=None):
    return Rule(
        id="test.walk",
        edition=str(since or "first"),
        title="Walk",
        citation=Citation(text="t", locator="l", status=Status.CONVENTION),
        population="walkers",
        in_force_from=since,
        shape=Score(read=lambda _: found, judge=judge, lapses_days=30),
    )


def told(*rules, as_of=date(2026, 3, 10)):
    chart = Chart(key="p", patient=Patient())
    return [
        (f.edition, f.outcome.name, f.reason)
        for f in review(chart, Catalogue.of(rules), as_of).findings
    ]


@pytest.mark.parametrize(
    ("found", "outcome", "reason"),
    [
        (READ, "MET", "walked on 2026-03-01: 1 point"),
        (UNREAD, "INSUFFICIENT_DATA", "not known: steps"),
        (NotApplicable("never walks"), "NOT_APPLICABLE", "never walks"),
        (Missing(("steps",)), "INSUFFICIENT_DATA", "not known: steps"),
    ],
)
def test_what_is_read_decides(found, outcome, reason):
    assert told(edition(found)) == [("first", outcome, reason)]


@pytest.mark.parametrize("found", [READ, UNREAD])
@pytest.mark.parametrize(("day", "lapsed"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_what_lies_too_far_back_is_neither_scored_nor_missed(found, day, lapsed):
    (answer,) = told(edition(found), as_of=day)

    assert (answer[2] == "lapsed on 2026-03-31: walked on 2026-03-01") is lapsed


@pytest.mark.parametrize("found", [READ, UNREAD])
def test_before_the_first_edition_nothing_is_judged(found):
    since = date(2026, 3, 2)

    assert told(edition(found, since)) == [
        ("2026-03-02", "NOT_APPLICABLE", "no edition before 2026-03-02")
    ]


@pytest.mark.parametrize("found", [READ, UNREAD])
def test_the_edition_of_the_day_that_was_read_answers(found):
    old, new = edition(found, date(2020, 1, 1)), edition(found, date(2026, 3, 2))

    assert [edition for edition, _, _ in told(old, new)] == ["2020-01-01"]


@pytest.mark.parametrize("found", [NotApplicable("never walks"), Missing(("steps",))])
def test_of_what_has_no_day_the_oldest_edition_speaks(found):
    old, new = edition(found, date(2020, 1, 1)), edition(found, date(2026, 3, 2))

    assert [edition for edition, _, _ in told(old, new)] == ["2020-01-01"]


def test_a_table_whose_rows_fall_is_refused():
    with pytest.raises(BandsOutOfOrder):
        Bands("steps", "metres", ((10, 1), (0, 0)))


def test_a_value_below_the_table_is_refused():
    with pytest.raises(UncoveredValue, match="below the first band"):
        STEPS.weigh(-1)


@pytest.mark.parametrize(("present", "points", "because"), [(True, 2, "yes"), (False, 0, "no")])
def test_a_flag_earns_its_points_when_present(present, points, because):
    line = Flag("rain", 2).weigh(present)

    assert (points, because, present) == (line.points, line.because, line.holds)


def test_a_score_of_which_nobody_has_chosen_the_threshold_says_so_and_is_told():
    def undecided(reading):
        line = STEPS.weigh(reading.inputs)
        return Verdict(met=None, score=1, evidence=(line,), missing=("how far is far",))

    shape = Score(read=lambda _: READ, judge=undecided, lapses_days=30)
    rule = attrs.evolve(edition(READ), shape=shape)
    (found,) = review(
        Chart(key="p", patient=Patient()), Catalogue.of(rule), date(2026, 3, 10)
    ).findings

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert (found.score, found.missing, found.action) == (1, ("how far is far",), None)
    assert [line.points for line in found.evidence] == [1]
