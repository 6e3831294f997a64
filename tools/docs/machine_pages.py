"""The page of moves: per table its picture, what each move needs, and who may make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from machine_pictures import machine_picture
from machine_ranks import never_written

from carecoord.rules.moves.machines import MACHINES
from carecoord.rules.moves.table import Machine, Move

HEAD = """# Moves

What may become of what carecoord's own users write: a table per type of value.
What is read from elsewhere may be in any state, and may have got there by any path.

`move(MACHINE, value, "name", at=…, by=…, reason="…", …)` of `carecoord.rules.moves.moving` makes a move and gives the value as it is then and the event.
A move that is not in its line, or that lacks what it needs, is refused and changes nothing.
Out of a final state leads `correct(MACHINE, value, "state", at=…, by=…, reason="…")` alone, which any state can be undone with; the trail is kept.
`advance(MACHINE, value, at)` makes what time alone makes, and `replay(MACHINE, value, events)` makes moves again.
An item is a part of its permission: `move_item(permission, sequence, "name", …)` and `correct_item` of `carecoord.rules.moves.moving_items` give the permission.
How to use them: [Move a value and keep its history](../how-to/moves.md).
Why tables, and what in them is ours: decisions [0051](../decisions/0051-moves-as-tables.md) and [0052](../decisions/0052-states-of-permissions-and-what-visits-draw.md).
"""  # noqa: E501  one sentence per line in a page
COLUMNS = ("move", "means", "from", "to", "needs", "may take", "who may")


def machine_page() -> str:
    """A section for every machine."""
    return "\n".join([HEAD, *(line for one in MACHINES for line in _section(one))]).rstrip() + "\n"


def machine_picture_files() -> dict[str, str]:
    """The pictures, by their path below the reference."""
    return {_path(machine): machine_picture(machine) for machine in MACHINES}


def _path(machine: Machine[Any]) -> str:
    return f"pictures/moves-of-{machine.name.replace(' ', '-').replace('.', '-')}.svg"


def _section(machine: Machine[Any]) -> Iterator[str]:
    title = machine.name.replace("-", " ").capitalize()
    yield from (f"## {title}", "", f"Source: {machine.source}.", "")
    alt = f"The states of a value of the table {machine.name}, and the moves between them"
    yield from (f"[![{alt}]({_path(machine)})]({_path(machine)})", "")
    yield from (_cells(COLUMNS), "|" + "---|" * len(COLUMNS))
    yield from (_line(machine, move) for move in machine.moves)
    yield ""
    final = _codes(machine, machine.terminal)
    yield f"Final: {final}." if final else "No state is final."
    if left := never_written(machine):
        yield f"Kept where it is read, and no move leads there: {_codes(machine, left)}."
    if machine.correcting:
        told = ", ".join(f"`{name}`" for name in machine.correcting)
        yield f"A correction may take: {told}."
    yield ""


def _line(machine: Machine[Any], move: Move[Any]) -> str:
    needs = [f"`{name}`" for name in move.details]
    needs += sorted(need.value for need in move.needs)
    may = [f"`{name}`" for name in move.optional]
    who = sorted(one.value for one in move.licences)
    cells = (
        f"`{move.name}`",
        move.event,
        _codes(machine, move.before),
        _codes(machine, move.after),
        ", ".join(needs),
        ", ".join(may),
        " or ".join(who) or "anybody",
    )
    return _cells(cells)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _codes(machine: Machine[Any], states: set[str] | frozenset[str]) -> str:
    return ", ".join(f"`{state}`" for state in machine.states if state in states)
