"""Resources a second from bytes to charts, beside bare JSON parsers and other FHIR libraries.

Charts are finished: references resolved, problems reported, source bytes kept. Beside the time, the
memory that all charts of all bundles take while they are held, and where the time goes. Then the
way back: charts as they were read, written as resources.

Every reader takes the same bundles in one run, by turns with ours, in CPU time; a library that is
not installed is left out. One that refuses a bundle is timed on those that it accepts, and we on
the same. The bundles come from the folder that CARECOORD_DATA names, else from shared/data beside
the checkout.
"""

import gc
import hashlib
import importlib
import importlib.util
import json
import os
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from carecoord.adapters.codec import fhir_r4

DATA = Path(
    os.environ.get("CARECOORD_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)
TARGET = 30_000
"""If possible."""
TARGETS = {"orjson": 1 / 3, "fhir.resources (R4B)": 12, "fhirclient": 6}
"""How many times as fast as each carecoord is to be; beside orjson, if possible."""
ROUNDS = 7
Reader = Callable[[bytes], object]
ReadAll = Callable[[Sequence[bytes]], None]


def ours(contents: Sequence[bytes]) -> None:
    """Read into charts, one after the other, as an application does."""
    for _ in fhir_r4.read(contents):
        pass


def each(reader: Reader) -> ReadAll:
    """Give a reader one bundle after the other."""

    def read_all(contents: Sequence[bytes]) -> None:
        for content in contents:
            reader(content)

    return read_all


def readers() -> dict[str, Reader]:
    """The readers that are installed, by the name of the library."""
    # This script is called as one of the libraries is, and would be taken for it.
    sys.path[:] = [one for one in sys.path if Path(one).resolve() != Path(__file__).parent]
    found: dict[str, Reader] = {"json": json.loads}
    if importlib.util.find_spec("orjson"):
        found["orjson"] = importlib.import_module("orjson").loads
    if importlib.util.find_spec("fhir") and importlib.util.find_spec("fhir.resources"):
        bundle = importlib.import_module("fhir.resources.R4B.bundle").Bundle
        found["fhir.resources (R4B)"] = bundle.model_validate_json
    if importlib.util.find_spec("fhirclient"):
        model = importlib.import_module("fhirclient.models.bundle").Bundle
        found["fhirclient"] = lambda content: model(json.loads(content))
    return found


def accepted(reader: Reader, contents: Sequence[bytes]) -> list[bytes]:
    """The bundles that a reader does not refuse."""
    kept: list[bytes] = []
    for content in contents:
        try:
            reader(content)
        except Exception:  # noqa: BLE001, S112  each library refuses in its own way
            continue
        kept.append(content)
    return kept


def seconds(read_all: ReadAll, contents: Sequence[bytes]) -> float:
    """CPU time of one round."""
    start = time.process_time()
    read_all(contents)
    return time.process_time() - start


def by_turns(theirs: ReadAll, contents: Sequence[bytes]) -> list[tuple[float, float]]:
    """CPU time of their rounds and ours, so that both meet the same state of the machine."""
    return [(seconds(theirs, contents), seconds(ours, contents)) for _ in range(ROUNDS)]


def rates(count: int, spent: Sequence[float]) -> str:
    """The median, lowest and highest of entries a second."""
    low, *_, high = found = sorted(count / one for one in spent)
    return f"{found[len(found) // 2]:,.0f}/s (lowest {low:,.0f}, highest {high:,.0f}"


def target(name: str) -> str:
    """What the ratio to a library is to be, where there is a target."""
    return f"; target {TARGETS[name]:.3g}" if name in TARGETS else ""


def held_per_megabyte(contents: Sequence[bytes]) -> float:
    """Megabytes held per megabyte of JSON when every chart of every bundle is kept.

    The bytes that came in are not counted; the copies of them that facts keep are.
    """
    gc.collect()
    tracemalloc.start()
    held = list(fhir_r4.read(contents))
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del held
    return size / sum(map(len, contents))


def stages(contents: Sequence[bytes]) -> dict[str, float]:
    """CPU seconds up to the end of each stage: each one does what those before it do, and more."""
    from carecoord.adapters.codec.fhir_r4.charting.entry import Run
    from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
    from carecoord.adapters.codec.fhir_r4.feeds.bundle import elements

    def digest(content: bytes) -> object:
        return hashlib.sha256(content).hexdigest()

    def split(content: bytes) -> object:
        return list(elements(content))

    def decode(content: bytes) -> object:
        intake = Intake(Run(fhir_r4.Limits()))
        for one in elements(content):
            intake.add(one)
        intake.close()
        return None

    found = {
        "the digest of the source": (each(digest),),
        "splitting into resources": (each(digest), each(split)),
        "decoding what is mapped": (each(digest), each(decode)),
        "charts: facts made, named, linked": (ours,),
    }
    return {
        name: sorted(sum(seconds(one, contents) for one in parts) for _ in range(ROUNDS))[
            ROUNDS // 2
        ]
        for name, parts in found.items()
    }


def written(results: Sequence[fhir_r4.ReadResult]) -> int:
    """Write everything that was read, and count the resources."""
    return sum(
        len(fhir_r4.write(one.chart, records=one.records).resources)
        for one in results
        if one.chart is not None or one.records
    )


def writing(contents: Sequence[bytes]) -> tuple[int, list[float]]:
    """How many resources unchanged charts are written as, and the CPU time of each round.

    Charts are read anew for each: writing them once must leave nothing to be had for the next.
    """
    rounds: list[float] = []
    count = 0
    for _ in range(ROUNDS):
        results = list(fhir_r4.read(contents))
        start = time.process_time()
        count = written(results)
        rounds.append(time.process_time() - start)
    return count, rounds


def entries(contents: Sequence[bytes]) -> int:
    """How many entries the bundles have."""
    return sum(len(json.loads(content).get("entry", ())) for content in contents)


def main() -> None:
    """Measure each reader beside ours on the bundles that it accepts."""
    folder = DATA / "fhir"
    contents = [path.read_bytes() for path in sorted(folder.glob("*.json"))]
    if not contents:
        print("skipped: no FHIR bundles in the data")
        return
    count = entries(contents)
    size = sum(map(len, contents)) / 1e6
    print(
        f"{len(contents)} bundles, {count:,} entries, {size:.0f} MB, "
        f"Python {sys.version.split()[0]}"
    )
    alone = [seconds(ours, contents) for _ in range(ROUNDS)]
    print(f"carecoord, into charts: {rates(count, alone)}; target {TARGET:,} if possible)")
    before = 0.0
    whole = stages(contents)
    for name, until in whole.items():
        print(f"  {name}: {(until - before) / max(whole.values()):.0%}")
        before = until
    print(f"held: {held_per_megabyte(contents):.2f} MB per MB of JSON read")
    resources, spent = writing(contents)
    print(f"written again, unchanged, {resources:,} resources: {rates(resources, spent)})")
    warnings.simplefilter("ignore")
    for name, reader in readers().items():
        taken = accepted(reader, contents)
        rounds = by_turns(each(reader), taken)
        ratio = sorted(theirs / own for theirs, own in rounds)[ROUNDS // 2]
        print(
            f"{name}: {rates(entries(taken), [theirs for theirs, _ in rounds])};"
            f" {len(contents) - len(taken)} bundles refused);"
            f" carecoord is {ratio:.2f} times as fast{target(name)}"
        )


if __name__ == "__main__":
    main()
