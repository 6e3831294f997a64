"""Selections: what is in them, what may be, and what they are called."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.errors import AuthoringError
from carecoord.model import (
    Condition,
    Encounter,
    EncounterDiagnosis,
    Location,
    Observation,
    PartialDate,
    Period,
    Quantity,
    RelatedPerson,
    ValueSet,
)
from carecoord.model.code import LOINC, Code, concept, icd10cm, loinc
from carecoord.rules.criteria import (
    EACH,
    Exists,
    Facts,
    First,
    Itself,
    Last,
    LastDay,
    On,
    SetRef,
    YearDay,
    coded,
)
from carecoord.rules.criteria.dates import MEASUREMENT_PERIOD, Span
from carecoord.rules.criteria.fields import codes_in

RESULTS = Facts(Observation)
MAY = Span(On(date(2026, 5, 1)), On(date(2026, 5, 31)))
HEART_FAILURE = coded("Heart failure", icd10cm("I50.9"))


def found(selection, asked):
    """The ids that are certainly in it, and those that may be."""
    rows = asked.rows(selection)
    return [r.fact.id for r in rows.sure], [r.fact.id for r in rows.maybe]


def said(name, value):
    """A result that is no number."""
    return Observation(id=name, effective=date(2026, 5, 1), value=value)


class TestFilters:
    """One after the other."""

    def test_what_may_have_passed_one_is_asked_by_the_next(self, frame, result):
        asked = frame(
            result("o1", PartialDate(2026), status="final"),
            result("o2", PartialDate(2026), status="preliminary"),
        )
        may = RESULTS.starting(MAY)

        assert found(may.where(Observation.status, "final"), asked) == ([], ["o1"])
        assert found(may.during(MAY), asked) == ([], ["o1", "o2"])

    def test_each_fact_can_be_compared_with_itself(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))
        itself = RESULTS.only_if(Exists(Itself().starting(MAY)))

        assert found(itself, asked) == (["o1"], [])
        assert str(Itself()) == "it"

    def test_itself_is_nothing_where_no_filter_looks_at_anything(self, frame, result):
        assert found(Itself(), frame(result("o1", date(2026, 5, 1)))) == ([], [])

    def test_a_field_is_named_by_its_class(self):
        with pytest.raises(AuthoringError, match=r"Name it by its class"):
            RESULTS.where("status", "final")

    def test_a_field_without_a_value_is_not_one_of_the_accepted(self, frame):
        asked = frame(Encounter(id="e1"), Encounter(id="e2", encounter_class=Code("urn:c", "A")))
        kind = Encounter.encounter_class
        own = coded("own", Code("urn:c", "A"))

        assert found(Facts(Encounter).where(kind, None), asked) == (["e1"], [])
        assert found(Facts(Encounter).where_not(kind, Code("urn:c", "B")), asked)[0] == ["e1", "e2"]
        with_set = frame(*asked.view.chart.encounters, value_sets=[own])
        assert found(Facts(Encounter).where(kind, own), with_set) == (["e2"], [])
        assert found(Facts(Encounter).where(kind, own, None), with_set) == (["e1", "e2"], [])

    def test_of_a_list_one_is_enough(self, frame):
        asked = frame(
            Encounter(id="e1", based_on=["o1", "o2"]),
            Encounter(id="e2", based_on=["o3"]),
            Encounter(id="e3"),
        )
        visits, orders = Facts(Encounter), Encounter.based_on

        assert found(visits.where(orders, "o2", "o9"), asked) == (["e1"], [])
        assert found(visits.where_not(orders, "o2"), asked) == (["e2", "e3"], [])
        assert found(visits.where(orders, None), asked) == (["e3"], [])
        assert found(visits.where_not(orders, None), asked) == (["e1", "e2"], [])
        both = (visits | RESULTS).where(orders, "o1").where(orders, "o2")
        assert found(both, asked) == (["e1"], [])

    def test_of_a_set_one_is_enough(self, frame):
        mother = RelatedPerson(id="r1", proxy_scope={"logistics", "clinical"})
        asked = frame(mother, RelatedPerson(id="r2"))
        scope = RelatedPerson.proxy_scope

        assert found(Facts(RelatedPerson).where(scope, "clinical"), asked) == (["r1"], [])
        assert found(Facts(RelatedPerson).where_not(scope, None), asked) == (["r1"], [])

    def test_a_field_holds_a_value_of_exactly_a_type(self, frame, result):
        asked = frame(
            result("amount", date(2026, 5, 1), Decimal(7)),
            said("words", "seven"),
            said("nothing", None),
            result("moment", datetime(2026, 5, 1, 8, tzinfo=UTC), Decimal(7)),
        )
        amounts = RESULTS.with_value(Observation.value, Quantity)
        days = RESULTS.with_value(Observation.effective, date)

        assert found(RESULTS.with_value(Observation.value), asked) == (
            ["amount", "words", "moment"],
            [],
        )
        assert found(amounts, asked) == (["amount", "moment"], [])
        assert found(days, asked) == (["amount", "words", "nothing"], [])
        assert str(amounts) == "any Observation with a Quantity as value"
        assert str(RESULTS.with_value(Observation.value, Quantity, str)) == (
            "any Observation with a Quantity or str as value"
        )

    def test_a_set_that_nobody_loaded_leaves_a_field_open(self, frame):
        asked = frame(Encounter(id="e1", encounter_class=Code("urn:c", "A")))
        own = coded("own", Code("urn:c", "A"))

        assert found(Facts(Encounter).where(Encounter.encounter_class, own), asked) == ([], ["e1"])

    def test_a_plain_value_or_a_code_of_the_same_field(self, frame):
        asked = frame(Encounter(id="e1", status="finished"), Encounter(id="e2", status="planned"))
        either = Facts(Encounter).where(Encounter.status, "finished", Code("urn:c", "A"))

        assert found(either, asked) == (["e1"], [])

    def test_a_plain_value_or_a_set_of_the_same_field(self, frame):
        own = coded("own", Code("urn:c", "A"))
        asked = frame(said("o1", "seen"), said("o2", concept(Code("urn:c", "A"))), value_sets=[own])

        assert found(RESULTS.where(Observation.value, "seen", own), asked) == (["o1", "o2"], [])

    def test_codes_are_found_however_deep_they_stand(self):
        a, b, c = (Code("urn:c", code) for code in "ABC")
        held = (
            a,
            None,
            concept(b),
            EncounterDiagnosis(condition="c1"),
            Location(type=[concept(c)]),
        )

        assert list(codes_in(held)) == [a, b, c]

    def test_facts_of_several_groups_keep_their_order(self, frame):
        kinds = [Code("urn:c", code) for code in "BAB"]
        asked = frame(
            *(Encounter(id=f"e{n}", encounter_class=kind) for n, kind in enumerate(kinds))
        )
        either = Facts(Encounter).where(
            Encounter.encounter_class, Code("urn:c", "A"), Code("urn:c", "B")
        )

        assert found(either, asked) == (["e0", "e1", "e2"], [])


class TestTimes:
    """Facts with other days."""

    def test_the_beginning_of_what_lasts(self, frame):
        stay = Encounter(id="e1", period=Period(date(2026, 4, 20), date(2026, 5, 6)))
        asked = frame(stay)

        assert found(Facts(Encounter).during(MAY), asked) == ([], [])
        assert found(Facts(Encounter).beginnings().during(MAY), asked) == ([], [])
        assert found(Facts(Encounter).latest().during(MAY), asked) == (["e1"], [])

    def test_the_beginning_of_a_point_is_the_point(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))

        assert found(RESULTS.beginnings().during(MAY), asked) == (["o1"], [])

    def test_a_day_of_the_measurement_year_is_none_outside_of_a_measure(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))

        for day in (YearDay(0, 5, 1), MEASUREMENT_PERIOD.start, EACH.start):
            assert found(RESULTS.starting(Span(day, None)), asked) == ([], [])

    def test_the_same_day_in_words(self):
        assert str(YearDay(0, 2)) == "the last day of February of the measurement year"
        assert str(YearDay(-1, 3, 1)) == "1 March of the year before"
        assert str(YearDay(-2, 3, 1)) == "1 March of -2 years"


class TestPicks:
    """One fact of several."""

    def test_the_end_of_the_picked_one(self, frame, result):
        stay = Encounter(id="e1", period=Period(date(2026, 5, 1), date(2026, 5, 4)))
        asked = frame(stay, result("o1", date(2026, 5, 3)), result("o2", date(2026, 5, 5)))
        after = RESULTS.starting(Span(Last(Facts(Encounter)).end.plus(days=1), None))

        # A period of days to 4 May, half-open, ends on 3 May.
        assert found(after, asked) == (["o2"], [])

    def test_a_name_stands_for_the_selection(self, frame, result):
        stay = Encounter(id="e1", period=Period(date(2026, 5, 1), date(2026, 5, 4)))
        asked = frame(stay, result("o1", date(2026, 5, 1)), result("o2", date(2026, 5, 5)))
        named = Last(Facts(Encounter)).named("the stay")
        within = RESULTS.during(Span(named.start, named.end))

        assert found(within, asked) == (["o1"], [])
        assert str(named.start) == "the start of the stay"

    def test_their_words(self):
        assert str(First(RESULTS)) == "the first any Observation"
        assert str(LastDay(RESULTS)) == "the last day's any Observation"


class TestLinks:
    """Facts that name facts."""

    def test_a_stay_for_a_condition_names_it_among_its_diagnoses(self, frame):
        failure = Condition(id="c1", code=concept(icd10cm("I50.9")), recorded_on=date(2026, 1, 1))
        other = Condition(id="c2", code=concept(icd10cm("E11.9")), recorded_on=date(2026, 1, 1))
        stays = [
            Encounter(
                id="e1",
                diagnoses=[EncounterDiagnosis(condition="c2"), EncounterDiagnosis(condition="c1")],
            ),
            Encounter(id="e2", diagnoses=[EncounterDiagnosis(condition="c2")]),
            Encounter(id="e3"),
        ]
        asked = frame(failure, other, *stays, value_sets=[HEART_FAILURE])
        linked = Facts(Encounter).linked(Encounter.diagnoses, Facts(Condition, HEART_FAILURE))

        assert found(linked, asked) == (["e1"], [])

    def test_what_may_be_the_other_leaves_it_open(self, frame, result):
        visit = Encounter(id="e1", period=Period(PartialDate(2026), None))
        asked = frame(visit, result("o1", date(2026, 5, 1), encounter="e1"))
        linked = RESULTS.linked(Observation.encounter, Facts(Encounter).starting(MAY))

        assert found(linked, asked) == ([], ["o1"])

    def test_its_words(self):
        linked = RESULTS.linked(Observation.encounter, Facts(Encounter))

        assert str(linked) == "any Observation whose encounter is any Encounter"


class TestNamedBy:
    """The visits of results of May."""

    VISITS = Facts(Encounter).named_by(Observation.encounter, RESULTS.starting(MAY))

    def test_what_another_names_is_kept(self, frame, result):
        visits = [Encounter(id=name) for name in ("e1", "e2", "e3")]
        asked = frame(
            *visits,
            result("o1", date(2026, 5, 1), encounter="e1"),
            result("o2", date(2026, 4, 30), encounter="e2"),
            result("o3", PartialDate(2026), encounter="e3"),
        )

        assert found(self.VISITS, asked) == (["e1"], ["e3"])

    def test_what_a_set_not_loaded_names_nobody_knows(self, frame, result):
        asked = frame(Encounter(id="e1"), result("o1", date(2026, 5, 1), encounter="e1"))
        unloaded = Facts(Observation, SetRef.vsac("No such set", "1.2.3"))
        visits = Facts(Encounter).named_by(Observation.encounter, unloaded)

        assert found(visits, asked) == ([], ["e1"])
        assert list(visits.lacking(asked, [])) == ["value set No such set"]

    def test_it_depends_on_what_either_depends_on(self):
        of_each = Facts(Encounter).starting(EACH.span)

        assert of_each.named_by(Observation.encounter, RESULTS).per_row
        assert Facts(Encounter).named_by(Observation.encounter, Itself()).per_row
        assert not self.VISITS.per_row

    def test_in_words(self):
        named = Facts(Encounter).named_by(Observation.encounter, RESULTS)

        assert str(named) == "any Encounter that is the encounter of any Observation"


class TestWithout:
    """Results that are not in May."""

    REST = RESULTS.without(RESULTS.starting(MAY))

    def test_what_the_other_holds_is_left_out(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)), result("o2", date(2026, 4, 30)))

        assert found(self.REST, asked) == (["o2"], [])

    def test_what_it_may_hold_is_left_open(self, frame, result):
        asked = frame(result("o1", PartialDate(2026)), result("o2", date(2026, 4, 30)))

        assert found(self.REST, asked) == (["o2"], ["o1"])

    def test_what_it_holds_of_a_set_not_loaded_nobody_knows(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))
        unloaded = SetRef.vsac("No such set", "1.2.3")

        assert found(RESULTS.without(Facts(Observation, unloaded)), asked) == ([], ["o1"])
        assert found(RESULTS.without(RESULTS | Facts(Observation, unloaded)), asked) == ([], [])

    def test_it_depends_on_what_either_depends_on(self):
        of_each = RESULTS.starting(EACH.span)

        assert RESULTS.without(of_each).per_row
        assert of_each.without(RESULTS).per_row
        assert not self.REST.per_row

    def test_in_words(self):
        assert str(RESULTS.without(Last(RESULTS))) == (
            "any Observation other than the last any Observation"
        )


def test_of_several_sets_only_those_that_are_not_loaded_are_named(frame):
    """The status is none of the code, and may be in the set that nobody loaded."""
    there, gone = SetRef("There", "urn:x:there"), SetRef("Gone", "urn:x:gone")
    kept = Facts(Encounter).where(Encounter.type, there, gone)
    loaded = ValueSet(url="urn:x:there", name="There", codes=[Code("urn:c", "A")])
    other = Encounter(id="e1", type=[concept(Code("urn:c", "B"))])
    asked = frame(other, value_sets=[loaded])

    assert Exists(kept).answer(asked).missing == ("value set Gone",)


@pytest.mark.parametrize(
    ("component", "words"),
    [
        (None, "with at least 90 mm[Hg]"),
        (loinc("8480-6"), "with 8480-6 at least 90 mm[Hg]"),
        (Code(LOINC, "8480-6", "systolic pressure"), "with systolic pressure at least 90 mm[Hg]"),
    ],
)
def test_an_amount_says_of_which_component_it_is(component, words):
    of_it = RESULTS.amounting(component=component, at_least=90, unit="mm[Hg]")

    assert of_it.clause == words
