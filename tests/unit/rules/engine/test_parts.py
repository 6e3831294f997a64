"""The smaller parts of the engine: parameters, licences, names of occurrences, populations."""

from datetime import UTC, date, datetime

import pytest

from carecoord.errors import AuthoringError, NotInForce, UnknownRule
from carecoord.model import (
    Actor,
    Chart,
    Condition,
    Encounter,
    Identifier,
    Patient,
    Period,
    ValueSet,
)
from carecoord.model.code import ICD10CM, NUCC, Code, concept, icd10cm
from carecoord.rules import Licence, measures, monitoring
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.lookup import Lookup
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.parameters import Dated, Parameters
from carecoord.rules.engine.performer import licences, performed_by
from carecoord.rules.engine.timing import usual
from carecoord.rules.measures.cms165 import RULE as CMS165
from carecoord.rules.shapes import all_populations, populations

EMPTY = Chart(key="p1", patient=Patient())


class TestDated:
    """A value that changes with the law."""

    RATE = Dated("the rate", ((date(2025, 1, 1), 1), (date(2026, 1, 1), 2)))

    @pytest.mark.parametrize(
        ("day", "value"),
        [(date(2025, 1, 1), 1), (date(2025, 12, 31), 1), (date(2026, 1, 1), 2)],
    )
    def test_it_is_the_one_in_force(self, day, value):
        assert self.RATE.on(day) == value

    def test_before_the_first_there_is_none(self):
        with pytest.raises(NotInForce, match="nothing in force before 2025-01-01"):
            self.RATE.on(date(2024, 12, 31))


class TestParameters:
    """A site's value stands before the rule's."""

    HELD = Parameters({"a": 1, "b": 2}, {"b": 3})

    def test_of_the_rule_and_of_the_site(self):
        assert (self.HELD.value("a"), self.HELD.value("b")) == (1, 3)

    def test_one_that_nobody_defined(self):
        with pytest.raises(UnknownRule, match="parameter 'c'"):
            self.HELD.value("c")


class TestLicences:
    """What codes tell of who somebody is."""

    @pytest.mark.parametrize(
        ("taxonomy", "expected"),
        [
            ("207Q00000X", {Licence.PRESCRIBER}),
            ("2084P0800X", {Licence.PRESCRIBER, Licence.MENTAL_HEALTH}),
            ("363LP0808X", {Licence.PRESCRIBER, Licence.MENTAL_HEALTH}),
            ("163W00000X", {Licence.RN}),
            ("183500000X", {Licence.PHARMACIST}),
            ("999999999X", set()),
        ],
    )
    def test_of_the_provider_taxonomy(self, taxonomy, expected):
        assert licences([Code(NUCC, taxonomy)]) == expected

    def test_of_another_system_they_tell_nothing(self):
        assert licences([Code("urn:other", "207Q00000X")]) == set()

    def test_the_patient_is_no_professional(self):
        visit = Encounter(id="e1", participants=[Actor(kind="Patient")])

        assert performed_by(visit, frozenset({Licence.RN}), EMPTY) is None


class TestOccurrences:
    """Names that stay."""

    def test_a_business_identifier_names_it_once(self):
        number = [Identifier(system="urn:visits", value="17")]
        first, second = (
            Encounter(id="e1", identifiers=number, period=Period(date(2026, 5, day), None))
            for day in (1, 2)
        )
        rows = [usual(one, UTC) for one in (second, first)]

        assert [(name, row.fact) for name, row in named(rows)] == [("Encounter:e1", second)]

    def test_without_one_it_is_its_type_code_day_and_place_on_that_day(self):
        start = datetime(2026, 5, 1, 9, tzinfo=UTC)
        visits = [
            Encounter(id=name, type=[concept(Code("urn:c", "A"))], period=Period(start, None))
            for name in ("e2", "e1")
        ]

        assert [name for name, _ in named(usual(one, UTC) for one in visits)] == [
            "Encounter:A:2026-05-01:1",
            "Encounter:A:2026-05-01:2",
        ]


class TestPopulations:
    """Only of a measure, over a closed period, of a year that it specifies."""

    YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))

    def test_of_no_measure(self):
        with pytest.raises(AuthoringError, match="not a measure"):
            populations(monitoring.RULES[0], EMPTY, self.YEAR, Catalogue.of())

    def test_of_an_open_period(self):
        with pytest.raises(AuthoringError, match="an open period"):
            populations(CMS165, EMPTY, Period(date(2026, 1, 1), None), Catalogue.of())

    @pytest.mark.parametrize(
        ("first", "end"),
        [
            (date(2025, 1, 1), date(2026, 1, 1)),
            (date(2026, 1, 1), date(2026, 12, 31)),
            (date(2026, 2, 1), date(2027, 1, 1)),
            (date(2026, 1, 1), date(2027, 2, 1)),
        ],
    )
    def test_of_anything_but_the_whole_year_that_it_specifies(self, first, end):
        with pytest.raises(NotInForce, match=r"half-open: 2026-01-01/2027-01-01"):
            populations(CMS165, EMPTY, Period(first, end), Catalogue.of())

    def test_of_all_measures_as_of_each_alone(self):
        catalogue = Catalogue.of(measures.RULES, monitoring.RULES)
        each = {r.id: populations(r, EMPTY, self.YEAR, catalogue) for r in measures.RULES}

        assert each == all_populations(EMPTY, self.YEAR, catalogue)

    @pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
    def test_of_all_measures_without_those_that_do_not_specify_it(self, end):
        period = Period(date(2025, 1, 1), end)

        assert all_populations(EMPTY, period, Catalogue.of(CMS165)) == {}

    def test_of_all_measures_over_an_open_period(self):
        with pytest.raises(AuthoringError, match="an open period"):
            all_populations(EMPTY, Period(date(2026, 1, 1), None), Catalogue.of())


class TestLookup:
    """Which sets hold a code."""

    SETS = (
        ValueSet(url="urn:a", name="A", codes=[icd10cm("E11.9")]),
        ValueSet(url="urn:b", name="B", prefixes=[Code(ICD10CM, "E11")]),
    )

    def test_by_code_and_by_how_it_begins(self):
        lookup = Lookup(self.SETS)

        assert lookup.members(icd10cm("E11.9")) == (0, 1)
        assert lookup.members(icd10cm("E11.65")) == (1,)
        assert lookup.members(icd10cm("I10")) == ()
        assert lookup.members(Code("urn:other", "E11.9")) == ()

    def test_asked_twice_it_answers_the_same(self):
        lookup = Lookup(self.SETS)

        assert [lookup.members(icd10cm("E11.65")) for _ in range(2)] == [(1,), (1,)]

    def test_it_answers_though_it_remembers_no_more(self, monkeypatch):
        monkeypatch.setattr("carecoord.rules.engine.lookup._REMEMBERED", 0)
        lookup = Lookup(self.SETS)

        assert [lookup.members(icd10cm("E11.65")) for _ in range(2)] == [(1,), (1,)]

    def test_facts_stand_under_every_set_that_holds_their_code(self):
        shared, other = concept(icd10cm("E11.9")), concept(icd10cm("E11.65"))
        first, second, third, without = (
            Condition(id=f"c{n}", code=code) for n, code in enumerate((shared, shared, other, None))
        )
        buckets = Lookup(self.SETS).bucket((first, second, third, without))

        assert buckets == {0: [first, second], 1: [first, second, third]}
