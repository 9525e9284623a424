# `make demo` and `make test` need Python 3.11 or newer, git and make; all else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-faults test-browser test-spark test-all lint types floors check clean

demo: $(VENV)/installed
	@mkdir -p .demo
	@echo 'The articles in seeds/, clustered (dedup cluster seeds):'
	@$(BIN)/dedup cluster seeds
	@echo 'The two versions of one story (dedup diff seeds/de-gipfel-1.txt seeds/de-gipfel-2.txt):'
	@$(BIN)/dedup diff seeds/de-gipfel-1.txt seeds/de-gipfel-2.txt || test $$? -eq 1
	@$(BIN)/dedup cluster seeds --format html -o .demo/clusters.html
	@$(BIN)/dedup diff seeds/de-gipfel-1.txt seeds/de-gipfel-2.txt --format html -o .demo/diff.html || test $$? -eq 1
	@echo 'Open these reports in a browser: .demo/clusters.html and .demo/diff.html'

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto -m "not slow and not fault and not browser"

test-faults: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto -m "fault and not slow"

test-browser: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m browser tests/browser

test-spark: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m slow -k spark tests/engine

test-all: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	PYTHONHASHSEED=0 $(BIN)/mypy

floors: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.floors

check: lint types test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dedup needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) .demo
