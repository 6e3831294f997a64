"""A finding in sentences, on a day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord import explain
from carecoord.model import Label
from carecoord.rules import Action, Citation, Evidence, Finding, Licence, Outcome, Urgency
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.explain import Standing, standing
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.possession import COUNTED_DAYS, SUPPLY_IN_HAND

TODAY = date(2026, 6, 8)
CITATION = Citation(text="Invented guideline", locator="page 1", status=Status.SECONDARY)


def action(**more):
    given = {"urgency": Urgency.URGENT, "closes": "a call", "licences": (Licence.RN,)} | more
    return Action(title="Call", **given)


def finding(**more):
    given = {"outcome": Outcome.NOT_MET, "reason": "not called"} | more
    return Finding(
        key="k", patient="p1", rule="a.b", edition="2026", title="Calls", citation=CITATION, **given
    )


def lines(of, as_of=TODAY):
    return [line.strip() for line in explain(of, as_of).split("\n")]


class TestStanding:
    """By its dates alone."""

    @pytest.mark.parametrize(
        ("earliest", "due", "overdue_after", "expected"),
        [
            (date(2026, 6, 9), None, None, Standing.UPCOMING),
            (date(2026, 6, 8), None, None, Standing.DUE),
            (None, date(2026, 6, 8), None, Standing.DUE),
            (None, date(2026, 6, 7), None, Standing.OVERDUE),
            (None, date(2026, 6, 1), date(2026, 6, 8), Standing.DUE),
            (None, None, None, Standing.DUE),
        ],
    )
    def test_of_a_day(self, earliest, due, overdue_after, expected):
        one = action(earliest=earliest, due=due, overdue_after=overdue_after)

        assert standing(one, TODAY) is expected

    @pytest.mark.parametrize(("hour", "expected"), [(9, Standing.DUE), (11, Standing.OVERDUE)])
    def test_of_an_hour(self, hour, expected):
        by_ten = action(due=datetime(2026, 6, 8, 10, tzinfo=UTC))

        assert standing(by_ten, datetime(2026, 6, 8, hour, tzinfo=UTC)) is expected

    def test_an_instant_has_the_day_of_its_own_offset(self):
        late = datetime(2026, 6, 8, 23, 30, tzinfo=timezone(timedelta(hours=-4)))

        assert standing(action(due=date(2026, 6, 8)), late) is Standing.DUE


class TestDistance:
    """How far the due day is."""

    @pytest.mark.parametrize(
        ("due", "said"),
        [
            (date(2026, 6, 8), "Due 2026-06-08: due today"),
            (date(2026, 6, 9), "Due 2026-06-09: due, in 1 day"),
            (date(2026, 6, 10), "Due 2026-06-10: due, in 2 days"),
            (date(2026, 6, 7), "Due 2026-06-07: overdue by 1 day"),
            (date(2026, 6, 1), "Due 2026-06-01: overdue by 7 days"),
        ],
    )
    def test_in_days(self, due, said):
        assert said in lines(finding(action=action(due=due)))

    def test_nothing_due_says_nothing_of_it(self):
        assert not [line for line in lines(finding(action=action())) if line.startswith("Due")]

    def test_after_the_window_it_says_what_then(self):
        over = action(due=date(2026, 6, 1), window_over="still to be done")

        assert "The window is over: still to be done" in lines(finding(action=over))


def test_every_part_of_a_finding_is_said():
    said = lines(
        finding(
            evidence=(
                Evidence(
                    clause="a call",
                    holds=False,
                    because="no answer",
                    points=2,
                    facts=(
                        FactRef(id="c1", type="Communication", label="Call", on=date(2026, 6, 2)),
                        FactRef(id="c2", type="Communication", label="Letter"),
                    ),
                ),
                Evidence(clause="a visit", holds=None),
                Evidence(clause="a letter", holds=True),
            ),
            missing=("who was called",),
            details=(("last", None), ("spans", ((TODAY, TODAY),)), ("none", ())),
            labels=frozenset({Label.HIV}),
            action=action(acknowledge_by=datetime(2026, 6, 8, 10, tzinfo=UTC)),
        )
    )

    assert said == [
        "Calls: not met (as of 2026-06-08)",
        "not called.",
        "- a call: no, 2 points (no answer; Call on 2026-06-02; Letter)",
        "- a visit: not known",
        "- a letter: yes",
        "? not known: who was called",
        "last: -",
        "spans: 2026-06-08 to 2026-06-08",
        "none: -",
        "To do (urgent): Call; closed by a call",
        "May be done by: registered nurse",
        "Acknowledge by 2026-06-08T10:00:00+00:00",
        "Labels: HIV",
        "Rule a.b, edition 2026: Invented guideline, page 1",
        "(a restatement was read)",
    ]


def test_little_is_said_of_little():
    said = lines(finding(reason="", action=action(licences=())))

    assert said == [
        "Calls: not met (as of 2026-06-08)",
        "To do (urgent): Call; closed by a call",
        "Rule a.b, edition 2026: Invented guideline, page 1",
        "(a restatement was read)",
    ]


def test_possession_is_counted_up_to_the_day():
    spans = ((date(2026, 6, 1), date(2026, 6, 30)),)
    held = ((date(2026, 6, 1), date(2026, 6, 4)),)
    said = lines(finding(details=((COUNTED_DAYS, spans), (SUPPLY_IN_HAND, held))))

    assert "Supply in hand so far: 4 of 8 days (50.0%)" in said


def test_what_answers_an_open_line_stands_behind_it():
    open_ = Evidence(
        clause="visit not booked",
        holds=True,
        because="none seen",
        answered_by=("followup.transitional-care:visit-14", "followup.patient-engagement"),
    )

    assert (
        "- visit not booked: yes (none seen); answered by "
        "followup.transitional-care:visit-14, followup.patient-engagement"
    ) in lines(finding(evidence=(open_,)))
