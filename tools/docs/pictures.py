"""Draw the pictures that pages show: each page is run, and what it writes stands beside it.

    python tools/docs/pictures.py [FOLDER]

A page that shows ``pictures/NAME.svg`` writes ``NAME.svg`` in one of its blocks.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).parents[2] / "docs"
SHOWN = re.compile(r"!\[[^\]]+\]\((pictures/[^)]+)\)")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def main() -> int:
    """Draw those of all pages of a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    for page in sorted(folder.resolve().rglob("*.md")):
        text = page.read_text("utf-8")
        if SHOWN.search(text):
            _draw(page, text)
    return 0


def _draw(page: Path, text: str) -> None:
    names: dict[str, object] = {}
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        for code in PYTHON.findall(text):
            exec(compile(code, str(page), "exec"), names)  # noqa: S102  our own pages
        for shown in SHOWN.findall(text):
            target = page.parent / shown
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(Path(target.name).read_bytes())
        os.chdir(DOCS)


if __name__ == "__main__":
    sys.exit(main())
