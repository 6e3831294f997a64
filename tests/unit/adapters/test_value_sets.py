import json

import pytest

from carecoord.adapters.value_sets import load
from carecoord.errors import InputError
from carecoord.model.code import SNOMED, Code

URL = "http://cts.nlm.nih.gov/fhir/ValueSet/1.2.3"


def _set(*codes, **elements):
    contains = [{"system": SNOMED, "code": code} for code in codes]
    return {
        "resourceType": "ValueSet",
        "url": URL,
        "name": "Gout",
        "expansion": {"contains": contains},
        **elements,
    }


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, held in files.items():
            path = tmp_path / f"{name}.json"
            path.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
        return tmp_path

    return write


def _codes(loaded):
    return [sorted(code.code for code in one.codes) for one in loaded.value_sets]


def test_an_expansion_gives_its_codes(folder):
    (found,) = load(folder(a=_set("1", "2", version="7", publisher="P"))).value_sets

    assert (found.url, found.name, found.version, found.publisher) == (URL, "Gout", "7", "P")
    assert found.codes == {Code(SNOMED, "1"), Code(SNOMED, "2")}


def test_entries_below_others_count(folder):
    nested = _set("1")
    nested["expansion"]["contains"][0]["contains"] = [{"system": SNOMED, "code": "2"}]

    assert _codes(load(folder(a=nested))) == [["1", "2"]]


def test_an_abstract_entry_only_groups_others(folder):
    grouped = _set("1")
    grouped["expansion"]["contains"].append(
        {"abstract": True, "system": SNOMED, "code": "9", "contains": []}
    )

    assert _codes(load(folder(a=grouped))) == [["1"]]


def test_a_list_of_codes_needs_no_expansion(folder):
    composed = {
        **_set(),
        "compose": {
            "include": [{"system": SNOMED, "concept": [{"code": "1"}, {"code": "2"}]}],
            "exclude": [{"system": SNOMED, "concept": [{"code": "2"}]}],
        },
    }
    del composed["expansion"]

    assert _codes(load(folder(a=composed))) == [["1"]]


@pytest.mark.parametrize(
    "clause", [{"filter": [{}]}, {}, {"concept": [], "filter": [{}]}, {"valueSet": [None]}]
)
def test_a_set_defined_by_a_rule_is_skipped(folder, clause):
    ruled = {**_set(), "compose": {"include": [{"system": SNOMED, **clause}]}}
    del ruled["expansion"]
    loaded = load(folder(a=ruled))

    assert loaded.value_sets == ()
    assert loaded.skipped[0].reason == "defined by a rule, not a list: expand it first"


@pytest.mark.parametrize("held", [{"resourceType": "Measure"}, [], 4], ids=str)
def test_what_is_no_value_set_is_skipped(folder, held):
    (skipped,) = load(folder(a=held)).skipped

    assert (skipped.file, skipped.reason) == ("a.json", "not a ValueSet")


def test_a_set_with_fewer_codes_than_its_total_is_truncated(folder):
    held = _set("1", "2")
    held["expansion"]["total"] = 3
    (found,) = load(folder(a=held)).value_sets

    assert (found.truncated, found.total) == (True, 3)


@pytest.mark.parametrize(
    ("total", "truncated"), [("3", True), ("2", False), ("many", False), ("9" * 5000, False)]
)
def test_a_total_may_be_written_as_a_text(folder, total, truncated):
    held = _set("1", "2")
    held["expansion"]["total"] = total

    assert load(folder(a=held)).value_sets[0].truncated is truncated


def test_a_total_that_is_no_number_is_none(folder):
    held = _set("1", "2")
    held["expansion"]["total"] = True

    assert load(folder(a=held)).value_sets[0].total is None


def _composed(**compose):
    return {"resourceType": "ValueSet", "url": "urn:composed", "name": "C", "compose": compose}


def _list(*codes, **elements):
    return {"system": SNOMED, "concept": [{"code": code} for code in codes], **elements}


def _codes_of(loaded, url="urn:composed"):
    (one,) = [one for one in loaded.value_sets if one.url == url]
    return sorted(code.code for code in one.codes)


def test_of_a_list_and_sets_within_one_clause_counts_what_all_have(folder):
    """FHIR R4, ValueSet.compose.include: all criteria of one clause hold at once."""
    cut = _composed(include=[_list("1", "2", "3", valueSet=[URL, f"{URL}.4|1"]), _list("8")])
    loaded = load(folder(a=cut, b=_set("2", "3", "4"), c=_set("3", "4", url=f"{URL}.4")))

    assert _codes_of(loaded) == ["3", "8"]


def test_what_is_left_out_is_what_list_and_set_have_in_common(folder):
    cut = _composed(include=[_list("1", "2", "3")], exclude=[_list("1", "2", valueSet=[URL])])

    assert _codes_of(load(folder(a=cut, b=_set("2", "3")))) == ["1", "3"]


def test_a_clause_of_sets_alone_has_their_codes_of_its_system(folder):
    held = _set("1", "2")
    held["expansion"]["contains"].append({"system": "urn:other", "code": "3"})
    every = _composed(include=[{"valueSet": [URL]}])
    some = _composed(include=[{"valueSet": URL, "system": "urn:oid:2.16.840.1.113883.6.96"}])

    assert _codes_of(load(folder(a=every, b=held))) == ["1", "2", "3"]
    assert _codes_of(load(folder(a=some, b=held))) == ["1", "2"]


@pytest.mark.parametrize("total", [None, 9])
def test_a_set_that_rests_on_one_no_file_lists_whole_is_skipped(folder, total):
    held = _set("2", url=URL if total else "urn:other")
    held["expansion"]["total"] = total
    loaded = load(folder(a=_composed(include=[_list("1", "2", valueSet=[URL])]), b=held))

    assert [one.file for one in loaded.skipped] == ["a.json"]
    assert loaded.skipped[0].reason == (
        f"rests on {URL}: no file here lists it whole; expand it first"
    )


def test_an_expansion_needs_no_set_that_it_was_composed_of(folder):
    held = _set("1", compose={"include": [{"valueSet": ["urn:elsewhere"]}]})

    assert _codes(load(folder(a=held))) == [["1"]]


def test_a_code_listed_twice_is_not_one_that_is_missing(folder):
    held = _set("1", "1", "2")
    held["expansion"]["total"] = 3

    assert not load(folder(a=held)).value_sets[0].truncated


def test_pages_of_one_expansion_are_put_together(folder):
    pages = {name: _set(code) for name, code in (("a", "1"), ("b", "2"))}
    for page in pages.values():
        page["expansion"]["total"] = 2
    (found,) = load(folder(**pages)).value_sets

    assert (len(found.codes), found.truncated) == (2, False)


def test_two_versions_of_a_set_are_refused(folder):
    with pytest.raises(InputError, match=r"a.json and b.json hold different versions"):
        load(folder(a=_set("1", version="1"), b=_set("1", version="2")))


@pytest.mark.parametrize(
    "url", ["urn:oid:1.2.3", f"{URL}|20250101", "https://cts.nlm.nih.gov/fhir/ValueSet/1.2.3"]
)
def test_one_set_has_one_url(folder, url):
    assert load(folder(a=_set("1", url=url))).value_sets[0].url == URL


def test_a_system_under_another_name_is_the_same(folder):
    held = _set("1")
    held["expansion"]["contains"][0]["system"] = "urn:oid:2.16.840.1.113883.6.96"

    assert load(folder(a=held)).value_sets[0].codes == {Code(SNOMED, "1")}


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ("hello", "it is not JSON"),
        ("[" * 100_000, "it is nested too deeply"),
        (_set("1", url=None), "the value set has no url"),
    ],
    ids=["not JSON", "nested", "no url"],
)
def test_a_file_that_cannot_be_used_is_named(folder, held, found):
    with pytest.raises(InputError, match=rf"value sets from a.json: {found}"):
        load(folder(a=held))


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="value sets from nowhere"):
        load(tmp_path / "nowhere")


def test_other_files_are_left_alone(folder, tmp_path):
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")

    assert load(folder()).value_sets == ()
