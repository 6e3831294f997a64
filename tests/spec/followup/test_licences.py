"""Who may work on a follow-up."""

import pytest

from carecoord.rules.followup import RULES
from carecoord.rules.shapes import FollowUp

title = "Licences of follow-ups"


SCHEDULES = [rule for rule in RULES if isinstance(rule.shape, FollowUp)]


@pytest.mark.parametrize("rule", SCHEDULES, ids=lambda rule: rule.id)
def test_a_rule_names_the_licences_that_its_steps_name(rule):
    """And no other, unless a step names none: then it is the rule's who do it."""
    named = {licence for step in rule.shape.steps for licence in step.licences}
    all_named = all(step.licences for step in rule.shape.steps)

    assert set(rule.licences) == named if all_named else named <= set(rule.licences) != set()
