"""Reads what a coverage-guided fuzzer thinks of, and stops at the first broken promise.

    python -m tools.fuzz.fhir CORPUS... [--seconds 600] [--finds FOLDER]

The corpus is any folder with FHIR files; what raises, hangs, takes too much memory or breaks a law
is written into the folder of finds under its digest. A find that has been mended belongs, made
small, into tests/unit/adapters/fhir_r4/finds. Needs the package atheris, which nothing else does.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["carecoord"]):
    from carecoord.adapters.codec import fhir_r4, json
    from carecoord.adapters.codec.fhir_r4.feeds import reading as _reading  # noqa: F401  loaded
    from carecoord.errors import CarecoordError

from tools.fuzz.mutations import mutated

_LIMITS = fhir_r4.Limits(bytes=1 << 20)
_SECONDS = 5
_MEGABYTES = 1024
_LARGEST = 1 << 15
"""Seeds are small: the search is for shapes, not for sizes."""


def broken(content: bytes) -> str | None:
    """The law that reading this breaks; None when all hold."""
    summary = fhir_r4.Summary()
    for result in fhir_r4.read(content, limits=_LIMITS):
        summary += result.summary
        if result.chart is None:
            continue
        if json.loads(json.dumps(result.chart)) != result.chart:
            return "a chart does not come back from JSON"
        try:
            fhir_r4.write(result.chart, leave_out=True)
        except CarecoordError:
            return "a chart that was read cannot be written"
    if summary.entries != summary.kept + sum(summary.unmapped.values()) + summary.problems:
        return "an entry is not accounted for"
    return None


def _seeds(folders: list[Path], into: Path) -> None:
    """Small pieces of the corpus: a patient and some entries at a time."""
    import json as plain

    for path in (one for folder in folders for one in sorted(folder.rglob("*.json"))):
        content = path.read_bytes()
        if len(content) > _LARGEST:
            bundle = plain.loads(content)
            entries = bundle.get("entry", [])
            size = max(1, len(entries) * _LARGEST // len(content))
            step = max(size, len(entries) // 8)
            pieces = [
                {**bundle, "entry": entries[:1] + entries[first : first + size]}
                for first in range(0, len(entries), step)
            ]
        else:
            pieces = [plain.loads(content)]
        for piece in pieces:
            text = plain.dumps(piece).encode()
            (into / hashlib.sha256(text).hexdigest()[:16]).write_bytes(text)


def main() -> None:
    """Run the fuzzer until its time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    options = parser.parse_args()
    options.finds.mkdir(parents=True, exist_ok=True)

    def look(content: bytes) -> None:
        fault = broken(content)
        if fault is not None:
            raise AssertionError(fault)

    def change(content: bytes, most: int, seed: int) -> bytes:
        return mutated(content, seed)[:most]

    with tempfile.TemporaryDirectory() as folder:
        _seeds(options.corpus, Path(folder))
        atheris.Setup(
            [
                sys.argv[0],
                folder,
                f"-max_total_time={options.seconds}",
                f"-timeout={_SECONDS}",
                f"-rss_limit_mb={_MEGABYTES}",
                f"-max_len={_LARGEST * 2}",
                f"-artifact_prefix={options.finds}/",
            ],
            look,
            custom_mutator=change,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
