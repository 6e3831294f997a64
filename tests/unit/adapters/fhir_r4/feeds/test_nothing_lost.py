"""Every line of an export is found again: in a chart, or in what belongs to none."""

import json
from collections import Counter

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Limits
from carecoord.adapters.codec.fhir_r4.writing.places import things

WAYS = {
    "held": {},
    "sorted on disk": {"limits": Limits(held=20_000)},
    "sorted by patient": {"patient_sorted": True},
}
ODD = [
    {"resourceType": "Practitioner", "id": 5, "identifier": {"system": "s", "value": "v"}},
    {"resourceType": "PractitionerRole", "practitioner": {"display": "nobody"}},
    {"resourceType": "Organization", "id": "m", "modifierExtension": [{"url": "u"}]},
    {"resourceType": "Device", "id": "nobodys"},
    {"resourceType": "Medication", "id": ["odd"], "code": 7},
    {"resourceType": "Location", "id": "l", "name": "Ward"},
    {"resourceType": "Provenance", "target": [{"reference": "Patient/p0"}]},
    {"resourceType": "Provenance", "target": [{"reference": "Condition/c0"}], "patient": []},
    {"resourceType": "Provenance", "target": [{"reference": f"Patient/p{n}"} for n in (1, 2)]},
    {"resourceType": "Flag", "subject": {"reference": "Patient/p3"}},
    {"resourceType": "Flag", "subject": {"reference": "Patient/gone"}},
    {"resourceType": "Goal", "subject": {"reference": "Patient/gone"}},
    {"resourceType": "Goal"},
    {"resourceType": "Claim", "use": "claim", "patient": {"reference": "Patient/p4"}},
    {"resourceType": "Encounter", "subject": {"reference": "Patient/p5"}, "period": 7},
    {"id": "no type"},
]


def visit(number):
    return {
        "resourceType": "Encounter",
        "subject": {"reference": f"Patient/p{number}"},
        "location": [{"location": {"reference": "Location/where"}}],
        "participant": [{"individual": {"reference": "PractitionerRole/r"}}],
    }


def lines_of(export, patients):
    """An export by patient: what is nobody's, each patient, then what is odd."""
    place = {"resourceType": "Location", "id": "where", "name": "Ward"}
    runs = [[export.patient(n), *export.facts(n), visit(n)] for n in range(patients)]
    return [*export.shared(), place, *(one for run in runs for one in run), *ODD]


def kept(chart):
    """The places of all that a chart keeps."""
    sources = [one.source for one in (*things(chart), *chart.records)]
    return {source.ordinal for source in sources}


@pytest.fixture(params=WAYS)
def way(request):
    return WAYS[request.param]


@pytest.fixture(params=[1, 30])
def read(request, fhir, export, tmp_path, way):
    path = tmp_path / "in.ndjson"
    lines = lines_of(export, request.param)
    path.write_bytes(export.lines(lines))
    result = fhir.read(path, spill=tmp_path, **way)
    assert len(result.charts) == request.param
    return lines, result


def test_every_line_is_in_a_chart_or_beside_the_charts(read):
    lines, result = read
    charted = {ordinal for chart in result.charts for ordinal in kept(chart)}
    beside = Counter(one.source.ordinal for part in result.results for one in part.records)

    assert set(range(len(lines))) - charted - set(beside) == set()
    assert [ordinal for ordinal, times in beside.items() if times > 1] == []
    assert charted & set(beside) == set()


def test_what_is_written_again_is_every_line(read):
    lines, result = read
    written = [
        json.loads(one.content)
        for part in result.results
        for one in fhir_r4.write(part.chart, records=part.records).resources
    ]

    assert [one for one in lines if one not in written] == []
    assert [one for one in written if one not in lines] == []


def test_what_is_lent_to_a_chart_is_a_record_of_it(read):
    _, result = read
    lent = {"Location", "Medication", "PractitionerRole"}

    assert all(lent <= {record.kind for record in chart.records} for chart in result.charts)


def test_two_records_of_one_chart_are_not_one_line(read):
    _, result = read

    for chart in result.charts:
        ordinals = [record.source.ordinal for record in chart.records]
        said = {one.source.ordinal for one in things(chart)}
        assert len(ordinals) == len(set(ordinals))
        assert said & set(ordinals) == set()
