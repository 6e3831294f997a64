"""The command line: a thin face over the functions of the library.

Exit status: 0 done, 1 done with problems in the input, 2 could not start or could not finish.
Results go to standard output or a file, messages to standard error.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command that the process was called with; ends the process."""
    from carecoord.adapters.cli.faults import guarded

    guarded(_run)


def _run() -> None:
    from carecoord.errors import missing_extra

    try:
        from typer.main import get_command
    except ImportError:
        raise missing_extra("the command line", "cli") from None
    from carecoord.adapters.cli.app import app

    # Calling the application itself would mark errors, and ours are frozen.
    get_command(app)(prog_name="carecoord")
