# Two commands do everything on a fresh machine: `make run` and `make test`. Both call `make setup` first.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.set-up
PACK := resources/knowledge/metastatic_breast.json
PACK_SOURCES := $(shell find resources/knowledge/metastatic_breast -type f 2>/dev/null) $(shell find guidance -name '*.py' 2>/dev/null)
ROOMS := guidance handout db desktop

.PHONY: run test setup check format clean

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(VENV)/bin/plainly; \
	else \
	  echo "No display here: playing the demonstration into the folder “demonstration”."; \
	  $(VENV)/bin/plainly demo --out demonstration; \
	fi

test: check
	$(PYTHON) -m coverage run -m pytest tests/guidance tests/knowledge
	$(PYTHON) -m coverage report --fail-under=95
	$(PYTHON) -m pytest -n 2 --ignore=tests/guidance --ignore=tests/knowledge

check: setup
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m guidance.pack check

setup: $(STAMP) $(PACK)

$(STAMP): requirements/development.txt pyproject.toml requirements/setup.sh
	@bash requirements/setup.sh $(VENV)
	@touch $(STAMP)

$(PACK): $(STAMP) $(PACK_SOURCES)
	@$(PYTHON) -m guidance.pack build

format: setup
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

clean:
	rm -rf $(VENV) demonstration .coverage .mypy_cache .ruff_cache .pytest_cache $(PACK)
