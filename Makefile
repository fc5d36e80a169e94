# Needs make and Python 3.11 or later with venv; what else is needed goes into .venv, as the lock files say.
#   make run     start the program        make lint    ruff and mypy          make lock    remake the lock files
#   make test    run the tests            make bench   measure                make clean   remove what make made
#   make fuzz    ask the API everything its description allows, and more; read ten thousand damaged files
# ARGS goes on to the program: make test ARGS="-k dates", make lock ARGS=--upgrade. PYTHON names another Python.

.PHONY: help run test lint bench shots fuzz lock clean FORCE
.NOTPARALLEL:
SHELL := /bin/sh
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(BIN)/python -m pip

help:
	@sed -n '2,5s/^# *//p' Makefile

run: .venv/.run
	@exec $(BIN)/safegov up $(ARGS)

test: .venv/.dev
	@exec $(BIN)/python -m pytest $(ARGS)

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: .venv/.dev
	@$(BIN)/python -m tests.bench $(ARGS)
	@$(BIN)/python -m tests.bench_maps
	@exec $(BIN)/python -m tests.bench_folder

shots: .venv/.dev
	@exec $(BIN)/python -m tests.shots $(ARGS)

fuzz: .venv/.dev
	@$(BIN)/python -m tests.fuzz_api $(ARGS)
	@exec $(BIN)/python -m tests.fuzz_readers

# The build system is locked too: the project itself is installed without asking a registry for it.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS) pyproject.toml -
BUILD_SYSTEM = $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

lock: .venv/.python
	@$(PIP) install --quiet 'uv>=0.9,<1'
	@$(BUILD_SYSTEM) | $(COMPILE) --output-file requirements.lock >/dev/null
	@$(BUILD_SYSTEM) | $(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock >/dev/null
	@echo "requirements.lock and requirements-dev.lock are made"

clean:
	@rm -rf .venv .neo4j build ./*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp for each stage in .venv, so that a second start installs nothing.
.venv/.run: .venv/.python requirements.lock pyproject.toml
	@echo "Installing safegov into .venv (the first time takes about a minute) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo "Installing the tools for tests and checks into .venv ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@$(PIP) check >/dev/null || { $(PIP) check; echo "The lock files lag behind pyproject.toml: make lock"; exit 1; }
	@touch $@

# Made anew where its Python is gone or the folder was moved: its scripts hold absolute paths.
ifneq ($(shell test -x $(BIN)/python && test "`cat .venv/.python 2>/dev/null`" = "`pwd -P`" && echo whole),whole)
.venv/.python: FORCE
endif

.venv/.python:
	@set -e; found=; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then \
			found=$$python; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "safegov needs Python 3.11 to 3.14, and there is none on the PATH (python3: $$(python3 --version 2>&1 || true))." >&2; \
		echo "Install one, or name one: make run PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found lacks the module venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	rm -rf .venv; "$$found" -m venv .venv; pwd -P > $@
