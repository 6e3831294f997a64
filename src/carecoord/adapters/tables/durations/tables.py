"""How long what was dispensed lasts: tables in, tables out.

What AdhereR calls the preparation of data. The name that it has for a function or a setting stands
beside ours; what differs is in docs/explanation/durations-of-supply.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Unpack

import attrs

from carecoord.adapters.tables.durations.columns import Columns, Names
from carecoord.adapters.tables.durations.courses import Medicine, Settings, Tables
from carecoord.adapters.tables.durations.cover import cover_stays
from carecoord.adapters.tables.durations.events import Line, Writing, lines
from carecoord.adapters.tables.durations.initiation import time_to_initiation
from carecoord.adapters.tables.durations.reading import (
    Key,
    Rows,
    check_keys,
    dispensing_rows,
    one_kind,
    part_of,
    prescribing_rows,
    stay_rows,
)
from carecoord.adapters.tables.durations.settings import HANDLINGS, Switch, Way
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.keywords import are_texts, check_count
from carecoord.errors import AuthoringError
from carecoord.rules.adherence.durations.prune import REASONS, Pruning, Reason, left_over
from carecoord.rules.adherence.durations.prune import Medicine as LookedAt

__all__ = ["EventDurations", "cover_stays", "event_durations", "pruned", "time_to_initiation"]


@attrs.frozen(kw_only=True)
class EventDurations:
    """What `event_durations` found, as frames of the kind that came in.

    ``events`` has a row for each piece of a dispensing, ``episodes`` for each time of one
    prescribed dose, ``stays`` for each stay, with its days and what is wrong with it.
    """

    events: Frame
    episodes: Frame
    stays: Frame | None
    found: Found = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Found:
    """What the frames were made of, for `pruned`."""

    writing: Writing
    medicines: Sequence[Medicine]
    lines: Sequence[Line]


def event_durations(  # noqa: PLR0913  a setting has a name
    dispensing: Frame,
    prescribing: Frame,
    stays: Frame | None = None,
    *,
    split_on_dose_change: bool | str = True,
    from_first_dispensing: bool = False,
    renewed_at_each_visit: bool | str = False,
    interruption: str = "continue",
    during_stays: str | None = None,
    carry_over: bool = False,
    **names: Unpack[Names],
) -> EventDurations:
    """Days of supply of each dispensing, by the prescribed dose (compute_event_durations).

    ``split_on_dose_change`` (split.on.dosage.change): a new dose holds for supply in hand, which
    becomes a piece of its own; else it is used up at the old dose. ``from_first_dispensing``
    (force.init.presc): the first prescription counts from an earlier first dispensing on, unless
    it has an end. ``renewed_at_each_visit`` (force.presc.renew): a prescription ends at the first
    visit of the patient that does not renew it. ``interruption`` (trt.interruption) says what a
    time without a prescription does to supply in hand, ``during_stays`` (special.periods.method)
    what a stay does, the same if not given: ``"continue"``, used on; ``"discard"``, thrown away;
    ``"carryover"``, kept for afterwards. ``carry_over`` (carryover): supply starts when what was
    dispensed before is used up. ``split_on_dose_change``, ``renewed_at_each_visit``
    and ``interruption`` may name a column of dispensings that says it for each drug,
    ``during_stays`` a column of stays (and supply is used on if neither names a way for stays).

    ``names`` are those of columns: patient, drug (one name or several, all of which have to agree),
    dispensed_on, amount; prescribed_on, daily_dose, prescribed_days, visit (both may be missing);
    admitted_on, discharged_on; date_format as `datetime.strptime` has it. Stays may name drugs.

    ``events`` has piece (EVENT.ID), starts_on (DISP.START) and start_part, the part of that day
    that has gone by, days (DURATION), episode_start, episode_end, stay_days (SPECIAL.DURATION),
    carried_days (CARRYOVER.DURATION), dose_changes (tot.dosage.changes), interruptions
    (tot.presc.interruptions), and reason: why there are no days. A row that cannot be used costs
    its drug, or for a stay its patient, and nobody else.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    columns = Columns.of(names)
    table = Table.of(dispensing, "event_durations of what was dispensed")
    written = Table.of(prescribing, "event_durations of what was prescribed")
    stayed = None if stays is None else Table.of(stays, "event_durations of stays")
    check_keys(columns, table, written, stayed)
    settings = Settings(
        split=Switch.of(split_on_dose_change, table),
        renewed=Switch.of(renewed_at_each_visit, table),
        interruption=Way.of(interruption, table),
        during_stays=Way.of(during_stays or _of_stays(interruption), stayed),
        from_first_dispensing=from_first_dispensing,
        carry_over=carry_over,
    )
    tables = Tables.of(
        dispensing_rows(table, columns),
        prescribing_rows(written, columns),
        None if stayed is None else stay_rows(stayed, columns),
    )
    writing = Writing(
        table=table,
        columns=columns,
        dispensing=tables.dispensing,
        dated=one_kind(tables.dispensing, tables.prescribing, tables.stays),
    )
    medicines = tables.medicines(settings)
    found = Found(writing=writing, medicines=medicines, lines=lines(medicines, tables))
    return EventDurations(
        events=writing.events(found.lines),
        episodes=writing.episodes(medicines),
        stays=_stays(stayed, tables.stays),
        found=found,
    )


def _of_stays(interruption: str) -> str:
    return interruption if interruption in HANDLINGS else "continue"


def _stays(table: Table | None, rows: Rows | None) -> Frame | None:
    """The stays as they came, with their days."""
    if table is None or rows is None:
        return None
    days = [
        None if row in rows.faults else end - day
        for row, (day, end) in enumerate(zip(rows.days, rows.numbers["end"], strict=True))
    ]
    whys = [rows.faults.get(row) for row in range(len(days))]
    came = {name: table.frame[name] for name in table.frame.columns}
    return table.made(came, {"days": Numbers(days), "reason": Texts(whys)})


def pruned(  # noqa: PLR0913  a setting has a name
    durations: EventDurations,
    *,
    new_supply_within: int,
    no_supply_within: int,
    include: Iterable[Reason] = REASONS,
    by: str | Iterable[str] | None = None,
    keep: bool = True,
) -> Frame:
    """Events without supply left over from before a break (prune_event_durations).

    A break is the end of a stay or of an interruption over which supply was kept, or a change of
    dose: ``include`` (include) says which are looked at. Supply from before goes if there is a
    dispensing at most ``new_supply_within`` (days.within.out.date.1) days after the break, or none
    in ``no_supply_within`` (days.within.out.date.2) days. ``by`` (medication.class.colnames) names
    the columns of the drug by which dispensings belong together. With ``keep`` (keep.all) nothing
    is left out, and a column ``pruned`` says what goes (.prune.event).

    Raises: AuthoringError for a reason or column without meaning.
    """
    found = _found(durations)
    check_count("new_supply_within", new_supply_within)
    check_count("no_supply_within", no_supply_within)
    reasons = frozenset(include) if are_texts(include) else frozenset[Reason]()
    if not reasons or not reasons <= set(REASONS):
        raise AuthoringError(
            asked="breaks after which supply is looked at",
            found=", ".join(sorted(reasons - set(REASONS))) or "none",
            remedy=f"Name some of {', '.join(REASONS)}",
        )
    pruning = Pruning(soon=new_supply_within, long=no_supply_within, include=reasons)
    gone = _gone(found, pruning, part_of(found.writing.columns, by))
    flags = [id(line.supply) in gone for line in found.lines]
    if keep:
        return found.writing.events(found.lines, {"pruned": flags})
    kept = [line for line, goes in zip(found.lines, flags, strict=True) if not goes]
    return found.writing.events(kept)


def _found(durations: object) -> Found:
    if isinstance(durations, EventDurations):
        return durations.found
    raise AuthoringError(
        asked="events to be pruned",
        found=f"a {type(durations).__name__}",
        remedy="Hand in what event_durations gives",
    )


def _gone(found: Found, pruning: Pruning, part: Callable[[Key], Key]) -> set[int]:
    """The identities of supplies that go."""
    together: dict[Key, list[Medicine]] = {}
    for medicine in found.medicines:
        together.setdefault(part(medicine.key), []).append(medicine)
    days = found.writing.dispensing.days
    gone: set[int] = set()
    for several in together.values():
        looked_at = [
            LookedAt(
                supplies=one.supplies,
                episodes=one.episodes,
                stays=one.stays,
                interrupted=one.carried_over,
            )
            for one in several
        ]
        dispensed = [days[row] for one in several for row in one.rows]
        for one, flags in zip(several, left_over(looked_at, dispensed, pruning), strict=True):
            supplies = zip(one.supplies, flags, strict=True)
            gone |= {id(supply) for supply, goes in supplies if goes}
    return gone
