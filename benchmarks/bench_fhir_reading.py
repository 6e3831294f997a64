"""Resources a second from bytes to charts, beside bare JSON parsers and other FHIR libraries.

Every reader takes the same bundles in one run, in CPU time, the best of some rounds; a library that
is not installed is left out. One that refuses a bundle is timed on those that it accepts, and we on
the same. The bundles come from the folder that CARECOORD_DATA names, else from shared/data beside
the checkout.
"""

import importlib
import importlib.util
import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from carecoord.adapters.codec import fhir_r4

DATA = Path(
    os.environ.get("CARECOORD_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)
TARGET = 35_000
ROUNDS = 5
Reader = Callable[[bytes], object]


def ours(contents: Sequence[bytes]) -> None:
    """Read into charts, one after the other, as an application does."""
    for _ in fhir_r4.read(contents):
        pass


def each(reader: Reader) -> Callable[[Sequence[bytes]], None]:
    """Give a reader one bundle after the other."""

    def read_all(contents: Sequence[bytes]) -> None:
        for content in contents:
            reader(content)

    return read_all


def readers() -> dict[str, Reader]:
    """The readers that are installed, by the name of the library."""
    found: dict[str, Reader] = {"json": json.loads}
    if importlib.util.find_spec("orjson"):
        found["orjson"] = importlib.import_module("orjson").loads
    if importlib.util.find_spec("fhir.resources") if importlib.util.find_spec("fhir") else None:
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


def seconds(read_all: Callable[[Sequence[bytes]], None], contents: Sequence[bytes]) -> float:
    """The CPU time of the best round."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        read_all(contents)
        rounds.append(time.process_time() - start)
    return min(rounds)


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
    print(f"carecoord, into charts: {count / seconds(ours, contents):,.0f}/s (target {TARGET:,})")
    warnings.simplefilter("ignore")
    for name, reader in readers().items():
        taken = accepted(reader, contents)
        theirs, own = seconds(each(reader), taken), seconds(ours, taken)
        speed = theirs / own
        print(
            f"{name}: {entries(taken) / theirs:,.0f}/s, {len(contents) - len(taken)} bundles"
            f" refused; carecoord is {speed:.2f} times as fast"
        )


if __name__ == "__main__":
    main()
