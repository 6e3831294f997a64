"""Who may work on a follow-up."""

import pytest

from carecoord.rules.followup import RULES
from carecoord.rules.shapes import FollowUp

title = "Licences of follow-ups"


@pytest.mark.parametrize(
    "rule", [one for one in RULES if isinstance(one.shape, FollowUp)], ids=lambda rule: rule.id
)
def test_a_rule_names_every_licence_that_its_steps_need(rule):
    assert rule.licences
    assert {licence for step in rule.shape.steps for licence in step.licences} <= {*rule.licences}
