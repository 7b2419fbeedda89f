# The one door: what continuous integration runs is what a person runs.
# Needs Python 3.11 or newer with its venv module, make and git; everything else is installed
# into .venv from hashed locks. `make` alone prints the targets.

PYTHON ?= python3
KEEP ?=
UPGRADE ?=
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--python-version 3.11 --custom-compile-command "make lock" --group build

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check lint bench soak fmt lock pages clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Run three nodes and replay real launches; KEEP=1 leaves the nodes running
	$(BIN)/accordant demo $(if $(KEEP),--keep)

test: lint ## Everything: check, more examples per law, and the tests that start whole nodes
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --hypothesis-profile=thorough

check: lint ## The fast loop: lint, types, layers and all tests that start no whole node
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not whole"

lint: $(DEVELOPMENT) ## Style, types and layers alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPMENT) ## Measure beside the raw limit of this machine
	$(BIN)/python benchmarks/run.py

soak: $(DEVELOPMENT) ## Long random searches, for the night: thousands of examples per law
	ACCORDANT_SOAK=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --timeout=0

fmt: $(DEVELOPMENT) ## Format, and mend what can be mended without thought
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

pages: $(DEVELOPMENT) ## Write again the pages that are made from the code (errors, commands, ...)
	$(BIN)/python tests/tools/errors_page.py > docs/errors.md
	$(BIN)/python tests/tools/commands_page.py > docs/commands.md
	$(BIN)/python tests/tools/facts_page.py > docs/facts.md
	$(BIN)/python tests/tools/life_cycle_page.py > docs/life-cycle.md
	$(BIN)/python tests/tools/terms_page.py > docs/terms.md
	$(BIN)/python tests/tools/products_page.py > docs/products.md

lock: $(DEVELOPMENT) ## Resolve the locks after a change of dependencies; UPGRADE=1 takes newer ones
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock

clean: ## Remove the environment, caches and the demo's nodes
	rm -rf $(VENV) build dist demo-nodes .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment ---------------------------------------------------------------------------
# The stamps make a repeated call instant; the project itself is installed editable, built by the
# hatchling of the lock.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Accordant needs Python 3.11 or newer as $(PYTHON); name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make environments. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Making the environment in $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
