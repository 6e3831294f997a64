"""What is broken costs only itself."""

import pytest

IN_PIECES = "not JSON as a whole, or cut off; the entries that are whole are read"
BROKEN = "not JSON; left out"


def a_goal():
    return {"resourceType": "Goal", "subject": {"reference": "Patient/p"}}


@pytest.mark.parametrize(
    "broken",
    [
        b"NaN",
        b"-Infinity",
        b'"\\ud800"',
        b'"\\x41"',
        b"01",
        b"tru",
        b'{"a" 1}',
        b"[1,]",
        b'"a\nb"',
    ],
)
def test_what_is_no_json_costs_its_entry(fhir, broken):
    content = fhir.as_bytes(fhir.bundle(fhir.patient(), a_goal() | {"x": "BROKEN"}, a_goal()))
    result = fhir.read(content.replace(b'"BROKEN"', broken))

    assert len(result.chart.goals) == 1
    assert result.lines == [("entry[1].resource", BROKEN)]
    assert result.summary.problems == 1


def test_what_is_no_utf8_costs_its_entry(fhir):
    content = fhir.as_bytes(
        fhir.bundle(fhir.patient(), a_goal() | {"description": {"text": "BROKEN"}}, a_goal())
    )
    result = fhir.read(content.replace(b"BROKEN", b"\xff"))

    assert len(result.chart.goals) == 1
    assert result.lines == [
        ("entry[1].resource", "not a resource that can be decoded; kept as a record only")
    ]


def test_an_address_that_is_no_utf8_costs_its_entry(fhir):
    bundle = fhir.bundle(fhir.patient(), a_goal())
    bundle["entry"][1]["fullUrl"] = "BROKEN"
    result = fhir.read(fhir.as_bytes(bundle).replace(b"BROKEN", b"\xff"))

    assert len(result.charts) == 1
    assert len(result.lines) <= 1


def test_a_bundle_that_is_cut_off_gives_its_whole_entries(fhir):
    content = fhir.as_bytes(fhir.bundle(fhir.patient(), a_goal(), a_goal()))
    result = fhir.read(content[:-10])

    assert len(result.chart.goals) == 1
    assert result.lines == [("source", IN_PIECES)]


def test_a_bundle_whose_head_is_broken_gives_its_entries(fhir):
    bundle = fhir.bundle(fhir.patient(), a_goal()) | {"total": "BROKEN"}
    result = fhir.read(fhir.as_bytes(bundle).replace(b'"BROKEN"', b"NaN"))

    assert len(result.chart.goals) == 1
    assert result.lines == [("source", IN_PIECES)]


def test_a_bundle_in_a_bundle_that_is_broken_gives_its_entries(fhir):
    inner = fhir.bundle(a_goal(), a_goal() | {"x": "BROKEN"}, a_goal())
    content = fhir.as_bytes(fhir.bundle(fhir.patient(), inner, a_goal()))
    result = fhir.read(content.replace(b'"BROKEN"', b"NaN"))

    assert len(result.chart.goals) == 3
    assert result.lines == [("entry[1].resource.entry[1].resource", BROKEN)]


def test_a_list_of_resources_that_is_broken_gives_what_is_whole(fhir):
    content = fhir.as_bytes([fhir.patient(), a_goal() | {"x": "BROKEN"}, a_goal()])
    broken = fhir.read(content.replace(b'"BROKEN"', b"NaN"))
    cut = fhir.read(content[:-3])

    assert broken.lines == [("resource[1]", BROKEN)]
    assert len(broken.chart.goals) == 1
    assert cut.lines == [("source", IN_PIECES)]
    assert len(cut.chart.goals) == 1


def test_a_list_in_a_resource_that_is_broken_is_no_bundle(fhir):
    content = b'{"resourceType": "List", "entry": [{"item": {"display": "x"}}, NaN'

    assert fhir.read(content).lines == [
        ("source", "not JSON, or cut off; nothing of it can be read")
    ]


def test_a_line_that_is_broken_costs_only_itself(fhir, export, tmp_path):
    path = tmp_path / "in.ndjson"
    lines = export.lines([export.patient(0), a_goal() | {"x": "BROKEN"}, export.patient(1)])
    path.write_bytes(lines.replace(b'"BROKEN"', b"Infinity"))
    result = fhir.read(path)

    assert len(result.charts) == 2
    assert result.lines == [("line[1]", "not JSON, or cut off; nothing of it can be read")]


@pytest.mark.parametrize(
    "content", [b"<Bundle/>", b'\xef\xbb\xbf  <?xml version="1.0"?><Patient/>']
)
def test_xml_is_named_and_not_read(fhir, content):
    assert fhir.read(content).lines == [("source", "XML, not JSON; not read")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_another_encoding_is_named_and_not_read(fhir, encoding):
    content = fhir.as_bytes(fhir.patient()).decode().encode(encoding)

    assert fhir.read(content).lines == [("source", "not in UTF-8, as FHIR's JSON is; not read")]


def test_lines_after_one_that_is_no_resource_are_read(fhir):
    lines = b"null\n" + fhir.as_bytes(fhir.patient()) + b"\n" + fhir.as_bytes(a_goal())
    result = fhir.read(lines)

    assert result.summary.kept == 2
    assert result.lines == [("line[0]", "JSON, but neither a bundle nor a resource; not read")]


def test_a_bundle_in_a_list_that_is_broken_gives_its_entries(fhir):
    inner = fhir.bundle(a_goal(), a_goal() | {"x": "BROKEN"}, a_goal())
    content = fhir.as_bytes([fhir.patient(), inner])
    result = fhir.read(content.replace(b'"BROKEN"', b"NaN"))

    assert len(result.chart.goals) == 2
    assert result.lines == [("resource[1].entry[1].resource", BROKEN)]


def test_an_address_in_a_bundle_in_a_bundle_that_is_no_utf8_costs_its_entry(fhir):
    inner = fhir.bundle(a_goal(), a_goal())
    inner["entry"][1]["fullUrl"] = "BROKEN"
    content = fhir.as_bytes(fhir.bundle(fhir.patient(), inner))
    result = fhir.read(content.replace(b"BROKEN", b"\xff"))

    assert result.chart.goals


def test_a_bundle_in_a_bundle_that_is_cut_short_says_so(fhir):
    inner = fhir.as_bytes(fhir.bundle(a_goal(), a_goal()) | {"total": "BROKEN"})
    content = fhir.as_bytes(fhir.bundle(fhir.patient(), "INNER")).replace(
        b'"INNER"', inner.replace(b'"BROKEN"', b"NaN")
    )
    result = fhir.read(content)

    assert len(result.chart.goals) == 2
    assert ("entry[1].resource", IN_PIECES) in result.lines
