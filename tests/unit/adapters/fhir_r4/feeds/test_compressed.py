"""Files and bytes compressed with gzip."""

import gzip
import tracemalloc

import pytest

from carecoord.adapters.codec.fhir_r4 import Limits

CUT_OFF = "the compressed file is cut off; what came before is read"
BOMB = "it grows beyond the limit for compressed files; what came before is read"


@pytest.mark.parametrize("name", ["in.json.gz", "in.JSON", "in.ndjson.gz", "in.jsonl.gz"])
def test_gzip_is_known_by_its_first_bytes(fhir, tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(fhir.as_bytes(fhir.patient())))

    assert fhir.read(tmp_path).summary.kept == 1


def test_bytes_may_be_compressed(fhir):
    plain = fhir.as_bytes(fhir.patient())

    assert fhir.read(gzip.compress(plain)).charts == fhir.read(plain).charts


def test_the_digest_is_that_of_the_content(fhir):
    plain = fhir.as_bytes(fhir.patient())

    assert (
        fhir.read(gzip.compress(plain)).chart.patient.source
        == fhir.read(plain).chart.patient.source
    )


@pytest.mark.parametrize("between", [b"", b"\0" * 7])
def test_a_file_may_have_several_members(fhir, export, tmp_path, between):
    parts = [gzip.compress(export.lines([export.patient(n)])) for n in range(3)]
    path = tmp_path / "in.ndjson.gz"
    path.write_bytes(between.join(parts) + between)
    result = fhir.read(path)

    assert len(result.charts) == 3
    assert result.reasons == []


def test_of_lines_that_are_cut_off_those_before_are_read(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson.gz"
    packed = gzip.compress(export.lines([export.patient(n) for n in range(5000)]))
    path.write_bytes(packed[: len(packed) // 2])
    result = fhir.read(path)

    assert 1000 < len(result.charts) < 5000
    assert ("source", CUT_OFF) in result.lines


def test_of_a_bundle_that_is_cut_off_what_is_whole_is_read(fhir, export):
    packed = gzip.compress(export.line(fhir.bundle(*(export.patient(n) for n in range(5000)))))
    result = fhir.read(packed[: len(packed) // 2])

    assert 1000 < len(result.charts) < 5000
    assert result.lines == [
        ("source", CUT_OFF),
        ("source", "not JSON as a whole, or cut off; the entries that are whole are read"),
    ]


def test_what_is_broken_or_follows_is_reported(fhir, export, tmp_path):
    packed = gzip.compress(export.lines([export.patient(0)]))
    broken = bytearray(packed)
    broken[-5] ^= 0xFF
    for content, reason in (
        (packed + b"more", "something follows the compressed content; not read"),
        (bytes(broken), "the compressed file is broken; what came before is read"),
        (packed[:6], CUT_OFF),
    ):
        path = tmp_path / "in.ndjson.gz"
        path.write_bytes(content)

        assert fhir.read(path).lines == [("source", reason)]


def test_a_bomb_costs_nothing(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson.gz"
    block = gzip.compress(b" " * 10_000_000)
    path.write_bytes(gzip.compress(export.lines([export.patient(0)])) + block * 50)
    tracemalloc.start()
    result = fhir.read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert result.lines == [("source", BOMB)]
    assert len(result.charts) == 1
    assert peak < 40_000_000


def test_what_is_beyond_the_limit_is_not_inflated_to_the_end(fhir):
    result = fhir.read(gzip.compress(b" " * 50_000_000), limits=Limits(bytes=1000))

    assert result.lines == [("source", "larger than the limit allows; not read")]


def test_a_ratio_can_be_allowed(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson.gz"
    path.write_bytes(gzip.compress(export.lines([export.patient(0)]) + b" " * 20_000_000))

    assert fhir.read(path).lines == [("source", BOMB)]
    assert fhir.read(path, limits=Limits(ratio=2000)).lines == []


def test_what_is_compressed_twice_is_named_and_not_read(fhir):
    twice = gzip.compress(gzip.compress(fhir.as_bytes(fhir.patient())))

    assert fhir.read(twice).lines == [("source", "compressed more than once; not read")]


def test_lines_whose_compressed_file_is_cut_off_at_a_line_end_are_told_as_cut_off(fhir):
    lines = b"\n".join(fhir.as_bytes(fhir.patient(id=name)) for name in "abc") + b"\n"
    cut_off = gzip.compress(lines)[:-8]  # without the sum at the end
    result = fhir.read(cut_off)

    assert result.summary.kept == 3
    assert result.lines == [("source", CUT_OFF)]
