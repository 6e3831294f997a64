"""What the words of coverage information allow beside one another (Da Vinci CRD 2.x)."""

from __future__ import annotations

from carecoord.model.coverage_information import CoverageInformation

NOT_COVERED, CONDITIONAL = "not-covered", "conditional"
NO_AUTH, SATISFIED = "no-auth", "satisfied"
WITH_REQUEST = "withpa"
NO_DOCUMENTS = "no-doc"
"""Of edition 2.0.1: asks for nothing."""


def broken(told: CoverageInformation) -> tuple[str, ...]:
    """The invariants that coverage information breaks, in words; none of what may be said."""
    asked = [one for one in told.doc_needed if one != NO_DOCUMENTS]
    conditional = CONDITIONAL in {told.covered, told.pa_needed, *told.doc_needed}
    checks = (
        (
            told.covered == NOT_COVERED and told.pa_needed is not None,
            "what is not covered needs no permission",
        ),
        (bool(told.info_needed) is not conditional, "info-needed is said iff something is open"),
        (
            told.pa_needed == SATISFIED and WITH_REQUEST in told.doc_purpose,
            "no document goes with a request that is not made",
        ),
        (bool(told.questionnaires) and not asked, "a form is a document that is needed"),
    )
    return tuple(words for wrong, words in checks if wrong)
