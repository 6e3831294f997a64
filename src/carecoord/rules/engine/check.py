"""The shape Check: anything worth telling that no other shape fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of

Look = Callable[[Frame, Rule], Iterable[Conclusion]]


@attrs.frozen(kw_only=True)
class Check:
    """A function from a frame to conclusions; ``uses`` lists the selections it asks for.

    The edition in force on the day of the review answers. ``look`` must conclude at least once.
    """

    __repr__ = shown

    look: Look
    uses: tuple[Selection, ...] = ()

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """The sets of the selections it uses."""
        return sets_of(self.uses)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Look, if this edition is in force."""
        if force.since is not None and not frame.view.reached(force.since):
            if not force.earliest:
                return ()
            return (not_applicable(f"no edition before {rule.in_force_from}"),)
        if force.until is not None and frame.view.reached(force.until):
            return ()
        return self.look(frame, rule)
