"""The glossary has each word once, in order, and the words that rules are made of."""

from pathlib import Path

import pytest

from carecoord.rules.catalogue import standard
from carecoord.rules.engine.rule import Rule

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
ROWS = [line.strip("| ").split(" | ") for line in GLOSSARY.read_text("utf-8").split("\n")[6:-1]]
WORDS = [row[0] for row in ROWS]
SHAPES = sorted({type(rule.shape).__name__.lower() for rule in standard().rules})


def test_every_row_is_a_word_and_what_it_means():
    assert [row for row in ROWS if len(row) != 2 or not all(row)] == []
    assert len(ROWS) > 50


def test_words_stand_once_and_in_order():
    assert sorted(set(WORDS), key=str.casefold) == WORDS


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_rules_are_explained(shape):
    assert {"followup": "follow-up"}.get(shape, shape) in WORDS


@pytest.mark.parametrize("field", ["edition", "citation", "population", "limits"])
def test_what_a_rule_says_of_itself_is_explained(field):
    assert hasattr(Rule, field)
    assert field in WORDS
