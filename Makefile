# Two commands: `make demo` opens a living organisation, `make test` proves it.
# Needs git, make, a C compiler and some Python 3; everything else lands in .venv and .tools.

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(CURDIR)/.tools/bin/uv)
PY := .venv/bin/python

# Some environments forbid it; then each of the tests' processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test browser evening lint fix lock bench clean

demo: .venv/running
	@.venv/bin/articulator demo

test: .venv/developing browser
	$(PY) -m pytest -n 2 --dist loadgroup
	$(PY) tests/on_postgresql.py $(PY) -m pytest -n 2 --dist loadgroup --where-databases-differ \
	  tests/kernel tests/identity tests/intelligence tests/operations tests/site

# The journeys need a real browser: one that is there, or Playwright's own.
browser: .venv/developing
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || $(PY) -m playwright install chromium

# A whole evening with a full hall: sixty phones, a wall and a desk; its figures are printed.
evening: .venv/developing browser
	EVENING_PHONES=60 $(PY) -m pytest tests/e2e/test_evening.py -n 0 --log-cli-level=INFO

lint: .venv/developing
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy src benchmarks
	$(PY) -m django makemigrations --check --dry-run --settings articulator.site.settings

fix: .venv/developing
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# Write the two hash-pinned requirement files anew from pyproject.toml.
lock: $(UV)
	$(UV) pip compile -q --universal --python-version 3.12 --generate-hashes --no-header \
	  pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --python-version 3.12 --generate-hashes --no-header \
	  pyproject.toml --group dev -o requirements-dev.txt

# Against the named peers, which live in an environment of their own.
bench: .venv/developing .tools/bench/ready
	PYTHONPATH=src .tools/bench/bin/python benchmarks/stv.py
	$(PY) benchmarks/sortition.py --peer .tools/bench/bin/python
	$(PY) benchmarks/opinion.py --peer .tools/bench/bin/python
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(PY) benchmarks/themes.py
	PYTHONPATH=. $(PY) benchmarks/people.py --peer .tools/bench/bin/python
	PYTHONPATH=. $(PY) benchmarks/imports.py --peer .tools/bench/bin/python
	$(PY) benchmarks/brokerage.py --peer .tools/bench/bin/python
	PYTHONPATH=. $(PY) benchmarks/fieldwork.py
	$(PY) benchmarks/forecasts.py --peer .tools/bench/bin/python
	$(PY) benchmarks/pooling.py

.tools/bench/ready: pyproject.toml | uv
	@$(UV) venv -q --allow-existing .tools/bench
	@$(UV) pip install -q --python .tools/bench/bin/python --group bench
	@touch $@

clean:
	rm -rf .venv .tools var

# What is needed to run; a development environment serves as well.
.venv/running: requirements.txt pyproject.toml | .venv/bin/python
	@test -e .venv/developing && test .venv/developing -nt requirements-dev.txt \
	  || $(UV) pip sync -q --require-hashes --python $(PY) requirements.txt
	@$(UV) pip install -q --no-deps --python $(PY) -e .
	@touch $@

.venv/developing: requirements-dev.txt pyproject.toml | .venv/bin/python
	@$(UV) pip sync -q --require-hashes --python $(PY) requirements-dev.txt
	@$(UV) pip install -q --no-deps --python $(PY) -e .
	@touch $@ .venv/running

.venv/bin/python: | uv
	@$(UV) venv -q --allow-existing .venv || $(UV) venv -q --allow-existing --python '>=3.12' .venv

# Where there is no working uv, a private one: from /, so that no local file is taken for a package.
.PHONY: uv
uv:
	@$(UV) --version >/dev/null 2>&1 || { cd / && python3 -m venv $(CURDIR)/.tools \
	  && $(CURDIR)/.tools/bin/pip install --quiet uv; }
