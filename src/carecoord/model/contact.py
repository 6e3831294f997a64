"""Names, addresses and ways to reach people. All of it identifies, so none of it is in ``repr``."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.collected import as_tuple
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Name:
    """A person's name (FHIR HumanName)."""

    __repr__ = shown

    family: str | None = attrs.field(default=None, repr=False)
    given: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    prefix: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    suffix: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    text: str | None = attrs.field(default=None, repr=False)
    use: str | None = None
    period: Period | None = None

    @property
    def shown(self) -> str:
        """The name as people write it."""
        if self.text:
            return self.text
        return " ".join((*self.prefix, *self.given, *((self.family,) if self.family else ())))


@attrs.frozen(kw_only=True)
class ContactPoint:
    """A phone number, e-mail address or other way to reach somebody (FHIR ContactPoint).

    ``rank`` 1 is to be tried first. ``direct`` says whether an e-mail address is one for Direct
    secure messages (US Core's extension us-core-direct).
    """

    __repr__ = shown

    system: str | None = None
    value: str | None = attrs.field(default=None, repr=False)
    use: str | None = None
    rank: int | None = None
    period: Period | None = None
    direct: bool | None = None


@attrs.frozen(kw_only=True)
class Address:
    """A postal address (FHIR Address).

    ``type`` says whether it takes post, visitors or both; ``latitude`` and ``longitude`` are
    degrees of WGS 84 (FHIR's extension geolocation).
    """

    __repr__ = shown

    line: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    city: str | None = attrs.field(default=None, repr=False)
    district: str | None = attrs.field(default=None, repr=False)
    state: str | None = attrs.field(default=None, repr=False)
    postal_code: str | None = attrs.field(default=None, repr=False)
    country: str | None = attrs.field(default=None, repr=False)
    text: str | None = attrs.field(default=None, repr=False)
    use: str | None = None
    period: Period | None = None
    type: str | None = None
    latitude: Decimal | None = attrs.field(default=None, repr=False)
    longitude: Decimal | None = attrs.field(default=None, repr=False)
