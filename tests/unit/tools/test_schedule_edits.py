"""What the mutation tool changes in a schedule, and which families it goes through."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOL = ROOT / "tools" / "mutation"
SCHEDULE = """
VISIT = Step(
    name="visit",
    title="Seen",
    earliest=days(1),
    due=days(60),
    overdue_after=months(3),
    closed_by=VISITS,
    closes="a visit",
    attempts=TRIES,
    by=frozenset({Licence.RN, Licence.PHARMACIST}),
    urgency=Urgency.URGENT,
    window_over="over",
)
CALL = Step(name="call", earliest=days(0), due=business_days(2), by=frozenset({Licence.RN}))
NEED = ValueSet(url="urn:need", name="Need", codes=(snomed("73211009"),))
RULE = FollowUp(
    trigger=STAYS,
    trigger_name="discharge",
    steps=(VISIT, CALL),
    lapses_after=days(90),
    superseded_by=ADMISSIONS,
    superseded_name="readmission",
    one_in=days(7),
)
"""


def listed(*paths):
    """The mutants that the tool would try, without their places."""
    done = subprocess.run(
        [sys.executable, str(TOOL), "--list", *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.partition(" ")[2] for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def mutants(tmp_path_factory):
    file = tmp_path_factory.mktemp("schedule") / "toy.py"
    file.write_text(SCHEDULE)
    return listed(file)


@pytest.mark.parametrize(
    "change",
    [
        "VISIT: 60 -> 59",
        "VISIT: 60 -> 61",
        "VISIT: days(60) -> business_days(60)",
        "VISIT: days(60) -> months(2)",
        "VISIT: months(3) -> days(90)",
        "CALL: business_days(2) -> days(2)",
        "VISIT: earliest and due exchanged",
        "VISIT: due and overdue_after exchanged",
        "CALL: earliest and due exchanged",
        "VISIT: 'visit' -> 'visit0'",
        "VISIT: Step without attempts=",
        "VISIT: Step without by=",
        "VISIT: Step without urgency=",
        "VISIT: without Licence.RN",
        "VISIT: RN -> PHARMACIST",
        "VISIT: URGENT -> ASAP",
        "CALL: without Licence.RN",
        "RULE: without VISIT",
        "RULE: without CALL",
        "RULE: FollowUp without superseded_by=",
        "RULE: FollowUp without one_in=",
    ],
)
def test_it_is_changed(mutants, change):
    assert f"toy.py: {change}" in mutants


@pytest.mark.parametrize(
    "words", ["'Seen'", "'a visit'", "'over'", "'discharge'", "'readmission'", "'urn:need'"]
)
def test_what_people_read_is_left_alone(mutants, words):
    assert not [mutant for mutant in mutants if words in mutant]


@pytest.mark.parametrize(
    "impossible",
    ["Step without due=", "FollowUp without steps=", "days(0) -> business_days(0)", "days without"],
)
def test_what_could_not_be_imported_or_is_the_same_is_not_tried(mutants, impossible):
    assert not [mutant for mutant in mutants if impossible in mutant]


@pytest.fixture(scope="module")
def everything():
    return listed()


@pytest.mark.parametrize("family", ["measures", "followup"])
def test_without_paths_it_goes_through_each_family(everything, family):
    rules = ROOT / "src" / "carecoord" / "rules" / family
    with_rules = {path.name for path in rules.glob("*.py") if "RULE = Rule(" in path.read_text()}

    assert with_rules
    assert with_rules <= {mutant.partition(":")[0] for mutant in everything}


@pytest.mark.parametrize("family", ["measures", "followup"])
def test_each_family_has_a_spec_and_a_list_of_survivors(family):
    assert list((ROOT / "tests" / "spec" / family).glob("test_*.py"))
    assert (ROOT / "tools" / "mutation_survivors" / f"{family}.toml").is_file()
