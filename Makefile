# `make run` opens Plainly, `make test` runs every check. Both set up what they need first; nothing else has to be done.
SHELL := /bin/bash
BIN := .venv/bin
PYTHON := $(BIN)/python

# The knowledge pack the program loads is built from the folder of the same name
KNOWLEDGE := resources/knowledge/metastatic_breast
PACK := $(KNOWLEDGE).json
PACK_SOURCES := $(shell find $(KNOWLEDGE)) $(shell find guidance -name '*.py')

.DEFAULT_GOAL := help
.PHONY: help setup environment run test check fmt clean

help:
	@echo "make run     set up, then open Plainly (with no display: play the demonstration into ./demonstration)"
	@echo "make test    set up, then run every check and test"
	@echo "make setup   set up only: .venv, the libraries Qt needs, the knowledge pack"
	@echo "make check   the checks without the tests: format, lint, types, imports, knowledge"
	@echo "make fmt     format the code"
	@echo "make clean   remove what was made here; records of patients lie elsewhere and stay"

setup: environment $(PACK)

environment:
	@sh requirements/setup.sh

# `environment` comes first, but does not make the pack old
$(PACK): $(PACK_SOURCES) | environment
	@$(PYTHON) -m guidance.pack build

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	    $(BIN)/plainly; \
	else \
	    echo "There is no display here. Playing the demonstration into the folder demonstration."; \
	    QT_QPA_PLATFORM=offscreen $(BIN)/plainly demo --out demonstration; \
	fi

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTHON) -m guidance.pack check

# First what measures time, alone; then all else on all cores, with the share of the reasoning that the tests have seen
# (pytest exits 5 when nothing measures time)
test: export QT_QPA_PLATFORM := offscreen
test: check
	$(BIN)/pytest -m timed || [ $$? -eq 5 ]
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not timed" -n auto --dist worksteal
	@$(BIN)/coverage combine -q
	$(PYTHON) .ci/enough_coverage.py

# Beside other engines, which are installed apart from the program
.PHONY: benchmark
benchmark: setup
	@sh benchmarks/setup.sh
	@benchmarks/.venv/bin/python -m benchmarks

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv demonstration build dist *.egg-info .coverage* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(PACK)
