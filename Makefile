# Two commands for a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

unexport PYTHONDONTWRITEBYTECODE  # or each process that the tests start would compile our code anew

.PHONY: install demo docs pictures test check fast fast-reading fast-core fast-rest lint types imports pytest lock elasticsearch clean

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile

# The pip that comes with Python takes twice the time of the locked one. Of all libraries' modules a third is imported,
# and compiled then.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	sed -n '/^pip==/,/^ *#/p' requirements.lock | $(INSTALL) --require-hashes --requirement /dev/stdin
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

install: $(VENV)/.installed

demo: install        ## crawl twelve small newspapers on this machine, index and search them; no internet
	$(BIN)/xabar demo

docs: install        ## renew the tables of the documentation that are made from the code
	$(BIN)/xabar sites --write-table docs/sites.md
	$(BIN)/xabar kibana fields --write-table docs/kibana.md
	$(BIN)/xabar export --write-table docs/import-export.md

pictures: install    ## take the pictures of the README anew (needs Chromium)
	$(BIN)/python -m bench.pictures

test: lint types imports pytest   ## everything that must hold

check: install       ## lint, types, imports and the fast tests in three parts, at the same time
	@$(MAKE) --jobs=3 --output-sync=target fast-rest fast-core fast-reading types imports lint

FAST := $(BIN)/python -m pytest -m "not slow" --hypothesis-profile=fast

fast: install        ## the tests that start no process, ask no server and take no time
	$(FAST)

READING := $(addprefix tests/,language extraction processing records crawler pages)

fast-reading: install
	$(FAST) -o cache_dir=.pytest_cache/reading $(READING)

fast-core: install
	$(FAST) -o cache_dir=.pytest_cache/core tests/search tests/app

fast-rest: install
	$(FAST) $(addprefix --ignore=,$(READING) tests/search tests/app)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install     ## which room may import which
	$(BIN)/lint-imports

pytest: install
	$(BIN)/python -m pytest

elasticsearch: install   ## the real server that the tests use, into a cache outside the checkout
	$(BIN)/python tests/elasticsearch_release.py

lock:                ## after a change of dependencies in pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --group bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV)
