# Everything a person starts. `make help` lists it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo dev test check fmt lint types contracts build unit browser screenshots clean

PORT ?= 8000
HOST ?= localhost
PYTHON_IN := .venv/bin/python
ARGS ?=
# Tests share nothing, so two run at a time, in the browser two files; WORKERS=0 for one after the other.
WORKERS ?= 2

# Reflex may neither report what we do nor look for newer versions.
export REFLEX_TELEMETRY_ENABLED := false
export REFLEX_CHECK_LATEST_VERSION := false

# Compiled modules are kept, or every command would compile its imports again.
unexport PYTHONDONTWRITEBYTECODE

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo:  ## The app with believable data, on http://localhost:8000 (PORT=8080; HOST=192.168.1.5 to open it on a phone)
	@.ci/environment requirements.txt
	@exec $(PYTHON_IN) -m returns_app.cli demo --host $(HOST) --port $(PORT)

dev:  ## The same, started and built anew whenever a file is saved
	@.ci/environment requirements-dev.txt
	@exec $(PYTHON_IN) -m returns_app.cli demo --reload --host $(HOST) --port $(PORT)

test: check unit browser  ## Everything: lint, types, contracts, build, tests on both databases, and in a browser

check: lint types contracts build  ## What can be said without running the app

.venv/ready: requirements-dev.lock
	@.ci/environment requirements-dev.txt
	@touch $@

lint: .venv/ready
	@echo "== lint"
	@$(PYTHON_IN) -m ruff check
	@$(PYTHON_IN) -m ruff format --check

types: .venv/ready
	@echo "== types"
	@$(PYTHON_IN) -m mypy

contracts: .venv/ready
	@echo "== import contracts"
	@.venv/bin/lint-imports --no-logo

build: .venv/ready  ## The front end, if something it is made of has changed
	@echo "== front end"
	@$(PYTHON_IN) -m returns_app.cli build
	@if [ -d .git ]; then git diff --exit-code --stat -- reflex.lock requirements.txt .gitignore \
		|| { echo "The build changed these files: commit them."; exit 1; }; fi

unit: .venv/ready  ## Rules, rows, actions and handlers, on SQLite and PostgreSQL (ARGS="-k word")
	@echo "== rules, every branch of them"
	@$(PYTHON_IN) -m pytest tests/domain -q --cov=returns_app/domain --cov-branch --cov-fail-under=100
	@echo "== unit and handler tests"
	@$(PYTHON_IN) -m pytest --ignore=tests/browser --ignore=tests/domain -n $(WORKERS) --dist worksteal $(ARGS)

# A story that fails is told once more, and named at the end either way: a busy machine loses a race now and then.
browser: .venv/ready build  ## Stories in a real Chromium against a prebuilt server (ARGS="-k word")
	@echo "== browser tests"
	@chromium="$$(.ci/browser)" && CHROMIUM="$$chromium" $(PYTHON_IN) -m pytest tests/browser -n $(WORKERS) --dist loadfile --reruns 1 -rR $(ARGS)

screenshots: .venv/ready  ## The pictures of README and landing page, and the film of two stories, taken of the running app
	@chromium="$$(.ci/browser)" && CHROMIUM="$$chromium" $(PYTHON_IN) -m tests.browser.take_pictures

fmt: .venv/ready  ## Format, and mend what can be mended
	@$(PYTHON_IN) -m ruff check --fix-only --quiet
	@$(PYTHON_IN) -m ruff format

clean:  ## Take away what was built, and the demo's data
	rm -rf .web .web_demo .states .cache data .mypy_cache .ruff_cache .import_linter_cache assets/external
