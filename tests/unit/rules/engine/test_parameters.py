"""Parameters as people write them, and what cannot stand for one."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import AuthoringError
from carecoord.model import Quantity
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.misfit import misfit, wanted
from carecoord.rules.engine.offset import year_end
from carecoord.rules.engine.parameter_text import default_worded, parameters_written, worded
from carecoord.rules.engine.parameters import Dated, Parameter, Parameters
from carecoord.rules.monitoring.hba1c import RULE_2026
from carecoord.rules.shapes import business_days, days, months

DEFAULTS = {
    "flag": True,
    "wait": days(180),
    "every": months(3),
    "work": business_days(2),
    "soon": timedelta(hours=1),
    "goal": Quantity(Decimal(7), "%"),
    "ratio": Quantity(Decimal("0.8")),
    "times": 2,
    "share": Decimal("0.5"),
    "whom": "the nurse",
    "odd": (1, 2),
}
RULE = attrs.evolve(
    RULE_2026,
    id="invented.rule",
    parameters=tuple(
        Parameter(f"invented.rule.{name}", default, "something")
        for name, default in DEFAULTS.items()
    ),
)


def set_to(*written):
    """What texts set, by the last word of the name."""
    found = parameters_written([RULE], [f"invented.rule.{text}" for text in written])
    return {name.rpartition(".")[2]: value for name, value in found.items()}


class TestRead:
    """A text becomes what the parameter's default is."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("flag=true", True),
            ("flag=false", False),
            ("wait=180 days", days(180)),
            ("wait=1 day", days(1)),
            ("wait = 30  days ", days(30)),
            ("every=1 month", months(1)),
            ("every=2 business days", business_days(2)),
            ("work=1 business day", business_days(1)),
            ("wait=-5 days", days(-5)),
            ("soon=30 minutes", timedelta(minutes=30)),
            ("soon=1 hour", timedelta(hours=1)),
            ("soon=2 days", timedelta(days=2)),
            ("goal=7.5 %", Quantity(Decimal("7.5"), "%")),
            ("goal=7", Quantity(Decimal(7))),
            ("times=3", 3),
            ("share=0.25", Decimal("0.25")),
            ("whom=the pharmacist", "the pharmacist"),
        ],
    )
    def test_each_kind(self, text, value):
        (found,) = set_to(text).values()

        assert (type(found), found) == (type(value), value)

    @pytest.mark.parametrize(
        ("text", "default"),
        [
            ("flag=yes", "true"),
            ("wait=soon", "180 days"),
            ("wait=180", "180 days"),
            ("wait=3 fortnights", "180 days"),
            ("wait=1.5 days", "180 days"),
            ("wait=9999999 days", "180 days"),
            ("soon=1 week", "1 hour"),
            ("soon=1", "1 hour"),
            ("goal=seven %", "7 %"),
            ("goal=NaN %", "7 %"),
            ("ratio=", "0.8"),
            ("times=2.5", "2"),
            ("times=many", "2"),
            ("share=half", "0.5"),
            ("odd=1", r"\(1, 2\)"),
        ],
    )
    def test_what_cannot_be_read_names_rule_and_parameter(self, text, default):
        name, _, value = text.partition("=")
        told = (
            rf"rule 'invented\.rule', parameter 'invented\.rule\.{name}': '{value}' cannot be read"
            rf"\. Write it as its default is written: {default}$"
        )
        with pytest.raises(AuthoringError, match=told):
            set_to(text)

    def test_name_and_value_may_be_given_apart(self):
        assert parameters_written([RULE], [("invented.rule.times", "5")]) == {
            "invented.rule.times": 5
        }

    @pytest.mark.parametrize("value", [v for k, v in DEFAULTS.items() if k != "odd"])
    def test_what_is_written_is_read_back(self, value):
        (name,) = [k for k, v in DEFAULTS.items() if v is value]

        assert set_to(f"{name}={worded(value)}") == {name: value}


class TestFromADay:
    """NAME@DAY=VALUE holds from that day."""

    def test_rows_rise(self):
        held = set_to("times@2027-01-01=4", "times@2026-07-01=3")["times"]

        assert held.rows == ((date(2026, 7, 1), 3), (date(2027, 1, 1), 4))
        assert held.of == "invented.rule.times"

    def test_one_without_a_day_holds_before_them(self):
        held = set_to("times=1", "times@2026-07-01=3")["times"]

        assert [held.on(date(2026, 6, 30)), held.on(date(2026, 7, 1))] == [1, 3]

    @pytest.mark.parametrize("day", ["july", "", "2026-13-01"])
    def test_what_is_no_day(self, day):
        with pytest.raises(AuthoringError, match=rf"parameter 'invented\.rule\.times': '{day}' is"):
            set_to(f"times@{day}=3")

    @pytest.mark.parametrize(
        ("first", "second", "told"),
        [
            ("times=1", "times=1", "it is set twice. Leave"),
            ("times@2026-07-01=1", "times@2026-07-01=2", "it is set twice from 2026-07-01"),
        ],
    )
    def test_twice_from_one_day_is_refused(self, first, second, told):
        with pytest.raises(AuthoringError, match=told):
            set_to(first, second)


class TestName:
    """A slip in the name is told with the nearest."""

    def test_no_value(self):
        with pytest.raises(AuthoringError, match=r"times': no value\. Write NAME="):
            set_to("times")

    @pytest.mark.parametrize(
        ("name", "remedy"),
        [
            ("invented.rule.time", r"Did you mean 'invented\.rule\.times'\?"),
            ("zz", "carecoord rules"),
        ],
    )
    def test_no_such_parameter(self, name, remedy):
        with pytest.raises(AuthoringError, match=f"'{name}': no rule of this catalogue .*{remedy}"):
            parameters_written([RULE], [f"{name}=1"])

    def test_a_catalogue_says_the_same(self):
        with pytest.raises(AuthoringError, match="parameter 'zz': no rule of this catalogue"):
            Catalogue.of(RULE, parameters={"zz": 1})


class TestWorded:
    """As it is written, in words."""

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (timedelta(minutes=90), "90 minutes"),
            (timedelta(hours=2), "2 hours"),
            (timedelta(days=1), "1 day"),
            (timedelta(seconds=90), "0:01:30"),
            (Quantity(Decimal("7.10"), "%"), "7.10 %"),
            (Quantity(Decimal("1E+2"), "mg"), "100 mg"),
            (False, "false"),
            (months(1), "1 month"),
            (
                Dated("it", ((date.min, days(1)), (date(2026, 7, 1), days(2)))),
                "1 day; from 2026-07-01 2 days",
            ),
        ],
    )
    def test_each_kind(self, value, words):
        assert worded(value) == words


class TestMisfit:
    """What a site sets in code is of the kind and unit of the default."""

    WAIT = Parameter("invented.rule.wait", days(180), "how long")
    GOAL = Parameter("invented.rule.goal", Quantity(Decimal(7), "%"), "the goal")

    @pytest.mark.parametrize("given", [days(1), Dated("it", ((date(2026, 1, 1), days(2)),))])
    def test_what_fits(self, given):
        assert misfit(self.WAIT, given) is None

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            (90, "'90' is a whole number, not a span of the calendar"),
            (timedelta(days=28), "'28 days' is a length of time, not a span of the calendar"),
            ((1, 2), "'(1, 2)' is a value of type tuple, not a span of the calendar"),
            (months(3), "'3 months' is in months, not in days"),
            (days(0), "'0 days' is not above 0"),
            (days(-5), "'-5 days' is not above 0"),
            (Dated("it", ((date(2026, 1, 1), days(0)),)), "'0 days' is not above 0"),
            (Dated("it", ()), "no dated value"),
            (
                Dated("it", ((date(2026, 1, 1), 90),)),
                "'90' is a whole number, not a span of the calendar",
            ),
            (
                Dated("it", ((date(2026, 1, 1), days(1)), (date(2026, 1, 1), days(2)))),
                "dated values whose days do not rise",
            ),
        ],
    )
    def test_what_does_not(self, given, reason):
        assert misfit(self.WAIT, given) == reason

    def test_a_quantity_keeps_its_unit(self):
        assert misfit(self.GOAL, Quantity(Decimal(8), "%")) is None
        assert misfit(self.GOAL, Quantity(Decimal(8))) == "'8' is in no unit, not in %"

    @pytest.mark.parametrize(
        ("default", "given", "fits"),
        [
            (2, 1, True),
            (2, 0, False),
            (0, -1, True),
            (timedelta(hours=1), timedelta(minutes=1), True),
            (timedelta(hours=1), timedelta(0), False),
            (timedelta(hours=1), timedelta(hours=-1), False),
            (months(2), months(1, and_days=-27), True),
            (months(2), months(1, and_days=-28), False),
            (business_days(2), business_days(0), False),
            (year_end(), attrs.evolve(year_end(), count=0), False),
            (year_end(), attrs.evolve(year_end(), count=2), True),
            (days(0), days(-15), True),
            (True, False, True),
        ],
    )
    def test_a_span_or_a_count_is_above_0_where_the_default_is(self, default, given, fits):
        assert (misfit(Parameter("invented.rule.it", default, "it"), given) is None) is fits

    def test_a_catalogue_names_rule_and_parameter(self):
        told = (
            r"^rule 'invented\.rule', parameter 'invented\.rule\.wait': '6 months' is in months, "
            r"not in days\. Give it as its default is given: 180 days$"
        )
        with pytest.raises(AuthoringError, match=told):
            Catalogue.of(RULE, parameters={"invented.rule.wait": months(6)})


class TestOneDefault:
    """A name means the same wherever it stands."""

    def test_two_rules_may_share_a_parameter(self):
        shared = attrs.evolve(RULE, id="invented.other")

        assert Catalogue.of(RULE, shared).parameters.value("invented.rule.times") == 2

    def test_but_not_a_name_with_another_default(self):
        other = attrs.evolve(
            RULE, id="other.rule", parameters=(Parameter("invented.rule.times", 3, "something"),)
        )
        told = r"rule 'other\.rule', parameter 'invented\.rule\.times': rule 'invented\.rule'"
        with pytest.raises(AuthoringError, match=told):
            Catalogue.of(RULE, other)


def test_it_says_which_names_a_rule_defines():
    parameters = Parameters(defaults={"a.rule.limit": 1}, site={"b.rule.limit": 2})

    assert parameters.defines("a.rule.limit")
    assert not parameters.defines("b.rule.limit")


class TestWithoutADefault:
    """A site has to choose: the kind is told apart from any value."""

    CHOICE = Parameter("invented.rule.choice", default=int, says="what is chosen")
    RULE = attrs.evolve(RULE, parameters=(CHOICE,))

    def test_it_is_none_until_somebody_chooses(self):
        assert Catalogue.of(self.RULE).parameters.value(self.CHOICE.name) is None
        assert default_worded(self.CHOICE) == "no default"

    def test_it_is_read_as_its_kind(self):
        written = parameters_written([self.RULE], ["invented.rule.choice=5"])

        chosen = Catalogue.of(self.RULE, parameters=written).parameters.value(self.CHOICE.name)
        assert (type(chosen), chosen) == (int, 5)

    def test_what_cannot_be_read_is_refused_without_a_value_that_looks_like_advice(self):
        with pytest.raises(AuthoringError, match=r"'many' cannot be read\. Write a value of its"):
            parameters_written([self.RULE], ["invented.rule.choice=many"])

    def test_another_kind_is_refused(self):
        with pytest.raises(AuthoringError, match=r"'5' is a text, not a whole number\. Give a"):
            Catalogue.of(self.RULE, parameters={self.CHOICE.name: "5"})

    def test_before_a_dated_choice_begins_there_is_none(self):
        chosen = Dated(self.CHOICE.name, ((date(2026, 7, 1), 5),))
        held = Catalogue.of(self.RULE, parameters={self.CHOICE.name: chosen}).parameters

        found = [held.value(self.CHOICE.name, date(2026, month, 1)) for month in (6, 7)]
        assert found == [None, 5]

    def test_with_a_default_the_default_shows_how_it_is_given(self):
        assert wanted(RULE.parameters[0]) == "Give it as its default is given: true"
        assert default_worded(RULE.parameters[0]) == "true"
