"""Reads and writes what a coverage-guided fuzzer thinks of; keeps what breaks a promise.

    python -m tools.fuzz.fhir CORPUS... [--seconds 600] [--finds FOLDER]

The corpus is any folder with FHIR files. What raises or breaks a law is written into the folder of
finds under its digest, once for each place in the code; what hangs or takes too much memory ends
the search and is written there too. A find that has been mended belongs, made
small, into tests/unit/adapters/fhir_r4/finds. Needs the package atheris, which nothing else does.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["carecoord"]):
    from carecoord.adapters.codec import fhir_r4
    from carecoord.adapters.codec.fhir_r4.feeds import reading as _reading  # noqa: F401  loaded
    from carecoord.adapters.codec.fhir_r4.writing import results as _results  # noqa: F401  loaded
    from carecoord.adapters.codec.fhir_r4.writing import sourcing as _sourcing  # noqa: F401
    from carecoord.adapters.codec.fhir_r4.writing import writer as _writer  # noqa: F401

from tools.fuzz.laws import broken
from tools.fuzz.mutations import mutated

_LIMITS = fhir_r4.Limits(bytes=1 << 20)
_DIGITS = 16
_SECONDS = 5
_MEGABYTES = 1024
_LARGEST = 1 << 13
"""Seeds are small: the search is for shapes, not for sizes."""


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
            (into / hashlib.sha256(text).hexdigest()[:_DIGITS]).write_bytes(text)


def _fault(content: bytes) -> str | None:
    """The law that an input breaks, or what it raises, and where."""
    try:
        return broken(content, _LIMITS)
    except Exception as error:  # noqa: BLE001  whatever comes is a find
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if "carecoord" in one.filename] or frames
        return f"{type(error).__name__} at {ours[-1].filename}:{ours[-1].lineno}"


def main() -> None:
    """Run the fuzzer until its time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    options = parser.parse_args()
    options.finds.mkdir(parents=True, exist_ok=True)

    known: set[str] = set()

    def look(content: bytes) -> None:
        fault = _fault(content)
        if fault is not None and fault not in known:
            known.add(fault)
            name = hashlib.sha256(content).hexdigest()[:_DIGITS]
            (options.finds / name).write_bytes(content)
            print(f"{name}: {fault}", flush=True)

    def change(content: bytes, most: int, seed: int) -> bytes:
        return mutated(content, seed, forms=True)[:most]

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
