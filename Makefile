# The commands of the project. `make run` and `make test` need nothing but Debian or Ubuntu with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWSER ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run test lint bench pins data packs browser clean

run: $(VENV)/.runs
	$(BIN)/python -m variation serve

test: $(VENV)/.tests browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tests browser
	$(BIN)/python -m benchmarks

$(VENV)/.runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.x"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python cannot make a virtual environment; installing python3-venv"; rm -rf $(VENV); \
	  $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q python3-venv && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	touch $@

browser:
	@[ -n "$(BROWSER)" ] || { echo "No Chromium found; installing Debian's"; \
	  $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends chromium fonts-liberation; }

# pins requirements*.txt anew from requirements*.in
pins: $(VENV)/.tests
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate requirements-dev.in -o requirements-dev.txt

# builds the extracts in data/extracts anew (see docs/data-shipped.md)
data: $(VENV)/.tests
	$(BIN)/python scripts/build_shipped_extracts.py

# builds the packs in data/packs anew (see docs/packs.md)
packs: $(VENV)/.tests
	$(BIN)/python scripts/build_shipped_packs.py

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
