"""The stays of charts as columns: the way from records to a table of stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, tzinfo
from typing import Any

from carecoord.adapters.tables.stays.dispositions import TO_UB04
from carecoord.model.chart import Chart
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.moment import ClinicalTime, first_day, last_day
from carecoord.rules.concepts.visits import HL7_DISPOSITION, NUBC
from carecoord.rules.criteria.places import INPATIENT, OBSERVATION

KINDS = {**dict.fromkeys(INPATIENT, "inpatient"), **dict.fromkeys(OBSERVATION, "observation")}
_STATUSES = frozenset({"finished", "in-progress", "onleave", "discharged"})
