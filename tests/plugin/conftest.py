"""A package with rules of its own, installed into a folder as pip would: code and metadata."""

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "lakeside"


@pytest.fixture(scope="session")
def lakeside(tmp_path_factory):
    """The folder with the installed package; its metadata say what ``pyproject.toml`` says."""
    folder = tmp_path_factory.mktemp("site-packages")
    shutil.copytree(
        EXAMPLE / "src", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        line
        for group, entries in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{entry} = {value}" for entry, value in entries.items()))
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def installed(lakeside, monkeypatch):
    """Make the package importable, and forget it afterwards."""
    monkeypatch.syspath_prepend(lakeside)
    yield lakeside
    for name in [name for name in sys.modules if name.startswith("lakeside_rules")]:
        del sys.modules[name]
