"""Permissions, items and visits with as little in them as a case needs."""

from decimal import Decimal

import pytest

from carecoord.model import Appointment, Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.permission_case import Draw, PermissionCase


def made_item(units=12, unit="VS", **fields):
    fields = {"sequence": 1, "review_action": "A1"} | fields
    granted = None if units is None else Decimal(units)
    return AuthorizationItem(units=granted, unit=unit, **fields)


def made_permission(*items, draws=(), ended_on=None, **fields):
    case = PermissionCase(draws=draws, ended_on=ended_on) if draws or ended_on else None
    fields = {"id": "p1", "status": "active", "outcome": "complete", "orders": ["o1"]} | fields
    return Authorization(items=items, case=case, **fields)


def made_draw(appointment, on, units=1, unit="VS", item=None):
    return Draw(appointment=appointment, on=on, units=Decimal(units), unit=unit, item=item)


def made_visit(name, start, **fields):
    fields = {"status": "booked", "based_on": ["o1"]} | fields
    return Appointment(id=name, start=start, **fields)


@pytest.fixture
def item():
    return made_item


@pytest.fixture
def permission():
    return made_permission


@pytest.fixture
def draw():
    return made_draw


@pytest.fixture
def visit():
    return made_visit
