# `make` alone lists what there is.

PYTHON ?= $(shell for candidate in python3.13 python3.14 python3.12 python3; do \
	  $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && \
	  { echo $$candidate; break; }; done)
PORT ?= 8000
# How many processes run the tests: a number, or auto for one a processor.
WORKERS ?= auto
# Of what the next release is tried: wagtail or django.
NEXT ?= wagtail
# What pytest is asked besides, for example: make test ARGUMENTS="tests/api -x"
ARGUMENTS ?=

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadscope $(ARGUMENTS)
DJANGO := $(BIN)/python manage.py
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.12 \
	--generate-hashes --no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help environment demo test bench bench-scale production-smoke test-services test-next clients sbom audit spelling lint format messages upstream-messages lock

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installs a file of locked packages and says how far it is: a first installation takes minutes.
define install
	@echo "Installing the packages of $(1) …"
	@rm -f .venv/.failed
	@{ $(BIN)/pip install --disable-pip-version-check --progress-bar off --require-hashes \
	    --requirement $(1) || touch .venv/.failed; } \
	  | awk -v all="$$(grep -c '^[a-z].*==' $(1))" '/^Collecting|^Requirement already/ { \
	    printf "\r  %d of at most %d", ++done, all; fflush() } \
	    /^Installing collected/ { printf "\n  unpacking …"; fflush() } END { print "" }'
	@test ! -e .venv/.failed
endef

.venv/.runtime: requirements/runtime.txt
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is needed and was not found."; exit 1; }
	@test ! -L .venv || { echo ".venv is a link, and would be emptied where it leads: remove it first."; exit 1; }
	@echo "Creating the environment in .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv --clear .venv || { \
	  echo "No environment could be made: on Debian and Ubuntu, install the package python3-venv."; exit 1; }
	$(call install,requirements/runtime.txt)
	@touch $@

.venv/.complete: .venv/.runtime requirements/development.txt
	$(call install,requirements/development.txt)
	@touch $@

# Plugins of this repository that are packages of their own: found as any plugin that is installed.
PLUGINS := $(wildcard plugins/*/pyproject.toml)

.venv/.plugins: .venv/.runtime $(PLUGINS)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  $(patsubst %/pyproject.toml,--editable %,$(PLUGINS))
	@touch $@

# The generators of TypeScript that tests need. Without npm those tests are left out.
tests/clients/node_modules/.complete: tests/clients/package-lock.json
	@if command -v npm > /dev/null; then \
	  npm ci --prefix tests/clients --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; \
	else echo "npm is not installed: the TypeScript client will not be tested."; fi

environment: .venv/.complete .venv/.plugins tests/clients/node_modules/.complete ## Create or update the Python environment in .venv.

demo: .venv/.plugins ## Fill an empty database with demo content and serve it (PORT=8000).
	@exec $(DJANGO) demo --port $(PORT)

test: environment ## Run the whole test suite (ARGUMENTS= for pytest, WORKERS=auto).
	@$(PYTEST)
	@# Then each plugin of this repository with it on, unless a part of the suite was asked for.
	@for plugin in $(if $(ARGUMENTS),,$(dir $(PLUGINS))); do \
	  $(BIN)/pytest -n $(WORKERS) --dist loadscope -c $${plugin}pyproject.toml $$plugin || exit 1; done

bench: environment ## Measure this site beside a stock Wagtail (ARGUMENTS=, needs wrk nginx varnish).
	.venv/bin/python -m bench.compare $(ARGUMENTS)

bench-scale: environment ## Measure what grows from a hundred pages to twenty thousand (ARGUMENTS=).
	.venv/bin/python -m bench.scale $(ARGUMENTS)

production-smoke: environment ## Start the production site on loopback and break it (ARGUMENTS= for trials).
	@.venv/bin/python -m deploy.smoke $(ARGUMENTS)

test-services: export DATABASE_URL ?= postgres:///liaison
test-services: export REDIS_URL ?= redis://127.0.0.1:6379/9
test-services: environment ## Run the suite on PostgreSQL and Redis (DATABASE_URL=, REDIS_URL=).
	@# The browser looks at a demo, and the quality of the search is judged on one: it is on SQLite.
	@# In the order of pytest-django: tests that empty the database come last.
	@$(PYTEST) --no-loadscope-reorder -m "not browser" --ignore tests/search/test_quality.py

test-next: environment ## Run the tests on the Wagtail, or Django, that comes next (NEXT=wagtail, ARGUMENTS=).
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@.venv/bin/python -m deploy.next $(NEXT) $(ARGUMENTS)

clients: environment ## Make the typed clients and build their packages in clients/dist (CLIENTS_URL=).
	@.venv/bin/python -m clients.generate $(if $(CLIENTS_URL),--url $(CLIENTS_URL))

sbom: environment ## List what is shipped in liaison.cdx.json (CycloneDX).
	@.venv/bin/python -m deploy.sbom liaison.cdx.json

audit: environment ## Look up known weaknesses of what is shipped (needs the network).
	@.venv/bin/python -m deploy.audit

spelling: environment ## Look for misspelt Serbian in catalogue, guide and demo (needs hunspell, hunspell-sr).
	@.venv/bin/python -m deploy.spelling

lint: environment ## Check style, types, templates, imports and migrations.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/djlint templates --lint --check
	@$(BIN)/lint-imports
	@$(DJANGO) makemigrations --check --dry-run
	@$(DJANGO) lint_migrations

format: environment ## Put the code and the templates in their usual form.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint templates --reformat --quiet

messages: environment ## Collect the words to translate, and compile the translations (needs gettext).
	@$(DJANGO) makemessages --locale sr --no-location --no-obsolete --no-wrap --ignore 'tests/*' --ignore bench --ignore deploy --ignore '.venv/*' $(patsubst %/pyproject.toml,--ignore %,$(PLUGINS))
	@sed -i.bak -e '/^"POT-Creation-Date/d' -e '/^"Report-Msgid-Bugs-To/d' locale/sr/LC_MESSAGES/django.po
	@rm locale/sr/LC_MESSAGES/django.po.bak
	@$(DJANGO) latin_catalogue
	@$(DJANGO) compilemessages --locale sr --locale sr_Latn --ignore '.venv/*' $(patsubst %/pyproject.toml,--ignore %,$(PLUGINS))

upstream-messages: environment ## Collect what other packages say in English alone, and compile it (needs gettext).
	@$(DJANGO) upstream_messages
	@$(DJANGO) latin_catalogue
	@$(DJANGO) compilemessages --locale sr --locale sr_Latn --ignore '.venv/*' $(patsubst %/pyproject.toml,--ignore %,$(PLUGINS))

lock: environment ## Compile requirements/*.txt from pyproject.toml.
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@{ echo "# Compiled by \`make lock\` from pyproject.toml."; $(UV_COMPILE); } \
	  | sed 's/liaison (pyproject.toml)/liaison/' > requirements/runtime.txt
	@{ echo "# Compiled by \`make lock\` from pyproject.toml."; $(UV_COMPILE) --extra dev; } \
	  | sed 's/liaison (pyproject.toml)/liaison/' > requirements/development.txt
