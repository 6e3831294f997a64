"""Stories: a follow-up that was triggered on a day, with what closes its steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import attrs

from carecoord.model.fact import Fact
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.birth import Birth
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Finding
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.review import review, view_of
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.timing import Row
from carecoord.testing.witness.conditions import needed
from carecoord.testing.witness.find import NoWitness, Wanted, witness
from carecoord.testing.witness.scene import Scene

_BORN = (date(1960, 1, 1), date(2017, 1, 1), date(2026, 2, 20))
"""An adult, a child, a newborn: one of them each follow-up speaks of."""
_NIGHTS = (0, 2)
"""How long what triggers it lasts: most things a day, some need a night or two."""


@attrs.frozen(kw_only=True)
class Story:
    """A trigger whose clock starts on a day, in a chart to which more can be added."""

    rule: Rule
    catalogue: Catalogue
    scene: Scene
    row: Row
    start: date

    def having(self, *facts: Fact) -> Story:
        """The same story with more facts."""
        return attrs.evolve(self, scene=self.scene.having(facts))

    def finding(self, step: Step, as_of: date, *facts: Fact) -> Finding | None:
        """What the rule says of a step, once facts were added."""
        chart = self.scene.having(facts).chart
        found = review(chart, self.catalogue, as_of).findings
        return next(
            (f for f in found if f.rule == self.rule.id and f.key.endswith(f":{step.name}")), None
        )

    def closer(self, step: Step, day: date, name: str = "closer") -> tuple[Fact, ...]:
        """What closes a step on a day, performed by one who may."""
        return witness(
            step.closed_by,
            day,
            catalogue=self.catalogue,
            scene=self.scene,
            by=step.by,
            name=name,
            each=self.row,
        )

    def asked_for(self, step: Step) -> Story:
        """The same story with what a step asks of its trigger before it is to be done at all."""
        return self.meeting(step.only_if)

    def meeting(self, condition: Condition | None) -> Story:
        """The same story with what a condition asks of the trigger on its day."""
        if condition is None:
            return self
        on = self.start
        wanted = Wanted(first=on, last=on, ends=True, by=frozenset(), name="if", each=self.row)
        return self.having(*needed(condition, wanted, self.catalogue))


def told(rule: Rule, catalogue: Catalogue, on: date, among: tuple[Fact, ...] = ()) -> Story:
    """A story in which a follow-up is triggered: on a day, or when the edition came into force.

    ``among`` are facts that have to be there before it; what the follow-up asks of its trigger is
    there.

    Raises:
        NoWitness: nothing was found that triggers it.
    """
    story = _triggered(rule, catalogue, on, among)
    return story.meeting(cast("FollowUp", rule.shape).only_if)


def _triggered(rule: Rule, catalogue: Catalogue, on: date, among: tuple[Fact, ...]) -> Story:
    day = max(on, rule.in_force_from or on)
    trigger = cast("FollowUp", rule.shape).trigger
    if isinstance(trigger, Birth):
        scene = Scene(born=day)
        (row,) = Frame(view_of(scene.chart, catalogue, day)).rows(trigger).sure
        return Story(rule=rule, catalogue=catalogue, scene=scene, row=row, start=day)
    for born in _BORN:
        for nights in _NIGHTS:
            last = day + timedelta(days=nights)
            scene = Scene(born=born, facts=among)
            try:
                facts = witness(
                    trigger, day, last, catalogue=catalogue, scene=scene, name="trigger"
                )
            except NoWitness:
                continue
            scene = scene.having(facts)
            rows = Frame(view_of(scene.chart, catalogue, last)).rows(trigger).sure
            (row,) = [one for one in rows if one.fact.id == facts[0].id]
            start = date.fromordinal(row.end_high)
            return Story(rule=rule, catalogue=catalogue, scene=scene, row=row, start=start)
    raise NoWitness(
        asked=f"a trigger of {rule.id}",
        found="none of those tried is held by it",
        remedy="See whether the filters of the trigger contradict each other",
    )
