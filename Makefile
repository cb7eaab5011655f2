# Everything goes through .venv; every target sets it up first.  PYTHON chooses another interpreter.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
# The name taggers have a place of their own, so that the tests of all else run without them.
EXTRAS = .venv-extras

.PHONY: run test extras check format lint types contracts names tagger screenshots bench wheel clean help

help:            ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	# An editable install compiles nothing, and an environment may forbid it later: a start would take twice as long.
	$(BIN)/python -m compileall -q src
	touch $@

$(EXTRAS)/.installed: requirements-extras.lock pyproject.toml
	test -x $(EXTRAS)/bin/python || $(PYTHON) -m venv $(EXTRAS)
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: $(STAMP)    ## open the explorer on the demo corpus
	$(BIN)/aitui demo

test: $(STAMP)   ## run all tests
	$(BIN)/python -m pytest -n auto

extras: $(EXTRAS)/.installed  ## set up .venv-extras with the name taggers and the cluster and run their tests there
	$(EXTRAS)/bin/python -m pytest -n auto tests/analysis/naming/taggers tests/analysis/naming/test_inflection.py tests/names tests/ingest/test_executors.py tests/analysis/test_meaning.py tests/cli/test_alike_command.py tests/ingest/readers/test_pdf.py tests/explorer/test_alike.py

check: format lint types contracts test  ## everything that must be green before a commit

format: $(STAMP) ## check the format
	$(BIN)/ruff format --check src tests bench training

lint: $(STAMP)   ## check the style
	$(BIN)/ruff check src tests bench training

types: $(STAMP)  ## check the types
	$(BIN)/mypy

contracts: $(STAMP) ## check who imports whom
	$(BIN)/lint-imports

names: $(STAMP)  ## inflect the gazetteer again after its tables changed
	$(BIN)/python -m aitui.analysis.naming.inflection

tagger: $(STAMP) ## make the weights of the name tagger again (training/README.md)
	test -x .venv-training/bin/python || $(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r training/requirements.lock
	PYTHONPATH=src .venv-training/bin/python -m training $(TRAINING)

screenshots: $(STAMP) ## draw the pictures of the README
	$(BIN)/python bench/screenshots.py screenshots

bench: $(STAMP)  ## measure start-up, bytes, peers, ingest, entities, judgements and search (bench/endurance.py takes an hour: by itself)
	for question in startup bytes terminal_peers ingest select_entity judge two_readers search facets; do $(BIN)/python bench/$$question.py || exit 1; done

wheel: $(STAMP)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean:           ## remove what was built
	rm -rf $(VENV) $(EXTRAS) .venv-training dist build
