"""Which profiles of US Core the authors of resources claim, as their code says.

Source: US Core 6.1.0, the list of its profiles.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from carecoord.adapters.codec.fhir_r4 import writing

WRITING = Path(writing.__file__).parent
US_CORE = frozenset(
    """
    allergyintolerance blood-pressure bmi body-height body-temperature body-weight careplan
    careteam condition-encounter-diagnosis condition-problems-health-concerns coverage
    diagnosticreport-lab diagnosticreport-note documentreference encounter goal
    head-circumference head-occipital-frontal-circumference-percentile heart-rate immunization
    implantable-device location medication medicationdispense medicationrequest
    observation-clinical-result observation-lab observation-occupation
    observation-pregnancyintent observation-pregnancystatus observation-screening-assessment
    observation-sexual-orientation organization patient pediatric-bmi-for-age
    pediatric-weight-for-height practitioner practitionerrole procedure provenance
    pulse-oximetry questionnaireresponse relatedperson respiratory-rate servicerequest
    simple-observation smokingstatus specimen vital-signs
    """.split()  # noqa: SIM905  a name in quotes each would fill the page
)
"""Names of profiles, without the ``us-core-`` before them."""
_PREFIX, _CLAIMS = "us-core-", "us_core"
"""Claims are made by functions of this name, or of the module of this name."""
_KIND = re.compile(r"""["']?resourceType["']?\s*[:=]\s*["'](\w+)["']""")


def profiles() -> dict[str, list[str]]:
    """By FHIR type: the profiles that what is written of it may claim."""
    found: dict[str, set[str]] = {}
    for path in sorted((WRITING / "resources").glob("*.py")):
        source = path.read_text("utf-8")
        module = ast.parse(source)
        addresses = _addresses(module)
        for function in ast.walk(module):
            if not isinstance(function, ast.FunctionDef):
                continue
            if claimed := set(_claimed(function, module, addresses)):
                own = _KIND.findall(ast.get_source_segment(source, function) or "")
                kind = (own or _KIND.findall(source))[0]
                found.setdefault(kind, set()).update(claimed)
    return {kind: sorted(names) for kind, names in sorted(found.items())}


def _addresses(module: ast.Module) -> dict[str, str]:
    """The constants of a module that are the whole address of a profile."""
    return {
        target.id: profile
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
        for profile in _named([node.value])
    }


def _claimed(
    function: ast.FunctionDef, module: ast.Module, addresses: dict[str, str]
) -> Iterator[str]:
    """The profiles that a function claims, by an address, by name or by asking another one."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in addresses:
            yield addresses[node.id]
        elif isinstance(node, ast.Call) and _makes_claim(node):
            for argument in node.args:
                yield from _named(ast.walk(argument))
                for inner in ast.walk(argument):
                    if isinstance(inner, ast.Call):
                        yield from _named(_body(_called(inner), module))


def _makes_claim(node: ast.Call) -> bool:
    name = node.func
    of = name.value if isinstance(name, ast.Attribute) else None
    return _called(node) == _CLAIMS or (isinstance(of, ast.Name) and of.id == _CLAIMS)


def _called(node: ast.Call) -> str:
    name = node.func
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def _body(function: str, module: ast.Module) -> Iterator[ast.AST]:
    """What a function consists of: its own lines, or all of the module that it comes from."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            yield from ast.walk(node)
        elif isinstance(node, ast.ImportFrom) and function in {one.name for one in node.names}:
            path = WRITING / f"{(node.module or '').rpartition('.')[2]}.py"
            if path.exists():
                yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _named(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.rpartition("/")[2].removeprefix(_PREFIX)
            if name in US_CORE:
                yield name
