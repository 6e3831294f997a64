"""A text means the same with msgspec and without it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec.json_parsing import parse

TEXTS = [
    b'{"a":1,"a":2}',
    b'{"a":{"b":1},"c":0,"a":[]}',
    b"[123456789012345678901234567890, -9223372036854775809, 18446744073709551616]",
    b"[" + b"1" * 5_000 + b"]",
    b"[-0, 9007199254740993, 0.10, 1E5, 1e400, -0.0]",
    b"NaN",
    b"[Infinity, -Infinity]",
    b'["\\ud800"]',
    b'["\\ud83d\\u0041"]',
    b'["\\ud83d\\ude00", "\\u0000"]',
    b'["a\nb"]',
    b'["\x7f"]',
    b"\xef\xbb\xbf{}",
    '["é"]'.encode("utf-16"),
    '["é"]'.encode(),
    b'["\xff"]',
    b'["\xed\xa0\x80"]',
    b"[01]",
    b"[1.]",
    b"[1,]",
    b"{} x",
    b"[1]\x00",
    b"",
    b"\x0c[]",
    b'["\\u00zz"]',
    b"[" * 100_000,
    b"[" * 500 + b"]" * 500,
    '["\ud800"]',
    "\ufeff{}",
    '["é"]',
]


def told(parser, text):
    try:
        return repr(parser(text))  # so that nan is nan, 1 is not True, and -0.0 is not 0.0
    except (ValueError, RecursionError) as wrong:
        return "nested" if isinstance(wrong, RecursionError) else "no JSON"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_means_what_the_standard_library_takes_it_for(text):
    assert told(json.loads, text) == told(parse, text)


@given(st.binary(max_size=30) | st.text('[]{}",:0123456789.-+eE\\untrfals \ud800\n', max_size=30))
def test_any_text_means_what_the_standard_library_takes_it_for(text):
    assert told(json.loads, text) == told(parse, text)
