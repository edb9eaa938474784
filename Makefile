# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
PYTHON312 ?= python3.12
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := src
CATALOGUES := $(shell find src -name '*.po')
.DEFAULT_GOAL := help

.PHONY: help
help: ## list every target
	@awk -F':.*## ' '/^[a-zA-Z_-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements.lock pyproject.toml
	@echo "installing Xiandao into $(VENV) (once; a few minutes on a slow line)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 ..."; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "installing the development tools"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

.PHONY: install
install: $(VENV)/.runtime ## make .venv with the xiandao command in it

.PHONY: dev
dev: $(VENV)/.dev ## the same, with the development tools

.PHONY: run
run: install ## start Xiandao with the bundled plan and print where to sign in
	@$(BIN)/xiandao start

.PHONY: test
test: dev ## the whole test suite: contracts, types, SQLite, PostgreSQL and a real browser
	@$(BIN)/python tests/run.py

.PHONY: lint
lint: dev ## format check, lint, contracts and types
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/lint-imports && $(BIN)/mypy

.PHONY: format
format: dev ## format the code and mend what can be mended
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.PHONY: bench
bench: dev ## measure the speed figures that the documentation quotes
	@$(BIN)/python -m bench

.PHONY: bench-forecast
bench-forecast: dev ## measure how well the forecasts are calibrated, on invented zones
	@$(BIN)/python -m bench.forecasting

.PHONY: bench-identity
bench-identity: dev ## measure how well records of one thing are found
	@$(BIN)/python -m bench.identity

.PHONY: bench-ledger
bench-ledger: dev ## measure the ledger and its indicators at 10^4, 10^5 and 10^6 claims
	@$(BIN)/python -m bench.ledger

.PHONY: bench-imports
bench-imports: dev ## measure an import of 100,000 rows
	@$(BIN)/python -m bench.imports

.PHONY: bench-foundry
bench-foundry: dev ## measure mRNA, genes, overhangs, off-targets and verification beside their peers
	@$(BIN)/python -m bench.foundry

.PHONY: bench-scaleup
bench-scaleup: dev ## measure the Monte Carlo of a plant, the fit before it, schedules
	@$(BIN)/python -m bench.scaleup

.venv-biosteam/.made:
	@echo "installing BioSTEAM into an environment of its own (Python 3.12; 1 GB, some minutes)"
	@$(PYTHON312) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12))' || { echo "BioSTEAM's pins want Python 3.12: make biosteam PYTHON312=/path/to/python3.12"; exit 1; }
	@$(PYTHON312) -m venv .venv-biosteam
	@.venv-biosteam/bin/pip install --quiet --disable-pip-version-check biosteam==2.54.0 thermosteam==0.54.2 biorefineries==2.35.1
	@touch $@

.PHONY: biosteam
biosteam: .venv-biosteam/.made ## BioSTEAM for `xiandao scaleup crosscheck`, apart from ours, on demand

.PHONY: messages
messages: dev ## collect the texts to translate into each room's catalogue
	@$(BIN)/python -m tests.catalogues

.PHONY: licences
licences: install ## every dependency with its licence and what it is for
	@$(BIN)/xiandao licences

.PHONY: lock
lock: dev ## write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

.PHONY: clean
clean: ## remove the environment and every local file that can be made again (not var/)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov

.PHONY: bench-faults
bench-faults: dev ## kill imports, merges and the ledger a thousand times each (about half an hour)
	@$(BIN)/python -m bench.faults
