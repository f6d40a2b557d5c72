# Everything a person runs here. `make help` lists it; nothing needs root, and nothing calls apt.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= $(or $(NNGRADER_PORT),8000)
export NNGRADER_HOME ?= $(CURDIR)/.nngrader

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test check format prove hostile bench chaos requirements clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/.installed  ## install nngrader with its web service into .venv

install-dev: $(VENV)/.installed-dev  ## the same with the tools for tests and checks

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "nngrader needs Python 3.11 or newer, and found none." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: install  ## serve the demo course on http://127.0.0.1:8000 (elsewhere: make run PORT=8001)
	@$(BIN)/nngrader serve --demo --port $(PORT)

test: install-dev  ## all tests, on a fixed sample of drawn problems
	$(BIN)/pytest -q -n 2

check: install-dev  ## what CI runs: format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2

format: install-dev  ## format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

prove: install-dev  ## the long suites in full: thousands of drawn problems
	$(BIN)/pytest -q -n 2 --long

hostile: install-dev  ## the hostile programs at every level of the sandbox
	$(BIN)/pytest -q -n 2 tests/hostile tests/honest --long
	$(BIN)/python -m tests.hostile.ordinary tests/hostile tests/honest --long -n 2
	$(BIN)/python -m tests.hostile.layers

chaos: install-dev  ## kill servers and workers at random while people hand in
	$(BIN)/pytest -q tests/submissions/test_chaos.py --long

bench: install-dev  ## timings, as ratios within one run
	$(BIN)/python -m tests.benchmarks

PIN := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header
requirements: install-dev  ## pin the dependencies again, with hashes and without addresses
	$(BIN)/pip install --quiet pip-tools
	$(PIN) --upgrade --extra service -o requirements.txt pyproject.toml
	$(PIN) --extra service --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	sed -i '/^--/d' requirements.txt requirements-dev.txt

clean:  ## remove the environment and the demo's data
	rm -rf $(VENV) .nngrader build *.egg-info
