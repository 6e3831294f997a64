import json
import sys

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Limits
from carecoord.errors import InputError, MissingExtra

NOT_JSON = "not JSON, or cut off; nothing of it can be read"


def a_condition(about="Patient/p"):
    return {"resourceType": "Condition", "subject": {"reference": about}}


def test_a_folder_is_read_by_name_with_what_is_in_it(fhir, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.json").write_bytes(fhir.as_bytes(fhir.patient(gender="female")))
    (tmp_path / "a" / "x.JSON").write_bytes(fhir.as_bytes(fhir.patient(gender="male")))
    (tmp_path / "notes.txt").write_text("no FHIR", encoding="utf-8")

    result = fhir.read(tmp_path)

    assert [chart.patient.gender for chart in result.charts] == ["male", "female"]
    assert [one.source for one in result.results] == [0, 1]


def test_bytes_paths_and_texts_can_be_mixed(fhir, tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(fhir.as_bytes(fhir.patient()))

    result = fhir.read([path, str(path), path.read_bytes()])

    assert len(result.charts) == 3
    assert result.charts[0] == result.charts[2]


def test_one_source_that_does_not_exist_is_refused(fhir, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        fhir.read(tmp_path / "nowhere.json")


def test_a_folder_without_fhir_is_refused(fhir, tmp_path):
    with pytest.raises(InputError, match=r"no \.json"):
        fhir.read(tmp_path)


def test_an_unknown_list_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match="did you mean 'conditions'"):
        fhir_r4.read(b"", complete_for=["condition"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "there is nothing in it; not read"),
        (b"  \n", "there is nothing in it; not read"),
        (b"<Bundle/>", "XML, not JSON; not read"),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {"reso', NOT_JSON),
        (b"\xff\xfe{\x00}\x00", "not in UTF-8, as FHIR's JSON is; not read"),
        (b'{"resourceType": "Bundle"} trailing', NOT_JSON),
    ],
)
def test_a_source_that_cannot_be_read_costs_no_other(fhir, content, reason):
    result = fhir.read([content, fhir.as_bytes(fhir.patient())])

    assert len(result.charts) == 1
    assert [(one.path, one.reason, one.source) for one in result.problems] == [
        ("source", reason, 0)
    ]


def test_a_missing_file_among_others_costs_no_other(fhir, tmp_path):
    result = fhir.read([tmp_path / "nowhere.json", fhir.as_bytes(fhir.patient())])

    assert len(result.charts) == 1
    assert result.lines == [("source", "there is no such file or folder; not read")]


def test_a_problem_never_names_a_file(fhir, tmp_path):
    path = tmp_path / "Quimby.json"
    path.write_text("{", encoding="utf-8")

    assert "Quimby" not in repr(fhir.read([path]).results)


@pytest.mark.parametrize("value", ["5", '"text"', "[1, 2]", "null"])
def test_json_that_is_no_resource_is_a_problem(fhir, value):
    assert fhir.read(value.encode()).lines == [
        ("source", "JSON, but neither a bundle nor a resource; not read")
    ]


def test_a_bundle_without_entries_is_empty(fhir):
    assert fhir.read({"resourceType": "Bundle"}).results == []


def test_an_entry_that_only_requests_is_a_problem(fhir):
    bundle = fhir.bundle(fhir.patient(), kind="transaction")
    bundle["entry"].append({"request": {"method": "DELETE", "url": "Patient/p"}})

    result = fhir.read(bundle)

    assert result.lines == [("entry[1].resource", "an entry without a resource; nothing to read")]
    assert result.summary.entries == 2


def test_a_byte_order_mark_is_passed_over(fhir):
    assert fhir.read(b"\xef\xbb\xbf" + fhir.as_bytes(fhir.patient())).summary.kept == 1


def test_a_file_beyond_the_limit_is_not_read(fhir):
    content = fhir.as_bytes(fhir.patient())

    assert fhir.read(content, limits=Limits(bytes=len(content))).summary.kept == 1
    assert fhir.read(content, limits=Limits(bytes=len(content) - 1)).lines == [
        ("source", "larger than the limit allows; not read")
    ]


def test_entries_beyond_the_limit_are_counted(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(), *[a_condition()] * 4), limits=Limits(entries=3))

    assert len(result.chart.conditions) == 2
    assert result.summary.problems == 2
    assert result.problems[0].count == 2


def test_resources_in_lines_are_one_source(fhir, tmp_path):
    path = tmp_path / "export.ndjson"
    lines = [fhir.patient(), a_condition(), a_condition("Patient/x")]
    path.write_text("\n".join(json.dumps(one) for one in lines) + "\n\n", encoding="utf-8")

    for source in (path, path.read_bytes()):
        result = fhir.read(source)

        assert len(result.chart.conditions) == 1
        assert result.lines == [
            ("line[2].resource.subject", "the patient is not in this source; in no chart")
        ]
        assert result.summary.entries == 3


def test_a_bundle_in_a_line_is_a_source_of_its_own(fhir, tmp_path):
    path = tmp_path / "bundles.ndjson"
    other = fhir.patient(identifier=[{"system": "s", "value": "2"}])
    lines = [fhir.bundle(fhir.patient(), a_condition()), fhir.bundle(other, a_condition())]
    path.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")

    result = fhir.read(path)

    assert [len(chart.conditions) for chart in result.charts] == [1, 1]
    assert result.problems == []


def test_a_bad_line_costs_only_itself(fhir, tmp_path):
    path = tmp_path / "export.ndjson"
    long = json.dumps(fhir.patient(gender="x" * 500))
    path.write_text(f"{{\n{json.dumps(fhir.patient())}\n{long}\n{long}", encoding="utf-8")

    result = fhir.read(path, limits=Limits(bytes=400))

    assert result.summary.kept == 1
    assert result.lines == [
        ("line[0]", NOT_JSON),
        ("line[2]", "larger than the limit allows; not read"),
        ("line[3]", "larger than the limit allows; not read"),
    ]
    assert result.summary.problems == 3


@pytest.mark.parametrize(
    "bomb", [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000]
)
def test_what_nests_too_deep_costs_only_itself(fhir, bomb):
    content = fhir.as_bytes(
        fhir.bundle(fhir.patient(), a_condition() | {"note": "BOMB"}, a_condition())
    )

    result = fhir.read(content.replace(b'"BOMB"', bomb))

    assert len(result.chart.conditions) == 1
    assert result.lines == [("entry[1].resource", "nested too deep; left out")]


@pytest.mark.parametrize("bomb", [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_nothing_but_depth_is_one_problem(fhir, bomb):
    result = fhir.read(bomb)

    assert len(result.problems) == 1
    assert result.charts == []


def test_question_groups_are_followed_to_the_limit_of_depth(fhir):
    item = {"linkId": "deepest", "answer": [{"valueInteger": 1}]}
    for depth in range(5):
        item = {"linkId": str(depth), "answer": [{"valueInteger": 1}], "item": [item]}
    response = {"resourceType": "QuestionnaireResponse", "item": [item]}

    result = fhir.with_patient(response, limits=Limits(depth=3))

    assert [len(one.path) for one in result.fact("answers").answers] == [1, 2, 3]
    assert result.reasons == ["questions nested beyond the limit of depth; left out"]


def test_a_consent_with_provisions_beyond_the_limit_of_depth_is_not_used(fhir):
    provision = {"type": "deny", "provision": [{"provision": [{}]}]}

    result = fhir.with_patient(
        {"resourceType": "Consent", "provision": provision}, limits=Limits(depth=2)
    )

    assert result.chart.consents is None
    assert result.reasons == [
        "provisions nested beyond the limit of depth; not used",
        "contradicts itself and cannot be accepted; kept as a record only",
    ]


def test_without_msgspec_the_extra_is_named(monkeypatch):
    name = "carecoord.adapters.codec.fhir_r4.feeds.reading"
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(MissingExtra, match=r"carecoord\[fhir\]"):
        fhir_r4.read(b"")
