"""Which findings answer what another one holds open."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.engine.finding import Finding


def answering(name: str, finding: Finding, among: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a name in ``Evidence.answered_by`` of a finding stands for.

    Those about the same occurrence; where there are none, those of the rule that ask for something.
    """
    rule, _, step = name.partition(":")
    of_rule = [f for f in among if f.rule == rule and f.key.endswith(f":{step}" if step else "")]
    same = tuple(f for f in of_rule if _occurrence(f).startswith(f"{_occurrence(finding)}:"))
    return same or tuple(f for f in of_rule if f.action is not None)


def _occurrence(finding: Finding) -> str:
    return finding.key.split("|", 2)[-1]
