"""What a CDS service says of itself on each of its cards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.code import Code
from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown

Json = dict[str, Any]


def absolute(url: str | None) -> bool:
    """Whether a browser can be sent to an address as it stands."""
    parts = urlsplit(url or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _refuse(found: str, remedy: str) -> None:
    raise AuthoringError(asked="a CDS service", found=found, remedy=remedy)


def _label(_: object, __: object, label: str) -> None:
    if not label.strip():
        _refuse("no label", "Say in a few words who speaks")


def _url(_: object, attribute: attrs.Attribute[Any], url: str | None) -> None:
    if url is not None and not absolute(url):
        _refuse(f"{attribute.name} is no absolute URL", "Give it with https and the host")


def _topic(_: object, __: object, topic: Code | None) -> None:
    if topic is not None and not (topic.system and topic.code):
        _refuse("a topic without a system or a code", "Give both")


def _reasons(_: object, __: object, reasons: tuple[Code, ...]) -> None:
    if not all(one.system and one.code and one.display for one in reasons):
        _refuse(
            "a reason to override without a system, a code or words for it",
            "Give all three: people choose by the words",
        )


@attrs.frozen(kw_only=True)
class Service:
    """Who speaks: a label, perhaps with a page, an icon (100 by 100 pixels, PNG) and a topic.

    ``override_reasons`` are what a site offers to whoever turns a card down, with words for each.
    """

    __repr__ = shown

    label: str = attrs.field(validator=_label)
    url: str | None = attrs.field(default=None, validator=_url)
    icon: str | None = attrs.field(default=None, validator=_url)
    topic: Code | None = attrs.field(default=None, validator=_topic)
    override_reasons: tuple[Code, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_reasons
    )

    @property
    def source(self) -> Json:
        """The ``source`` of its cards."""
        topic = None if self.topic is None else coding(self.topic)
        told = {"label": self.label, "url": self.url, "icon": self.icon, "topic": topic}
        return {name: value for name, value in told.items() if value is not None}


def coding(code: Code) -> Json:
    """Write a Coding."""
    written = {"system": code.system, "code": code.code}
    return {**written, "display": code.display} if code.display else written
