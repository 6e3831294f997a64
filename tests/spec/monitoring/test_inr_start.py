"""INR in the first weeks of warfarin, started on 2 March 2026, and after another strength."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "INR after warfarin was started or changed"

STARTED = "code | on\nrxnorm:11289 | 2026-03-02"


def rules(name):
    return tuple(one for one in ALL if one.id == f"monitoring.{name}")


def inr(*days):
    lines = "\n".join(f"6301-6 | {day} | 1.8 | -" for day in days)
    return f"code | on | value | unit\n{lines}"


def week(ask, number, *tested, as_of="2026-04-13"):
    lists = {"prescriptions": STARTED, "observations": inr(*tested)}
    name = f"Prescription:11289:2026-03-02:1:week-{number}"
    return ask(rules("inr-start"), as_of, lists, occurrence=name)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2026, 3, 3), date(2026, 3, 9)),
        (2, date(2026, 3, 10), date(2026, 3, 16)),
        (3, date(2026, 3, 17), date(2026, 3, 23)),
        (6, date(2026, 4, 7), date(2026, 4, 13)),
    ],
)
def test_the_days_of_each_week(ask, number, first, last):
    window = week(ask, number, as_of="2026-03-02").window

    assert (window.earliest, window.due, window.closes) == (first, last, last)


def test_there_are_six_weeks(ask):
    lists = {"prescriptions": STARTED, "observations": ""}

    assert len(ask(rules("inr-start"), "2026-03-03", lists, every=True)) == 6


@pytest.mark.parametrize(
    ("number", "tested", "outcome"),
    [
        (1, ["2026-03-02", "2026-03-05"], Outcome.NOT_MET),
        (1, ["2026-03-03"], Outcome.NOT_MET),
        (1, ["2026-03-03", "2026-03-09"], Outcome.MET),
        (1, ["2026-03-09", "2026-03-10"], Outcome.NOT_MET),
        (2, ["2026-03-10", "2026-03-16"], Outcome.MET),
        (3, ["2026-03-16"], Outcome.NOT_MET),
        (3, ["2026-03-17"], Outcome.MET),
        (3, ["2026-03-23"], Outcome.MET),
        (3, ["2026-03-24"], Outcome.NOT_MET),
    ],
)
def test_twice_in_each_of_the_first_two_weeks_then_once(ask, number, tested, outcome):
    assert week(ask, number, *tested).outcome is outcome


def test_a_renewed_order_is_no_start(ask):
    orders = f"{STARTED}\nrxnorm:11289 | 2026-04-02"
    lists = {"prescriptions": orders, "observations": ""}
    found = ask(rules("inr-start"), "2026-04-10", lists, every=True)

    assert {one.key.rpartition(":")[0] for one in found} == {
        "monitoring.inr-start|p1|Prescription:11289:2026-03-02:1"
    }


CHANGED = "code | on | product\nrxnorm:11289 | 2026-01-05 | 5 mg\nrxnorm:11289 | 2026-03-02 | {}"


def changed(ask, *tested, product="2 mg", as_of="2026-03-16", orders=CHANGED):
    lists = {"prescriptions": orders.format(product), "observations": inr(*tested)}
    return ask(rules("inr-dose-change"), as_of, lists)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-03-08", Outcome.NOT_MET),
        ("2026-03-09", Outcome.MET),
        ("2026-03-16", Outcome.MET),
    ],
)
def test_one_to_two_weeks_after_another_strength(ask, on, outcome):
    assert changed(ask, on).outcome is outcome


def test_after_two_weeks_it_is_done_late(ask):
    assert changed(ask, "2026-03-17", as_of="2026-03-17").reason == "done late on 2026-03-17"


def test_the_same_product_again_is_no_change(ask):
    assert changed(ask, product="5 mg").outcome is Outcome.NOT_APPLICABLE


def test_the_first_order_is_no_change(ask):
    lists = {"prescriptions": STARTED, "observations": ""}

    assert ask(rules("inr-dose-change"), "2026-03-16", lists).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["inr-start", "inr-dose-change"])
def test_without_warfarin_nothing_is_asked(ask, name):
    lists = {"prescriptions": "", "observations": ""}

    assert ask(rules(name), "2026-03-16", lists).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["inr-start", "inr-dose-change"])
def test_prescriptions_that_nobody_asked_for(ask, name):
    found = ask(rules(name), "2026-03-16", {"observations": ""})

    assert found.missing == ("prescriptions (never asked for)",)
