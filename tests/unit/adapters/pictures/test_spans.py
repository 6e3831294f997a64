"""Spans of days are half-open."""

from __future__ import annotations

from carecoord.adapters.pictures.spans import Span, joined, lacking, within


def test_spans_that_touch_are_one():
    assert [Span(0, 20), Span(21, 30)] == joined([Span(21, 30), Span(10, 20), Span(0, 10)])


def test_a_span_without_a_day_is_none():
    assert joined([Span(5, 5)]) == []


def test_a_part_ends_where_the_whole_does():
    assert [Span(5, 10)] == within([Span(0, 5), Span(5, 20)], Span(5, 10))


def test_what_lacks_stands_before_between_and_after():
    assert [Span(0, 2), Span(4, 6), Span(9, 10)] == lacking([Span(6, 9), Span(2, 4)], Span(0, 10))
    assert lacking([Span(-1, 11)], Span(0, 10)) == []
