"""What holds of every table of moves."""

import pytest

from carecoord.model.status_words import words_of
from carecoord.rules.moves.authorization_states import ACTIONS
from carecoord.rules.moves.machines import MACHINES

IDS = [machine.name for machine in MACHINES]


ARGUMENTS = {"machine", "value", "at", "by", "reason", "details"}
"""What ``move`` and ``correct`` call their own arguments."""

ONLY_READ = {"authorization-item": {"unclear"}}
"""A review action that nobody has heard of: kept where it is read, written by nobody."""


def test_the_tables_stand_in_the_order_in_which_care_is_got():
    assert IDS == [
        "coverage",
        "authorization",
        "authorization-item",
        "appeal",
        "referral",
        "appointment",
        "task",
        "consent",
    ]


@pytest.mark.parametrize("name", ["kind", "corrected", "moves"])
def test_no_table_is_another_ones(name):
    held = [getattr(machine, name) for machine in MACHINES]

    assert all(one != two for place, one in enumerate(held) for two in held[place + 1 :])


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_every_state_stands_there_once_and_final_ones_among_them(machine):
    assert len(set(machine.states)) == len(machine.states)
    assert machine.terminal < set(machine.states)


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_a_value_begins_in_the_first_state_and_gets_to_all_that_a_move_leads_to(machine):
    met = {machine.states[0]}

    for _ in machine.states:
        met |= {after for one in machine.moves if one.before & met for after in one.after}

    assert met == set(machine.states) - {"unknown", *ONLY_READ.get(machine.name, ())}


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_it_says_where_its_states_and_moves_come_from(machine):
    told = ("FHIR R4", "X12 278", "ours")

    assert any(one in machine.source for one in told)
    assert not machine.source.endswith(".")


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_details_are_called_otherwise_than_the_arguments_of_every_move(machine):
    told = {name for row in machine.moves for name in (*row.details, *row.optional)}

    assert not told & (ARGUMENTS | {"name"})
    assert not set(machine.correcting) & (ARGUMENTS | {"to"})


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_no_detail_of_a_row_is_named_twice(machine):
    for row in machine.moves:
        told = (*row.details, *row.optional)
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_what_is_called_off_or_retracted_has_a_reason(machine):
    rows = [
        row
        for row in machine.moves
        if row.name in {"retract", "withdraw", "cancel"} and machine.name != "authorization-item"
    ]

    assert all("a reason" in {need.value for need in row.needs} for row in rows)


def test_states_of_an_item_are_all_review_actions_and_what_has_none():
    (machine,) = (one for one in MACHINES if one.name == "authorization-item")

    assert set(machine.states) - {"requested", "unclear"} == set(ACTIONS.values())


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_every_row_has_a_name_of_its_own(machine):
    names = [move.name for move in machine.moves]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "machine", [one for one in MACHINES if one.terminal], ids=lambda one: one.name
)
def test_every_open_state_can_come_to_an_end(machine):
    ends = set(machine.terminal)

    for _ in machine.states:
        ends |= {state for one in machine.moves if one.after & ends for state in one.before}

    assert set(machine.states) - {"unknown"} <= ends


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_no_move_is_called_as_a_correction_or_leads_to_unknown(machine):
    assert "correct" not in machine.by_name
    assert "unknown" not in {after for move in machine.moves for after in move.after}


@pytest.mark.parametrize("name", ["appointment", "consent", "task"])
def test_states_that_are_fhirs_are_all_its_words(name):
    (machine,) = (one for one in MACHINES if one.name == name)

    assert set(machine.states) - {"unknown"} == words_of(machine.kind, "status")
