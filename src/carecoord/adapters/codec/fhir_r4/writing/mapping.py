"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    answers,
    appeal,
    care_plan,
    condition,
    consent,
    directive,
    education,
    experience,
    goal,
    hold,
    order,
    task,
)
from carecoord.model.answers import Answers
from carecoord.model.appeal import Appeal
from carecoord.model.care_plan import CarePlan
from carecoord.model.condition import Condition
from carecoord.model.consent import Consent
from carecoord.model.directive import Directive
from carecoord.model.education import Education
from carecoord.model.experience import Experience
from carecoord.model.goal import Goal
from carecoord.model.hold import Hold
from carecoord.model.order import Order, Referral
from carecoord.model.task import Task

Author = Callable[[Any, Names], Json | list[Json]]
"""Says a fact of one type as a resource, or as several, the first being the fact itself."""

AUTHORS: dict[type, Author] = {
    Answers: answers.answers,
    Appeal: appeal.appeal,
    CarePlan: care_plan.care_plan,
    Condition: condition.condition,
    Consent: consent.consent,
    Directive: directive.directive,
    Education: education.education,
    Experience: experience.experience,
    Goal: goal.goal,
    Hold: hold.hold,
    Order: order.order,
    Referral: order.referral,
    Task: task.task,
}
"""By type of the model: what writes it."""
