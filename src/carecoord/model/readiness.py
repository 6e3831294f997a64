"""What has to be done before a visit can take place, and what was confirmed when it began."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class ChecklistItem:
    """One thing to see to before a visit: MRI safety, fasting, an interpreter, transport.

    ``name`` says which; ``answer`` is what was found, ``blocks`` whether the visit cannot take
    place while it is open or with that answer.
    """

    __repr__ = shown

    name: str
    text: str | None = None
    ticked_at: ClinicalTime | None = attrs.field(default=None, validator=aware("ticked at"))
    ticked_by: Actor | None = None
    answer: str | None = attrs.field(default=None, repr=False)
    blocks: bool = False
