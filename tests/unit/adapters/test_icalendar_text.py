"""Texts as RFC 5545 wants them: escaped, folded, without control characters."""

from datetime import UTC, datetime

import attrs
import pytest

from carecoord.adapters.icalendar import dumps
from carecoord.model import Appointment

icalendar = pytest.importorskip("icalendar")

VISIT = Appointment(
    id="v", status="booked", start=datetime(2026, 3, 2, 15, tzinfo=UTC), minutes_duration=30
)


def written(**texts):
    return dumps([attrs.evolve(VISIT, **texts)], zone="UTC", detail="full")


def test_every_line_ends_with_a_carriage_return_and_holds_75_octets_at_most():
    content = written(patient_instruction="Ünïcödé, and more of it. " * 20)
    held = content.split(b"\r\n")

    assert held[-1] == b""
    assert not any(b"\n" in one or b"\r" in one for one in held)
    assert max(len(one) for one in held) == 75
    for one in held:
        one.decode()  # no character is cut in two


def test_commas_semicolons_backslashes_and_breaks_are_escaped_and_come_back():
    said = "one, two; three \\ four\nfive"
    content = written(patient_instruction=said)
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")

    assert b"DESCRIPTION:one\\, two\\; three \\\\ four\\nfive\r\n" in content
    assert event["description"] == said


@pytest.mark.parametrize(
    "broken", ["one\r\ntwo", "one\rtwo", "one\ntwo", "o\x07ne\x0b\ntw\x7fo\x00"]
)
def test_breaks_are_of_one_kind_and_control_characters_are_left_out(broken):
    assert b"DESCRIPTION:one\\ntwo\r\n" in written(patient_instruction=broken)


@pytest.mark.parametrize("nothing", ["", "  ", "\x07", None])
def test_a_text_of_nothing_is_no_text(nothing):
    content = written(description=nothing, patient_instruction=nothing)

    assert b"SUMMARY:Appointment\r\n" in content
    assert b"DESCRIPTION" not in content


def test_half_a_character_is_left_out_of_a_text_and_costs_no_visit():
    content = written(patient_instruction="o\ud800ne", description="\udfff")

    assert b"DESCRIPTION:one\r\n" in content
    assert b"SUMMARY:Appointment\r\n" in content


def test_half_a_character_in_an_id_or_a_key_names_a_visit_all_the_same():
    odd = [attrs.evolve(VISIT, id=name) for name in ("a\ud800", "a\ud801")]
    uids = {
        str(event["uid"])
        for key in ("", "\udfff")
        for event in icalendar.Calendar.from_ical(dumps(odd, zone="UTC", key=key)).walk("VEVENT")
    }

    assert len(uids) == 4
