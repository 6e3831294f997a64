"""CDS Hooks 2.0: findings as cards where somebody works on the chart, and what became of them.

The response of a service is made here; its web server, its discovery document and the trust between
it and its clients are an application's.
"""

from __future__ import annotations

from carecoord.adapters.cds_hooks.cards import cards
from carecoord.adapters.cds_hooks.feedback import Feedback, read_feedback
from carecoord.adapters.cds_hooks.service import Service

__all__ = ["Feedback", "Service", "cards", "read_feedback"]
