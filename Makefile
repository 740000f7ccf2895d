# `make run` shows an evening, `make test` runs every test; `make` alone lists the rest.
# Needs Python 3.11 to 3.13 and a package registry (`make test` npm's, too), nothing else. What is installed lies in .venv.

BIN := .venv/bin
# the core first: whether it holds is known within a minute
CORE := $(wildcard tests/scheduler tests/service tests/bot)
REST := $(filter-out $(CORE) tests/__pycache__,$(patsubst %/,%,$(wildcard tests/*/)) $(wildcard tests/test_*.py))

.PHONY: help run test lint format types bench lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.run ## the service with an example evening on http://127.0.0.1:8080 (ARGS="--port 9000")
	@$(BIN)/tischwechsel serve --example examples/evening50.csv $(ARGS)

test: .venv/.dev .venv/.homeserver ## every test (ARGS="-k gong"), or some of them (TESTS=tests/bot)
	@$(if $(TESTS),,.ci/browser)
	@$(BIN)/python -m pytest $(or $(TESTS),$(CORE) $(REST)) $(ARGS)

lint: .venv/.dev ## style, import direction, Dockerfile, compose file
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet || { echo "Not formatted as agreed. Type:  make format" >&2; exit 1; }
	@$(BIN)/lint-imports --no-logo >.venv/lint-imports.log 2>&1 || { cat .venv/lint-imports.log >&2; exit 1; }
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	@echo "lint: style, format, import direction, Dockerfile and compose file are clean"

format: .venv/.dev ## bring all Python files into the agreed form
	@$(BIN)/ruff check --quiet --select I --fix
	@$(BIN)/ruff format

types: .venv/.dev ## mypy --strict
	@$(BIN)/mypy

bench: .venv/.dev ## measurements: all, or one (ONLY=name)
	@$(BIN)/python -m benchmarks $(ONLY)

# The locks name versions and hashes, no registry: they install from any, with uv or pip.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: .venv/.dev ## renew the locks from pyproject.toml (UPGRADE=--upgrade takes newer parts)
	@$(LOCK) $(UPGRADE) --extra semantic --group build pyproject.toml -o requirements.lock
	@$(LOCK) $(UPGRADE) --extra semantic --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(LOCK) $(UPGRADE) --group pyproject.toml:uv -o requirements-uv.lock
	@$(LOCK) $(UPGRADE) --group pyproject.toml:homeserver -o requirements-homeserver.lock

clean: ## take away .venv and all caches, not ./data
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The development environment holds everything that `make run` needs, in the same versions.
.venv/.run: requirements.lock requirements-uv.lock pyproject.toml .ci/install
	@.ci/install run
	@touch $@

.venv/.dev: requirements-dev.lock requirements-uv.lock pyproject.toml .ci/install
	@.ci/install dev
	@touch .venv/.run $@

# A Matrix homeserver and a strict client, for the tests only, apart from what the service runs with.
.venv/.homeserver: requirements-homeserver.lock tests/fakes/matrix/strict/package-lock.json .ci/install | .venv/.dev
	@.ci/install homeserver
	@touch $@
