"""``carecoord demo``: the main job on patients that nobody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.account import Account
from carecoord.adapters.cli.charts import accounted
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS
from carecoord.adapters.cli.findings import COLUMNS
from carecoord.adapters.cli.messages import counted
from carecoord.adapters.cli.output import check_writable, write, write_text
from carecoord.adapters.cli.reporting import write_report
from carecoord.adapters.cli.reviewing import Found, opened, take_in
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from carecoord.rules.worklist import WorkItem

DEFAULT_REPORT = Path("carecoord-demo.html")
_SHOWN = 10
_URGENCIES = ("stat", "asap", "urgent", "routine")


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. Without ``report``, it goes into the current folder."""

    patients: int
    seed: int
    report: Path | None = None
    out: Path | None = None


def run(request: Request) -> int:
    """Invent patients, review them, and show what came of it; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    from carecoord.adapters.calendars import us
    from carecoord.adapters.codec.fhir_r4 import read
    from carecoord.adapters.notification.recording import RecordingNotifier
    from carecoord.rules.catalogue import standard
    from carecoord.testing.invented import AS_OF, synthetic
    from carecoord.testing.invented.value_sets import value_sets

    check_writable("--out", request.out)
    check_writable("--report", request.report)
    encode = encoder(request.out)
    # Small value sets of our own, which hold the codes of invented patients and no others.
    catalogue = standard(calendar=us(), value_sets=value_sets())
    account = Account()
    found = Found(keep=True)
    with TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/demo.db") as store:
        source = accounted(read(synthetic(request.patients, request.seed)), account)
        summary = take_in(source, store, RecordingNotifier(), catalogue, AS_OF, found.take)
        account.close(summary)
        work = store.items()
        report = request.report or DEFAULT_REPORT
        write_report(
            report, store, found.reviews, catalogue, AS_OF, title="Worklist of invented patients"
        )
    if request.out is not None:
        write(encode(COLUMNS, found.rows()), request.out)
    write_text((*_shown(work, found), f"\nThe report is in {report.resolve()}"))
    account.tell()
    return DONE_WITH_PROBLEMS if account.has_problems else DONE


def _shown(work: Sequence[WorkItem], found: Found) -> Iterator[str]:
    from carecoord.rules.engine.explain import explain
    from carecoord.testing.invented import AS_OF

    patients = counted(len(found.reviews), "synthetic patient")
    yield f"{patients}, reviewed as of {AS_OF}: {counted(len(work), 'piece')} of work"
    first = sorted(work, key=_pressing)[:_SHOWN]
    yield from (_line(item) for item in first)
    if len(work) > _SHOWN:
        yield f"  and {len(work) - _SHOWN:,} more"
    findings = {one.key: one for review in found.reviews.values() for one in review.findings}
    if first:
        yield "\nThe first of them:"
        yield explain(findings[first[0].key], AS_OF)


def _pressing(item: WorkItem) -> tuple[int, str, str]:
    """The order of work: urgency, then the day it is due."""
    urgency = _URGENCIES.index(item.action.urgency.value)
    return urgency, str(item.action.due or ""), item.key


def _line(item: WorkItem) -> str:
    due = item.action.due
    until = "" if due is None else f"due {due}"
    return f"  {item.action.urgency.value:8} {until:30} {item.title}, patient {item.patient}"
