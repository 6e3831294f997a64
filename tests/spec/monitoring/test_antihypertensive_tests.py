"""Potassium and creatinine after lisinopril was started on 2 March 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "Blood tests after a new RAS blocker or diuretic"

RULES = tuple(one for one in ALL if one.id == "monitoring.antihypertensive-tests")
LISINOPRIL, LOSARTAN, THIAZIDE = "29046", "52175", "5487"


def ordered(*rows):
    lines = "\n".join(f"rxnorm:{code} | {on} | {status}" for code, on, status in rows)
    return f"code | on | status\n{lines}"


STARTED = ordered((LISINOPRIL, "2026-03-02", "active"))


def result(code, on):
    return f"code | on | value | unit\n{code} | {on} | 4.1 | mmol/L"


def step(ask, name="potassium", *, as_of="2026-03-30", tests="", orders=STARTED, on="2026-03-02"):
    lists = {"prescriptions": orders, "observations": tests}
    drug = orders.splitlines()[-1].split(" | ")[0].removeprefix("rxnorm:")
    occurrence = f"Prescription:{drug}:{on}:1:{name}"
    return ask(RULES, as_of, lists, occurrence=occurrence)


@pytest.mark.parametrize(("name", "code"), [("potassium", "2823-3"), ("creatinine", "2160-0")])
@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-03-15", Outcome.NOT_MET),
        ("2026-03-16", Outcome.MET),
        ("2026-03-30", Outcome.MET),
    ],
)
def test_from_two_to_four_weeks_after_it(ask, name, code, on, outcome):
    assert step(ask, name, tests=result(code, on)).outcome is outcome


def test_after_four_weeks_it_is_done_late(ask):
    found = step(ask, as_of="2026-03-31", tests=result("2823-3", "2026-03-31"))

    assert found.reason == "done late on 2026-03-31"


def test_each_test_closes_its_own_step(ask):
    tests = result("2823-3", "2026-03-20")

    assert step(ask, "potassium", tests=tests).outcome is Outcome.MET
    assert step(ask, "creatinine", tests=tests).action.due == date(2026, 3, 30)


@pytest.mark.parametrize("drug", [LISINOPRIL, LOSARTAN, THIAZIDE, "9997"])
def test_which_medicines(ask, drug):
    found = step(ask, orders=ordered((drug, "2026-03-02", "active")))

    assert found.window.earliest == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("before", "outcome"), [("2025-09-02", Outcome.NOT_MET), ("2025-09-03", None)]
)
def test_180_days_without_one_make_a_start(ask, before, outcome):
    """2 September lies 181 days before, 3 September 180."""
    orders = ordered((LISINOPRIL, before, "stopped"), (LISINOPRIL, "2026-03-02", "active"))
    found = ask(RULES, "2026-03-30", {"prescriptions": orders, "observations": ""}, every=True)
    said = [one.outcome for one in found if "2026-03-02:1:potassium" in one.key]

    assert said == ([] if outcome is None else [outcome])


def test_a_diuretic_beside_a_ras_blocker_is_a_start_of_its_own(ask):
    orders = ordered((LISINOPRIL, "2026-01-02", "active"), (THIAZIDE, "2026-03-02", "active"))

    assert step(ask, orders=orders).window.due == date(2026, 3, 30)


def test_two_started_on_one_day_ask_once(ask):
    orders = ordered((LISINOPRIL, "2026-03-02", "active"), (THIAZIDE, "2026-03-02", "active"))
    found = ask(RULES, "2026-03-30", {"prescriptions": orders, "observations": ""}, every=True)

    assert len(found) == 2


def test_another_medicine_asks_for_nothing(ask):
    lists = {"prescriptions": ordered(("6809", "2026-03-02", "active")), "observations": ""}

    assert ask(RULES, "2026-03-30", lists).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("on", "edition"),
    [("2017-11-13", "2017"), ("2025-08-13", "2017"), ("2025-08-14", "2025")],
)
def test_the_edition_of_the_day_on_which_it_was_started(ask, on, edition):
    found = step(ask, as_of=on, orders=ordered((LISINOPRIL, on, "active")), on=on)

    assert found.edition == edition


def test_before_the_first_edition(ask):
    orders = ordered((LISINOPRIL, "2017-11-12", "active"))
    found = ask(RULES, "2017-11-20", {"prescriptions": orders, "observations": ""})

    assert found.reason == "no edition before 2017-11-13"


class TestMissing:
    """Lists that nobody asked for."""

    def test_prescriptions(self, ask):
        found = ask(RULES, "2026-03-30", {"observations": ""})

        assert found.missing == ("prescriptions (never asked for)",)

    def test_results_leave_the_work_open(self, ask):
        found = ask(RULES, "2026-03-20", {"prescriptions": STARTED}, every=True)

        assert [one.missing for one in found] == [("observations (never asked for)",)] * 2
        assert all(one.action is not None for one in found)
