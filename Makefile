# Every target sets up what it needs. The first `make run` takes a minute or two, later ones seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Without their compiled form every process would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

.PHONY: run test check prove bench clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig / Python 3.11 or newer is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-input -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-input -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@WSD_DATA_DIR="$${WSD_DATA_DIR:-data/demo}" $(BIN)/python -m wsd_data demo
	@WSD_DATA_DIR="$${WSD_DATA_DIR:-data/demo}" $(BIN)/python -m wsd_data serve --port $(PORT)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict wsd_data

test: check
	@sh tests/browser/install.sh
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

prove: $(VENV)/dev.stamp
	@sh tests/browser/install.sh
	@$(BIN)/python -m tests.prove

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench.run

clean:
	rm -rf build test-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
