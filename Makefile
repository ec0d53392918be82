# Everything a person or a machine needs, on a computer that has only Python 3.11+, git and make.
# On Windows see README.md for the same steps with pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
ALONE := tests/end_to_end/test_window.py tests/end_to_end/test_ledger.py  # they watch the clock or the CPU

.PHONY: demo test lint clean catalogues pictures

demo: $(READY)        ## open the program on the built-in simulator with a sample list
	@$(BIN)/python -m kwtsms_desktop --demo

test: $(READY) lint   ## everything that must hold
	$(BIN)/python -m pytest -q -n 2 --dist loadfile $(ALONE:%=--ignore %)
	$(BIN)/python -m pytest -q $(ALONE)

lint: $(READY)        ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

catalogues: $(READY)  ## bring the Arabic catalogue up to date with the source and compile it
	$(BIN)/python packaging/catalogues.py

pictures: $(READY)    ## take the README's pictures from the running program
	$(BIN)/python packaging/pictures.py

clean:                ## remove everything that was made here
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml packaging/constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --editable . --group dev
	@touch $@
