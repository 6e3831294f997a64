"""Laying a change over a resource: what the change does not name stays as it was.

The change is the difference between two resources of our own, written before it and after it. The
source may say more than they do (elements that are not mapped, extensions, what a reader could not
resolve), and may say the same in other words (a reference by identifier).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.writing.lists import Items, laid_over_list

Json = dict[str, Any]
Same = Callable[[Json, Json], bool]
"""Whether two references of a resource mean the same."""
_ABSENT = object()
_TYPES = (
    "Address|Age|Annotation|Attachment|Base64Binary|Boolean|Canonical|Code|CodeableConcept|Coding|"
    "ContactPoint|Count|Date|DateTime|Decimal|Distance|Dosage|Duration|Expression|HumanName|Id|"
    "Identifier|Instant|Integer|Markdown|Money|Oid|Period|PositiveInt|Quantity|Range|Ratio|"
    "Reference|SampledData|Signature|String|Time|Timing|UnsignedInt|Uri|Url|Uuid"
)
"""The types of R4 (4.0.1, 2.24.0.1) that a choice such as ``value[x]`` may be of."""
_CHOICE = re.compile(rf"(?!reason|instantiates)(?P<base>[a-z]\w+?)(?:{_TYPES})")
"""``reasonCode`` and ``reasonReference`` look like one, and are elements apart; so others."""


def overlay(source: Any, before: Any, after: Any, same: Same) -> Any:  # noqa: ANN401  any JSON
    """Give the source with the change from ``before`` to ``after`` made in it."""
    if before == after:
        return source
    if is_object(source) and is_object(before) and is_object(after):
        if _is_another(source, before, after):
            return after
        return _object(source, before, after, same)
    if is_list(before) and is_list(after):
        return [one for one, _ in _items(source, before, after, same)]
    return after


def _is_another(source: Json, before: Json, after: Json) -> bool:
    """Whether a reference, a coding or a concept now means another.

    Then what was said beside the old one (display, version, text) is not true of the new one.
    """
    if before.get("reference") != after.get("reference"):
        return True
    was, now = before.get("code", source.get("code")), after.get("code")
    if isinstance(was, str) and (now is None or isinstance(now, str)):
        return (before.get("system"), was) != (after.get("system"), now)
    return _is_another_concept(before, after)


def _is_another_concept(before: Json, after: Json) -> bool:
    """Whether a code came in the place of another, or of what was not understood.

    One more code, or one less, tells of the same; and a text that is said before and after holds.
    """
    if before.get("text", _ABSENT) == after.get("text"):
        return False
    was, now = _codes(before), _codes(after)
    came, went = (any(one not in of for one in ones) for ones, of in ((now, was), (was, now)))
    return came and (went or not was)


def _codes(concept: Json) -> list[tuple[Any, Any]]:
    coding = concept.get("coding")
    held: list[Any] = coding if is_list(coding) else []
    return [(one.get("system"), one.get("code")) for one in held if is_object(one)]


def _items(source: object, before: object, after: list[Any], same: Same) -> Items:
    held = source if is_list(source) else [] if source is None else [source]
    said = before if is_list(before) else []

    def over(one: Any, was: Any, now: Any) -> Any:  # noqa: ANN401  any JSON
        return overlay(one, was, now, same)

    return laid_over_list(held, said, after, over, same)


def _object(source: Json, before: Json, after: Json, same: Same) -> Json:
    made = dict(source)
    for name in (*before, *(one for one in after if one not in before)):
        was, now = before.get(name, _ABSENT), after.get(name, _ABSENT)
        if was == now:
            continue
        made = _trimmed(made, name)
        _take_away_other_choices(made, name, before, after)
        if (is_list(was) or was is _ABSENT) and (is_list(now) or now is _ABSENT):
            items = _items(made.get(name), was, now if is_list(now) else [], same)
            made[name] = [one for one, _ in items]
            _align(made, name, items)
            if now is _ABSENT and not items:
                del made[name]
        elif now is _ABSENT:
            made.pop(name, None)
            made.pop(f"_{name}", None)
        else:
            held = made.get(name)
            if was is _ABSENT:
                made[name] = overlay(held, {}, now, same) if is_object(held) and now else now
            else:
                made[name] = overlay(held, was, now, same)
    return made


def _align(made: Json, name: str, items: Items) -> None:
    """Put what is said beside the texts of a list at the places that they have now."""
    beside = made.get(f"_{name}")
    if is_list(beside):
        moved = [
            beside[place] if place is not None and place < len(beside) else None
            for _, place in items
        ]
        made[f"_{name}"] = moved
        if not any(moved):
            del made[f"_{name}"]


def _trimmed(made: Json, name: str) -> Json:
    """The same with an element under its name, where it was read under that with blanks around."""
    odd = [key for key in made if key != key.strip() and key.strip() in {name, f"_{name}"}]
    if not odd:
        return made
    return {
        key.strip() if key in odd else key: part
        for key, part in made.items()
        if key not in odd or key.strip() not in made
    }


def _take_away_other_choices(made: Json, name: str, before: Json, after: Json) -> None:
    """Of ``value[x]`` only one kind may stand, and none when what it was read as is gone."""
    choice = _CHOICE.fullmatch(name)
    if choice is None or (name in made and name not in after):
        return
    for key in list(made):
        other = key.removeprefix("_")
        found = _CHOICE.fullmatch(other)
        if found is None or found["base"] != choice["base"] or is_list(made[key]):
            continue
        if other not in {name, *before, *after}:
            del made[key]
