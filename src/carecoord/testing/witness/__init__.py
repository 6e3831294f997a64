"""Facts that a rule asks for, made from the rule itself.

``witness`` makes a fact that a selection holds on a day. With it the windows of a schedule can be
tried out at every edge without writing charts by hand, and a schedule that nothing can trigger or
close shows itself: there is no witness.
"""

from __future__ import annotations

from carecoord.testing.witness.find import NoWitness, witness
from carecoord.testing.witness.scene import Scene

__all__ = ["NoWitness", "Scene", "witness"]
