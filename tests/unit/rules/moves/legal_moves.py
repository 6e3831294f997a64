"""Every move tried in every state, and a drawing of what each leads to."""

from carecoord.errors import MoveRefused
from carecoord.rules.moves.moving import move


def drawn(table):
    """Read ``state: move > after, move > after``: the moves that each state has."""
    told = {}
    for line in table.strip().splitlines():
        state, _, moves = line.strip().partition(":")
        told[state] = dict(part.strip().split(" > ") for part in moves.split(",") if part.strip())
    return told


def tried(machine, values, calls):
    """What each move leads to, out of each state; moves that a state has not are left out."""
    return {
        state: {
            name: after
            for name in machine.by_name
            if (after := _after(machine, value, name, calls)) is not None
        }
        for state, value in values.items()
    }


def _after(machine, value, name, calls):
    try:
        return move(machine, value, name, **calls(name)).event.after
    except MoveRefused as refused:
        told = "Legal now: " + (", ".join(machine.legal(machine.state_of(value))) or "none")
        if not refused.remedy.startswith(told):
            raise
        return None
