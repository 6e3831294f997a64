"""Walks through every table of moves: whatever people try, what the tables promise holds."""

from copy import deepcopy
from datetime import timedelta

import attrs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from move_details import START, beginnings, detail, lacking, way

from carecoord.adapters.codec import events as codec
from carecoord.errors import MoveRefused, RecordError
from carecoord.model import Actor
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.machines import MACHINES
from carecoord.rules.moves.moving import replay

IDS = [machine.name for machine in MACHINES]
ROWS = [(machine, aim) for machine in MACHINES for aim in machine.by_name]
STEPS = 25
WALKS = max(25, settings.default.max_examples // 10)
"""Towards each row: so many, and ten times as many where it was not met."""
PEOPLE = st.builds(
    Performer,
    licence=st.sampled_from(Licence),
    actor=st.none() | st.just(Actor(kind="Practitioner", id="p")),
)
REASONS = st.sampled_from(["a reason", "another", "a third", "", None])
KINDS = ["aim"] * 5 + ["legal"] * 2 + ["any", "correction", "time"]
UNHEARD_OF = "no-such-move"


def performers(draw, row):
    """Mostly somebody who may, else anybody or nobody."""
    may = sorted(row.licences, key=lambda one: one.name) or list(Licence)
    if draw(st.integers(0, 5)):
        return draw(
            st.builds(Performer, licence=st.sampled_from(may), actor=st.just(Actor(id="p")))
        )
    return draw(st.none() | PEOPLE)


@attrs.define
class Walk:
    """Somebody's tries on one value, and what came of them."""

    machine: object
    way: object
    first: object
    value: object
    aim: str
    at: object = START
    events: list = attrs.field(factory=list)
    made: set = attrs.field(factory=set)

    @property
    def state(self):
        return self.way.state_of(self.value)

    def took(self, made):
        """What holds of every move that was made."""
        event = made.event
        assert (event.before, event.after) == (self.state, self.way.state_of(made.value))
        assert event.after in self.machine.states
        assert event.fact == self.value.id == made.value.id
        assert event.at == self.at
        if event.before != event.after:
            assert not lacking(self.machine, event.after, made.value)
        self.value = made.value
        self.events.append(event)
        self.made.add(event.move)

    def refused(self, name, told):
        """A refusal says what is legal where the state was wrong."""
        if self.way.alone and name not in self.machine.legal(self.state):
            legal = ", ".join(self.machine.legal(self.state)) or "none but a correction"
            assert isinstance(told, MoveRefused)
            assert told.remedy.startswith(f"Legal now: {legal}")


def step(draw, walk):
    """One try: mostly a move towards the walk's aim, now and then another, a correction, or time.

    Once the aim is reached, it is any move that does not lead to an end.
    """
    walk.at += timedelta(hours=draw(st.sampled_from([0, 1, 30, 24 * 40, 24 * 40])))
    kind = draw(st.sampled_from(KINDS))
    before = deepcopy(walk.value)
    if kind == "time":
        made = walk.way.advance(walk.machine, walk.value, walk.at)
    elif kind == "correction":
        made = corrected(draw, walk)
    else:
        made = tried(draw, walk, kind)
    assert walk.value == before
    if made is not None:
        walk.took(made)


def names_of(walk, kind):
    """The moves to choose from; out of a final state any that there is."""
    legal = walk.machine.legal(walk.state)
    if kind == "aim":
        onward = [n for n in legal if walk.machine.by_name[n].after - walk.machine.terminal]
        names = onward if walk.aim in walk.made else towards(walk.machine, walk.state, walk.aim)
    else:
        names = legal if kind == "legal" else ()
    return names or (*walk.machine.by_name, UNHEARD_OF)


def towards(machine, state, aim):
    """The moves out of a state that may be the next ones on a shortest path to make ``aim``."""
    goal = machine.by_name[aim].before
    if state in goal:
        return [aim]
    for _ in machine.states:
        names = [name for name in machine.legal(state) if machine.by_name[name].after & goal]
        if names:
            return names
        goal |= {one for row in machine.moves if row.after & goal for one in row.before}
    return []


def tried(draw, walk, kind):
    name = draw(st.sampled_from(names_of(walk, kind)))
    call = {"at": walk.at, "reason": draw(REASONS)}
    row = walk.machine.by_name.get(name)
    if row is not None:
        call["by"] = performers(draw, row)
        given_ = [*row.details, *(one for one in row.optional if draw(st.booleans()))]
        call |= {one: draw(detail(walk.machine, one)) for one in given_}
    try:
        made = walk.way.move(walk.machine, walk.value, name, **call)
    except RecordError as told:
        walk.refused(name, told)
        return None
    assert walk.state in row.before
    assert made.event.after in row.after
    assert walk.state not in walk.machine.terminal
    return made


def corrected(draw, walk):
    names = [one for one in walk.machine.correcting if draw(st.booleans())]
    call = {one: draw(detail(walk.machine, one)) for one in names}
    to = draw(st.sampled_from(walk.machine.states))
    call |= {"at": walk.at, "by": draw(PEOPLE), "reason": draw(REASONS)}
    try:
        made = walk.way.correct(walk.machine, walk.value, to, **call)
    except RecordError:
        return None
    assert (made.event.move, made.event.after) == ("correct", to)
    assert made.event.reason
    return made


def walked(data, machine, aim=None):
    draw = data.draw
    first = draw(beginnings(machine))
    aim = aim or draw(st.sampled_from([*machine.by_name]))
    walk = Walk(machine=machine, way=way(machine), first=first, value=first, aim=aim)
    for _ in range(draw(st.integers(0, STEPS))):
        step(draw, walk)
    note(f"{machine.name}: {[(one.move, one.before, one.after) for one in walk.events]}")
    return walk


@pytest.mark.parametrize(("machine", "aim"), ROWS, ids=[f"{one.name} {aim}" for one, aim in ROWS])
def test_no_path_leaves_its_table_and_events_tell_all_of_it(machine, aim):
    made = set()

    def once(data):
        walk = walked(data, machine, aim)
        document = codec.dumps(walk.events)
        again = codec.loads(document)

        assert again == tuple(walk.events)
        assert codec.dumps(again) == document
        assert walk.way.replay(machine, walk.first, walk.events) == walk.value
        assert walk.way.replay(machine, walk.first, again) == walk.value
        made.update(walk.made)

    for many in (WALKS, 10 * WALKS):
        if aim not in made:
            settings(max_examples=many)(given(data=st.data())(once))()

    assert aim in made


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
@given(data=st.data())
def test_a_value_in_a_final_state_is_moved_by_corrections_alone(machine, data):
    walk = walked(data, machine)

    if walk.state in machine.terminal:
        for name in machine.by_name:
            final = f"none but a correction: {walk.state} is final" if walk.way.alone else None
            with pytest.raises(MoveRefused, match=final):
                walk.way.move(machine, walk.value, name, at=walk.at)
        assert walk.way.advance(machine, walk.value, walk.at + timedelta(days=40_000)) is None


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
@given(data=st.data())
def test_time_comes_to_rest(machine, data):
    walk = walked(data, machine)
    later = walk.at + timedelta(days=40_000)

    for _ in range(len(machine.states) + 1):
        made = walk.way.advance(machine, walk.value, later)
        if made is None:
            break
        walk.value = made.value

    assert walk.way.advance(machine, walk.value, later) is None


@pytest.mark.parametrize("machine", MACHINES, ids=IDS)
def test_every_detail_of_a_table_has_a_strategy(machine):
    told = {name for row in machine.moves for name in (*row.details, *row.optional)}

    assert [detail(machine, name) for name in (*told, *machine.correcting)].count(None) == 0


@settings(max_examples=3 * WALKS)
@given(data=st.data())
def test_moves_of_a_permission_and_of_its_items_are_made_again_together(data):
    draw = data.draw
    first = draw(beginnings(AUTHORIZATION_ITEM))
    walk = Walk(machine=AUTHORIZATION, way=way(AUTHORIZATION), first=first, value=first, aim="")
    for _ in range(draw(st.integers(0, STEPS))):
        walk.machine = draw(st.sampled_from([AUTHORIZATION, AUTHORIZATION_ITEM]))
        walk.way = way(walk.machine)
        walk.aim = draw(st.sampled_from([*walk.machine.by_name]))
        step(draw, walk)

    again = codec.loads(codec.dumps(walk.events))

    assert replay(AUTHORIZATION, first, again) == walk.value
