"""Every table of moves."""

from __future__ import annotations

from typing import Any

from carecoord.rules.moves.appointment import APPOINTMENT
from carecoord.rules.moves.consent import CONSENT
from carecoord.rules.moves.referral import REFERRAL
from carecoord.rules.moves.table import Machine
from carecoord.rules.moves.task import TASK

MACHINES: tuple[Machine[Any], ...] = (
    APPOINTMENT,
    CONSENT,
    REFERRAL,
    TASK,
)
"""One machine per type of value that moves; reference pages and laws are made from them."""
