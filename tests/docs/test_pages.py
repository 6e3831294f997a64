"""What the documentation says works, and says all there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *(p for p in sorted((ROOT / "docs").rglob("*.md")) if "reference" not in p.parts),
]
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(
    r"^```python\n((?:(?!^```).)*)^```\n\n```text\n(.*?)^```", re.DOTALL | re.MULTILINE
)
PICTURE = re.compile(r"!\[[^\]]+\]\((pictures/[^)]+)\)")
PRINTED = re.compile(r"\b(?:prints|says)\b[^\n]*\n\n```text\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(m["kind"], m["code"]) for m in FENCE.finditer(page.read_text("utf-8"))]


@pytest.mark.parametrize(
    "page",
    [p for p in PAGES if any(kind == "python" for kind, _ in blocks(p))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_every_python_block_of_a_page_runs_in_order(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    shown = dict(SHOWN.findall(page.read_text("utf-8")))

    for kind, code in blocks(page):
        if kind == "python":
            exec(compile(code, str(page), "exec"), names)  # noqa: S102  our own pages
            printed = capsys.readouterr().out
            assert shown.get(code, printed) == printed, "shown below a block: what it prints"

    assert names
    for picture in PICTURE.findall(page.read_text("utf-8")):
        drawn = (tmp_path / Path(picture).name).read_bytes()
        assert drawn == (page.parent / picture).read_bytes(), "run tools/docs/pictures.py"


COMMANDS = {
    "carecoord": [str(Path(sys.executable).with_name("carecoord"))],
    "python": [sys.executable],
}


@pytest.mark.parametrize(
    "page",
    [p for p in PAGES if any(kind == "console" for kind, _ in blocks(p))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_every_command_of_a_page_runs_in_order(page, tmp_path):
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    lines = [line for kind, code in blocks(page) if kind == "console" for line in code.splitlines()]

    printed: list[str] = []

    for line in lines:
        assert line.startswith("$ "), line
        command, *arguments = shlex.split(line.removeprefix("$ "), comments=True)
        if command == "make":  # what these do is run by itself
            assert set(arguments) <= set(targets)
            continue
        done = subprocess.run(
            [*COMMANDS[command], *arguments], cwd=tmp_path, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr.decode().count("Traceback")) == (0, 0), done.stderr
        printed += [done.stdout.decode(), done.stderr.decode()]

    for told in PRINTED.findall(page.read_text("utf-8")):
        assert any(told in output for output in printed), told


def test_no_block_is_of_a_kind_that_nothing_runs():
    kinds = {(p.name, kind) for p in PAGES for kind, _ in blocks(p)}

    assert {k for _, k in kinds} <= {"python", "console", "text", "toml"}, kinds


def test_the_reference_is_what_the_code_says():
    made = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "docs" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 0, made.stdout + made.stderr


def test_every_test_that_a_page_names_is_there():
    written = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))
    named = {name for p in PAGES for name in re.findall(r"`(test_\w+)`", p.read_text("utf-8"))}

    assert len(named) > 20
    assert named - there == set()


def test_every_relative_link_leads_somewhere():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
    lost = [
        (page.relative_to(ROOT), target)
        for page in [*PAGES, *sorted((ROOT / "docs" / "reference").rglob("*.md"))]
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert lost == []
