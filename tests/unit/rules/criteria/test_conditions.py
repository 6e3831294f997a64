"""Conditions: true, false, or not known."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.model import Condition as Problem
from carecoord.model import Observation, PartialDate, Prescription
from carecoord.model.code import Code
from carecoord.rules.criteria import (
    Age,
    AgeAt,
    All,
    Any,
    Count,
    Days,
    Exists,
    Facts,
    First,
    Not,
    On,
)
from carecoord.rules.criteria.covered import Covered
from carecoord.rules.criteria.dates import MEASUREMENT_PERIOD, Span
from carecoord.rules.criteria.died import Died
from carecoord.rules.criteria.lowest import Lowest
from carecoord.rules.criteria.sex import RecordedSex

RESULTS = Facts(Observation)
MAY = Span(On(date(2026, 5, 1)), On(date(2026, 5, 31)))


def ids(answer):
    return [ref.id for line in answer.evidence for ref in line.facts]


class TestCount:
    """At least two results."""

    TWO = Count(RESULTS, 2)

    def test_with_enough_it_names_as_many_the_latest_first(self, frame, result):
        answer = self.TWO.answer(frame(*(result(f"o{d}", date(2026, 5, d)) for d in (1, 3, 2))))

        assert answer.holds is True
        assert ids(answer) == ["o3", "o2"]

    def test_with_too_few_it_is_false_and_names_what_there_is(self, frame, result):
        answer = self.TWO.answer(frame(result("o1", date(2026, 5, 1))))

        assert (answer.holds, ids(answer)) == (False, ["o1"])

    def test_with_none_it_is_false_and_says_so(self, frame):
        answer = self.TWO.answer(frame())

        assert answer.holds is False
        assert [line.because for line in answer.evidence] == ["none seen"]

    def test_with_none_in_the_span_it_names_the_nearest_miss(self, frame, result):
        asked = frame(result("o1", date(2026, 4, 1)))
        answer = Count(RESULTS.starting(MAY), 2).answer(asked)

        assert (answer.holds, ids(answer)) == (False, ["o1"])

    def test_one_that_may_belong_leaves_it_open(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 2)), result("o2", PartialDate(2026)))
        answer = Count(RESULTS.starting(MAY), 2).answer(asked)

        assert answer.holds is None
        assert answer.missing == (
            f"{Count(RESULTS.starting(MAY), 2)} (a time or value is not exact enough)",
        )

    def test_a_list_that_nobody_asked_for_leaves_it_open(self, frame):
        answer = self.TWO.answer(frame(unasked=("observations",)))

        assert (answer.holds, answer.missing) == (None, ("observations (never asked for)",))

    def test_its_words(self):
        assert str(self.TWO) == "at least 2 of any Observation"
        assert str(Days(RESULTS, 2)) == "at least 2 days with any Observation"


class TestDays:
    """On at least two days."""

    TWO = Days(RESULTS, 2)

    def test_two_on_one_day_are_one_day(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)), result("o2", date(2026, 5, 1)))

        assert self.TWO.holds(asked) is False

    def test_a_day_that_may_be_another_one_leaves_it_open(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)), result("o2", PartialDate(2026, 5)))

        assert self.TWO.holds(asked) is None

    def test_some_day_of_a_month_with_a_result_before_it_is_another_one(self, frame, result):
        asked = frame(result("o1", date(2026, 4, 30)), result("o2", PartialDate(2026, 5)))
        answer = self.TWO.answer(asked)

        assert (answer.holds, ids(answer)) == (True, ["o2", "o1"])

    def test_as_many_inexact_days_as_are_asked_for_leave_it_open(self, frame, result):
        asked = frame(result("o1", PartialDate(2026, 5)), result("o2", PartialDate(2026, 5)))

        assert self.TWO.holds(asked) is None
        assert Days(RESULTS, 3).holds(asked) is False

    def test_two_days_hold(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)), result("o2", date(2026, 5, 2)))

        assert ids(self.TWO.answer(asked)) == ["o2", "o1"]


class TestAge:
    """18 to 64, now; worked out by hand for 1 June 2026."""

    ADULT = Age(at_least=18, at_most=64)

    @pytest.mark.parametrize(
        ("born", "holds"),
        [
            (date(2008, 6, 1), True),
            (date(2008, 6, 2), False),
            (date(1961, 6, 2), True),
            (date(1961, 6, 1), False),
            (PartialDate(2008, 6), None),
            (PartialDate(2008, 5), True),
            (PartialDate(2008, 7), False),
            (PartialDate(1961, 6), None),
            (None, None),
        ],
    )
    def test_both_ages_lie_inside(self, frame, born, holds):
        assert self.ADULT.holds(frame(born=born)) is holds

    def test_it_says_what_is_missing(self, frame):
        assert self.ADULT.answer(frame()).missing == ("birth date",)
        assert self.ADULT.answer(frame(born=PartialDate(2008, 6))).missing == ("exact birth date",)

    @pytest.mark.parametrize(
        ("born", "until"),
        [(date(2008, 6, 2), date(2026, 6, 2)), (date(2000, 2, 29), date(2065, 3, 1))],
    )
    def test_it_holds_until_the_birthday_that_changes_it(self, frame, born, until):
        """Of 29 February, the birthday in 2065 is 1 March."""
        asked = frame(born=born)
        self.ADULT.holds(asked)

        assert asked.view.valid_until() == until

    def test_an_open_side(self, frame):
        assert Age(at_least=18).holds(frame(born=date(1900, 1, 1))) is True
        assert Age(at_most=17).holds(frame(born=date(2020, 1, 1))) is True

    def test_its_words(self):
        assert str(self.ADULT) == "age 18 to 64"
        assert str(Age(at_least=18)) == "age 18 or more"
        assert str(Age(at_most=17)) == "age up to 17"


class TestAgeAt:
    """At a day that a rule names."""

    def test_outside_of_a_measure_there_is_no_such_day(self, frame):
        condition = AgeAt(MEASUREMENT_PERIOD.start, at_least=18)
        asked = frame(born=date(1980, 1, 1))

        assert condition.holds(asked) is False
        assert condition.answer(asked).holds is False

    def test_a_day_beyond_the_calendar_leaves_it_open(self, frame, result):
        """The day of a result of unknown day can be any."""
        day = RESULTS.where(Observation.status, "final")
        condition = AgeAt(First(day).start, at_least=18)
        asked = frame(result("o1", None), born=date(1980, 1, 1))

        assert condition.holds(asked) is None
        assert condition.answer(asked).missing == (f"the day of {First(day).start}",)

    def test_a_day_of_which_only_the_last_is_known_leaves_it_open(self, frame):
        """Without an onset a problem began some day until it was recorded."""
        day = First(Facts(Problem)).start
        condition = AgeAt(day, at_least=18)
        asked = frame(Problem(id="c1", recorded_on=date(2026, 1, 1)), born=date(1980, 1, 1))

        assert condition.holds(asked) is None
        assert condition.answer(asked).missing == (f"the day of {day}",)

    @pytest.mark.parametrize(
        ("born", "holds", "missing"),
        [
            (date(2008, 1, 1), True, ()),
            (date(2008, 1, 2), False, ()),
            (PartialDate(2008, 1), None, ("exact birth date",)),
            (None, None, ("birth date",)),
        ],
    )
    def test_the_birthday_decides(self, frame, born, holds, missing):
        condition = AgeAt(On(date(2026, 1, 1)), at_least=18)
        answer = condition.answer(frame(born=born))

        assert condition.holds(frame(born=born)) is holds
        assert (answer.holds, answer.missing) == (holds, missing)

    def test_its_words(self):
        assert str(AgeAt(On(date(2026, 1, 1)), at_least=18)) == "age 18 or more at 2026-01-01"


class TestExists:
    """A final result of May."""

    FINAL_IN_MAY = Exists(RESULTS.where(Observation.status, "final").starting(MAY))

    def miss(self, asked):
        """The facts named where there is none, and why they are not it."""
        answer = self.FINAL_IN_MAY.answer(asked)
        assert answer.holds is False
        return ids(answer), answer.evidence[0].because

    def test_the_nearest_miss_is_what_only_the_last_filter_turned_away(self, frame, result):
        asked = frame(
            result("o1", date(2026, 4, 1)),
            result("o2", date(2026, 4, 2)),
            result("o3", date(2026, 5, 3), status="preliminary"),
        )

        assert self.miss(asked) == (["o2"], "not starting from 2026-05-01 to 2026-05-31")

    def test_else_it_is_what_the_filter_before_turned_away(self, frame, result):
        asked = frame(result("o3", date(2026, 5, 3), status="preliminary"))

        assert self.miss(asked) == (["o3"], "not whose status is final")

    def test_with_nothing_at_all_none_was_seen(self, frame):
        assert self.miss(frame()) == ([], "none seen")

    def test_what_may_be_one_is_named_where_it_is_open(self, frame, result):
        answer = self.FINAL_IN_MAY.answer(frame(result("o1", PartialDate(2026))))

        assert (answer.holds, ids(answer)) == (None, ["o1"])
        assert answer.missing == (f"{self.FINAL_IN_MAY} (a time or value is not exact enough)",)

    def test_its_name_is_what_evidence_calls_it(self, frame, result):
        named = self.FINAL_IN_MAY.named("a result in May")
        answer = named.answer(frame(result("o1", date(2026, 5, 31))))

        assert (answer.holds, ids(answer)) == (True, ["o1"])
        assert answer.evidence[0].clause == "a result in May"


class TestParts:
    """A result of May, and the age; what is true, false and not known together."""

    SEEN = Exists(RESULTS.starting(MAY)).named("seen")
    ADULT = Age(at_least=18).named("adult")

    @pytest.mark.parametrize("kind", [All, Any])
    def test_they_can_be_called_by_a_name(self, kind):
        assert kind(self.SEEN, self.ADULT).named("both").clause == "both"

    SEEN_IN_MAY, OLD, YOUNG = date(2026, 5, 1), date(1980, 1, 1), date(2020, 1, 1)

    @pytest.mark.parametrize(
        ("seen", "both", "either"),
        [
            ((SEEN_IN_MAY, OLD), (True, ["seen", "adult"]), (True, ["seen"])),
            ((SEEN_IN_MAY, YOUNG), (False, ["adult"]), (True, ["seen"])),
            ((SEEN_IN_MAY, None), (None, ["adult"]), (True, ["seen"])),
            ((PartialDate(2026), OLD), (None, ["seen"]), (True, ["adult"])),
            ((PartialDate(2026), YOUNG), (False, ["adult"]), (None, ["seen"])),
            ((PartialDate(2026), None), (None, ["seen", "adult"]), (None, ["seen", "adult"])),
            ((date(2026, 4, 1), YOUNG), (False, ["seen"]), (False, ["seen", "adult"])),
            ((date(2026, 4, 1), None), (False, ["seen"]), (None, ["adult"])),
        ],
    )
    def test_what_decides_is_the_evidence(self, frame, result, seen, both, either):
        on, born = seen

        def asked():
            return frame(result("o1", on), born=born)

        for condition, expected in (
            (All(self.SEEN, self.ADULT), both),
            (Any(self.SEEN, self.ADULT), either),
        ):
            answer = condition.answer(asked())
            assert (answer.holds, [line.clause for line in answer.evidence]) == expected
            assert condition.holds(asked()) is expected[0]

    @pytest.mark.parametrize(("born", "holds"), [(OLD, False), (YOUNG, True), (None, None)])
    def test_the_opposite_rests_on_the_same(self, frame, born, holds):
        adult, not_adult = self.ADULT.answer(frame(born=born)), Not(self.ADULT)
        answer = not_adult.answer(frame(born=born))

        assert answer.holds is not_adult.holds(frame(born=born)) is holds
        assert (answer.evidence, answer.missing) == (adult.evidence, adult.missing)

    def test_what_two_parts_miss_is_said_once(self, frame):
        together = All(self.ADULT, Age(at_most=64)).answer(frame())

        assert together.missing == ("birth date",)


def test_parts_are_joined_in_words():
    parts = Age(at_least=18), Exists(RESULTS)

    assert str(All(*parts)) == "age 18 or more and any Observation"
    assert str(Any(*parts)) == "age 18 or more or any Observation"
    assert str(Not(Age(at_least=18))) == "not (age 18 or more)"


def test_the_lowest_in_words():
    lowest = Lowest(of=RESULTS, below=Decimal(7), unit="%")

    assert str(lowest) == "lowest value of any Observation below 7 %"


def test_nothing_to_filter_is_nothing_seen(frame):
    answer = Exists(RESULTS.starting(MAY)).answer(frame())

    assert answer.holds is False
    assert [line.because for line in answer.evidence] == ["none seen"]


def test_days_covered_of_a_span_that_does_not_exist_are_too_few(frame):
    year = Span(MEASUREMENT_PERIOD.start, MEASUREMENT_PERIOD.end)
    covered = Covered(drugs=(Facts(Prescription),), span=year, at_least=1)

    assert covered.holds(frame()) is False
    assert covered.answer(frame()).holds is False
    assert str(covered) == "at least 1 days covered the measurement period"


class TestDied:
    """Died by 15 May."""

    BY = Died(by=On(date(2026, 5, 15)))

    @pytest.mark.parametrize(
        ("deceased", "holds"),
        [
            (None, False),
            (False, False),
            (date(2026, 5, 15), True),
            (date(2026, 5, 16), False),
            (date(2020, 1, 1), True),
            (PartialDate(2026, 4), True),
            (PartialDate(2026, 5), None),
            (True, None),
        ],
    )
    def test_the_day_of_death_decides(self, frame, deceased, holds):
        answer = self.BY.answer(frame(deceased=deceased))

        assert answer.holds is holds
        assert answer.evidence[0].clause == "died by 2026-05-15"
        assert answer.missing == (("exact date of death",) if holds is None else ())

    def test_a_death_after_the_day_of_review_is_not_known_yet(self, frame):
        asked = frame(deceased=date(2026, 5, 10), as_of=date(2026, 5, 9))

        assert self.BY.holds(asked) is False
        assert asked.view.valid_until() == date(2026, 5, 10)

    def test_by_a_day_that_there_is_not_nobody_died(self, frame):
        by_the_first = Died(by=First(RESULTS).start)

        assert by_the_first.holds(frame(deceased=date(2020, 1, 1))) is False


class TestRecordedSex:
    """The sex as the source gives it."""

    def test_in_words(self):
        assert str(RecordedSex(code=Code("urn:s", "F"))) == "recorded sex F"
