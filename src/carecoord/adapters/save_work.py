"""Keeping what people did with work, and the day on which a review has to look at it again."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.ports import AuditEntry, Clock, Store, UnitOfWork
from carecoord.rules.worklist import WorkItem, next_wake


def save_work(store: Store, items: Iterable[WorkItem], *, by: str, clock: Clock) -> None:
    """Save items that a person assigned, snoozed or closed, all or none.

    A patient's record of the latest review gets the day on which the first of the snoozed items
    comes back, so that ``run_due`` finds the patient on that day. ``by`` goes into the audit trail.

    Raises: StoreFailed.
    """
    by_patient: dict[str, list[WorkItem]] = {}
    for item in items:
        by_patient.setdefault(item.patient, []).append(item)
    with store.transaction() as unit:
        for patient, handled in sorted(by_patient.items()):
            unit.put_items(handled)
            _put_wake(unit, patient)
            unit.record(
                AuditEntry(
                    at=clock.now(),
                    action="work handled",
                    actor=by,
                    patient=patient,
                    details=(("items", str(len(handled))),),
                )
            )


def _put_wake(unit: UnitOfWork, patient: str) -> None:
    record = unit.review(patient)
    if record is not None:
        unit.put_review(attrs.evolve(record, wake=next_wake(unit.items(patient))))
