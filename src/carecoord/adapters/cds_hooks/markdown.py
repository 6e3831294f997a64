"""Sentences as GitHub Flavored Markdown that shows them as they are, whatever stands in them."""

from __future__ import annotations

import re
from datetime import date, datetime

from carecoord.rules.engine.explain import explain
from carecoord.rules.engine.finding import Finding

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#&@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What makes emphasis, code, links, images, tables, headings, HTML, entities and addresses."""


def plain(text: str) -> str:
    r"""Text that is shown as it is; breaks of lines become spaces.

    >>> print(plain("<b>5*</b>"))
    \<b\>5\*\</b\>
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def detail(finding: Finding, as_of: date | datetime) -> str:
    """What ``explain`` says, its first line as a heading and the rest as a list."""
    head, *rest = explain(finding, as_of).split("\n")
    lines = (line.strip().removeprefix("- ") for line in rest)
    return "\n".join((f"**{plain(head)}**", "", *(f"- {plain(line)}" for line in lines if line)))
