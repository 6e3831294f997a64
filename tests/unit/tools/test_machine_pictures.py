"""The pictures of tables of moves: every state and move is there, and no name lies on another."""

import re
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from carecoord.rules.moves.machines import MACHINES

TOOLS = Path(__file__).parents[3] / "tools" / "docs"
IDS = [machine.name for machine in MACHINES]
SVG = "{http://www.w3.org/2000/svg}"


def tool(name, monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    return import_module(name)


def drawn(machine, monkeypatch):
    return ET.fromstring(tool("machine_pictures", monkeypatch).machine_picture(machine))  # noqa: S314  our own


def names(picture):
    return [one for one in picture.iter(f"{SVG}text") if one.get("class") != "note"]


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_every_move_and_every_state_that_one_leads_to_or_out_of_is_named_once(machine, monkeypatch):
    told = sorted(one.text for one in names(drawn(machine, monkeypatch)))
    met = {state for move in machine.moves for state in (*move.before, *move.after)}

    assert told == sorted([*met, *machine.by_name])


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_an_arrow_leads_out_of_every_state_of_its_row(machine, monkeypatch):
    picture = drawn(machine, monkeypatch)
    dots = [one for one in picture.iter(f"{SVG}circle") if one.get("class") == "from"]
    in_the_legend = 2

    assert len(dots) - in_the_legend == sum(len(move.before) for move in machine.moves)


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_all_of_a_picture_lies_on_its_paper(machine, monkeypatch):
    picture = drawn(machine, monkeypatch)
    _, _, wide, high = map(float, picture.get("viewBox").split())
    xs, ys = (
        [float(one.get(key)) for one in picture.iter() for key in keys if one.get(key)]
        for keys in (("x", "x1", "x2", "cx"), ("y", "y1", "y2", "cy"))
    )

    assert 0 <= min(xs) <= max(xs) <= wide
    assert 0 <= min(ys) <= max(ys) <= high


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_names_stand_further_apart_than_they_are_high(machine, monkeypatch):
    picture = drawn(machine, monkeypatch)
    slanted = [float(t.get("x")) for t in names(picture) if t.get("transform")]
    level = [float(t.get("y")) for t in names(picture) if not t.get("transform")]

    for places in (slanted, level):
        apart = [two - one for one, two in zip(sorted(places), sorted(places)[1:], strict=False)]
        assert min(apart) > 13 * 1.5


def test_states_stand_by_the_shortest_path_that_leads_there_and_final_ones_below(monkeypatch):
    (machine,) = (one for one in MACHINES if one.name == "appointment")

    assert tool("machine_ranks", monkeypatch).groups(machine) == [
        ["proposed"],
        ["pending", "waitlist", "booked"],
        ["arrived", "checked-in"],
        ["fulfilled", "cancelled", "noshow", "entered-in-error"],
    ]


def test_values_of_ours_begin_in_the_first_state_and_not_where_others_left_them(monkeypatch):
    (machine,) = (one for one in MACHINES if one.name == "authorization-item")
    found = tool("machine_ranks", monkeypatch)

    assert found.beginnings(machine) == ["requested"]
    assert found.never_written(machine) == {"unclear"}
    assert found.groups(machine)[0] == ["requested", "unclear"]


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_the_page_has_a_line_for_every_move(machine, monkeypatch):
    page = tool("machine_pages", monkeypatch).machine_page()
    title = machine.name.replace("-", " ").capitalize()
    section = page.partition(f"## {title}\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == list(machine.by_name)
