"""Coverages and payers' answers of real files: what is told is consistent, and read as by a person.

Most public coverages stand inside other resources, and the answers of payers in a file without its
patients. Here they are taken out and given the patient whom they name; nothing else is changed.
"""

import json
import sys
from collections import Counter
from datetime import UTC, date
from decimal import Decimal
from itertools import chain

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.rules.coverage.benefits import benefits, patient_shares
from carecoord.rules.coverage.order import on_day, order_of_payers, primary
from carecoord.rules.coverage.payer_change import affected, payer_changes
from carecoord.rules.coverage.verification import (
    Because,
    from_response,
    needs_verification,
    verified_for,
)
from carecoord.rules.referrals.loop import board, state
from carecoord.rules.referrals.stages import stages

DAYS = (date(2012, 3, 17), date(2012, 3, 18), date(2020, 2, 29), date(2026, 3, 15))


@pytest.fixture(scope="module")
def files(data):
    found = sorted((data / "fhir").glob("*.json"))
    if not found:
        pytest.skip("no FHIR files in the data")
    return found


@pytest.fixture(scope="module")
def record(files):
    """Charts as they are read, and charts of the coverages that stand inside of claims."""
    return [*chain.from_iterable(map(_charts, files)), *chain.from_iterable(map(_lifted, files))]


def _charts(source):
    return [one.chart for one in fhir_r4.read(source) if one.chart is not None]


def _lifted(path):
    """The chart of a file with one patient and the coverages contained in its claims."""
    found = json.loads(path.read_text(encoding="utf-8-sig"))
    resources = list(_resources(found))
    patients = [one for one in resources if one["resourceType"] == "Patient" and "id" in one]
    contained = [one for held in resources for one in _resources(held.get("contained", []))]
    plans = {json.dumps(one, sort_keys=True): one for one in contained if _is_coverage(one)}
    if len(patients) != 1 or not plans:
        return []
    of = {"reference": f"Patient/{patients[0]['id']}"}
    named = [
        {**one, "id": f"plan-{place}", "beneficiary": of}
        for place, one in enumerate(plans.values())
    ]
    return _charts(_bundle(patients[0], *named))


def _resources(found):
    if isinstance(found, list):
        for one in found:
            yield from _resources(one)
    elif isinstance(found, dict) and "resourceType" in found:
        yield found
        yield from _resources([one.get("resource") for one in found.get("entry", [])])


def _is_coverage(resource):
    return resource["resourceType"] == "Coverage"


def _bundle(*resources):
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def test_every_coverage_has_an_answer_and_one_place_or_none(record, capsys):
    told = Counter()
    for chart in record:
        held = chart.coverages or ()
        for day in DAYS:
            answers = {one.id: verified_for(one, day) for one in held}
            payers = order_of_payers(held, day)
            first = primary(held, day)
            told.update(one.because.name for one in answers.values())
            told["order not known"] += bool(payers.unordered)

            # No file says that a payer was asked.
            assert {one.holds for one in answers.values()} <= {None, False}
            assert {one.id for one in on_day(held, day)} == {*payers.ordered, *payers.unordered}
            assert (first.id if first else None) == next(iter(payers.ordered), None)
            assert all(
                needs_verification(one, day, valid_for=30) is (answers[one.id].holds is None)
                for one in held
            )
    with capsys.disabled():
        sys.stdout.write(f"\ncoverages on {len(DAYS)} days: {dict(sorted(told.items()))}\n")

    assert set(told) == {"NEVER_ASKED", "OUTSIDE_PERIOD", "order not known"}


def test_changes_of_payers_are_between_two_coverages_of_the_chart(record, capsys):
    changes = 0
    for chart in record:
        held = chart.coverages or ()
        for change in payer_changes(held):
            changes += 1
            touched = affected(
                change, held, chart.authorizations or (), chart.appointments or (), UTC
            )

            assert {change.former, change.new} <= {one.id for one in held}
            assert set(touched.authorizations) <= {one.id for one in chart.authorizations or ()}
    with capsys.disabled():
        sys.stdout.write(f"\npayer changes found: {changes}\n")


def test_what_patients_pay_stands_on_the_card_or_in_an_answer(record):
    for chart in record:
        for coverage in chart.coverages or ():
            answers = chart.eligibility_responses or ()
            cards = [cost.value for cost in coverage.costs]
            shares = patient_shares(coverage, answers, DAYS[-1])

            assert [
                one for one in shares if one.source == coverage.id and one.amount not in cards
            ] == []


def test_every_order_has_its_stages_and_the_board_takes_every_chart(record, capsys):
    rows = board(record, DAYS[-1])
    for chart in record:
        for order in chart.orders or ():
            assert sum(one.current for one in stages(order, chart, UTC)) <= 1
            assert state(order, chart, UTC, orders=chart.orders).value
    with capsys.disabled():
        sys.stdout.write(f"\nopen referrals on the board: {len(rows)}\n")

    assert {row.patient for row in rows} <= {chart.key for chart in record}


@pytest.fixture(scope="module")
def spec(files):
    """The financial examples of FHIR R4, by id."""
    path = next((one for one in files if one.name == "r4spec_financial.json"), None)
    if path is None:
        pytest.skip("no financial examples in the data")
    return {
        one["id"]: one
        for one in _resources(json.loads(path.read_text(encoding="utf-8")))
        if "id" in one
    }


@pytest.fixture(scope="module")
def answered(spec):
    """Coverage 9876B1 and the two answers about it, of one patient."""
    patient = {"resourceType": "Patient", "id": "pat1"}
    plan = {**spec["9876B1"], "beneficiary": {"reference": "Patient/pat1"}}
    (chart,) = _charts(_bundle(patient, plan, spec["E2500"], spec["E2501"]))
    (coverage,) = chart.coverages
    by_purpose = {len(one.purposes): one for one in chart.eligibility_responses}
    return coverage, by_purpose[1], by_purpose[2]


def test_the_first_example_says_in_force_on_the_day_it_was_given(answered):
    coverage, first, _ = answered
    found = from_response(coverage, first)

    assert ("verified", date(2014, 8, 16), None) == (found.status, found.verified_on, found.period)


def test_the_second_example_says_in_force_on_the_day_asked_about(answered):
    coverage, _, second = answered
    found = from_response(coverage, second)

    day = date(2014, 9, 17)
    assert ("verified", Period.through(day, day)) == (found.status, found.period)


def test_the_period_of_the_card_ended_before_the_payer_was_asked(answered):
    """23 May 2011 to 23 May 2012 on the card; the payer says "in force" two years later."""
    coverage, *_ = answered

    assert Because.OUTSIDE_PERIOD is verified_for(coverage, date(2014, 9, 17)).because
    assert Because.NEVER_ASKED is verified_for(coverage, date(2012, 5, 23)).because
    assert Because.OUTSIDE_PERIOD is verified_for(coverage, date(2012, 5, 24)).because


def riyals(amount):
    return Money(Decimal(amount), "SAR")


def test_the_second_example_lists_eight_benefits(answered):
    coverage, _, second = answered
    found = [
        (one.item.category.coding[0].code, one.benefit.allowed)
        for one in benefits(coverage, (second,), date(2014, 9, 17))
    ]

    assert sorted(found, key=str) == sorted(
        [
            ("30", riyals(500000)),
            ("30", riyals(100)),
            ("30", 20),
            ("69", riyals(15000)),
            ("F3", riyals(2000)),
            ("F6", riyals(400)),
            ("49", "shared"),
            ("49", riyals(600)),
        ],
        key=str,
    )


def test_the_second_example_says_what_the_patient_pays_in_codes_without_a_system(answered):
    coverage, _, second = answered
    found = [
        one.amount
        for one in patient_shares(coverage, (second,), date(2014, 9, 17))
        if one.source == second.id
    ]

    assert [riyals(100), 20] == found


@pytest.fixture(scope="module")
def used(spec):
    """The answer with what was used, and the one with an error, about the plan in the first."""
    patient = {"resourceType": "Patient", "id": "f201"}
    inside = spec["E2502"]["contained"][0]
    plan = {**inside, "beneficiary": {"reference": "Patient/f201"}}
    insurance = [
        {**one, "coverage": {"reference": "Coverage/coverage-1"}}
        for one in spec["E2502"]["insurance"]
    ]
    answer = {**spec["E2502"], "insurance": insurance}
    del answer["contained"]
    (chart,) = _charts(_bundle(patient, plan, answer, spec["E2503"]))
    (coverage,) = chart.coverages
    by_outcome = {one.outcome: one for one in chart.eligibility_responses}
    return coverage, by_outcome["complete"], by_outcome["error"]


def test_what_is_left_is_what_was_allowed_less_what_was_used(used):
    """500,000 allowed and 3,748 used: 496,252 are left; nothing else says what was used."""
    coverage, complete, _ = used
    lines = benefits(coverage, (complete,), date(2014, 9, 16))

    assert [Money(Decimal(496252), "USD")] == [one.left for one in lines if one.left is not None]


def test_an_error_is_no_answer(used):
    coverage, _, error = used

    assert from_response(coverage, error).status == "unable"
    assert benefits(coverage, (error,), date(2014, 9, 16)) == ()
