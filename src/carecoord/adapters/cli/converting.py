"""``carecoord convert``: charts, FHIR and NDJSON into one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.converted import Converted
from carecoord.adapters.cli.convertible import Convertible
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS, bad_option
from carecoord.adapters.cli.gathering import Gathering, gathering
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.progress import progress
from carecoord.adapters.cli.sources import is_store

if TYPE_CHECKING:
    from carecoord.adapters.cli.charts import Taking

FORMATS: dict[str, Callable[[Converted], Iterator[bytes]]] = {
    "chart": Converted.charts,
    "fhir": Converted.bundle,
    "ndjson": Converted.lines,
}


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. Charts are written with what they were read from, unless told not to."""

    sources: Sequence[str]
    to: str
    taking: Taking
    store: str | None = None
    with_sources: bool = True
    out: Path | None = None

    @property
    def all_sources(self) -> tuple[str, ...]:
        """The store and the sources."""
        return (*(() if self.store is None else (self.store,)), *self.sources)


def run(request: Request) -> int:
    """Read, gather by patient, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    _check(request)
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), request.all_sources)
    found = Convertible(request.all_sources, request.taking, with_sources=request.with_sources)
    with gathering() as pool:
        _gather(found, pool)
        with progress("patient") as step:
            converted = Converted(pool, step)
            write(FORMATS[request.to](converted), request.out)
        found.account.unite(apart=pool.apart, conflicts=converted.conflicts)
    for account in (found.account, converted.account):
        account.tell()
    say(_told(converted))
    lossy = found.account.has_problems or converted.account.has_problems
    return DONE_WITH_PROBLEMS if lossy else DONE


def _check(request: Request) -> None:
    if request.to not in FORMATS:
        known = ", ".join(FORMATS)
        raise bad_option(f"--to {request.to}", "no such format", f"Give one of {known}")
    if not request.with_sources and request.to != "chart":
        found = f"--without-sources with --to {request.to}"
        raise bad_option("convert", found, "FHIR is written from the sources: leave the option out")
    if request.store is not None and not is_store(request.store):
        raise bad_option("--store", "not the URL of a store", "Write it as sqlite:///FILE")
    if not request.all_sources:
        raise bad_option("convert", "no SOURCE", "Give at least one, or a --store with charts")


def _gather(found: Convertible, pool: Gathering) -> None:
    with progress("chart") as step:
        for one in found:
            if one.chart is not None:
                pool.add(one.chart, one.sources)
                step()
            else:
                for record in one.records:
                    pool.add_record(record)


def _told(converted: Converted) -> str:
    if not converted.patients and not converted.resources:
        return "no chart was found"
    patients = counted(converted.patients, "patient")
    if not converted.resources:
        return f"{patients} written"
    return f"{patients} written, in {counted(converted.resources, 'resource')}"
