"""A named, versioned set of codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from carecoord.model.code import Code
from carecoord.model.shown import shown


def _frozen(codes: Iterable[Code]) -> frozenset[Code]:
    return frozenset(codes)


@attrs.frozen(kw_only=True)
class ValueSet:
    """A set of codes under a canonical URL (FHIR ValueSet).

    ``prefixes`` hold codes that stand for all codes beginning with them (``E11`` for all of type 2
    diabetes). ``total`` is how many codes the publisher says there are; fewer in ``codes`` means
    that the copy is truncated.
    """

    __repr__ = shown

    url: str
    name: str
    codes: frozenset[Code] = attrs.field(default=frozenset(), converter=_frozen, repr=False)
    prefixes: frozenset[Code] = attrs.field(default=frozenset(), converter=_frozen, repr=False)
    version: str | None = None
    publisher: str | None = None
    retrieved_on: date | None = None
    total: int | None = None

    @property
    def truncated(self) -> bool:
        """Whether codes are known to be missing from this copy."""
        return self.total is not None and len(self.codes) < self.total

    @property
    def empty(self) -> bool:
        """Whether no code can ever be a member."""
        return not self.codes and not self.prefixes

    def __contains__(self, code: object) -> bool:
        if code in self.codes:
            return True
        return isinstance(code, Code) and any(
            code.system == prefix.system and code.code.startswith(prefix.code)
            for prefix in self.prefixes
        )
