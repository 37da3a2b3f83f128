# Everything that is run by hand or by CI. Needs Python 3.11 or newer and make; the rest is set up in .venv.

PYTHON ?= python3
YARDSTICKS ?= ../shared/yardsticks

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO := $(sort $(wildcard src/sayso/demo/*.txt src/sayso/demo/*.html)) src/sayso/demo/reports.jsonl

.DEFAULT_GOAL := help
.PHONY: help demo test check fix docs bench accuracy wheel clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.base ## Set up, and read the shipped demo reports
	$(BIN)/sayso read $(DEMO)

test: $(VENV)/.dev ## Set up, and run the tests (ARGS="-k figures" chooses)
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev ## Format, lint, types, import contracts, generated pages, version
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.cli_reference --check
	$(BIN)/python -m tools.release

fix: $(VENV)/.dev ## Format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.base ## Write the generated pages of docs/reference anew
	$(BIN)/python -m tools.cli_reference

bench: $(VENV)/.dev ## Measure speed and memory against their limits (ARGS=--quick for a short run)
	$(BIN)/python -m benchmarks $(ARGS)

accuracy: $(VENV)/.dev ## Measure accuracy on the labelled corpora in YARDSTICKS (READER=folder: of another bundle)
	@test -d $(YARDSTICKS) || { echo "No labelled corpora at $(YARDSTICKS): make accuracy YARDSTICKS=folder"; exit 1; }
	YARDSTICKS=$(YARDSTICKS) READER=$(READER) $(BIN)/python -m pytest -m accuracy tests/accuracy $(ARGS)

wheel: $(VENV)/.base ## Build the wheel into dist/
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .

clean: ## Remove the environment, caches and built files
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made once, and brought up to date when pyproject.toml changes.
$(VENV)/.base: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "sayso needs Python 3.11 or newer; choose one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --editable .
	@touch $@

# pip learnt to read dependency groups after Python 3.11 was bundled with it, so they are written out for it.
$(VENV)/.dev: $(VENV)/.base
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > $(VENV)/dev.txt
	$(PIP) install --quiet --editable '.[all]' --requirement $(VENV)/dev.txt
	@touch $@
