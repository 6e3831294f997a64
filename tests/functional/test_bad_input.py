"""Input that is wrong: told with its reason, status 1, never a traceback."""

import json
import os

import pytest

DAY = ("--as-of", "2026-11-20")


def _bundle(*resources):
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


NESTED = "[" * 100_000 + "]" * 100_000
BAD = {
    "not JSON": ("hello", "not JSON"),
    "empty": ("", "nothing in it"),
    "binary": (b"\x00\xff\xfe\x80", "bad.json"),
    "a number": ("42", "bad.json"),
    "nested too deep": (f'{{"resourceType": "Bundle", "entry": {NESTED}}}', "bad.json"),
    "an entry nested too deep": (
        _bundle({"resourceType": "Patient", "id": "x", "extension": 0}).replace("0", NESTED),
        "bad.json",
    ),
    "no patient": (
        _bundle(
            {
                "resourceType": "Condition",
                "id": "c",
                "subject": {"reference": "Patient/elsewhere"},
                "code": {"text": "gout"},
            }
        ),
        "the patient is not in this source; in no chart",
    ),
    "30 February": (
        _bundle({"resourceType": "Patient", "id": "p", "birthDate": "2022-02-30"}),
        "not a date or time that exists",
    ),
    "an entry of a type that does not exist": (_bundle({"id": "p"}), "no resource type"),
}


@pytest.fixture
def good(written, patient, discharge):
    return written("in/good.json", patient(), discharge())


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_bad_content_is_told_and_the_rest_is_done(carecoord, written, good, content, reason):
    written("in/bad.json", content)
    done = carecoord("review", "in", *DAY)

    assert done.returncode == 1
    assert reason in done.told
    assert "visit-7" in done.out


def test_a_bundle_that_is_cut_off_is_told(carecoord, written, patient):
    whole = written("whole.json", patient()).read_text(encoding="utf-8")
    done = carecoord("review", written("cut.json", whole[:-30]), *DAY)

    assert done.returncode == 1
    assert "cut off; nothing of it can be read: source of cut.json" in done.told


def test_a_patient_without_birth_date_is_reviewed(carecoord, written, patient, discharge):
    done = carecoord("review", written("in.json", patient(birthDate=None), discharge()), *DAY)

    assert "visit-7" in done.out
    assert "insufficient data" in done.out


def test_a_file_above_the_limit_is_not_read(carecoord, written, patient):
    done = carecoord("review", written("in.json", patient()), *DAY, "--max-bytes", "100")

    assert done.returncode == 1
    assert "larger than the limit" in done.told


def test_the_file_of_a_problem_is_named_without_its_folder(carecoord, written):
    told = carecoord("review", written("in/bad.json", "hello"), *DAY).told

    assert "of bad.json" in told
    assert "/bad.json" not in told


def test_only_the_first_examples_of_a_reason_are_shown(carecoord, written):
    for number in range(9):
        written(f"in/bad{number}.json", "hello")
    told = carecoord("review", "in", *DAY).told

    assert "9 x not JSON" in told
    assert told.count("source of bad") == 3


def test_what_a_terminal_would_obey_is_taken_out(carecoord, written):
    told = carecoord("review", written("a\x1b[31m.json", "hello"), *DAY).told

    assert "\x1b" not in told


def test_the_same_number_with_another_birth_date_is_another_patient(carecoord, written, patient):
    written("in/a.json", patient())
    written("in/b.json", patient(birthDate="1990-01-01"))
    done = carecoord("review", "in", *DAY)

    assert done.returncode == 1
    assert "1 chart of a known patient with another birth date: kept apart" in done.told
    assert len({line.split(",")[0] for line in done.out.split("\n")[1:] if line}) == 2


def test_a_pipe_in_a_folder_does_not_keep_the_rest_waiting(carecoord, good, tmp_path):
    os.mkfifo(tmp_path / "in" / "pipe.json")
    (tmp_path / "in" / "zeros.ndjson").symlink_to("/dev/zero")
    done = carecoord("review", "in", *DAY)

    assert done.returncode == 1
    assert "2 x a pipe or device" in done.told
    assert "pipe.json" in done.told
    assert "visit-7" in done.out


def test_a_limit_far_above_the_file_costs_nothing(carecoord, good):
    for limit in ("1000000000000", "99999999999999999999"):
        done = carecoord("review", good, *DAY, "--max-bytes", limit)

        assert done.returncode == 0
        assert "visit-7" in done.out
