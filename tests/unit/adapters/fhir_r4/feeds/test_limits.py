"""What input may cost."""

import pytest

from carecoord.adapters.codec.fhir_r4 import Limits

TOO_LONG = "a text longer than the limit allows; the entry is left out"


def a_goal(text):
    return {
        "resourceType": "Goal",
        "subject": {"reference": "Patient/p"},
        "description": {"text": text},
    }


@pytest.mark.parametrize(("length", "goals"), [(300, 3), (301, 2)])
def test_a_text_beyond_the_limit_costs_its_entry(fhir, length, goals):
    texts = ["short", "x" * length, "y" * 100]
    result = fhir.read(fhir.bundle(fhir.patient(), *map(a_goal, texts)), limits=Limits(text=300))

    assert len(result.chart.goals) == goals
    assert result.lines == [("entry[2].resource", TOO_LONG)] * (3 - goals)


def test_many_short_texts_are_no_long_one(fhir):
    goal = a_goal("x") | {"note": [{"text": 'y\\"' * 20}] * 50}

    assert fhir.read(fhir.bundle(fhir.patient(), goal), limits=Limits(text=100)).lines == []


def test_a_text_beyond_the_limit_costs_its_line(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([fhir.patient(), a_goal("x" * 500), a_goal("y")]))
    result = fhir.read(path, limits=Limits(text=400))

    assert len(result.chart.goals) == 1
    assert result.lines == [("line[1].resource", TOO_LONG)]


def test_what_comes_after_the_limit_of_a_file_is_not_read(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(n) for n in range(20_000)]))
    result = fhir.read(path, limits=Limits(total=1_500_000))

    assert 1_000 < len(result.charts) < 15_000
    assert ("source", "larger altogether than the limit allows; what came before is read") in (
        result.lines
    )


def test_entries_beyond_the_limit_are_counted_in_lines_too(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(n) for n in range(10)]))
    result = fhir.read(path, limits=Limits(entries=4))

    assert len(result.charts) == 4
    assert [one.count for one in result.problems] == [6]
