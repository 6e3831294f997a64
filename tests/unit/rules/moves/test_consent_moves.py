"""Moves of consents. Source: FHIR R4 Consent (status, provision.period), decision 0051."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from legal_moves import drawn, tried

from carecoord.errors import MoveRefused
from carecoord.model import Actor, Consent, PartialDate, Period, Provision
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.consent import CONSENT
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import advance, correct, move

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
PATIENT = Actor(kind="Patient")
DESK = Performer(licence=Licence.COORDINATOR)
YEAR = Provision(period=Period.through(date(2025, 3, 10), date(2026, 3, 9)))


def agreed(status="active", **fields):
    told = {"given_on": date(2025, 3, 10), "performers": [PATIENT], "provision": YEAR}
    return Consent(id="c", status=status, **told | fields)


def refusal(call, *arguments, **told):
    with pytest.raises(MoveRefused) as refused:
        call(CONSENT, *arguments, **told)
    return str(refused.value)


LEGAL = """
draft: propose > proposed, grant > active, reject > rejected, retract > entered-in-error
proposed: grant > active, reject > rejected, retract > entered-in-error
active: withdraw > inactive, expire > inactive, retract > entered-in-error
rejected:
inactive:
entered-in-error:
unknown:
"""


def call_of(name):
    reason = {"withdraw": "changed mind", "retract": "wrong chart"}.get(name)
    return {"at": AT, "reason": reason}


def test_each_state_has_the_moves_of_its_line_and_no_others():
    values = {state: agreed(None if state == "unknown" else state) for state in CONSENT.states}

    assert drawn(LEGAL) == tried(CONSENT, values, call_of)


# -- given ----------------------------------------------------------------------------------------


def test_a_consent_is_given_on_a_day_by_somebody():
    asked = agreed("proposed", given_on=None, performers=())

    made = move(CONSENT, asked, "grant", at=AT, given_on=date(2026, 3, 9), performers=[PATIENT])

    assert made.value == agreed(given_on=date(2026, 3, 9))


@pytest.mark.parametrize("lacks", [{"given_on": None}, {"performers": ()}])
def test_a_consent_without_its_day_or_its_giver_is_refused(lacks):
    told = "consent: active: no given_on, or no performers. Say when it was given, and by whom"

    assert refusal(move, agreed("draft", **lacks), "grant", at=AT) == told


@pytest.mark.parametrize(
    "given_on",
    [AT, date(2026, 3, 10), PartialDate(2026, 3)],
    ids=["at that moment", "on that day", "in that month"],
)
def test_a_consent_given_by_the_moment_of_the_move_is_taken(given_on):
    assert (
        move(CONSENT, agreed("draft", given_on=given_on), "grant", at=AT).value.status == "active"
    )


@pytest.mark.parametrize(
    "given_on",
    [AT + timedelta(seconds=1), date(2026, 3, 11), PartialDate(2026, 4)],
    ids=["just after", "the day after", "the month after"],
)
def test_a_consent_given_after_the_moment_of_the_move_is_refused(given_on):
    told = refusal(move, agreed("draft", given_on=given_on), "grant", at=AT)

    assert told == "consent: active: given_on is after the move. Correct one of them"


def test_a_consent_is_not_taken_back_without_a_reason():
    told = "consent: withdraw: without a reason. Give what the move needs"

    assert refusal(move, agreed(), "withdraw", at=AT) == told


# -- time -----------------------------------------------------------------------------------------

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("end", "last_in", "first_out"),
    [
        (date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 10)),
        (date(2026, 3, 10), NOON + timedelta(hours=11), NOON + timedelta(hours=12)),
        (NOON, NOON - timedelta(seconds=1), NOON),
        (NOON, date(2026, 3, 9), date(2026, 3, 10)),
        (PartialDate(2026, 3), date(2026, 3, 31), date(2026, 4, 1)),
    ],
    ids=["days", "a day at instants", "an instant", "an instant by days", "a month"],
)
def test_a_consent_runs_out_once_its_last_day_is_past(end, last_in, first_out):
    given = agreed(provision=Provision(period=Period(date(2025, 3, 10), end)))

    assert advance(CONSENT, given, last_in) is None
    assert advance(CONSENT, given, first_out).value == attrs.evolve(given, status="inactive")


@pytest.mark.parametrize(
    "provision",
    [None, Provision(), Provision(period=Period(date(2025, 3, 10), None))],
    ids=["no provision", "no period", "no end"],
)
def test_a_consent_without_an_end_does_not_run_out(provision):
    assert advance(CONSENT, agreed(provision=provision), date(2099, 1, 1)) is None


@pytest.mark.parametrize("status", ["draft", "proposed", "inactive", None])
def test_what_is_not_in_force_does_not_run_out(status):
    assert advance(CONSENT, agreed(status), date(2099, 1, 1)) is None


def test_a_consent_does_not_run_out_before_by_hand():
    told = refusal(move, agreed(), "expire", at=date(2026, 3, 9))

    assert told.startswith("consent: expire: the last day of its provision is not past.")


# -- corrections ----------------------------------------------------------------------------------

FIX = {"at": AT, "by": DESK, "reason": "another patient's"}


def test_a_withdrawal_keyed_on_the_wrong_chart_is_undone():
    assert correct(CONSENT, agreed("inactive"), "active", **FIX).value == agreed()


def test_what_was_given_after_all_says_when_and_by_whom():
    refused = agreed("rejected", given_on=None, performers=())
    told = {"given_on": date(2026, 3, 1), "performers": (PATIENT,)}

    assert correct(CONSENT, refused, "active", **FIX, **told).value == agreed(**told)


def test_what_nobody_gave_is_not_corrected_to_active():
    refused = agreed("rejected", given_on=None)

    assert "no given_on, or no performers" in refusal(correct, refused, "active", **FIX)


def test_what_is_corrected_otherwise_keeps_all_it_says():
    assert correct(CONSENT, agreed(), "rejected", **FIX).value == agreed("rejected")
