"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from carecoord.adapters.cli.faults import NOT_DONE, bad_option, reason
from carecoord.adapters.cli.messages import printable
from carecoord.errors import PortError


def check_writable(option: str, path: Path | None) -> None:
    """Refuse, before any work is done, a path that cannot become a file.

    Raises: InputError.
    """
    if path is None:
        return
    asked = f"{option} {path.name}"
    if path.is_dir():
        raise bad_option(asked, "it is a folder", "Name a file in it")
    if not path.parent.is_dir():
        raise bad_option(asked, "its folder does not exist", "Make the folder first")
    if not os.access(path.parent, os.W_OK) and not _is_device(path):
        raise bad_option(asked, "its folder cannot be written to", "Choose another folder")


def check_apart(outputs: Iterable[tuple[str, Path | None]], sources: Iterable[str]) -> None:
    """Refuse to write over what is read, or to write two results into one file.

    Raises: InputError.
    """
    taken = {_place(Path(source)): "a source" for source in sources}
    for option, path in outputs:
        if path is None or _is_device(path):
            continue
        place = _place(path)
        if place in taken:
            found = f"it is {taken[place]} as well"
            raise bad_option(f"{option} {path.name}", found, "Name another file")
        taken[place] = option


def _place(path: Path) -> Path:
    """Where a path leads; links that go round in circles lead nowhere, and opening says so."""
    try:
        return path.resolve()
    except RuntimeError:
        return path.absolute()


@contextmanager
def replacing(path: Path) -> Generator[IO[bytes], None, None]:
    """Write a file beside ``path``, and put it in its place at the end.

    On an error what was there stays. A new file can be read by its owner only, since it is about
    patients; one that is replaced keeps its permissions.

    Raises: PortError when the disk refuses.
    """
    try:
        if _is_device(path):
            with path.open("wb") as stream:
                yield stream
            return
        with _beside(_place(path)) as stream:
            yield stream
    except OSError as error:
        raise PortError(
            asked=f"writing {path.name}",
            found=reason(error),
            remedy="Mend that and run again; what was there before is untouched",
        ) from error


@contextmanager
def _beside(path: Path) -> Generator[IO[bytes], None, None]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write(content: Iterable[bytes], path: Path | None) -> None:
    """Write to a file, or to standard output when there is none.

    Raises: PortError when it is not taken.
    """
    if path is not None:
        with replacing(path) as stream:
            stream.writelines(content)
        return
    if sys.stdout is None:  # Python's way of saying that it was closed
        raise PortError(
            asked="writing to standard output", found="it is closed", remedy="Name a file: --out"
        )
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        _abandon_standard_output()
        sys.exit(NOT_DONE)
    except OSError as error:
        _abandon_standard_output()
        raise PortError(
            asked="writing to standard output",
            found=reason(error),
            remedy="Run again with --out FILE",
        ) from error


def write_text(texts: Iterable[str]) -> None:
    """Write texts to standard output, each on lines of its own, with nothing a terminal obeys.

    Raises: PortError when it is not taken.
    """
    write((f"{printable(text)}\n".encode() for text in texts), None)


def _abandon_standard_output() -> None:
    """Keep Python from trying again, and failing loudly, when the process ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()
