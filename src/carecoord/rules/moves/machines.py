"""Every table of moves."""

from __future__ import annotations

from typing import Any

from carecoord.rules.moves.appeal import APPEAL
from carecoord.rules.moves.appointment import APPOINTMENT
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM
from carecoord.rules.moves.consent import CONSENT
from carecoord.rules.moves.coverage import COVERAGE
from carecoord.rules.moves.referral import REFERRAL
from carecoord.rules.moves.table import Machine
from carecoord.rules.moves.task import TASK

MACHINES: tuple[Machine[Any], ...] = (
    COVERAGE,
    AUTHORIZATION,
    AUTHORIZATION_ITEM,
    APPEAL,
    REFERRAL,
    APPOINTMENT,
    TASK,
    CONSENT,
)
"""One machine per type of value that moves, in the order in which care is got: who pays, whether it
is permitted, to whom, when. Reference pages and laws are made from them."""
