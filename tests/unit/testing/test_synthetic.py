import json
from collections import Counter
from datetime import date

import pytest

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.adapters.codec.fhir_r4 import read
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.finding import Outcome
from carecoord.testing import synthetic
from carecoord.testing.invented.archetypes import ARCHETYPES
from carecoord.testing.invented.value_sets import value_sets

AS_OF = date(2026, 6, 1)
DECK = sum(kind.weight for kind in ARCHETYPES)
MANY = 300


def _findings(n, catalogue, as_of=AS_OF):
    for bundle in synthetic(n, as_of=as_of):
        for read_result in read(bundle):
            if read_result.chart is not None:
                yield from review(read_result.chart, catalogue, as_of).findings


@pytest.fixture(scope="module")
def catalogue():
    chosen = {"readmission.hospital-simplified.likely-from": 5}
    return standard(value_sets=value_sets(), calendar=us(), parameters=chosen)


@pytest.fixture(scope="module")
def told(catalogue):
    """How many findings each rule has of each outcome, with and without an action."""
    return Counter(
        (finding.rule, finding.outcome, finding.action is not None)
        for finding in _findings(MANY, catalogue)
    )


def _table(told):
    lines = sorted((rule, outcome.name, act, count) for (rule, outcome, act), count in told.items())
    return "\n".join(f"{rule:36} {name:18} action {act!s:6} {n:5}" for rule, name, act, n in lines)


def test_the_same_seed_gives_the_same_bytes():
    assert list(synthetic(40, seed=3)) == list(synthetic(40, seed=3))


def test_fewer_patients_are_the_beginning_of_more():
    assert list(synthetic(10, seed=3)) == list(synthetic(30, seed=3))[:10]


def test_another_seed_gives_other_patients():
    ours, theirs = set(synthetic(40, seed=3)), set(synthetic(40, seed=4))

    assert ours.isdisjoint(theirs)


def test_another_day_gives_other_patients():
    first = next(synthetic(1, as_of=date(2026, 6, 1)))
    second = next(synthetic(1, as_of=date(2026, 6, 2)))

    assert json.loads(first)["id"] != json.loads(second)["id"]


@pytest.mark.parametrize("n", [0, 1, DECK, DECK + 1])
def test_any_number_can_be_had(n):
    assert len(list(synthetic(n))) == n


def test_they_come_one_at_a_time():
    endless = synthetic(10**12)

    assert next(endless) != next(endless)


def test_all_have_a_record_number_of_their_own():
    keys = [
        read_result.chart.key
        for seed in (0, 1)
        for bundle in synthetic(DECK, seed)
        for read_result in read(bundle)
        if read_result.chart is not None
    ]

    assert len(set(keys)) == 2 * DECK


def test_addresses_are_used_once_in_a_population():
    urls = [entry["fullUrl"] for bundle in synthetic(DECK) for entry in json.loads(bundle)["entry"]]

    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize("as_of", [date(2026, 6, 1), date(2026, 1, 1), date(2024, 2, 29)])
def test_every_bundle_is_read_without_a_problem(as_of):
    results = [r for bundle in synthetic(DECK, seed=5, as_of=as_of) for r in read(bundle)]

    assert [problem for r in results for problem in r.problems] == []
    assert [dict(r.summary.unmapped) for r in results if r.summary.unmapped] == []


def test_nothing_has_happened_after_the_day_of_review():
    allowed = {"Appointment", "ClaimResponse"}
    late = [
        entry["resource"]["resourceType"]
        for bundle in synthetic(DECK, as_of=AS_OF)
        for entry in json.loads(bundle)["entry"]
        if entry["resource"]["resourceType"] not in allowed
        for text in _days(entry["resource"])
        if text > AS_OF.isoformat()
    ]

    assert late == []


def _days(element):
    if isinstance(element, dict):
        for name, value in element.items():
            if isinstance(value, str) and (name in {"start", "end"} or name.endswith(_TIMES)):
                yield value[:10]
            else:
                yield from _days(value)
    elif isinstance(element, list):
        for value in element:
            yield from _days(value)


_TIMES = ("DateTime", "Date", "sent", "received", "issued", "whenHandedOver", "authoredOn")


FAMILIES = {"adherence", "measures", "readmission"}
SCHEDULES = {
    "followup.medication-reconciliation",
    "followup.transitional-care",
    "monitoring.hba1c",
    "permissions.running-out",
    "safety.severe-blood-pressure",
}


def concerned(catalogue):
    """The rules that the recipes were written for.

    The other schedules are tried out at every edge of their windows in tests/spec/schedules, with
    charts made from the schedules themselves; the other rules about permissions, half of which
    look at what FHIR has no place for, in tests/spec/permissions.
    """
    return {rule.id for rule in catalogue.rules if rule.family in FAMILIES or rule.id in SCHEDULES}


def test_every_rule_is_met_by_somebody(told, catalogue):
    met = {rule for rule, outcome, _ in told if outcome is Outcome.MET}

    assert concerned(catalogue) <= met, _table(told)


def test_every_rule_is_not_met_by_somebody(told, catalogue):
    not_met = {rule for rule, outcome, _ in told if outcome is Outcome.NOT_MET}

    assert concerned(catalogue) <= not_met, _table(told)


def test_every_rule_does_not_concern_somebody(told, catalogue):
    beside = {rule for rule, outcome, _ in told if outcome is Outcome.NOT_APPLICABLE}

    assert concerned(catalogue) <= beside, _table(told)


def test_every_rule_knows_too_little_of_somebody(told, catalogue):
    unknown = {rule for rule, outcome, _ in told if outcome is Outcome.INSUFFICIENT_DATA}

    assert concerned(catalogue) <= unknown, _table(told)


# The proportion only tells how the year stands; the work is opened by adherence.late-refill.
# Of a discharge, what is still open of it opens the work, not its scores, its window and returns.
# The gap of a visit (CMS22) can be closed on its day alone, that of a first prescription (CMS136)
# in the 30 days after it: nobody's is that fresh.
WITHOUT_WORK = {
    "adherence.pdc",
    "measures.cms22",
    "measures.cms136",
    "readmission.charlson",
    "readmission.elixhauser",
    "readmission.hospital",
    "readmission.hospital-2013",
    "readmission.hospital-simplified",
    "readmission.lace",
    "readmission.repeated",
    "readmission.window",
}


def test_every_rule_has_work_for_somebody(told, catalogue):
    found = {rule for rule, _, acts in told if acts}

    assert concerned(catalogue) - WITHOUT_WORK <= found, _table(told)


def test_every_rule_has_no_work_for_somebody(told, catalogue):
    found = {rule for rule, _, acts in told if not acts}

    assert concerned(catalogue) <= found, _table(told)
