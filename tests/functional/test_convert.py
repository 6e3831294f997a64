"""What `carecoord convert` writes."""

import gzip
import json
import resource
from collections import Counter

import pytest

from carecoord.adapters.codec import json as chart_json
from carecoord.testing import examples

CLAIM = {"resourceType": "Claim", "id": "bill", "total": {"value": 12.50}, "unknown": [None]}
STRAY = {"resourceType": "Location", "id": "ward", "name": "Ward 7"}


def literal(text):
    return f"number {text}"


def told(content):
    """JSON with its numbers as text, so that 12.50 is not 12.5."""
    return json.loads(content, parse_float=literal, parse_int=literal)


def resources(bundle):
    return Counter(
        json.dumps(one["resource"], sort_keys=True) for one in told(bundle).get("entry", [])
    )


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def record(written, patient, discharge):
    """A bundle whose numbers and unknown keys no type of ours holds."""
    path = written("record.json", patient(), discharge(extension=[{"x": 1}]), CLAIM)
    path.write_text(path.read_text("utf-8").replace("12.5", "12.50"), "utf-8")
    return path


@pytest.fixture
def people(written, patient, discharge):
    for number in ("1", "2", "3"):
        written(f"people/{number}.json", patient(number), discharge(number))
    return "people"


# -- to charts, and back --------------------------------------------------------------------------


def test_a_chart_is_a_line_that_the_library_reads(carecoord, record):
    done = carecoord("convert", record, "--to", "chart")

    (line,) = done.out.splitlines()
    assert done.returncode == 0
    assert len(chart_json.loads(line).encounters) == 1


@pytest.mark.parametrize("through", ["chart", "fhir", "ndjson"])
def test_every_resource_comes_back_with_every_value_as_text(carecoord, record, through, tmp_path):
    carecoord("convert", record, "--to", through, "--out", "between.json")
    done = carecoord("convert", "between.json", "--to", "fhir", "--out", "back.json")

    assert done.returncode == 0
    assert resources((tmp_path / "back.json").read_bytes()) == resources(record.read_bytes())


def test_addresses_come_back_too(carecoord, record, tmp_path):
    carecoord("convert", record, "--to", "chart", "--out", "between.json")
    carecoord("convert", "between.json", "--to", "fhir", "--out", "back.json")

    urls = [
        entry["fullUrl"] for entry in json.loads((tmp_path / "back.json").read_bytes())["entry"]
    ]
    assert urls == [entry["fullUrl"] for entry in json.loads(record.read_bytes())["entry"]]


def test_without_sources_a_chart_says_the_same_in_fewer_bytes(carecoord, record):
    whole = carecoord("convert", record, "--to", "chart").out
    bare = carecoord("convert", record, "--to", "chart", "--without-sources").out

    assert chart_json.sources(bare) == ()
    assert "Quillfeather" in bare
    assert "bill" not in bare
    assert chart_json.loads(bare) == chart_json.loads(whole)
    assert [one.kind for one in chart_json.loads(bare).records] == ["Claim"]
    assert len(bare) < len(whole) / 2


def test_charts_of_a_store_are_written_with_their_sources(carecoord, record):
    carecoord("review", record, "--as-of", "2026-11-20", "--store", "sqlite:///care.db")
    by_option = carecoord("convert", "--store", "sqlite:///care.db", "--to", "chart")
    by_name = carecoord("convert", "sqlite:///care.db", "--to", "chart")

    assert by_option.out == by_name.out
    kinds = [json.loads(one.content)["resourceType"] for one in chart_json.sources(by_name.out)]
    assert {"Patient", "Encounter"} <= set(kinds)


# -- which format, of which input -----------------------------------------------------------------


def test_a_resource_stands_in_each_line_of_ndjson(carecoord, people):
    done = carecoord("convert", people, "--to", "ndjson")

    assert [one["resourceType"] for one in lines(done.out)] == ["Patient", "Encounter"] * 3
    assert "3 patients written, in 6 resources" in done.told


def test_several_patients_share_a_bundle(carecoord, people):
    bundle = json.loads(carecoord("convert", people, "--to", "fhir").out)

    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert len(bundle["entry"]) == 6


def test_charts_may_be_read_one_in_each_line_or_one_over_many(carecoord, people, tmp_path):
    carecoord("convert", people, "--to", "chart", "--out", "charts.ndjson")
    document = json.loads((tmp_path / "charts.ndjson").read_text("utf-8").splitlines()[1])
    indented = json.dumps(dict(sorted(document.items())), indent=2)
    (tmp_path / "one.json").write_text(indented, "utf-8")

    many = carecoord("convert", "charts.ndjson", "--to", "ndjson")
    one = carecoord("convert", "one.json", "--to", "ndjson")

    assert (many.returncode, one.returncode) == (0, 0)
    assert (len(lines(many.out)), len(lines(one.out))) == (6, 2)


def test_charts_that_gzip_compressed_are_read(carecoord, people, tmp_path):
    carecoord("convert", people, "--to", "chart", "--out", "charts.ndjson")
    packed = gzip.compress((tmp_path / "charts.ndjson").read_bytes())
    (tmp_path / "charts.ndjson.gz").write_bytes(packed)

    done = carecoord("convert", "charts.ndjson.gz", "--to", "ndjson")

    assert len(lines(done.out)) == 6


def test_charts_and_bundles_of_one_folder_are_told_apart(carecoord, people, tmp_path):
    (tmp_path / "mixed").mkdir()
    carecoord("convert", "people/1.json", "--to", "chart", "--out", "mixed/chart.json")
    (tmp_path / "people" / "2.json").rename(tmp_path / "mixed" / "bundle.json")

    done = carecoord("convert", "mixed", "--to", "chart")

    assert done.returncode == 0
    assert len(done.out.splitlines()) == 2


def test_a_document_of_schema_1_is_written_in_the_schema_of_today(carecoord, written):
    written("old.json", '{"schema":1,"key":"k","patient":{},"fills":[]}')

    done = carecoord("convert", "old.json", "--to", "chart")

    assert json.loads(done.out) == {"schema": 2, "key": "k", "patient": {}, "fills": []}


# -- several sources of one patient ---------------------------------------------------------------


def test_sources_of_one_patient_are_united(carecoord, written, patient, discharge):
    written("in/a.json", patient(), discharge("1"))
    written(
        "in/b.json", patient(), discharge("1"), discharge("2", subject={"reference": "Patient/p1"})
    )

    done = carecoord("convert", "in", "--to", "chart")

    (line,) = done.out.splitlines()
    assert len(chart_json.loads(line).encounters) == 2
    assert len(chart_json.sources(line)) == 5


def test_of_two_records_that_say_the_same_one_is_written_and_the_other_told(
    carecoord, written, patient, discharge
):
    written("in/a.json", patient(), discharge("1"))
    written("in/b.json", patient(), discharge("1", extension=[{"url": "urn:x"}]))
    carecoord("convert", "in", "--to", "chart", "--out", "charts.ndjson")

    for source in ("in", "charts.ndjson"):
        done = carecoord("convert", source, "--to", "ndjson")

        assert [one["resourceType"] for one in lines(done.out)] == ["Patient", "Encounter"]
        line = "1 x the chart says it from another source, or no longer; not written: Encounter"
        assert line in done.told
        assert done.returncode == 1


def test_a_disagreement_is_told_and_both_are_kept(carecoord, written, patient, discharge):
    named = {"identifier": [{"system": "urn:stays", "value": "1"}]}
    written("in/a.json", patient(), discharge("1", **named))
    written("in/b.json", patient(), discharge("1", ended="2026-11-17T15:00:00Z", **named))

    done = carecoord("convert", "in", "--to", "chart")

    assert done.returncode == 1
    assert "1 disagreement between records of one patient: kept" in done.told
    assert len(chart_json.loads(done.out).encounters) == 2


def test_a_known_patient_with_another_birth_date_is_another_one(carecoord, written, patient):
    written("in/a.json", patient())
    written("in/b.json", patient(birthDate="1990-01-01"))
    written("in/c.json", patient(birthDate="1990-01-01"))

    done = carecoord("convert", "in", "--to", "chart")

    births = [chart_json.loads(line).patient.birth_date.year for line in done.out.splitlines()]
    assert births == [1950, 1990]
    assert "2 charts of a known patient with another birth date: kept apart" in done.told
    assert done.returncode == 1


def test_a_copy_from_another_source_is_written_once(carecoord, written, patient, discharge):
    ward = {"resourceType": "Organization", "id": "o", "name": "Lowell Clinic"}
    for number in ("1", "2"):
        stay = discharge(number, serviceProvider={"reference": "Organization/o"})
        written(f"in/{number}.json", patient(number), stay, ward)

    done = carecoord("convert", "in", "--to", "ndjson")

    kinds = Counter(one["resourceType"] for one in lines(done.out))
    assert kinds == {"Patient": 2, "Encounter": 2, "Organization": 1}
    assert done.returncode == 0


def test_two_patients_under_one_address_are_told(carecoord, written, patient):
    written("in/a.json", patient("1", id="p"))
    written("in/b.json", patient("2", id="p"))

    done = carecoord("convert", "in", "--to", "fhir")

    assert len(json.loads(done.out)["entry"]) == 2
    assert "1 x an address that a resource of another source has" in done.told
    assert done.returncode == 1


# -- what belongs to no patient, what cannot be read ----------------------------------------------


@pytest.fixture
def stray(written, patient):
    """A place that nobody of several patients refers to."""
    return written("ward.json", patient("1"), patient("2"), STRAY)


@pytest.mark.parametrize("to", ["fhir", "ndjson"])
def test_what_belongs_to_no_patient_is_written_as_fhir(carecoord, stray, to):
    done = carecoord("convert", stray, "--to", to)

    assert done.out.count('"Ward 7"') == 1
    assert "2 patients written, in 3 resources" in done.told
    assert done.returncode == 0


@pytest.mark.parametrize("option", [(), ("--without-sources",)], ids=["whole", "bare"])
def test_what_belongs_to_no_patient_is_a_line_for_charts(carecoord, stray, option):
    done = carecoord("convert", stray, "--to", "chart", *option)

    assert "1 x belongs to no patient, and a chart is one patient's; left out" in done.told
    assert done.returncode == 1


def test_references_by_address_are_by_type_and_id_in_ndjson(carecoord, written, patient, discharge):
    stay = discharge("1", subject={"reference": "urn:uuid:p1", "display": "urn:uuid:p1"})
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": "urn:uuid:p1", "resource": patient()},
            {"fullUrl": "urn:uuid:stay1", "resource": stay},
        ],
    }
    written("urns.json", json.dumps(bundle))

    done = carecoord("convert", "urns.json", "--to", "ndjson")

    _, written_stay = lines(done.out)
    assert written_stay["subject"] == {"reference": "Patient/p1", "display": "urn:uuid:p1"}
    assert "1 reference to an address of a bundle" in done.told
    assert done.returncode == 0


def test_a_document_with_a_fault_costs_only_itself(carecoord, people, tmp_path):
    charts = carecoord("convert", people, "--to", "chart").out.splitlines()
    faulty = [charts[0], '{"schema":2,"key":"k"}', "", "not JSON", charts[2], '{"schema":9}']
    (tmp_path / "charts.ndjson").write_text("\n".join(faulty), "utf-8")

    done = carecoord("convert", "charts.ndjson", "--to", "chart")

    assert done.out.splitlines() == [charts[0], charts[2]]
    assert "5 entries read: 2 kept, 0 of types that are not mapped, 3 lost" in done.told
    assert "missing @ $.patient); left out: line[1] of charts.ndjson" in done.told
    assert done.returncode == 1


def test_a_document_larger_than_the_limit_is_not_read(carecoord, people, tmp_path):
    line = carecoord("convert", people, "--to", "chart").out.splitlines()[0]
    (tmp_path / "charts.ndjson").write_text(f"{line}{' ' * 9_000}\n{line}\n", "utf-8")

    done = carecoord("convert", "charts.ndjson", "--to", "chart", "--max-bytes", len(line) + 1)

    assert done.out.splitlines() == [line]
    assert "larger than the limit allows; not read: line[0] of charts.ndjson" in done.told


def test_nothing_that_is_said_names_the_patient(carecoord, people, written):
    written("people/bad.json", '{"schema":2,"key":"k","patient":{"Quillfeather":"Ottoline"}}')

    done = carecoord("convert", people, "--to", "chart", "--out", "charts.ndjson")

    assert "Quillfeather" not in done.told
    assert "Ottoline" not in done.told


# -- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "xml"], "--to xml: no such format. Give one of chart, fhir, ndjson"),
        (["--to", "fhir", "--without-sources"], "--without-sources with --to fhir"),
        (["--to", "fhir", "--out", "nowhere/out.json"], "its folder does not exist"),
        (["--to", "fhir", "--out", "record.json"], "it is a source as well"),
        (["--to", "fhir", "--max-bytes", "0"], "0 bytes"),
        (["--to", "fhir", "--store", ""], "--store: not the URL of a store"),
        (["--to", "fhir", "--store", "sqlite:///nowhere.db"], "no such store"),
    ],
)
def test_what_cannot_be_done_is_status_2(carecoord, record, arguments, told):
    done = carecoord("convert", "record.json", *arguments)

    assert (done.returncode, done.out) == (2, "")
    assert told in done.told


def _small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


def test_on_a_full_disk_what_was_there_stays(carecoord, people, tmp_path):
    (tmp_path / "out.json").write_text("before", "utf-8")
    done = carecoord(
        "convert", people, "--to", "fhir", "--out", "out.json", preexec_fn=_small_files
    )

    assert done.returncode == 2
    assert "writing out.json: file too large" in done.told
    assert (tmp_path / "out.json").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "people"]


def test_without_a_source_there_is_nothing_to_do(carecoord):
    done = carecoord("convert", "--to", "chart")

    assert done.returncode == 2
    assert "no SOURCE" in done.told


def test_a_folder_of_nothing_gives_an_empty_bundle(carecoord, written):
    written("in/empty.json", '{"resourceType":"Bundle","type":"collection"}')

    done = carecoord("convert", "in", "--to", "fhir")

    assert json.loads(done.out) == {"resourceType": "Bundle", "type": "collection"}
    assert "no chart was found" in done.told


def test_the_example_is_converted_as_the_page_says(carecoord, written):
    written("ines.json", examples.example("ines"))

    carecoord("convert", "ines.json", "--to", "chart", "--out", "ines.ndjson")
    done = carecoord("convert", "ines.ndjson", "--to", "fhir")

    assert resources(done.out) == resources(examples.example("ines"))
