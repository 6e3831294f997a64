from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing import verbatim


@pytest.mark.parametrize(
    "text",
    ["1.50", "1e2", "1E+2", "-0", "0", "-0.0", "12345678901234567890", "3.14159265358979323846"],
)
def test_a_number_stays_as_it_was_written(text):
    content = b'{"value":' + text.encode() + b',"rest":[true,null,"\xc3\xa4"]}'

    assert verbatim.dumps(verbatim.loads(content)) == content


@pytest.mark.parametrize("value", [Decimal("1.50"), Decimal("1E+2"), 7, True, None, "x", [1], {}])
def test_what_is_to_be_written_reads_as_what_was_read(value):
    assert verbatim.plain(value) == verbatim.loads(verbatim.dumps(value))


def test_numbers_are_compared_by_what_they_are():
    one, other = verbatim.loads(b"[1e2, 100.0]")

    assert one != other
    assert verbatim.number(one) == verbatim.number(other) == 100
    assert verbatim.number("100") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"a":1,}', b'"\xff"'])
def test_what_is_no_json_is_told(content):
    with pytest.raises(ValueError):  # noqa: PT011  the decoders' own errors
        verbatim.check(content)


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("a\x0bb", "a b"),
        ("a\x00\x1fb", "a  b"),
        ("a\b\fb", "a  b"),
        ("a\t\r\nb", "a\t\r\nb"),
        ("a\\u0001b", "a\\u0001b"),
        ("a\\\x01b", "a\\ b"),
        ("a b\x7f", "a b\x7f"),
    ],
)
def test_signs_that_no_text_of_fhir_has_are_blanks(text, fitting):
    assert verbatim.loads(verbatim.fit(verbatim.dumps({"text": text}))) == {"text": fitting}
