"""Bulk exports: one unsorted file per type, of any number of patients."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Limits, Summary
from carecoord.errors import PortError

SMALL = Limits(held=20_000)
NOT_HERE = "the patient is not in this source; in no chart"
IN_PIECES = "not JSON as a whole, or cut off; the entries that are whole are read"
NOT_JSON = "not JSON, or cut off; nothing of it can be read"


def by_key(read):
    return {chart.key: chart for chart in read.charts}


def without_records(read):
    """What the charts say; whose a record is, a whole source tells better than its parts."""
    return {key: attrs.evolve(chart, records=()) for key, chart in by_key(read).items()}


def test_the_ndjson_files_of_a_folder_are_one_source(fhir, export, tmp_path):
    result = fhir.read(export.written(tmp_path / "in", export.of(2)))

    assert [len(list(chart.facts())) for chart in result.charts] == [7, 7]
    assert result.reasons == []
    assert result.summary == Summary(entries=25, kept=24, unmapped={"Endpoint": 1})


def test_ndjson_files_of_one_folder_named_one_after_another_are_one_source(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", export.of(2))

    assert by_key(fhir.read(sorted(folder.iterdir()))) == by_key(fhir.read(folder))


def test_ndjson_files_of_two_folders_are_two_sources(fhir, export, tmp_path):
    export.written(tmp_path / "a", [export.patient(0)])
    export.written(tmp_path / "b", [export.facts(0)[0]])
    result = fhir.read([tmp_path / "a" / "Patient.ndjson", tmp_path / "b" / "Condition.ndjson"])

    assert result.chart.conditions is None
    assert [(one.reason, one.source) for one in result.problems] == [(NOT_HERE, 1)]


def test_an_export_and_a_bundle_in_one_folder_are_apart(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", export.of(1))
    (folder / "More.json").write_bytes(fhir.as_bytes(fhir.bundle(fhir.patient())))
    result = fhir.read(folder)

    assert [one.source for one in result.results if one.chart is not None] == [0, 13]


@pytest.mark.parametrize("patients", [1, 2, 30])
def test_what_is_sorted_on_disk_is_read_like_what_is_held(fhir, export, tmp_path, patients):
    folder = export.written(tmp_path / "in", export.of(patients))
    held, sorted_ = fhir.read(folder), fhir.read(folder, limits=SMALL, spill=tmp_path)

    assert len(held.charts) == patients
    assert by_key(sorted_) == by_key(held)
    assert sorted_.summary == held.summary


def test_people_and_organizations_of_a_sorted_export_come_with_their_charts(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", export.of(30))
    charts = by_key(fhir.read(folder, limits=SMALL, spill=tmp_path))
    (second,) = (one for one in charts.values() if one.patient.identifiers[0].value == "A-1")

    assert {one.identifiers[0].value for one in second.practitioners} == {"d1"}
    assert second.practitioners[0].roles[0].text == "surgeon"
    assert [one.name for one in second.organizations if one.name] == ["Ward", "Hospital"]
    assert second.prescriptions[0].code.text == "aspirin"


def test_the_order_of_charts_is_the_same_each_time(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", export.of(30))
    one, other = (fhir.read(folder, limits=SMALL, spill=tmp_path) for _ in range(2))

    assert [chart.key for chart in one.charts] == [chart.key for chart in other.charts]


def test_problems_of_an_export_name_file_and_line(fhir, export, tmp_path):
    stray = {"resourceType": "Condition", "subject": {"reference": "Patient/gone"}}
    for limits in (Limits(), SMALL):
        folder = tmp_path / f"in{limits.held}"
        export.written(folder, [*export.of(9), stray])
        with (folder / "Task.ndjson").open("ab") as file:
            file.write(b"\n{\n")
        names = sorted(path.name for path in folder.iterdir())
        result = fhir.read(folder, limits=limits, spill=tmp_path)
        told = {(names[one.source], one.path, one.reason) for one in result.problems}

        assert told == {
            ("Condition.ndjson", "line[9].resource.subject", NOT_HERE),
            ("Task.ndjson", "line[10]", NOT_JSON),
        }
        assert result.summary.problems == 2


def test_the_digest_of_a_problem_is_that_of_its_file(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", export.of(2))
    (folder / "Zzz.ndjson").write_bytes(b"{")
    (problem,) = fhir.read(folder).problems

    assert problem.digest == "021fb596db81e6d02bf3d2586ee3981fe519f275c0ac9ca76bbcf2ebb4097d96"


def test_facts_that_name_no_patient_by_address_are_reported(fhir, export, tmp_path):
    nobodys = {
        "resourceType": "Condition",
        "subject": {"identifier": {"system": "s", "value": "v"}},
    }
    folder = export.written(tmp_path / "in", [*export.of(30), nobodys, {"resourceType": "Goal"}])
    result = fhir.read(folder, limits=SMALL, spill=tmp_path)

    assert sorted(result.reasons) == [
        "no subject, and not one patient in this source; in no chart",
        NOT_HERE,
    ]
    assert result.summary.entries == 30 * 8 + 9 + 2


def test_facts_of_absent_patients_are_not_given_to_the_only_patient_of_a_part(
    fhir, export, tmp_path
):
    strays = [
        {"resourceType": "Goal", "subject": {"reference": f"Patient/x{number}"}}
        for number in range(200)
    ]
    folder = export.written(tmp_path / "in", [*export.of(2), *strays])
    result = fhir.read(folder, limits=SMALL, spill=tmp_path, one_record=True)

    assert [chart.goals for chart in result.charts] == [None, None]
    assert result.summary.problems == 200


def test_a_bundle_in_a_line_of_a_large_export_is_a_source_of_its_own(fhir, export, tmp_path):
    bundles = [fhir.bundle(export.patient(n), *export.facts(n)[:2]) for n in range(100, 140)]
    lines = [*export.of(10), *bundles]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines(lines))
    result = fhir.read(path, limits=SMALL, spill=tmp_path)

    assert len(result.charts) == 50
    assert result.summary.problems == 0


def test_a_bundle_in_a_line_that_is_broken_gives_what_is_whole(fhir, export, tmp_path):
    bundle = export.line(fhir.bundle(export.patient(0), *export.facts(0)))
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.line(export.patient(1)) + b"\n" + bundle[:-20] + b"\n")
    result = fhir.read(path)

    assert len(result.charts) == 2
    assert ("line[1]", IN_PIECES) in result.lines


class TestOnDisk:
    def test_the_folder_is_private_and_gone_at_the_end(self, export, tmp_path):
        folder = export.written(tmp_path / "in", export.of(30))
        (tmp_path / "spill").mkdir()
        reading = fhir_r4.read(folder, limits=SMALL, spill=tmp_path / "spill")
        next(reading)
        (made,) = (tmp_path / "spill").iterdir()

        assert made.stat().st_mode & 0o777 == 0o700
        assert len(list(reading)) >= 29
        assert list((tmp_path / "spill").iterdir()) == []

    def test_the_folder_is_gone_when_reading_stops_early(self, export, tmp_path):
        folder = export.written(tmp_path / "in", export.of(30))
        (tmp_path / "spill").mkdir()
        reading = fhir_r4.read(folder, limits=SMALL, spill=tmp_path / "spill")
        next(reading)
        reading.close()

        assert list((tmp_path / "spill").iterdir()) == []

    def test_what_can_be_held_needs_no_disk(self, fhir, export, tmp_path):
        folder = export.written(tmp_path / "in", export.of(3))

        assert len(fhir.read(folder, spill=tmp_path / "nowhere").charts) == 3

    def test_a_folder_that_cannot_be_written_is_named(self, export, tmp_path):
        folder = export.written(tmp_path / "in", export.of(30))

        with pytest.raises(PortError, match="as spill"):
            list(fhir_r4.read(folder, limits=SMALL, spill=tmp_path / "nowhere"))

    def test_it_takes_no_more_room_than_a_tenth_above_the_export(self, export, tmp_path):
        (tmp_path / "spill").mkdir()
        path = tmp_path / "in.ndjson"
        path.write_bytes(export.lines(_of_noise(export)))
        limits = Limits(held=150_000)
        spilled = [
            sum(one.stat().st_size for one in (tmp_path / "spill").rglob("*") if one.is_file())
            for _ in fhir_r4.read(path, limits=limits, spill=tmp_path / "spill")
        ]

        assert 0.4 < max(spilled) / path.stat().st_size < 1.1

    @pytest.mark.nightly
    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells it there")
    def test_memory_does_not_grow_with_the_number_of_patients(self, export, tmp_path):
        peaks = []
        for patients in (5_000, 20_000):
            path = tmp_path / f"{patients}.ndjson"
            path.write_bytes(export.lines(export.of(patients)))
            done = subprocess.run(
                [sys.executable, "-c", READ, path], check=True, capture_output=True
            )
            peaks.append(int(done.stdout))

        assert peaks[1] < 1.2 * peaks[0]


READ = """
import re, sys
from pathlib import Path
from carecoord.adapters.codec.fhir_r4 import Limits, read
for _ in read(sys.argv[1], limits=Limits(held=2_000_000)):
    pass
print(re.search(r"VmHWM:\\s*([0-9]+)", Path("/proc/self/status").read_text())[1])
"""


def _of_noise(export):
    """Lines that cannot be compressed: texts of letters drawn from 85."""
    draw = Random(1)
    for turn in range(8):
        for number in range(120):
            yield (
                export.patient(number)
                if turn == 0
                else export.facts(number)[0]
                | {"note": [{"text": base64.b85encode(draw.randbytes(7000)).decode()}]}
            )


def test_one_large_patient_is_read_as_a_whole(fhir, export, tmp_path):
    facts = [dict(one, id=f"{one['id']}-{n}") for n in range(100) for one in export.facts(0)]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([*facts, export.patient(0), export.patient(1)]))
    result = fhir.read(path, limits=SMALL, spill=tmp_path)

    assert sorted(len(list(chart.facts())) for chart in result.charts) == [0, 700]


def test_of_a_patient_beyond_the_limit_the_rest_is_lost(fhir, export, tmp_path):
    facts = [dict(export.facts(0)[0], id=str(number)) for number in range(100)]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(0), *facts]))
    result = fhir.read(path, limits=Limits(held=20_000, bytes=30_000), spill=tmp_path)

    assert 10 < len(result.chart.conditions) < 30
    assert result.summary.problems == 100 - len(result.chart.conditions)
    assert set(result.reasons) == {"more of one patient than the limit allows; left out"}


def test_broken_lines_beyond_a_thousand_are_counted_together(fhir, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(b"{\n" * 1500)
    result = fhir.read(path)

    assert len(result.problems) == 1001
    assert (result.problems[-1].path, result.problems[-1].count) == ("line", 500)


def test_shapes_that_break_fhir_still_tell_whose_a_line_is(fhir, export, tmp_path):
    odd = [
        {"resourceType": "Condition", "subject": [{"reference": "Patient/p0"}]},
        {"resourceType": "Condition", "subject": {"reference": "Patient/p1"}, "patient": "x"},
    ]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([*export.of(30), *odd]))
    charts = fhir.read(path, limits=SMALL, spill=tmp_path).charts
    counts = {one.patient.identifiers[0].value: len(one.conditions) for one in charts}

    assert (counts["A-0"], counts["A-1"], counts["A-2"]) == (2, 2, 1)


def test_the_records_of_a_patient_with_a_number_for_an_id_stay_together(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    patient = dict(export.patient(0), id=77)
    fact = {"resourceType": "Goal", "subject": {"reference": "Patient/77"}}
    path.write_bytes(export.lines([*export.of(30)[:-30], fact, patient]))
    (chart,) = fhir.read(path, limits=SMALL, spill=tmp_path).charts

    assert len(chart.goals) == 1


def test_line_ends_of_windows_and_blank_lines_do_no_harm(fhir, export, tmp_path):
    path = tmp_path / "in.jsonl"
    lines = [json.dumps(one) for one in export.of(1)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines).encode())

    assert len(list(fhir.read(path).chart.facts())) == 7
    assert fhir.read(path).reasons == []


def test_a_list_in_a_line_is_a_source_of_its_own(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([[export.patient(0), export.facts(0)[0]], export.patient(1)]))
    first, second = fhir.read(path).charts

    assert len(first.conditions) == 1
    assert second.conditions is None


def test_a_bundle_in_a_line_of_which_nothing_is_whole_is_a_broken_line(fhir, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(b'{"resourceType": "Bundle", "entry": [{"resource"\n')

    assert fhir.read(path).lines == [("line[0]", NOT_JSON)]


def test_a_resource_that_speaks_of_bundles_is_no_bundle(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    goal = {"resourceType": "Goal", "subject": {"reference": "Patient/p0"}}
    path.write_bytes(
        export.lines([export.patient(0), goal | {"contained": [{"resourceType": "Bundle"}]}])
    )

    assert len(fhir.read(path).chart.goals) == 1


@pytest.mark.parametrize("patient_sorted", [False, True])
def test_lines_that_cannot_be_used_are_told_from_a_large_export_too(
    fhir, export, tmp_path, patient_sorted
):
    path = tmp_path / "in.ndjson"
    long = export.line(export.patient(0) | {"note": "x" * 2_000})
    lines = [long, b"{", b"5", b'{"id": "x"}', b'{"resourceType": ["Goal"], "id": 5}']
    path.write_bytes(export.lines(export.of(30)) + b"\n".join(lines))
    result = fhir.read(
        path,
        limits=Limits(held=20_000, bytes=2_000),
        spill=tmp_path,
        patient_sorted=patient_sorted,
    )
    told = [one for one in result.lines if "is not in" not in one[1] and "more of" not in one[1]]

    assert told == [
        ("line[249]", "larger than the limit allows; not read"),
        ("line[250]", NOT_JSON),
        ("line[251]", "JSON, but neither a bundle nor a resource; not read"),
        ("line[252].resource", "no resource type can be read; kept as a record, in no chart"),
        ("line[253].resource", "no resource type can be read; kept as a record, in no chart"),
    ]


def test_odd_people_of_a_large_export_do_no_harm(fhir, export, tmp_path):
    odd = [
        {"resourceType": "Practitioner", "id": 5, "identifier": {"system": "s", "value": "v"}},
        {"resourceType": "Practitioner", "identifier": ["x", {"value": "v"}]},
        {"resourceType": "PractitionerRole", "practitioner": {"display": "nobody"}},
        {"resourceType": "Organization", "id": "m", "modifierExtension": [{"url": "u"}]},
        {"resourceType": "Device", "id": "nobodys"},
        {"resourceType": "Medication", "id": ["odd"], "code": 7},
        {"resourceType": "Location", "id": "l", "name": "Ward"},
        {"resourceType": "Provenance", "target": [{"reference": "Patient/p0"}]},
        {"resourceType": "Provenance", "target": [{"reference": "Condition/c0"}], "patient": []},
        {
            "resourceType": "Goal",
            "subject": {"reference": "Patient/p0"},
            "expressedBy": {"reference": "Organization/m", "identifier": {"system": "s"}},
            "note": [{"authorReference": {"reference": "#x", "identifier": {}}}],
        },
    ]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([*odd, *export.of(30)]))
    held, sorted_ = fhir.read(path), fhir.read(path, limits=SMALL, spill=tmp_path)

    assert without_records(sorted_) == without_records(held)
    assert sorted_.summary == held.summary
    assert sorted(sorted_.lines) == sorted(held.lines)


def test_what_is_shared_is_read_in_portions(fhir, export, tmp_path):
    people = [{"resourceType": "Practitioner", "id": str(number)} for number in range(100)]
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([*people, export.patient(0)]))
    result = fhir.read(path, limits=SMALL, spill=tmp_path)

    assert result.summary.kept == 101
    assert len(result.results) > 3


def test_facts_of_an_id_that_two_people_have_go_to_neither(fhir, export, tmp_path):
    folder = export.written(tmp_path / "in", [export.patient(0), *export.facts(0)[:2]])
    other = export.patient(5) | {"id": "p0"}
    (folder / "Zzz.ndjson").write_bytes(export.lines([other, export.patient(1)]))
    for limits in (Limits(), SMALL):
        result = fhir.read(folder, limits=limits)

        assert [len(list(chart.facts())) for chart in result.charts] == [0, 0, 0]
        assert sorted(result.reasons) == [
            "the id of another patient too; facts that name it are nobody's",
            "the id of another patient too; facts that name it are nobody's",
            NOT_HERE,
            NOT_HERE,
        ]
        assert result.summary.problems == 2


def test_the_same_patient_twice_is_one(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(export.lines([export.patient(0), export.facts(0)[0], export.patient(0)]))
    result = fhir.read(path)

    assert len(result.chart.conditions) == 1
    assert result.reasons == []
