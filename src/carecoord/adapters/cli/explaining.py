"""``carecoord explain``: a finding in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.charts import Charts
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS, bad_option
from carecoord.adapters.cli.output import write_text
from carecoord.adapters.cli.reviewing import opened, take_in
from carecoord.errors import InputError

if TYPE_CHECKING:
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.adapters.cli.charts import Taking
    from carecoord.rules.engine.finding import Finding, Review


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for: a finding by its key, or a rule, or a rule's findings under a key."""

    sources: Sequence[str]
    key: str | None
    rule: str | None
    choice: Choice
    taking: Taking
    as_of: date


class Findings:
    """The latest findings of every patient."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Finding, ...]] = {}

    def take(self, review: Review) -> None:
        """Take a review in the place of an earlier one of the same patient."""
        self._found[review.patient] = review.findings

    def every(self) -> list[Finding]:
        """Give all findings, by patient, rule and key."""
        return [finding for patient in sorted(self._found) for finding in self._found[patient]]


def run(request: Request) -> int:
    """Read, review, and explain what was asked for; give the exit status. Keeps nothing.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    from carecoord.rules.engine.explain import explain

    if request.key is None and request.rule is None:
        raise bad_option("explain", "neither a KEY nor --rule", "Give the key of a finding")
    catalogue = request.choice.catalogue()
    if request.rule is not None:
        catalogue.rule(request.rule)
    charts = Charts(request.sources, request.taking, bare=True)
    found = Findings()
    with opened(None) as store:
        summary = take_in(charts, store, None, catalogue, request.as_of, found.take)
    chosen = _chosen(found.every(), request)
    write_text(explain(finding, request.as_of) for finding in chosen)
    charts.account.close(summary)
    charts.account.tell()
    return DONE_WITH_PROBLEMS if charts.account.has_problems else DONE


def _chosen(found: list[Finding], request: Request) -> list[Finding]:
    """The findings that are asked for.

    Raises: InputError when there are none, with the nearest key.
    """
    if request.rule is not None:
        found = [finding for finding in found if finding.rule == request.rule]
    if request.key is None:
        if not found:
            raise InputError(
                asked=f"explaining rule {request.rule!r}",
                found="no patient could be read",
                remedy="Look at the problems: carecoord review",
            )
        return found
    chosen = [finding for finding in found if finding.key == request.key]
    if not chosen:
        raise _unknown(request.key, [finding.key for finding in found])
    return chosen


def _unknown(key: str, known: list[str]) -> InputError:
    near = get_close_matches(key, known, n=1, cutoff=0.3)
    return InputError(
        asked=f"finding {key!r}",
        found="no finding has this key",
        remedy=f"Did you mean {near[0]!r}?" if near else "List the keys: carecoord review SOURCE",
    )
