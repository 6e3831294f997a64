"""An invented rule around a shape."""

import pytest

from carecoord.rules import Citation
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import Rule


@pytest.fixture
def rule():
    """Write a rule of a shape, with parameters."""

    def written(shape, *parameters):
        return Rule(
            id="invented.rule",
            edition="only",
            title="Invented",
            citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
            population="everybody",
            parameters=parameters,
            shape=shape,
        )

    return written
