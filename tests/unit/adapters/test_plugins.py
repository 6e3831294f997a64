"""Rules of installed packages: what an entry may name, and what happens when it cannot be had."""

import sys

import pytest

from carecoord.adapters import plugins
from carecoord.errors import AuthoringError, DuplicateRule

RULE = """
import attrs
from carecoord.rules.monitoring.hba1c import RULE_2026
RULE = attrs.evolve(RULE_2026, id="{id}", edition="{edition}")
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install packages of one module each, with the entries that are given."""
    monkeypatch.syspath_prepend(tmp_path)
    modules = []

    def install(name, code, *entries):
        (tmp_path / f"{name}.py").write_text(code)
        modules.append(name)
        metadata = tmp_path / f"{name}-1.2.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        lines = (f"{place} = {entry}" for place, entry in enumerate(entries or (f"{name}:RULE",)))
        text = "\n".join(("[carecoord.rules]", *lines))
        (metadata / "entry_points.txt").write_text(text + "\n")

    yield install
    for name in modules:
        sys.modules.pop(name, None)


def rule(rule_id="site_one.rule", edition="2026", more=""):
    return RULE.format(id=rule_id, edition=edition) + more


def ids():
    return [one.id for one in plugins.installed()]


class TestNamed:
    """What an entry may name."""

    def test_nothing_is_installed(self):
        assert plugins.installed() == ()

    @pytest.mark.parametrize(
        "more",
        [
            "GIVEN = RULE",
            "GIVEN = (RULE,)",
            "GIVEN = [RULE]",
            "def GIVEN(): return RULE",
            "def GIVEN(): return (RULE,)",
            "def GIVEN(): yield RULE",
        ],
    )
    def test_a_rule_several_or_a_function_that_returns_either(self, install, more):
        install("site_one", rule(more=more), "site_one:GIVEN")

        assert ids() == ["site_one.rule"]

    def test_no_rules_at_all(self, install):
        install("site_one", "RULES = ()", "site_one:RULES")

        assert ids() == []

    def test_packages_come_by_name(self, install):
        install("site_two", rule("two.rule"))
        install("site_one", rule("one.rule"))

        assert ids() == ["one.rule", "two.rule"]

    def test_an_entry_tells_where_it_comes_from(self, install):
        install("site_one", rule())
        (plugin,) = plugins.found()

        assert (plugin.package, plugin.name, plugin.value) == ("site_one 1.2", "0", "site_one:RULE")
        assert str(plugin) == "rules of site_one 1.2, entry point 0 = site_one:RULE"

    def test_editions_of_one_rule_may_be_spread_over_entries(self, install):
        more = 'OLD = attrs.evolve(RULE, edition="2020")'
        install("site_one", rule(more=more), "site_one:RULE", "site_one:OLD")

        assert ids() == ["site_one.rule"] * 2


class TestRefused:
    """Rules that cannot be had are an error that names the package and the entry."""

    @pytest.mark.parametrize(
        ("code", "entry", "found"),
        [
            ("import nowhere_to_be_found", "RULE", r"importing it raised ModuleNotFoundError: No "),
            ("raise SystemError", "RULE", r"importing it raised SystemError\. Mend"),
            ("raise OSError('no such disk')", "RULE", r"importing it raised OSError: no such disk"),
            ("def f(): raise KeyError(1)", "f", r"calling it raised KeyError: 1\. Mend"),
            ("def f(x): return x", "f", r"calling it raised TypeError: "),
            ("RULES = 1", "RULES", r"it is of type int, not a rule or rules"),
            ("RULES = 'all'", "RULES", r"it is of type str, not a rule or rules"),
            ("def f(): return None", "f", r"it is of type NoneType, not a rule or rules"),
            (
                rule(more="RULES = (RULE, 'another')"),
                "RULES",
                r"number 2 of its rules is of type str",
            ),
            ("import site_one as RULES", "RULES", r"it is of type module, not a rule or rules"),
            (
                (
                    "from carecoord.errors import missing_extra\n"
                    "raise missing_extra('a report', 'report')"
                ),
                "RULES",
                r"importing it failed: a report: an optional dependency is not installed",
            ),
            (
                rule(more="def f():\n    yield RULE\n    raise OSError('gone')"),
                "f",
                r"reading it raised OSError: gone",
            ),
            ("", "RULES", r"importing it raised AttributeError: "),
        ],
    )
    def test_each_way_to_fail(self, install, code, entry, found):
        install("site_one", code, f"site_one:{entry}")
        told = rf"rules of site_one 1\.2, entry point 0 = site_one:{entry}: {found}"

        with pytest.raises(AuthoringError, match=told):
            plugins.installed()

    def test_all_that_fail_are_named_at_once(self, install):
        install("site_one", "RULE = 1")
        install("site_two", "raise OSError")
        install("site_three", rule("site_three.rule"))
        told = (
            r"rules of 2 installed packages: rules of site_one 1\.2, .* 0 = site_one:RULE: it "
            r"is of type int, not a rule or rules; rules of site_two 1\.2, .*raised OSError\. Mend"
        )

        with pytest.raises(AuthoringError, match=told):
            plugins.installed()

    @pytest.mark.parametrize("edition", ["2026", "2031"])
    def test_an_id_of_ours_is_taken_even_as_a_new_edition(self, install, edition):
        install("site_one", rule("monitoring.hba1c", edition))
        told = r"site_one 1\.2, .*: the id 'monitoring\.hba1c' is that of a rule of carecoord"

        with pytest.raises(DuplicateRule, match=told):
            plugins.installed()

    def test_one_of_another_package_is_taken(self, install):
        install("site_one", rule("site.rule"))
        install("site_two", rule("site.rule", "2031"))
        told = r"rules of site_two 1\.2, .*: the id 'site\.rule' is that of a rule of site_one 1\.2"

        with pytest.raises(DuplicateRule, match=told):
            plugins.installed()
