# Every target sets up what it needs; `make film` and `make test` are the two that most people want.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup blender film film-test final test lint format types layers sizes docs wheel-test check
BIN := .venv/bin

help: ## show these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install what is missing (system libraries, uv, the locked environment)
	@scripts/setup.sh

blender: ## install Blender as a Python module (370 MB, GPL), for the tests that open exports in it
	@scripts/blender.sh

film: setup ## make films/the-visit, print the path of its page and what was found
	@$(BIN)/offworld make films/the-visit --quality draft

final: setup ## the same with pictures as they should be: soft shadows, lamps, depth of field (some minutes a scene)
	@$(BIN)/offworld make films/the-visit --quality final

test: ## run every test, some in Chromium; line and branch coverage of src at least 90 %
	@scripts/setup.sh tests
	@scripts/test.sh $(ARGS)

film-test: film ## open the pages of films/the-visit in Chromium and hold them to its key frames
	@scripts/setup.sh tests
	@OFFWORLD_FILM=films/the-visit $(BIN)/python -m pytest -q tests/browser/test_film.py

lint: setup ## style, imports and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: setup ## put formatting and import order right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: setup ## strict types of src
	$(BIN)/mypy

layers: setup ## who may import whom
	$(BIN)/lint-imports --no-logo

sizes: setup ## no module or function too long
	$(BIN)/python tools/check_sizes.py src

docs: setup ## write again what is generated: the references of the command line, the language, cameras and lenses
	$(BIN)/python tools/make_cli_reference.py
	$(BIN)/python tools/make_language_reference.py
	$(BIN)/python tools/make_lens_reference.py
	$(BIN)/python tools/make_schedule_schemas.py

wheel-test: setup ## build the wheel and make a first film with it alone
	@scripts/wheel-test.sh

check: lint types layers sizes test wheel-test ## all of the above
