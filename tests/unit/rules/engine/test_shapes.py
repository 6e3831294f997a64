"""What the shapes of rules do beyond what the rules that ship need."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs

from carecoord import review
from carecoord.model import Chart, Encounter, Observation, PartialDate, Patient, Period, Quantity
from carecoord.model.chart import LISTS
from carecoord.model.code import concept, loinc
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Age, Exists, Facts, On
from carecoord.rules.criteria.dates import Span
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import (
    FollowUp,
    Group,
    Interval,
    Measure,
    Recurring,
    Rule,
    Step,
    Way,
    business_days,
    days,
)

STAYS = Facts(Encounter)
RESULTS = Facts(Observation)
CITATION = Citation(text="invented", locator="-", status=Status.CONVENTION)
STEP = Step(
    name="result",
    title="A result",
    earliest=days(0),
    due=days(7),
    closed_by=RESULTS,
    closes="a result",
)


def followup(*steps, trigger=STAYS):
    return FollowUp(
        trigger=trigger, trigger_name="stay", steps=steps or (STEP,), lapses_after=days(30)
    )


def rule(shape, *, edition="2026", since=None):
    return Rule(
        id="invented.rule",
        edition=edition,
        title="Invented",
        citation=CITATION,
        population="everybody",
        in_force_from=since,
        shape=shape,
    )


def stay(on, name="e1"):
    start = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Encounter(id=name, period=Period(start, start))


def result(on, name="o1"):
    return Observation(id=name, code=concept(loinc("4548-4")), effective=on)


def findings(rules, *facts, as_of=date(2026, 6, 3), born=None):
    lists = {name: [] for name in LISTS}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    chart = Chart(key="p1", patient=Patient(birth_date=born), **lists)
    return review(chart, Catalogue.of(rules), as_of).findings


class TestFollowUp:
    """Steps after something happened."""

    OLD, NEW = (
        rule(followup(), edition=edition, since=since)
        for edition, since in (("2025", date(2025, 1, 1)), ("2026", date(2026, 6, 1)))
    )

    def test_each_occurrence_is_answered_by_the_edition_in_force_on_its_day(self):
        told = findings(
            [self.OLD, self.NEW], stay(date(2026, 5, 31), "e1"), stay(date(2026, 6, 1), "e2")
        )

        assert [(f.key.rpartition("|")[2], f.edition) for f in told] == [
            ("Encounter:uncoded:2026-05-31:1:result", "2025"),
            ("Encounter:uncoded:2026-06-01:1:result", "2026"),
        ]

    def test_that_nothing_happened_is_said_once(self):
        (told,) = findings([self.OLD, self.NEW])

        assert (told.outcome, told.reason) == (Outcome.NOT_APPLICABLE, "no stay")

    def test_what_only_may_have_happened_is_not_known(self):
        may = STAYS.starting(Span(On(date(2026, 5, 1)), On(date(2026, 5, 31))))
        sometime = Encounter(id="e1", period=Period(PartialDate(2026), PartialDate(2026)))
        (told,) = findings([rule(followup(trigger=may))], sometime)

        assert told.outcome is Outcome.INSUFFICIENT_DATA
        assert told.missing == ("the exact day of stay",)

    def test_of_what_has_a_day_it_is_not_known_whether_it_counts(self):
        high = Facts(Observation).amounting(at_least=9, unit="%")
        unread = attrs.evolve(result(date(2026, 6, 1)), value=Quantity(Decimal(9), "mmol/L"))
        (told,) = findings([rule(followup(trigger=high))], unread)

        assert told.reason == "not known: whether it counts as stay"
        assert [ref.id for line in told.evidence for ref in line.facts] == ["o1"]

    def test_where_one_has_no_day_its_day_is_not_known(self):
        high = Facts(Observation).amounting(at_least=9, unit="%")
        unread = attrs.evolve(result(date(2026, 6, 1)), value=Quantity(Decimal(9), "mmol/L"))
        sometime = attrs.evolve(unread, id="o2", effective=PartialDate(2026))
        (told,) = findings([rule(followup(trigger=high))], unread, sometime)

        assert told.missing == ("the exact day of stay",)

    def test_a_stay_that_may_be_meant_and_goes_on_has_no_day(self):
        may = STAYS.starting(Span(On(date(2026, 5, 1)), On(date(2026, 5, 31))))
        lasts = Encounter(id="e1", period=Period(PartialDate(2026), None))
        (told,) = findings([rule(followup(trigger=may))], lasts)

        assert told.missing == ("the exact day of stay",)

    def test_what_triggered_it_does_not_close_it(self):
        itself = rule(followup(attrs.evolve(STEP, closed_by=STAYS | RESULTS)))
        (told,) = findings([itself], stay(date(2026, 6, 1)))

        assert (told.outcome, told.action.due) == (Outcome.NOT_MET, date(2026, 6, 8))

    def test_a_step_that_cannot_be_placed_pulls_nothing_forward(self):
        """Without a calendar there is no first business day."""
        other = attrs.evolve(STEP, name="other", earliest=business_days(1))
        pulled = attrs.evolve(STEP, closed_by=Facts(Encounter).where(Encounter.status, "cancelled"))
        shape = followup(attrs.evolve(pulled, no_later_than=other), other)
        _, told = findings([rule(shape)], stay(date(2026, 6, 1)), result(date(2026, 6, 2)))

        assert told.action.due == date(2026, 6, 8)


class TestRecurring:
    """Again and again."""

    YEARLY = Recurring(
        applies=Exists(STAYS),
        reason_name="stay",
        begins=STAYS,
        ways=(Way("a result", RESULTS, (Interval(days(10)),)),),
        title="A result",
        closes="a result",
        opens_before=days(9),
    )

    def test_with_one_interval_only(self):
        (told,) = findings([rule(self.YEARLY)], stay(date(2026, 1, 1)), result(date(2026, 5, 20)))

        assert told.action.due == date(2026, 5, 30)

    def test_an_interval_of_business_days_needs_a_calendar(self):
        in_business_days = attrs.evolve(
            self.YEARLY, ways=(Way("a result", RESULTS, (Interval(business_days(10)),)),)
        )
        (told,) = findings(
            [rule(in_business_days)], stay(date(2026, 1, 1)), result(date(2026, 5, 20))
        )

        assert told.outcome is Outcome.INSUFFICIENT_DATA
        assert told.missing == ("a calendar that covers the interval",)


class TestMeasure:
    """Editions specify years."""

    GROUP = Group(
        name="all",
        initial_population=Age(at_least=18),
        denominator_exclusions=Exists(STAYS),
        numerator=Exists(RESULTS),
    )
    OLD, NEW = (
        rule(Measure(groups=(group,), years=(year,), closes="a result"), edition=str(year), since=s)
        for group, year, s in (
            (GROUP, 2025, date(2025, 1, 1)),
            (GROUP, 2026, date(2026, 1, 1)),
        )
    )

    def test_a_year_is_answered_by_the_edition_that_specifies_it(self):
        for year in (2025, 2026):
            (told,) = findings([self.OLD, self.NEW], as_of=date(year, 6, 1), born=date(1980, 1, 1))

            assert (told.edition, told.outcome) == (str(year), Outcome.NOT_MET)

    def test_a_year_that_none_specifies_is_said(self):
        (told,) = findings([self.OLD, self.NEW], as_of=date(2024, 6, 1), born=date(1980, 1, 1))

        assert told.reason == "this edition specifies 2025, not 2024"

    def test_who_may_be_in_it_is_not_known(self):
        (told,) = findings([self.NEW])

        assert (told.outcome, told.missing) == (Outcome.INSUFFICIENT_DATA, ("birth date",))
