"""What a person must be to do a piece of work.

A coordinator without a licence schedules, reminds, gathers and teaches from approved material. Work
that assesses, reconciles medicines or decides names the licences that may do it.
"""

from __future__ import annotations

from enum import Enum


class Licence(Enum):
    """A licence or role, as the trade calls it."""

    COORDINATOR = "care coordinator"
    MEDICAL_ASSISTANT = "medical assistant"
    COMMUNITY_HEALTH_WORKER = "community health worker"
    SOCIAL_WORKER = "social worker"
    LPN = "licensed practical nurse"
    RN = "registered nurse"
    PHARMACIST = "pharmacist"
    PRESCRIBER = "prescriber"
    MENTAL_HEALTH = "mental health provider"
    MR_PERSONNEL = "level 2 MR personnel"
    """So named by their site after training, technologists above all (ACR Manual on MR Safety)."""
