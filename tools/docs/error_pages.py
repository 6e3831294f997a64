"""The page of errors."""

from __future__ import annotations

import inspect

from carecoord import errors


def error_page() -> str:
    """Every error with what it means, from the tree itself."""
    lines = [
        "# Errors",
        "",
        "Every message says what was asked, what was found, and what to do.",
        "Messages about records name types and fields, never what stands in them.",
        "",
        "| error | is a | means |",
        "|---|---|---|",
    ]
    for name, value in sorted(vars(errors).items()):
        if inspect.isclass(value) and issubclass(value, errors.CarecoordError) and name[0] != "_":
            parents = ", ".join(f"`{base.__name__}`" for base in value.__mro__[1:] if _told(base))
            lines.append(f"| `{name}` | {parents} | {inspect.getdoc(value).splitlines()[0]} |")
    return "\n".join(lines) + "\n"


def _told(base: type) -> bool:
    return base.__name__[0] != "_" and base not in {object, BaseException, Exception}
