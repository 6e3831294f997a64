"""A picture of stays in words."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.adapters.pictures.stays.values import Episode, Readmission, Stay, StaysTimeline
from carecoord.adapters.pictures.words import amount, day, days_of, many

NOTHING = "No stay with a day of admission is to be drawn."
KINDS = {
    "inpatient": "inpatient stay",
    "observation": "observation stay",
    "nonacute": "non-acute inpatient stay",
    "": "stay",
}


def nights(stay: Stay) -> str:
    """How many nights it had, or that it lasts."""
    if stay.nights is None:
        return "not discharged"
    if not stay.nights:
        return "no night"
    return f"{amount(stay.nights)} {'night' if stay.nights == 1 else 'nights'}"


def stay(of: Stay, *, dated: bool) -> str:
    """A stay: its name, what it was, from when to when, why nothing is followed after it."""
    why = f" ({of.reason})" if of.reason else ""
    return f"{_plain(of, dated=dated)}{why}"


def _plain(of: Stay, *, dated: bool) -> str:
    named = f"{of.name}: " if of.name else ""
    told = f"{named}{KINDS[of.kind]} from {day(of.admitted, dated=dated)}"
    if of.discharged is None:
        return f"{told}, {nights(of)}"
    return f"{told} to {day(of.discharged, dated=dated)}, {nights(of)}"


def last_day(of: Episode, *, dated: bool) -> str:
    """The last day of the window after a discharge, where there is one."""
    return day(of.after.until - 1, dated=dated) if of.after else ""


def readmission(of: Readmission, *, dated: bool) -> str:
    """A readmission, its day of the window, and whether it was planned."""
    planned = {True: "planned admission", False: "readmitted unplanned", None: "readmitted"}
    named = f" ({of.name})" if of.name else ""
    return f"{planned[of.planned]} on day {amount(of.days)}, {day(of.admitted, dated=dated)}{named}"


def after(of: Episode, timeline: StaysTimeline) -> str:
    """What comes after the discharge: the window and what is in it, or why there is none."""
    if of.after is None:
        why = of.last.reason
        return f"no window after it: {why}" if why else "no window after it"
    dated, today = timeline.dated, timeline.today
    told = f"{days_of(timeline.window_days)} after discharge to {last_day(of, dated=dated)}"
    if of.readmission is not None:
        return f"{told}: {readmission(of.readmission, dated=dated)}"
    running = today is not None and today < of.after.until - 1
    return f"{told}: {'not over, no readmission so far' if running else 'no readmission seen'}"


def episode(of: Episode, timeline: StaysTimeline) -> str:
    """A stay, or several that are one, and what comes after."""
    parts = [(_plain if one is of.last else stay)(one, dated=timeline.dated) for one in of.stays]
    stays = ", in one with ".join(parts)
    if of.last.discharged is None and not of.last.reason:
        return f"{stays}."
    return f"{stays}; {after(of, timeline)}."


def counted(timeline: StaysTimeline) -> str:
    """How many stays and windows there are, and what is seen in them."""
    episodes = timeline.episodes
    stays = sum(1 for _ in timeline.stays)
    told = many(stays, "stay")
    if stays > len(episodes):
        told += f", which are {many(len(episodes), 'episode')}"
    found = [one.readmission for one in episodes if one.readmission is not None]
    windows = sum(one.after is not None for one in episodes)
    discharges = many(windows, "discharge") if windows else "no discharge"
    told += f"; {discharges} with a window of {days_of(timeline.window_days)}"
    planned = sum(one.planned is True for one in found)
    parts = [many(len(found) - planned, "readmission")] if windows else []
    parts += [many(planned, "planned admission")] if planned else []
    return f"{told}: {' and '.join(parts)} within." if parts else f"{told}."


def sentences(timeline: StaysTimeline) -> Iterator[str]:
    """Everything in the picture, a sentence for each line of it."""
    if not timeline.episodes:
        yield NOTHING
    else:
        yield counted(timeline)
    yield from timeline.notes
    for one in timeline.episodes:
        told = episode(one, timeline)
        yield told[0].upper() + told[1:] if not one.stays[0].name else told
