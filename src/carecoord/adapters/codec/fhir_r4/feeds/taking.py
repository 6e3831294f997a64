"""Handing elements to the intake, without those whose texts are beyond the limit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.bundle import Element
from carecoord.adapters.codec.fhir_r4.reasons import TOO_LONG

_TEXT = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)


def take(intake: Intake, found: Iterable[Element]) -> None:
    """Take elements in; one with a text that is too long costs itself."""
    limit = intake.run.limits.text
    for element in found:
        if len(element.content) > limit and _is_longer(bytes(element.content), limit):
            intake.add(Element(element.path, b"", element.url, TOO_LONG, ordinal=element.ordinal))
        else:
            intake.add(element)


def _is_longer(content: bytes, limit: int) -> bool:
    return any(len(found[1]) > limit for found in _TEXT.finditer(content))
