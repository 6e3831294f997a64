"""`--parameter`: what a site sets, and what is said when it cannot be."""

import csv
import io

import pytest

DAY = ("--as-of", "2026-06-01")
NAME = "safety.severe-blood-pressure.acknowledge-within"
IN_RANGE = "monitoring.inr.in-range"
SAME_DAY = "adherence.pdc.same-day-fills-add-up"


@pytest.fixture
def severe(written, patient):
    """A severe pressure at 09:00 UTC on 1 June 2026."""
    part = {
        "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
        "valueQuantity": {
            "value": 190,
            "unit": "mmHg",
            "system": "http://unitsofmeasure.org",
            "code": "mm[Hg]",
        },
    }
    reading = {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
        "subject": {"reference": "https://example.org/Patient/p1"},
        "effectiveDateTime": "2026-06-01T09:00:00Z",
        "component": [part],
    }
    return written("severe.json", patient(), reading)


def due(done):
    rows = csv.DictReader(io.StringIO(done.out))
    (row,) = [row for row in rows if row["rule"] == "safety.severe-blood-pressure"]
    return row["due"]


@pytest.mark.parametrize(
    ("given", "hour"),
    [
        ((), "10:00"),
        ((f"{NAME}=30 minutes",), "09:30"),
        ((f"{NAME}@2026-06-01=15 minutes",), "09:15"),
        ((f"{NAME}@2026-06-02=15 minutes",), "10:00"),
        ((f"{NAME}=30 minutes", f"{NAME}@2026-06-02=15 minutes"), "09:30"),
        ((f"{NAME}=2 hours", f"{SAME_DAY}=false"), "11:00"),
    ],
)
def test_a_review_keeps_to_what_the_site_sets(carecoord, severe, given, hour):
    options = [part for text in given for part in ("--parameter", text)]
    done = carecoord("review", severe, *DAY, *options)

    assert due(done).startswith(f"2026-06-01T{hour}")


def test_an_explanation_too(carecoord, severe):
    asked = ("--rule", "safety.severe-blood-pressure", "--parameter", f"{NAME}=5 minutes")
    done = carecoord("explain", severe, *DAY, *asked)

    assert "Acknowledge by 2026-06-01T09:05:00+00:00" in done.out


def test_a_rule_shows_its_parameters_as_they_are_written(carecoord):
    assert f"  {NAME}: 1 hour (how long" in carecoord("rules", "safety.severe-blood-pressure").out
    assert f"  {SAME_DAY}: true (whether" in carecoord("rules", "adherence.pdc").out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("nothing", "parameter 'nothing': no value. Write NAME=VALUE"),
        (f"{NAME}s=1 hour", f"no rule of this catalogue has it. Did you mean '{NAME}'?"),
        (f"{NAME}=soon", f"parameter '{NAME}': 'soon' cannot be read. Write it as its default"),
        (f"{NAME}@today=1 hour", f"parameter '{NAME}': 'today' is no day. Write it like"),
        (f"{SAME_DAY}=1", "rule 'adherence.pdc', parameter"),
        (f"{NAME}=0 minutes", f"parameter '{NAME}': '0 days' is not above 0. Give it as its"),
        (f"{IN_RANGE}=0 days", f"rule 'monitoring.inr', parameter '{IN_RANGE}': '0 days' is not"),
        (f"{IN_RANGE}=-5 days", f"parameter '{IN_RANGE}': '-5 days' is not above 0. Give it as"),
        (
            f"{IN_RANGE}=2 months",
            "'2 months' is in months, not in days. Give it as its default is given: 28 days",
        ),
    ],
)
@pytest.mark.parametrize("command", ["review", "rules"])
def test_what_cannot_be_set_keeps_the_command_from_starting(
    carecoord, severe, command, given, told
):
    arguments = (severe, *DAY) if command == "review" else ()
    done = carecoord(command, *arguments, "--parameter", given)

    assert done.returncode == 2
    assert told in done.told
    assert done.out == ""


def test_twice_is_told(carecoord):
    twice = ("--parameter", f"{NAME}=1 hour", "--parameter", f"{NAME}=2 hours")

    assert f"parameter '{NAME}': it is set twice" in carecoord("rules", *twice).told


def test_a_measure_says_which_parameters_it_does_not_have(carecoord, severe):
    asked = ("--period", "2026-01-01/2027-01-01", "--parameter", f"{NAME}=1 hour")
    done = carecoord("measure", "CMS165", severe, *asked)

    assert done.returncode == 2
    assert f"parameter '{NAME}': no rule of this catalogue has it" in done.told


def test_a_measure_without_its_sets_says_how_to_give_them(carecoord, severe):
    done = carecoord("measure", "CMS165", severe, "--period", "2026-01-01/2027-01-01")

    assert done.returncode == 2
    assert "the value sets of measures.cms165: no folder is given for " in done.told
    assert "--value-sets FOLDER" in done.told
