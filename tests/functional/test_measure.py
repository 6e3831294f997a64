"""`carecoord measure`: populations of a measure, case by case."""

import csv
import io
import json

import pytest

from carecoord.rules.measures.cms165 import RULE

YEAR = ("--period", "2026-01-01/2027-01-01")
POPULATIONS = ["initial-population", "denominator", "denominator-exclusion", "numerator"]
SNOMED = "http://snomed.info/sct"
CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"
HYPERTENSION, VISIT = "59621000", "185349003"
USER_SETS = {one.url: one.name for one in RULE.shape.sets if one.url.startswith("http")}


def _value_set(url, name, *codes, total=None):
    held = [{"system": SNOMED, "code": code} for code in codes or ("999999",)]
    return {
        "resourceType": "ValueSet",
        "url": url,
        "name": name,
        "version": "1",
        "expansion": {"total": total or len(held), "contains": held},
    }


@pytest.fixture
def value_sets(tmp_path):
    """Every set that CMS165 names; those that matter here with a code that a case holds."""
    folder = tmp_path / "sets"
    folder.mkdir()
    codes = {"Essential Hypertension": HYPERTENSION, "Office Visit": VISIT}
    for place, (url, name) in enumerate(sorted(USER_SETS.items())):
        held = (codes[name],) if name in codes else ()
        (folder / f"{place}.json").write_text(json.dumps(_value_set(url, name, *held)))
    return folder


@pytest.fixture
def case(written, patient):
    """Somebody with hypertension and a visit in the year, whose pressure nobody took."""
    coded = {"coding": [{"system": SNOMED, "code": HYPERTENSION}]}
    subject = {"reference": "https://example.org/Patient/p1"}
    return written(
        "cases/one.json",
        patient(birthDate="1970-05-06"),
        {
            "resourceType": "Condition",
            "id": "c1",
            "clinicalStatus": {"coding": [{"code": "active"}]},
            "code": coded,
            "subject": subject,
            "onsetDateTime": "2020-01-01",
        },
        {
            "resourceType": "Encounter",
            "id": "e1",
            "status": "finished",
            "class": {
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                "code": "AMB",
            },
            "type": [{"coding": [{"system": SNOMED, "code": VISIT}]}],
            "subject": subject,
            "period": {"start": "2026-03-01T10:00:00Z", "end": "2026-03-01T10:20:00Z"},
        },
    )


def _rows(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_case_without_a_reading_is_in_the_denominator_only(carecoord, case, value_sets):
    done = carecoord("measure", "CMS165", "cases", "--value-sets", value_sets, *YEAR)

    assert [(row["population"], row["count"]) for row in _rows(done)] == list(
        zip(POPULATIONS, "1100", strict=True)
    )
    assert done.returncode == 0


def test_the_case_is_named_for_its_file(carecoord, case, value_sets):
    done = carecoord("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)

    assert {(row["case_id"], row["group"]) for row in _rows(done)} == {("one", "Group_1")}
    assert done.out.startswith("case_id,group,population,count\n")


@pytest.mark.parametrize("name", ["CMS165", "cms165", "measures.cms165"])
def test_a_measure_goes_by_its_name_or_its_id(carecoord, case, value_sets, name):
    assert carecoord("measure", name, case, "--value-sets", value_sets, *YEAR).returncode == 0


def test_the_file_holds_what_standard_output_does(carecoord, case, value_sets, tmp_path):
    arguments = ("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)
    carecoord(*arguments, "--out", "out.csv")

    assert carecoord(*arguments).stdout == (tmp_path / "out.csv").read_bytes()


def _file_of(folder, name):
    (url,) = [url for url, named in USER_SETS.items() if named == name]
    (path,) = [path for path in folder.iterdir() if json.loads(path.read_text())["url"] == url]
    return path


def _without(folder, name, how):
    path = _file_of(folder, name)
    if how == "missing":
        path.unlink()
    else:
        held = json.loads(path.read_text())
        path.write_text(json.dumps({**held, "expansion": {"contains": []}}))


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_set_without_codes_is_a_warning_and_leaves_open_what_asks_for_it(
    carecoord, case, value_sets, how
):
    _without(value_sets, "Pregnancy", how)
    (url,) = [url for url, name in USER_SETS.items() if name == "Pregnancy"]
    done = carecoord("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)

    assert done.returncode == 1
    assert f"warning: 1 value set is {how}: Pregnancy ({url})" in done.told.splitlines()
    assert done.told.splitlines()[-3:] == [
        "1 case of measures.cms165, edition 2026",
        "1 case could not be decided everywhere: counted as 0",
        "  denominator-exclusion, 1 case: not known: value set Pregnancy",
    ]
    assert [(row["population"], row["count"]) for row in _rows(done)] == list(
        zip(POPULATIONS, "1100", strict=True)
    )


def test_what_is_undecided_is_added_up_over_the_cases(
    carecoord, case, written, patient, value_sets
):
    _without(value_sets, "Essential Hypertension", "missing")
    written("cases/two.json", case.read_bytes())
    written("cases/young.json", patient("3", birthDate="2020-05-06"))
    done = carecoord("measure", "CMS165", "cases", "--value-sets", value_sets, *YEAR)

    assert {row["count"] for row in _rows(done)} == {"0"}
    assert done.told.splitlines()[-2:] == [
        "2 cases could not be decided everywhere: counted as 0",
        "  initial-population, 2 cases: not known: value set Essential Hypertension",
    ]


def test_of_many_missing_sets_five_are_told(carecoord, case, value_sets):
    kept = {_file_of(value_sets, name) for name in ("Essential Hypertension", "Office Visit")}
    lost = [path for path in value_sets.iterdir() if path not in kept]
    for path in lost:
        path.unlink()
    done = carecoord("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)
    (warning,) = [line for line in done.told.splitlines() if line.startswith("warning: ")]
    *five, last = done.told.splitlines()[-6:]

    assert done.returncode == 1
    assert warning.startswith(f"warning: {len(lost)} value sets are missing: ")
    assert warning.endswith(f" and {len(lost) - 5} more")
    assert all(line.startswith("  denominator-exclusion, 1 case: not known: ") for line in five)
    assert last.startswith("  and ")
    assert last.endswith(" more")


def test_a_truncated_set_is_one_warning_with_its_counts(carecoord, case, value_sets):
    (url,) = [url for url, name in USER_SETS.items() if name == "Pregnancy"]
    held = _value_set(url, "Pregnancy", "1", "2", total=9)
    for path in value_sets.iterdir():
        if json.loads(path.read_text())["url"] == url:
            path.write_text(json.dumps(held))
    done = carecoord("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)

    assert done.told.count("warning") == 1
    assert "value set Pregnancy is truncated: 2 of 9" in done.told


def test_a_year_that_no_edition_names_is_refused(carecoord, case, value_sets):
    done = carecoord(
        "measure", "CMS165", case, "--value-sets", value_sets, "--period", "2019-01-01/2020-01-01"
    )

    assert done.returncode == 2
    assert "2026" in done.told


def test_two_patients_in_a_file_are_two_cases(carecoord, written, patient, value_sets):
    path = written("both.json", patient("1"), patient("2"))
    done = carecoord("measure", "CMS165", path, "--value-sets", value_sets, *YEAR)

    cases = {row["case_id"] for row in _rows(done)}
    assert len(cases) == 2
    assert all(case.startswith("both/") for case in cases)


def test_files_of_one_name_are_told_apart_by_their_folders(
    carecoord, case, written, patient, value_sets
):
    written("more/one.json", case.read_bytes())
    written("more/two.json", patient("2"))
    written("more/deep/both.json", patient("1"), patient("2"))
    written("cases/both.json", patient("3"))
    done = carecoord("measure", "CMS165", "cases", "more", "--value-sets", value_sets, *YEAR)

    named = [row["case_id"] for row in _rows(done)[:: len(POPULATIONS)]]
    assert len(named) == len(set(named)) == 6
    assert [name for name in named if "both/" not in name] == [
        "cases/both",
        "cases/one",
        "more/one",
        "two",
    ]
    assert sum(name.startswith("deep/both/") for name in named) == 2


def test_a_file_of_one_patient_is_about_nobody_else(carecoord, case, value_sets):
    """As engines of measures take a bundle: a visit under another server's name counts, told."""
    bundle = json.loads(case.read_text())
    bundle["entry"][-1]["resource"]["subject"]["reference"] = "https://other.example.org/Patient/46"
    case.write_text(json.dumps(bundle))
    done = carecoord("measure", "CMS165", case, "--value-sets", value_sets, *YEAR)

    assert [row["count"] for row in _rows(done)] == ["1", "1", "0", "0"]
    assert "names a patient who is not in this source; taken for the only patient" in done.told
    assert done.returncode == 1


def test_a_file_without_a_patient_is_told(carecoord, case, written, value_sets):
    written("cases/nobody.json")
    done = carecoord("measure", "CMS165", "cases", "--value-sets", value_sets, *YEAR)

    assert {row["case_id"] for row in _rows(done)} == {"one"}
    assert "1 file without a patient: nobody" in done.told
    assert done.returncode == 1


def test_a_case_that_cannot_be_read_is_told(carecoord, case, written, value_sets):
    written("cases/broken.json", "hello")
    done = carecoord("measure", "CMS165", "cases", "--value-sets", value_sets, *YEAR)

    assert done.returncode == 1
    assert {row["case_id"] for row in _rows(done)} == {"one"}


def test_rates_are_one_row_for_each_group(carecoord, case, value_sets):
    done = carecoord("measure", "CMS165", "cases", "--rates", "--value-sets", value_sets, *YEAR)

    assert _rows(done) == [
        {
            "group": "Group_1",
            "stratum": "",
            "patients": "1",
            "initial-population": "1",
            "denominator": "1",
            "denominator-exclusion": "0",
            "numerator": "0",
            "denominator-exception": "",
            "rate": "0.0000",
            "undecided": "0",
        }
    ]


@pytest.fixture
def breast_sets(tmp_path):
    """Every set that CMS125 names; visits alone hold a code that the case has."""
    from carecoord.rules.measures.cms125 import RULE as BREAST

    folder = tmp_path / "breast"
    folder.mkdir()
    named = {one.url: one.name for one in BREAST.shape.sets if one.url.startswith("http")}
    for place, (url, name) in enumerate(sorted(named.items())):
        held = (VISIT,) if name == "Office Visit" else ()
        (folder / f"{place}.json").write_text(json.dumps(_value_set(url, name, *held)))
    return folder


@pytest.fixture
def woman(written, patient):
    """Fifty-six at the end of 2026, with a visit."""
    sex = {
        "url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-sex",
        "valueCode": "248152002",
    }
    return written(
        "cases/one.json",
        patient(birthDate="1970-05-06", extension=[sex]),
        {
            "resourceType": "Encounter",
            "id": "e1",
            "status": "finished",
            "type": [{"coding": [{"system": SNOMED, "code": VISIT}]}],
            "subject": {"reference": "https://example.org/Patient/p1"},
            "period": {"start": "2026-03-01T10:00:00Z", "end": "2026-03-01T10:20:00Z"},
        },
    )


def test_strata_are_told_on_request(carecoord, woman, breast_sets):
    done = carecoord("measure", "CMS125", "cases", "--strata", "--value-sets", breast_sets, *YEAR)
    told = {(r["stratum"], r["count"]) for r in _rows(done) if r["population"] == "denominator"}

    assert told == {("", "1"), ("Stratification_1_1", "0"), ("Stratification_1_2", "1")}


def test_without_the_request_there_are_no_strata(carecoord, woman, breast_sets):
    done = carecoord("measure", "CMS125", "cases", "--value-sets", breast_sets, *YEAR)

    assert [(r["population"], r["count"]) for r in _rows(done)] == list(
        zip(POPULATIONS, "1100", strict=True)
    )


def test_rates_of_strata(carecoord, woman, breast_sets):
    done = carecoord(
        "measure", "CMS125", "cases", "--strata", "--rates", "--value-sets", breast_sets, *YEAR
    )

    assert [(r["stratum"], r["denominator"], r["rate"]) for r in _rows(done)] == [
        ("", "1", "0.0000"),
        ("Stratification_1_1", "0", ""),
        ("Stratification_1_2", "1", "0.0000"),
    ]


def test_a_stratum_that_is_not_known_is_told_with_the_strata(carecoord, written, patient, tmp_path):
    """Born in 2008: a minor or not on the first day of 2026, that depends on the day."""
    from carecoord.rules.measures.cms137 import RULE as SUBSTANCE_USE

    folder = tmp_path / "substance"
    folder.mkdir()
    disorder = "66590003"
    codes = {"Substance Use Disorder": disorder, "Office Visit": VISIT}
    named = {one.url: one.name for one in SUBSTANCE_USE.shape.sets if one.url.startswith("http")}
    for place, (url, name) in enumerate(sorted(named.items())):
        held = (codes[name],) if name in codes else ()
        (folder / f"{place}.json").write_text(json.dumps(_value_set(url, name, *held)))
    subject = {"reference": "https://example.org/Patient/p1"}
    written(
        "cases/one.json",
        patient(birthDate="2008"),
        {
            "resourceType": "Encounter",
            "id": "e1",
            "status": "finished",
            "type": [{"coding": [{"system": SNOMED, "code": VISIT}]}],
            "reasonReference": [{"reference": "Condition/c1"}],
            "subject": subject,
            "period": {"start": "2026-03-01T10:00:00Z", "end": "2026-03-01T10:20:00Z"},
        },
        {
            "resourceType": "Condition",
            "id": "c1",
            "clinicalStatus": {"coding": [{"code": "active"}]},
            "category": [{"coding": [{"system": CATEGORY, "code": "encounter-diagnosis"}]}],
            "code": {"coding": [{"system": SNOMED, "code": disorder}]},
            "subject": subject,
            "onsetDateTime": "2026-03-01T10:05:00Z",
        },
    )
    asked = ("measure", "CMS137", "cases", "--value-sets", folder, *YEAR)

    assert "stratum Stratification_1_1, 1 case: not known" in carecoord(*asked, "--strata").told
    assert "stratum" not in carecoord(*asked).told


def test_nothing_in_a_cell_is_obeyed_by_a_terminal(carecoord, case, value_sets):
    case.rename(case.with_name("one\x1b[2J\u202e.json"))
    done = carecoord("measure", "CMS165", "cases", "--value-sets", value_sets, *YEAR)

    assert _rows(done)[0]["case_id"] == "one\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}"
