# A fresh machine needs git, make and Python 3.11 or later with venv. Each target sets up what
# it needs in .venv, once: after that nothing here needs a network, until pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

# The gates read what is there: folders that do not exist yet are left out.
FAST_TESTS = $(wildcard tests/unit tests/spec tests/architecture)
LINTED = $(wildcard src tests tools benchmarks)
TYPED = src $(wildcard tests/typing)
# The pure core has no line and no branch that no test takes.
COVERED = src/carecoord/model/*,src/carecoord/rules/*
BENCHMARKS = $(sort $(wildcard benchmarks/*.py))

# pyright comes with its own node; it must neither look for another nor for a newer self.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export PYRIGHT_PYTHON_USE_BUNDLED_PYRIGHT := 1
export PYRIGHT_PYTHON_GLOBAL_NODE := 0
# Keeps advertisements out of the output of mkdocs.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help demo test check docs nightly year bench fragment clean

help:
	@echo 'make demo      the whole of carecoord on synthetic patients'
	@echo 'make check     the fast gate: format, lint, types, imports, unit and spec tests'
	@echo 'make test      every test, with coverage'
	@echo 'make docs      the documentation, into site/'
	@echo 'make nightly   the slow tests, and mutation of the rules'
	@echo 'make year      a simulated year of PATIENTS=10000, reviewed in two ways'
	@echo 'make bench     the benchmarks'
	@echo 'make fragment  a changelog entry: KIND=added NAME=short-name TEXT="What changed."'
	@echo 'make clean     remove .venv and everything built'

demo: $(VENV)/.demo-stamp
	$(BIN)/carecoord demo

test: $(VENV)/.dev-stamp
	$(BIN)/pytest -n $(WORKERS) --cov --cov-report=term
	$(BIN)/coverage report --include='$(COVERED)' --fail-under=100

check: $(VENV)/.dev-stamp
	$(BIN)/ruff format --check $(LINTED)
	$(BIN)/ruff check $(LINTED)
	$(BIN)/mypy $(TYPED)
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/deptry src
ifneq ($(FAST_TESTS),)
	$(BIN)/pytest -q -n $(WORKERS) $(FAST_TESTS)
endif

docs: $(VENV)/.docs-stamp
ifneq ($(wildcard tools/docs/generate.py),)
	$(BIN)/python tools/docs/generate.py
endif
	$(BIN)/mkdocs build --strict

nightly: export HYPOTHESIS_PROFILE := nightly
nightly: $(VENV)/.dev-stamp
	$(BIN)/pytest -n $(WORKERS) -m 'nightly or not nightly' --cov --cov-report=term
ifneq ($(wildcard tools/mutation),)
	$(BIN)/python tools/mutation
endif

# The same year twice: everybody reviewed every night, and only who has to be.
year: PATIENTS ?= 10000
year: $(VENV)/.dev-stamp
	$(BIN)/python tests/properties/simulated_year.py --patients $(PATIENTS) --processes $(WORKERS)

bench: $(VENV)/.bench-stamp
ifeq ($(BENCHMARKS),)
	@echo 'No benchmarks/*.py here.'
else
	@set -e; for script in $(BENCHMARKS); do echo "== $$script"; $(BIN)/python "$$script"; done
endif

fragment: $(VENV)/.dev-stamp
	@test -n '$(KIND)' && test -n '$(NAME)' || { \
		echo 'Say: make fragment KIND=added NAME=short-name TEXT="What changed."' >&2; exit 2; }
	$(BIN)/towncrier create $(if $(TEXT),--content "$(TEXT)",--edit) '+$(NAME).$(KIND).md'

clean:
	rm -rf $(VENV) build dist site htmlcov .coverage .coverage.* .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Set-up: a stamp is newer than pyproject.toml once its extras are installed ------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'carecoord needs Python 3.11 or later. Say which: make PYTHON=python3.12 ...' >&2; \
		exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo-stamp: pyproject.toml | $(BIN)/python
	@echo 'Setting up $(VENV) for $(@F:.%-stamp=%): this needs a network, once.'
	$(BIN)/python -m pip install -qq --editable '.[cli,fhir]'
	@touch $@

$(VENV)/.dev-stamp: pyproject.toml | $(BIN)/python
	@echo 'Setting up $(VENV) for $(@F:.%-stamp=%): this needs a network, once.'
	$(BIN)/python -m pip install -qq --editable '.[dev]'
	@touch $@

# The generated pages describe the command line too.
$(VENV)/.docs-stamp: pyproject.toml | $(BIN)/python
	@echo 'Setting up $(VENV) for $(@F:.%-stamp=%): this needs a network, once.'
	$(BIN)/python -m pip install -qq --editable '.[cli,fhir,docs]'
	@touch $@

# Apart from dev: the peers bring packages that nothing else here needs.
$(VENV)/.bench-stamp: pyproject.toml | $(BIN)/python
	@echo 'Setting up $(VENV) for $(@F:.%-stamp=%): this needs a network, once.'
	$(BIN)/python -m pip install -qq --editable '.[bench]'
	@touch $@
