"""HbA1c where the tolerance test was missed, and tests for life: a birth on 4 February 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.engine.window import Standing
from carecoord.rules.followup import RULES as ALL
from carecoord.rules.shapes import months

title = "After gestational diabetes"

BIRTH = "code | on\n177184002 | 2026-02-04"
GESTATIONAL = "code | onset | ended\nO24.410 | 2025-10-01 | 2026-02-04"
NONE_SEEN = "Test for diabetes after gestational diabetes: none seen"
NAME = "Procedure:177184002:2026-02-04:1:hba1c"


def rules(name):
    return tuple(one for one in ALL if one.id == f"followup.{name}")


def measured(*rows):
    lines = "\n".join(f"{code} | {on} | 5.4 | %" for code, on in rows)
    return f"code | on | value | unit\n{lines}"


def lists(*rows, conditions=GESTATIONAL, procedures=BIRTH):
    return {
        "procedures": procedures,
        "conditions": conditions,
        "observations": measured(*rows),
        "communications": "",
    }


def hba1c(ask, *rows, as_of="2027-02-04"):
    return ask(rules("gestational-diabetes-hba1c"), as_of, lists(*rows), occurrence=NAME)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-08-03", Outcome.NOT_MET),
        ("2026-08-04", Outcome.MET),
        ("2027-02-04", Outcome.MET),
    ],
)
def test_six_to_twelve_months_after_the_birth(ask, on, outcome):
    assert hba1c(ask, ("4548-4", on)).outcome is outcome


def test_after_twelve_months_it_is_done_late(ask):
    found = hba1c(ask, ("4548-4", "2027-02-05"), as_of="2027-02-05")

    assert found.reason == "done late on 2027-02-05"


@pytest.mark.parametrize(
    ("tested", "outcome"),
    [
        ("2026-03-03", Outcome.NOT_MET),
        ("2026-03-04", Outcome.NOT_APPLICABLE),
        ("2026-04-29", Outcome.NOT_APPLICABLE),
        ("2026-04-30", Outcome.NOT_MET),
    ],
)
def test_only_where_the_tolerance_test_was_missed(ask, tested, outcome):
    drawn = lists(("1518-0", tested))

    assert ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn).outcome is outcome


@pytest.mark.parametrize("missing", ["procedures", "observations"])
def test_a_list_that_nobody_asked_for(ask, missing):
    drawn = lists()
    del drawn[missing]
    found = ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn)

    assert found.missing == (f"{missing} (never asked for)",)


def test_without_conditions_it_is_not_known_whether_there_was_such_a_birth(ask):
    drawn = lists()
    del drawn["conditions"]
    found = ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn)

    assert found.outcome is Outcome.INSUFFICIENT_DATA


def later(ask, *rows, as_of="2026-06-01", parameters=None, **more):
    drawn = lists(*rows, **more)
    return ask(rules("diabetes-after-gestational"), as_of, drawn, parameters=parameters)


@pytest.mark.parametrize(
    ("as_of", "outcome", "reason"),
    [
        (
            "2026-04-28",
            Outcome.NOT_APPLICABLE,
            "no birth with gestational diabetes more than 12 weeks ago",
        ),
        ("2026-04-29", Outcome.MET, f"{NONE_SEEN}; due 2027-02-04"),
        ("2027-01-04", Outcome.MET, f"{NONE_SEEN}; due 2027-02-04"),
        ("2027-01-05", Outcome.NOT_MET, f"{NONE_SEEN}; due 2027-02-04"),
    ],
)
def test_without_any_test_the_first_is_due_a_year_after_the_birth(ask, as_of, outcome, reason):
    """Until twelve weeks after it the tolerance test may still come, then HbA1c to a year."""
    found = later(ask, as_of=as_of)

    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        ("2027-01-04", Standing.UPCOMING),
        ("2027-01-05", Standing.DUE),
        ("2027-02-04", Standing.DUE),
        ("2027-02-05", Standing.OVERDUE),
    ],
)
def test_how_the_first_stands(ask, as_of, standing):
    window = later(ask, as_of=as_of).window

    assert window.earliest == date(2027, 1, 5)
    assert window.standing(date.fromisoformat(as_of)) is standing


@pytest.mark.parametrize(
    ("as_of", "due"), [("2026-04-03", None), ("2026-04-04", date(2027, 1, 10))]
)
def test_it_is_not_born_overdue(ask, as_of, due):
    """A birth on 10 January 2026: nothing was due before it, or on its day."""
    born = "code | on\n177184002 | 2026-01-10"
    window = later(ask, as_of=as_of, procedures=born).window

    assert (None if window is None else window.due) == due


@pytest.mark.parametrize("code", ["4548-4", "1558-6", "1518-0"])
def test_then_every_three_years(ask, code):
    assert later(ask, (code, "2026-05-05")).window.due == date(2029, 5, 5)


def test_a_site_sets_one_year(ask):
    yearly = {"followup.diabetes-after-gestational.every": months(12)}

    assert later(ask, ("4548-4", "2026-05-05"), parameters=yearly).window.due == date(2027, 5, 5)


@pytest.mark.parametrize(
    ("on", "due"), [("2026-03-03", date(2027, 2, 4)), ("2026-03-04", date(2029, 3, 4))]
)
def test_a_test_counts_from_four_weeks_after_the_birth(ask, on, due):
    assert later(ask, ("1518-0", on)).window.due == due


@pytest.mark.parametrize("code", ["E11.9", "44054006"])
def test_diabetes_ends_it(ask, code):
    conditions = f"code | onset | ended\nO24.410 | 2025-10-01 | 2026-02-04\n{code} | 2026-05-01 |"

    assert later(ask, conditions=conditions).outcome is Outcome.NOT_APPLICABLE


def test_a_birth_without_gestational_diabetes(ask):
    assert later(ask, conditions="").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("missing", ["procedures", "conditions", "observations"])
def test_it_is_not_known_without_a_list(ask, missing):
    drawn = lists()
    del drawn[missing]
    found = ask(rules("diabetes-after-gestational"), "2026-06-01", drawn)

    assert f"{missing} (never asked for)" in found.missing


def due_after(ask, table, *, as_of="2026-06-01", procedures=BIRTH, conditions=GESTATIONAL):
    """When the next test is due, of results drawn whole."""
    drawn = lists(conditions=conditions, procedures=procedures) | {"observations": table}
    return ask(rules("diabetes-after-gestational"), as_of, drawn).window.due


NEXT, NEVER_DONE = date(2029, 5, 5), date(2027, 2, 4)


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("17856-6", NEXT),
        ("76629-5", NEXT),
        ("20436-2", NEXT),
        ("17857-4", NEVER_DONE),
        ("76630-3", NEVER_DONE),
        ("20437-0", NEVER_DONE),
        ("20438-8", NEVER_DONE),
        ("2345-7", NEVER_DONE),
    ],
)
def test_which_results_are_such_a_test(ask, code, due):
    """HbA1c, fasting glucose, glucose two hours after a dose; not an hour after, not at random."""
    assert later(ask, (code, "2026-05-05")).window.due == due


@pytest.mark.parametrize(
    ("status", "value", "due"),
    [
        ("amended", "5.4", NEXT),
        ("corrected", "5.4", NEXT),
        ("preliminary", "5.4", NEVER_DONE),
        ("final", "", NEVER_DONE),
    ],
)
def test_a_result_stands_and_has_a_value(ask, status, value, due):
    table = f"code | on | status | value | unit\n4548-4 | 2026-05-05 | {status} | {value} | %"

    assert due_after(ask, table) == due


def test_a_test_before_the_last_birth_does_not_count(ask):
    births = f"code | on\n177184002 | 2023-02-04\n{BIRTH.splitlines()[1]}"
    both = f"{GESTATIONAL}\nO24.410 | 2022-10-01 | 2023-02-04"
    table = "code | on | value | unit\n4548-4 | 2024-05-05 | 5.4 | %"

    assert due_after(ask, table, procedures=births, conditions=both) == date(2027, 2, 4)


def test_a_birth_of_the_last_twelve_weeks_starts_it_anew(ask):
    """The one of 2023 asks for it, and what was tested before the one of 2026 counts no more."""
    births = f"code | on\n177184002 | 2023-02-04\n{BIRTH.splitlines()[1]}"
    both = f"{GESTATIONAL}\nO24.410 | 2022-10-01 | 2023-02-04"
    table = "code | on | value | unit\n4548-4 | 2023-05-05 | 5.4 | %"
    due = due_after(ask, table, as_of="2026-03-01", procedures=births, conditions=both)

    assert due == date(2027, 2, 4)


def test_before_2026_no_edition_asks_for_it(ask):
    found = later(ask, as_of="2025-12-31", procedures="code | on\n177184002 | 2025-02-04")

    assert found.reason == "no edition before 2026-01-01"


def test_coordinators_nurses_and_prescribers_may_see_to_it(ask):
    for finding in (later(ask, as_of="2027-02-04"), hba1c(ask, as_of="2026-09-01")):
        assert [one.value for one in finding.action.licences] == [
            "care coordinator",
            "registered nurse",
            "prescriber",
        ]


@pytest.mark.parametrize(("code", "outcome"), [("17856-6", "MET"), ("17857-4", "NOT_MET")])
def test_which_results_are_an_hba1c(ask, code, outcome):
    assert hba1c(ask, (code, "2026-09-01")).outcome is Outcome[outcome]


@pytest.mark.parametrize(
    ("status", "value", "outcome"),
    [
        ("amended", "5.4", "MET"),
        ("corrected", "5.4", "MET"),
        ("preliminary", "5.4", "NOT_MET"),
        ("final", "", "NOT_MET"),
    ],
)
def test_an_hba1c_stands_and_has_a_value(ask, status, value, outcome):
    table = f"code | on | status | value | unit\n4548-4 | 2026-09-01 | {status} | {value} | %"
    drawn = lists() | {"observations": table}
    found = ask(rules("gestational-diabetes-hba1c"), "2027-02-04", drawn, occurrence=NAME)

    assert found.outcome is Outcome[outcome]


def test_a_test_of_several_days_counts_on_its_last(ask):
    """It began before the 28th day, 4 March."""
    table = "code | on | to | value | unit\n1518-0 | 2026-03-02 | 2026-03-05 | 5.4 | mmol/L"

    assert due_after(ask, table) == date(2029, 3, 5)


def test_an_hba1c_of_several_days_counts_on_its_last(ask):
    """It began before six months were over, on 4 August."""
    table = "code | on | to | value | unit\n4548-4 | 2026-08-02 | 2026-08-05 | 5.4 | %"
    drawn = lists() | {"observations": table}
    found = ask(rules("gestational-diabetes-hba1c"), "2027-02-04", drawn, occurrence=NAME)

    assert found.reason == "done on 2026-08-05"


def wanted(ask, births, as_of, **more):
    """Every finding about the HbA1c after these births, each with gestational diabetes."""
    table = "\n".join(["code | on", *(f"177184002 | {on}" for on in births)])
    known = "code | onset\nO24.410 | 2025-01-01"
    drawn = lists(conditions=known, procedures=table) | more
    return ask(rules("gestational-diabetes-hba1c"), as_of, drawn, every=True)


def test_its_window_ends_with_the_first_birthday(ask):
    (found,) = wanted(ask, ["2026-02-04"], "2026-09-01")

    assert found.edition == "2026"
    assert (found.window.earliest, found.window.due) == (date(2026, 8, 4), date(2027, 2, 4))


@pytest.mark.parametrize(("born", "edition"), [("2025-12-31", None), ("2026-01-01", "2026")])
def test_the_edition_speaks_of_births_since_2026(ask, born, edition):
    (found,) = wanted(ask, [born], "2026-09-01")

    assert (found.edition if found.action else None) == edition


@pytest.mark.parametrize(("second", "told"), [("2026-04-29", 1), ("2026-04-30", 2)])
def test_a_second_record_of_a_birth_within_twelve_weeks_is_the_same_birth(ask, second, told):
    assert len(wanted(ask, ["2026-02-04", second], "2026-12-01")) == told


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2027-08-04", Outcome.NOT_MET), ("2027-08-05", Outcome.NOT_APPLICABLE)],
)
def test_after_eighteen_months_it_lapses(ask, as_of, outcome):
    (found,) = wanted(ask, ["2026-02-04"], as_of)

    assert found.outcome is outcome


def test_a_call_that_reached_nobody_is_told(ask):
    calls = "on | status\n2026-08-10 | not-done"
    (found,) = wanted(ask, ["2026-02-04"], "2026-09-01", communications=calls)

    assert "1 attempt, nobody reached" in [line.because for line in found.evidence]


def test_what_lifelong_tests_are_called(ask):
    assert later(ask).edition == "2026"
    assert later(ask, conditions="").reason == (
        "no birth with gestational diabetes more than 12 weeks ago"
    )
