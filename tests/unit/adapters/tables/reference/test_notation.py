"""The notation of packaged files."""

from carecoord.adapters.tables.reference import notation


def test_each_beginning_with_each_ending_is_a_code():
    assert notation.codes("0210,0211", "089,08A") == ["0210089", "021008A", "0211089", "021108A"]


def test_a_hyphen_is_an_ending_of_no_characters():
    assert notation.codes("I41", "-") == ["I41"]
    assert notation.codes("I50", "-,9") == ["I50", "I509"]


def test_lines_for_people_are_left_out():
    assert list(notation.lines("# for people\n1 A15 0,4\n")) == [["1", "A15", "0,4"]]
