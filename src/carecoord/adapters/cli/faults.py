"""What ends a command early: one line on standard error, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import PurePath
from traceback import extract_tb
from typing import NoReturn

from carecoord.adapters.cli.messages import say
from carecoord.errors import CarecoordError, InputError

DONE = 0
DONE_WITH_PROBLEMS = 1
NOT_DONE = 2
STOPPED = 130
"""What shells, and typer, say of a command that was interrupted from the keyboard."""


def guarded(run: Callable[[], None]) -> None:
    """Run a command; whatever stops it becomes a message and exit status 2."""
    try:
        run()
    except KeyboardInterrupt:
        _stopped()
    except SystemExit as ended:
        if ended.code == STOPPED:
            _stopped()
        raise
    except CarecoordError as error:
        _end(str(error))
    except RecursionError:
        _end("the input is nested too deeply. Take out what nests, or lower --max-bytes")
    except MemoryError:
        _end("there is not enough memory. Give fewer sources at a time")
    except OSError as error:
        _end(f"the system refused: {reason(error)}. Nothing was half written")
    except Exception as error:  # noqa: BLE001  the last line before a traceback, which may hold patient data
        _end(f"a fault in carecoord: {_place(error)}. Please report this line")


def reason(error: OSError) -> str:
    """Why the system refused, in its words, without a path."""
    return (error.strerror or type(error).__name__).lower()


def bad_option(option: str, found: str, remedy: str) -> InputError:
    """Make the error for an option whose value cannot be used."""
    return InputError(asked=option, found=found, remedy=remedy)


def _place(error: Exception) -> str:
    """Type and place of an error; its text is left out, since it may quote a record."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "carecoord" in PurePath(frame.filename).parts]
    at = "".join(f" at {PurePath(one.filename).name}:{one.lineno}" for one in ours[-1:])
    return f"{type(error).__name__}{at}"


def _stopped() -> NoReturn:
    say("carecoord: stopped; what is in the store stays, nothing was half written. Run it again")
    sys.exit(STOPPED)


def _end(message: str) -> NoReturn:
    say(f"carecoord: {message}")
    sys.exit(NOT_DONE)
