"""What holds of every table of moves."""

import pytest

from carecoord.model.status_words import words_of
from carecoord.rules.moves.machines import MACHINES

IDS = [machine.name for machine in MACHINES]


def test_every_table_has_a_name_of_its_own():
    assert len(set(IDS)) == len(IDS)


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
