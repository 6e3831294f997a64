"""The fixture with which these pages hold a rule against written cases.

A page says once which ``rule`` it is about, which ``person``, which day it is (``as_of``) and what
is ``on_record``: lists as tables. Each test adds rows to these, and says what is expected.
"""

from __future__ import annotations

from datetime import UTC
from functools import cache

import pytest

from carecoord.adapters.calendars import us
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.followup import RULES
from carecoord.testing import run_cases


@cache
def catalogue(rule, zone, value_sets):
    """A rule with the working days of the United States, and the zone and sets of a page."""
    (found,) = (one for one in RULES if one.id == rule)
    return Catalogue.of([found], calendar=us(), zone=zone, value_sets=value_sets)


@pytest.fixture
def found(request):
    """Run a case of the page: ``expect`` is a table, what comes after it changes the record.

    A list gets the rows of its text as well as those of the page; None takes the list away, so
    that it was never asked for. ``change`` puts other words in the place of some of the page's.
    Gives the findings.
    """
    page = request.module

    def found(expect, as_of=None, *, change=None, person=None, value_sets=None, **rows):
        lists = {
            name: f"{_changed(table, change or {})}\n{rows.get(name, '')}"
            for name, table in page.on_record.items()
            if rows.get(name, "") is not None
        }
        assert rows.keys() <= page.on_record.keys()
        assert all(any(word in t for t in page.on_record.values()) for word in change or ())
        text = _written(expect, as_of or page.as_of, page.person | (person or {}), lists)
        zone, sets = getattr(page, "zone", UTC), getattr(page, "value_sets", ())
        known = catalogue(page.rule, zone, sets if value_sets is None else value_sets)
        results = run_cases(known, text)
        results.check()
        return results.cases[0].found

    return found


@pytest.fixture
def says(found):
    """Run a case; gives what was said of each fact, by the end of the occurrence."""

    def says(expect, as_of=None, **more):
        return {
            finding.key.rpartition(":")[2]: [line.because for line in finding.evidence]
            for finding in found(expect, as_of, **more)
        }

    return says


@pytest.fixture
def nothing(found):
    """Run a case in which the rule finds nothing to do, for a reason; gives the evidence."""

    def nothing(reason, as_of=None, **more):
        (one,) = found(f"outcome | to do | reason\nnot applicable | no | {reason}", as_of, **more)
        return [(line.clause, line.holds, len(line.facts)) for line in one.evidence]

    return nothing


def _changed(table, change):
    for word, other in change.items():
        table = table.replace(word, other)
    return table


def _written(expect, as_of, person, lists):
    known = ", ".join(f"{word} = '{value}'" for word, value in person.items() if value is not None)
    tables = [f"{name} = '''\n{table}'''" for name, table in {**lists, "expect": expect}.items()]
    head = f"[[case]]\nname = 'this one'\nas_of = '{as_of}'\npatient = {{ {known} }}"
    return "\n".join([head, *tables])
