# make demo   check the sample notes: gaps in the terminal, HTML reports beside
# make test   set up and run every test
# Both build .venv the first time (Python 3.11 or later) and reuse it after that.
# make test-spark runs the tests that need Spark, in .venv-spark (500 MB) and with Java 17 or later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
SPARK := .venv-spark
MEDSPACY := .venv-medspacy
DEMO := out/demo

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help venv demo test test-spark golden bench bench-medspacy lint format clean

help:
	@echo "make demo   check sample_notes/, print the gaps, write HTML reports to $(DEMO)/"
	@echo "make test   run every test"
	@echo "make test-spark  run the tests on a local Spark; needs Java 17 or later"
	@echo "make metamorphic   vary the sample notes in all ways that must change nothing"
	@echo "make browser   the tests of the pages in Chromium alone"
	@echo "make golden approve the reports of the sample notes as they are now"
	@echo "make bench  speed, memory, cold start, growth with length and workers, beside spacy.blank('en')"
	@echo "make bench-medspacy  install medspaCy in $(MEDSPACY)/ and measure beside it; make bench then does so too"
	@echo "make lint   ruff (lint and format) and mypy --strict"
	@echo "make format rewrite the code in the house style"
	@echo "make clean  remove what the above made, $(VENV) too"

venv: $(STAMP)

# hatchling goes first and the build is not isolated, so that it too has the pinned version.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "notecheck needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "Name one that is: make PYTHON=python3.12 $(or $(MAKECMDGOALS),test)" >&2; exit 1; }
	@echo "Setting up $(VENV) (a minute or two, this once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling editables
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/notecheck check sample_notes --format brief --exit-zero
	@$(BIN)/notecheck check sample_notes --exit-zero --format html --output $(DEMO)
	@echo
	@echo "Open $(CURDIR)/$(DEMO)/index.html"

test: $(STAMP)
	$(BIN)/python -m pytest -q

metamorphic: $(STAMP)
	NOTECHECK_METAMORPHIC=full $(BIN)/python -m pytest -q tests/metamorphic

# pyspark brings 440 MB, so it has an environment of its own.
$(SPARK)/.stamp: pyproject.toml constraints.txt
	@echo "Setting up $(SPARK) (a few minutes, this once)"
	@$(PYTHON) -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --constraint constraints.txt hatchling editables
	@$(SPARK)/bin/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[spark]' pytest
	@touch $@

test-spark: $(SPARK)/.stamp
	@java -version >/dev/null 2>&1 || { echo "Spark needs Java 17 or later; docs/scale.md says how to install it." >&2; exit 1; }
	$(SPARK)/bin/python -m pytest -q tests/spark

browser: $(STAMP)
	NOTECHECK_BROWSER=required $(BIN)/python -m pytest -q tests/browser

golden: $(STAMP)
	$(BIN)/python -m tests.golden.rewrite

# NOTES=file.jsonl measures on notes of your own; SAVE=--save makes the run the baseline;
# BENCH='--quick --json FILE' passes on what benchmarks/bench.py --help tells.
bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py $(NOTES) $(SAVE) $(BENCH)

# medspaCy pins an older spaCy and numpy, so it has an environment of its own.
$(MEDSPACY)/.stamp: benchmarks/medspacy-constraints.txt
	@echo "Setting up $(MEDSPACY) (a few minutes, this once)"
	@$(PYTHON) -m venv $(MEDSPACY)
	@$(MEDSPACY)/bin/python -m pip install --quiet --constraint $< medspacy
	@touch $@

bench-medspacy: $(STAMP) $(MEDSPACY)/.stamp
	$(BIN)/python benchmarks/bench.py $(NOTES) --only throughput --only medspacy

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(SPARK) $(MEDSPACY) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
