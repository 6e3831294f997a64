from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model import ucum


@pytest.mark.parametrize(
    ("unit", "to", "ratio"),
    [
        ("mm[Hg]", "mm[Hg]", "1"),
        ("mm[Hg]", "kPa", "0.133322"),
        ("cm[Hg]", "mm[Hg]", "10"),
        ("mmHg", "mm[Hg]", "1"),
        ("mm Hg", "mm[Hg]", "1"),
        ("g/dL", "mg/dL", "1000"),
        ("mg/dL", "g/L", "0.01"),
        ("g/dL", "g/L", "10"),
        ("g/L", "g/l", "1"),
        ("%", "1", "0.01"),
        ("kg/m2", "g/cm2", "0.1"),
        ("10*3/uL", "10*9/L", "1"),
        ("10^3/uL", "10*9/L", "1"),
        ("/uL", "10*6/L", "1"),
        ("h", "min", "60"),
        ("d", "h", "24"),
        ("wk", "d", "7"),
        ("mo", "d", "30.4375"),
        ("a", "mo", "12"),
        ("[in_i]", "cm", "2.54"),
        ("[ft_i]", "[in_i]", "12"),
        ("[lb_av]", "kg", "0.45359237"),
        ("[lb_av]", "[oz_av]", "16"),
        ("kcal", "cal", "1000"),
        ("m[IU]/L", "u[IU]/mL", "1"),
        ("[iU]", "[IU]", "1"),
        ("meq/L", "eq/L", "0.001"),
        ("dag", "g", "10"),
        ("dg", "g", "0.1"),
        ("m.s-1", "m/s", "1"),
        ("m+1", "m", "1"),
        ("kg.m/s2", "g.m.s-2", "1000"),
        ("mL/min/{1.73_m2}", "mL/min", "1"),
        ("%{HemoglobinA1C}", "%", "1"),
        ("{tablets}", "1", "1"),
        ("24.h", "d", "1"),
        (" mg ", "mg", "1"),
    ],
)
def test_units_of_one_dimension_convert(unit, to, ratio):
    assert Decimal(ratio) == ucum.ratio(unit, to)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("mmol/L", "mg/dL"),
        ("kg", "m"),
        ("Cel", "[degF]"),
        ("[iU]", "g"),
        ("U", "[iU]"),
        ("eq", "mol"),
        ("tablets", "1"),
        ("mg", "tablets"),
        ("m", "m2"),
        ("MG", "mg"),
        ("kmin", "min"),
        ("m%", "%"),
        ("mcg", "ug"),
        ("(m)", "m"),
        ("0", "1"),
        ("007", "1"),
        ("kg/²", "kg"),
        ("m²", "m2"),
        ("m-", "m"),
        ("-1", "1"),
        ("{", "1"),
    ],
)
def test_what_does_not_convert_is_unknown(unit, to):
    assert ucum.ratio(unit, to) is None
    assert ucum.ratio(to, unit) is None


@pytest.mark.parametrize(
    "hostile", ["10*999", "10*9999999", "g/10*-9999999", "1" * 5_000, "m" + "9" * 5_000, "m." * 40]
)
def test_an_expression_that_would_overflow_is_no_unit(hostile):
    assert ucum.parse(hostile) is None


def test_an_unknown_unit_converts_to_itself():
    assert Decimal(1) == ucum.ratio("tablets", "tablets")


@given(st.text("kmg10*^/.{}[]HL-+9 %²", max_size=30))
def test_no_text_makes_reading_a_unit_fail(text):
    read = ucum.parse(text)

    assert read is None or read[0] > 0


@given(st.sampled_from(["g", "mg", "kg", "ug", "[lb_av]"]), st.sampled_from(["g", "mg", "kg"]))
def test_converting_there_and_back_changes_nothing(unit, to):
    there, back = ucum.ratio(unit, to), ucum.ratio(to, unit)

    assert abs(there * back - 1) < Decimal("1e-20")
