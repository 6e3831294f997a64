"""Lines of which those of one patient follow one another."""

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Limits


@pytest.fixture
def path(export, tmp_path):
    runs = [one for n in range(5) for one in (*export.facts(n), export.patient(n))]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([*export.shared(), *runs]))
    return path


def test_sorted_lines_give_the_same_charts(fhir, path):
    told = fhir.read(path, patient_sorted=True)

    assert told.charts == fhir.read(path).charts
    assert told.summary == fhir.read(path).summary
    assert told.reasons == []


def test_a_chart_comes_before_the_next_patient_is_read(export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(n) for n in range(100_000)]))
    reading = fhir_r4.read(path, patient_sorted=True, limits=Limits(total=2_000_000))

    assert next(reading).chart.patient.identifiers[0].value == "A-0"


def test_a_patient_who_comes_again_is_a_second_chart_under_the_same_key(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(0), export.patient(1), export.patient(0)]))
    first, _, again = fhir.read(path, patient_sorted=True).charts

    assert first.key == again.key


def test_a_run_may_go_on_in_the_next_file(fhir, export, tmp_path):
    (tmp_path / "1.ndjson").write_bytes(export.lines([export.patient(0), export.facts(0)[0]]))
    (tmp_path / "2.ndjson").write_bytes(export.lines([export.facts(0)[1], export.patient(1)]))
    first, second = fhir.read(tmp_path, patient_sorted=True).charts

    assert (len(first.conditions), len(first.immunizations)) == (1, 1)
    assert second.conditions is None


def test_facts_of_nobody_do_not_end_a_run(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    nobodys = {"resourceType": "Goal"}
    path.write_bytes(export.lines([export.patient(0), nobodys, export.facts(0)[0]]))
    result = fhir.read(path, patient_sorted=True)

    assert len(result.chart.conditions) == 1
    assert result.lines == [
        ("Goal.subject", "no subject, and not one patient in this source; in no chart")
    ]


def test_bundles_and_broken_lines_are_read_as_elsewhere(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    bundle = fhir.bundle(export.patient(1), export.facts(1)[0])
    path.write_bytes(export.lines([export.patient(0), bundle]) + b"{\n")
    result = fhir.read(path, patient_sorted=True)

    assert len(result.charts) == 2
    assert result.lines == [("line[2]", "not JSON, or cut off; nothing of it can be read")]


def test_of_a_run_beyond_the_limit_the_rest_is_lost(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    facts = [export.facts(0)[0]] * 50
    path.write_bytes(export.lines([export.patient(0), *facts, export.patient(1)]))
    limits = Limits(held=10_000, bytes=10_000)
    first, second = fhir.read(path, patient_sorted=True, limits=limits).charts

    assert 5 <= len(first.conditions) < 10
    assert second.patient.identifiers[0].value == "A-1"
