"""In which order the states of a table stand in its picture: by the shortest path that leads there.

Open states come first and final ones below; what no move leads to or out of is left out.
"""

from __future__ import annotations

from typing import Any

from carecoord.rules.moves.table import Machine


def ranks(machine: Machine[Any]) -> dict[str, int]:
    """By state: how many moves lead there at least, from a state in which a value begins."""
    reached = dict.fromkeys((*beginnings(machine), *_only_read(machine)), 0)
    edge: list[str] = list(reached)
    while edge:
        found = [
            (after, reached[state] + 1)
            for state in edge
            for move in machine.moves
            if state in move.before
            for after in sorted(move.after, key=machine.states.index)
        ]
        edge = list[str]()
        for after, rank in found:
            if after not in reached:
                reached[after] = rank
                edge.append(after)
    return reached


def beginnings(machine: Machine[Any]) -> list[str]:
    """The state in which values of ours begin: the first."""
    return [machine.states[0]]


def never_written(machine: Machine[Any]) -> set[str]:
    """The states that no move leads to, and in which no value of ours begins."""
    into = {after for move in machine.moves for after in move.after}
    return set(machine.states) - into - set(beginnings(machine))


def _only_read(machine: Machine[Any]) -> list[str]:
    """The states that moves lead out of and none into: those of values that others wrote."""
    out_of = {before for move in machine.moves for before in move.before}
    return [one for one in machine.states if one in out_of & never_written(machine)]


def groups(machine: Machine[Any]) -> list[list[str]]:
    """The states of each rank, those that are open before those that are final."""
    rank = ranks(machine)
    found: dict[tuple[bool, int], list[str]] = {}
    for state in machine.states:
        if state in rank:
            final = state in machine.terminal
            # All final states stand together: of a path that ended, its length says little.
            found.setdefault((final, 0 if final else rank[state]), []).append(state)
    return [found[key] for key in sorted(found)]
