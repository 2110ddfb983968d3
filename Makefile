# Curio: `make run` and `make test` do all of their own set-up.
#
#   PORT=8501            where the page is served
#   TORCH_INDEX=URL      an index with CPU builds of torch (see the README); empty: pip's own settings decide
#   PYTHON=python3       the Python to build the environment with (3.11 or newer)

PYTHON ?= python3
PORT ?= 8501
TORCH_INDEX ?=
VENV := .venv
LANGUAGES := de es zh
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

.DEFAULT_GOAL := help
.PHONY: help run test soak lint bench languages train

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Curio needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up: the first time takes some minutes (llama.cpp is compiled for this machine)."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements-dev.txt $(VENV)/.runs
	@$(PIP) -r requirements-dev.txt
	@touch $@

run: $(VENV)/.runs  ## set up and start at http://127.0.0.1:$(PORT)
	@$(BIN)/python -m assistant serve --port $(PORT)

lint: $(VENV)/.tests  ## format and type check
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

test: lint  ## set up, lint, all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/.tests  ## try all 500 hostile feeds, kill 120 imports, kill the writer under 100 shoppers, write 2,000 answers (half an hour)
	@CURIO_SOAK=1 $(BIN)/python -m pytest tests/test_catalog_feeds_hostile.py tests/test_catalog_ingest_killed.py tests/test_models_chat_trouble.py
	@$(BIN)/python -m bench.soak

bench: $(VENV)/.tests  ## measure search, suggestions and start-up on this machine
	@$(BIN)/python -m bench

languages: $(VENV)/.tests  ## bring assistant/locale up to the words in the code; what is new is to be translated there
	@mkdir -p artefacts
	@$(BIN)/pybabel -q extract -k _ -k n_:1,2 -k phrase -k counted:1,2 --no-location --omit-header \
		-o artefacts/curio.pot app.py assistant catalog models
	@for one in $(LANGUAGES); do $(BIN)/pybabel -q update --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D curio -l $$one \
		-i artefacts/curio.pot -d assistant/locale; done

train: $(VENV)/.tests  ## remake the demo's pictures and both bundled models (hours on two cores)
	@$(BIN)/python -m models.training
