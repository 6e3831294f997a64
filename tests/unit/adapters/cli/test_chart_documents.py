"""Which files hold charts, and what each of their documents is."""

import gzip

import pytest

from carecoord.adapters.cli.chart_documents import holds_charts, read_charts

CHART = b'{"schema":2,"key":"k","patient":{}}'
LIMIT = 1_000


@pytest.fixture
def file(tmp_path):
    def write(content, name="file.json"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CHART, True),
        (b'\xef\xbb\xbf \n{ "schema" : 2', True),
        (gzip.compress(CHART, mtime=0), True),
        (b'{"key":"k","patient":{},"schema":2}', True),
        (b'{\n"key":"k",\n"patient":{},\n"schema":2}', True),
        (b'{"key":"k","schema":2}\n{"key":"k","schema":2}', True),
        (b'{"resourceType":"Bundle","schema":2}', False),
        (b'{"id":"x","schema":2,"resourceType":"Basic"}', False),
        (b'{"id":"x","name":"schema"}', False),
        (b'{"id":', False),
        (b'{"id":' + b"[" * 5_000, False),
        (b'["schema"]', False),
        (b"", False),
        (b"\x1f\x8b", False),
        (b"\x1f\x8b\x08\x00damaged by somebody", False),
    ],
)
def test_charts_are_known_by_their_schema(file, content, expected):
    assert holds_charts(file(content), 1 << 20) == expected


def test_a_first_key_that_does_not_tell_is_looked_beyond_within_the_limit(file):
    path = file(b'{"key":"' + b"k" * 100_000 + b'","schema":2}')

    assert holds_charts(path, 200_000)
    assert not holds_charts(path, 100_000)


def test_a_folder_and_what_is_not_there_hold_no_charts(tmp_path):
    assert not holds_charts(tmp_path, LIMIT)
    assert not holds_charts(tmp_path / "lost", LIMIT)


def paths(found):
    return [(one.path, one.fault is None) for one in found]


def test_each_line_is_a_document_by_its_place(file):
    found = read_charts(file(CHART + b"\n\n" + CHART + b"\nx\n" + CHART), LIMIT)

    assert paths(found) == [
        ("line[0]", True),
        ("line[2]", True),
        ("line[3]", False),
        ("line[4]", True),
    ]


def test_a_document_may_stand_over_many_lines(file):
    found = read_charts(file(b'{\n"schema":2,\n"key":"k",\n"patient":{}\n}\n'), LIMIT)

    assert paths(found) == [("document", True)]


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_a_document_may_be_as_large_as_the_limit(file, more, read):
    lines = b"\n".join([CHART, CHART.ljust(LIMIT - 1 + more), CHART])
    whole = b"{\n" + CHART[1:].ljust(LIMIT - 2 + more)

    assert paths(read_charts(file(lines), LIMIT)) == [
        ("line[0]", True),
        ("line[1]", read),
        ("line[2]", True),
    ]
    assert paths(read_charts(file(whole), LIMIT)) == [("document", read)]


def test_a_first_line_beyond_the_limit_does_not_cost_the_rest(file):
    path = file(CHART.ljust(LIMIT + 1) + b"\n" + CHART + b"\n")

    assert paths(read_charts(path, LIMIT)) == [("line[0]", False), ("line[1]", True)]


def test_a_first_line_with_a_fault_does_not_cost_the_rest(file):
    found = read_charts(file(b'{"schema":2,"key"\n' + CHART + b"\n"), LIMIT)

    assert paths(found) == [("line[0]", False), ("line[1]", True)]


def test_a_document_over_many_lines_with_a_fault_is_one_fault(file):
    found = read_charts(file(b'{\n"schema":2,\n"key":"k"\n"patient":{}\n}\n'), LIMIT)

    assert paths(found) == [("document", False)]


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path, file):
    half = gzip.compress(CHART * 100)[:40]

    assert paths(read_charts(tmp_path / "lost.json", LIMIT)) == [("source", False)]
    assert paths(read_charts(file(half), LIMIT))[-1] == ("source", False)


def test_a_fault_says_where_and_repeats_nothing(file):
    (found,) = read_charts(file(b'{"schema":2,"key":"k","patient":{"Quillfeather":1}}'), LIMIT)

    assert "1 unknown key(s) @ $.patient" in found.fault
    assert "Quillfeather" not in found.fault


def test_a_key_that_no_store_can_hold_costs_its_document_only(file):
    half = CHART.replace(b'"k"', rb'"\ud800"')
    found = list(read_charts(file(b"\n".join([half, CHART])), LIMIT))

    assert [one.path for one in found if one.chart is None] == ["line[0]"]
    assert "half of a surrogate pair" in found[0].fault
    assert found[1].chart.key == "k"
