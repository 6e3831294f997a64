from datetime import date

from carecoord.model import CommunicationRequest
from carecoord.model.code import concept


def test_a_request_is_known_when_it_was_made_and_not_when_the_message_is_due():
    request = CommunicationRequest(
        id="r", authored_on=date(2026, 3, 1), occurrence=date(2026, 4, 1)
    )

    assert date(2026, 3, 1) == request.known_on


def test_a_request_is_found_by_its_category():
    category = (concept(text="reminder"),)

    assert category == CommunicationRequest(id="r", category=category).concepts
