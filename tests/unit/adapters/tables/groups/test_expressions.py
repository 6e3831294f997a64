"""The language of groups: what it allows, and what it says about the rest."""

from __future__ import annotations

import pytest

from carecoord.adapters.tables.groups.expressions import DEPTH, parsed, references
from carecoord.adapters.tables.groups.terms import (
    Among,
    Both,
    Column,
    Compared,
    Either,
    Held,
    Literal,
    Missing,
    Not,
    Reference,
)
from carecoord.adapters.tables.groups.tokens import LENGTH
from carecoord.errors import AuthoringError


def read(text):
    return parsed(text, "the group")


def test_a_comparison_knows_its_sides_and_where_it_stands():
    assert Compared("==", Column("ATC", 1), Literal("A", 8), 5) == read("ATC == 'A'")


@pytest.mark.parametrize("order", ["==", "!=", "<", "<=", ">", ">="])
def test_all_orders_are_read(order):
    assert order == read(f"a{order}1").order


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it'", "it"),
        ('"it\'s"', "it's"),
        (r"'it\'s'", "it's"),
        (r"'a\\b\n\t\"'", 'a\\b\n\t"'),
        ("12", 12.0),
        ("12.5", 12.5),
        (".5", 0.5),
        ("3L", 3.0),
        ("1e3", 1000.0),
        ("1E-2", 0.01),
        ("-2", -2.0),
        ("TRUE", True),
        ("FALSE", False),
    ],
)
def test_constants(text, value):
    assert value == read(f"a == {text}").right.value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a.b_c1 == 1", "a.b_c1"),
        (".hidden == 1", ".hidden"),
        ("`day's supply` == 1", "day's supply"),
        (r"`a\`b` == 1", "a`b"),
        ("größe == 1", "größe"),
        ("`TRUE` == 1", "TRUE"),
    ],
)
def test_names_of_columns(text, name):
    assert name == read(text).left.name


def test_one_of_several():
    assert read("ATC %in% c('A', \"B\")").values == ("A", "B")
    assert read("ATC %in% 'A'").values == ("A",)
    assert read("ATC %in% c()").values == ()
    assert read("n %in% c(-1, 2)").values == (-1.0, 2.0)
    assert Among(Column("c", 1), (1.0,), 3) == read("c %in% c(1)")


def test_what_is_missing():
    assert Missing(Column("x y", 7)) == read("is.na(`x y`)")


def test_a_column_alone_is_asked_whether_it_is_true():
    assert Held(Column("chronic", 1)) == read("chronic")


def test_and_binds_closer_than_or_and_not_closer_than_both():
    a, b, c = (Held(Column(name, at)) for name, at in (("a", 1), ("b", 5), ("c", 10)))

    assert Either((a, Both((b, Not(c))))) == read("a | b & !c")


def test_not_takes_a_whole_comparison():
    assert Not(read(" a == 1")) == read("!a == 1")


def test_parentheses_come_first():
    assert Both((Either((read(" a"), read("      b"))), read("            c"))) == read(
        "(a || b) && c"
    )


def test_other_groups_by_name():
    assert [Reference("A b", 2), Reference("C", 11)] == references(read("({A b} & !{C} | x == 1)"))


def test_braces_in_a_text_are_text():
    assert references(read("x == '{A}'")) == []


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        ("", "the end at position 1", "Allowed here: a column"),
        ("  ", "the end at position 3", "Allowed here: a column"),
        ("a ==", "the end at position 5", "a number, a text in quotes, TRUE or FALSE"),
        ("a == 'b", "the ' at position 6 is not closed", "Close it with '"),
        ('a == "b', 'the " at position 6 is not closed', 'Close it with "'),
        ("`a == 1", "the ` at position 1 is not closed", "Close it with `"),
        ("{a & b", "the { at position 1 is not closed", "Close it with }"),
        ("a = 1", "'=' at position 3", "== compares"),
        ("a == NA", "'NA' at position 6", "Write is.na(column)"),
        ("a == NULL", "'NULL' at position 6", "Write is.na(column)"),
        ("a %% 2", "'%' at position 3", "%in% is the only one of its kind"),
        ("a + 1", "'+' at position 3", "Allowed are names"),
        ("a == 1 b", "'b' at position 8", "Allowed here: &, | or the end"),
        ("a < b < c", "'<' at position 7", "a comparison has two sides"),
        ("a %in% c(1", "the end at position 11", ", or the ) of c(...)"),
        ("a %in% c(b)", "'b' at position 10", "a number, a text in quotes"),
        ("a %in% c 1", "'1' at position 10", "the ( of c(...)"),
        ("a %in% b", "'b' at position 8", "c(...) or one constant"),
        ("(a", "the end at position 3", "the ) that closes"),
        ("a)", "')' at position 2", "&, | or the end"),
        ("is.na(1)", "'1' at position 7", "Allowed here: a column"),
        ("is.na a", "'a' at position 7", "the ( of is.na(column)"),
        ("is.na(a", "the end at position 8", "the ) of is.na(column)"),
        ("grepl('a', b)", "the function 'grepl' at position 1", "is.na(column), and c(...)"),
        ("a == -'b'", "\"'b'\" at position 7", "Allowed here: a number"),
        ("a == --1", "'-' at position 7", "Allowed here: a number"),
        ("a == 1x", "'x' at position 7", "Allowed are names"),
        ("a == 1.2.3", "'.' at position 9", "Allowed are names"),
        (r"a == 'b\q'", r"\q at position 8", "After a backslash"),
        ("a == 'b\\", "\\ at position 8", "After a backslash"),
        ("& a", "'&' at position 1", "Allowed here: a column"),
        ("a | | b", "'|' at position 5", "Allowed here: a column"),
        ("__import__('os')", "the function '__import__' at position 1", "Allowed are is.na"),
        ("a[0] == 1", "'[' at position 2", "Allowed are names"),
        ("a == ٣", "'٣' at position 6", "Allowed are names"),
    ],
)
def test_what_is_not_allowed_is_named_with_its_place(text, found, remedy):
    with pytest.raises(AuthoringError) as caught:
        read(text)

    assert ("the group", found) == (caught.value.asked, caught.value.found)
    assert remedy in caught.value.remedy


def test_parentheses_may_be_nested_but_not_without_end():
    read("(" * DEPTH + "a" + ")" * DEPTH)

    with pytest.raises(AuthoringError, match=f"more than {DEPTH} parentheses"):
        read("(" * (DEPTH + 1) + "a" + ")" * (DEPTH + 1))


@pytest.mark.parametrize("sign", ["(", "!", "(!", "!("])
def test_thousands_of_openings_are_refused_not_followed(sign):
    with pytest.raises(AuthoringError, match="inside one another"):
        read(sign * 4000)


def test_a_long_chain_is_not_deep():
    chain = " & ".join(["a"] * 2000)

    assert len(read(chain).parts) == 2000


def test_an_expression_has_a_length():
    read("a".ljust(LENGTH))

    with pytest.raises(AuthoringError, match=f"{LENGTH + 1} characters"):
        read("a".ljust(LENGTH + 1))
