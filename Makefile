# make serve   set up, build the sample site, preview it
# make site    set up, build the sample site into site/
# make test    set up, run every check and test
# make quick   set up, run most tests in about a minute: without browsers, fuzzing, kills, clusters and the slowest files
# make payloads  try every payload in every field of a site; takes most of an hour
# make pictures  the pictures of the guide for teachers, made by a browser that takes a teacher's whole way
# make inner-text  compare the plain text of thousands of texts with what Chromium says of their HTML
# make write-texts  paste and write thousands of texts that mean to be read as something else (TEXTS)
# make write-steps  look at each step of the form on screens of every width, light and dark
# make calendars  read the zones of the whole world, and thousands of random series, with other programs (SERIES)
# make editors   write a story with each editor in the browser and publish it
# make bench   measure edblog beside other generators (POSTS, RUNS, TOOLS, LIMIT); takes an hour or so
# make bench-growth    what ten times as many posts cost
# make bench-kinds     what other kinds of content cost, beside the same stories without them
# make bench-profile   where edblog's own time goes
# make github  where the texts of FOLDER have another structure here than on GitHub
# make offices FOLDER=…  Office documents of the field: how many are published, and whether the copies differ only where they may
# make word-documents FOLDER=…  Word documents of the field, and documents that LibreOffice writes: whether a word is lost
# make pdfs FOLDER=…  PDFs of the field: how many are published, and whether they look the same
# make kills   kill a build of a whole site at fifty moments (KILLS), and one of a few stories at every few file operations
# make publish-kills  kill `edblog publish` fifty times (KILLS) at each kind of server, while somebody reads the site
# make edits   many more edits (EDITS) than make test makes, each held against a build from nothing
# make days    build a site at every hour of a year, in three time zones, and hold each build against one from nothing
# make pages   look at every page of the sample site on every screen, light and dark
# make themes  look at every page of civic, at two widths, light and dark, and in every language
# make translations  whether every text is in every language
# make quality  rate every page type of the sample site with Lighthouse, in each theme (THEMES)
# make badges  mutated badges: no traceback, and none is verified (BADGES, SEED)
# make fuzz    files and settings that nobody would write (INPUTS, SEED)
# The environment is .venv/; nothing else of the machine changes, except that `make test` installs
# Chromium, Java and poppler with apt where they are missing and it may.

.DEFAULT_GOAL := help
.PHONY: help pages serve site test quick kills publish-kills pictures editors calendars edits days badges fuzz quality github offices word-documents pdfs payloads inner-text write-texts write-steps translations themes lint format programs golden clean bench bench-growth bench-kinds bench-profile

SUITABLE := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUITABLE)' >/dev/null 2>&1 && { command -v $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# Where it is set, each of the many commands that tests run compiles all of edblog again.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

serve: $(VENV)/.runtime
	@$(BIN)/edblog serve

site: $(VENV)/.runtime
	@$(BIN)/edblog build

test: $(VENV)/.test programs $(VENV)/.editors $(VENV)/.calendars lint
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=25

quick: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=10 -m "not slow" tests/unit tests/cases tests/sites tests/invariants

editors: $(VENV)/.test programs $(VENV)/.editors
	EDBLOG_EDITORS=all $(BIN)/python -m pytest tests/browser/test_editor.py -q

calendars: $(VENV)/.test $(VENV)/.calendars
	EDBLOG_CALENDARS=$(or $(SERIES),4000) $(BIN)/python -m pytest tests/unit/test_calendars.py tests/unit/test_series_in_calendars.py -q

payloads: $(VENV)/.test programs
	EDBLOG_PAYLOADS=$(or $(PAYLOADS),all) $(BIN)/python -m pytest tests/browser/test_payloads.py -q -s -o faulthandler_exit_on_timeout=false

pictures: $(VENV)/.test programs
	EDBLOG_PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_teachers_way.py -q -k home_page

kills: $(VENV)/.test
	EDBLOG_KILLS=$(or $(KILLS),50) $(BIN)/python -m pytest tests/invariants/test_kill.py -q

inner-text: $(VENV)/.test programs
	EDBLOG_PARAGRAPHS=$(or $(PARAGRAPHS),8000) $(BIN)/python -m pytest tests/browser/test_inner_text.py -q

write-texts: $(VENV)/.test programs
	EDBLOG_TEXTS=$(or $(TEXTS),8000) $(BIN)/python -m pytest tests/browser/test_write_paste.py tests/browser/test_write_files.py -q

write-steps: $(VENV)/.test programs
	EDBLOG_WIDTHS=all $(BIN)/python -m pytest tests/browser/test_write.py -q -k accessible

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

translations: $(VENV)/.runtime
	$(BIN)/edblog theme check common
	$(BIN)/edblog theme check civic

pages: $(VENV)/.test programs
	EDBLOG_PAGES=all $(BIN)/python -m pytest tests/browser/test_pages.py -q -k accessible_light

themes: $(VENV)/.test programs
	EDBLOG_THEMES=all $(BIN)/python -m pytest tests/browser/test_themes.py -q -o faulthandler_exit_on_timeout=false

format: $(VENV)/.test
	$(BIN)/ruff format .

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "edblog needs Python 3.11 or later; install it, then run make again."; exit 2; }
	@echo "Setting up $(VENV) with $(PYTHON) …"
	@"$(PYTHON)" -m venv $(VENV)

# Runtime dependencies come from wheels alone, so that no compiler is needed anywhere. The sample site has its stories as Markdown, too.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@$(PIP) install --only-binary :all: --editable ".[import]"
	@touch $@

# Feeds are tested with the newest feedgen too, which has no wheel, and pages with the oldest and the newest Jinja: each from a
# folder of its own.
$(VENV)/.test: $(VENV)/.runtime tests/constraints.txt
	@$(PIP) install --constraint tests/constraints.txt --editable ".[test]"
	@$(PIP) install --no-deps --upgrade --target $(VENV)/feedgen-1 "feedgen>=1,<2"
	@$(PIP) install --no-deps --upgrade --target $(VENV)/jinja-oldest "jinja2==3.1.4"
	@$(PIP) install --no-deps --upgrade --target $(VENV)/jinja-newest "jinja2>=3.1.4,<4"
	@touch $@

# The editors in the browser come from npm, in the versions of the registry.
$(VENV)/.editors: tests/editors.py src/edblog/services/editors/sveltia.py src/edblog/services/editors/decap.py | $(VENV)/.test
	@$(BIN)/python -m tests.editors
	@touch $@

# ical.js, which reads calendars, too.
$(VENV)/.calendars: tests/calendars.py | $(VENV)/.test
	@$(BIN)/python -m tests.calendars
	@touch $@

POSTS ?= 10000
RUNS ?= 3
TOOLS ?= edblog,hugo,pelican,eleventy
LIMIT ?= 600

bench: $(VENV)/.runtime
	@$(BIN)/python benchmarks/bench.py --posts $(POSTS) --runs $(RUNS) --tools $(TOOLS) --limit $(LIMIT)

bench-growth: $(VENV)/.runtime
	@$(BIN)/python benchmarks/bench.py --posts 10000,100000 --runs 1 --tools edblog,hugo --limit 7200 \
		--results benchmarks/GROWTH.md

bench-kinds: $(VENV)/.runtime
	@$(BIN)/python benchmarks/kinds.py gatherings --posts $(POSTS) --runs $(RUNS)
	@$(BIN)/python benchmarks/kinds.py pinned --posts $(POSTS) --runs $(RUNS)

bench-profile: $(VENV)/.runtime
	@$(BIN)/python benchmarks/stages.py --posts $(POSTS)

FOLDER ?= content

github: $(VENV)/.test
	@$(BIN)/python benchmarks/github.py $(FOLDER)

INPUTS ?= 200000
SEED ?= 1

offices: $(VENV)/.test
	@PYTHONPATH=. $(BIN)/python -m tests.offices.run $(FOLDER)

word-documents: $(VENV)/.test programs
	@PYTHONPATH=. $(BIN)/python -m tests.documents.run $(FOLDER)

pdfs: $(VENV)/.test programs
	@PYTHONPATH=. $(BIN)/python -m tests.pdfs.run $(FOLDER)

KILLS ?= 50

publish-kills: $(VENV)/.test programs
	EDBLOG_KILLS=$(KILLS) $(BIN)/python -m pytest tests/invariants/test_publish_kills.py -q -s -o faulthandler_exit_on_timeout=false

EDITS ?= 60

edits: $(VENV)/.test
	EDBLOG_EDITS=$(EDITS) $(BIN)/python -m pytest tests/invariants/test_incremental.py tests/invariants/test_quick_edit.py tests/invariants/test_pinned_edits.py -q -n auto -k grew -o timeout=7200

days: $(VENV)/.test
	EDBLOG_DAYS=all $(BIN)/python -m pytest tests/invariants/test_days_pass.py -q -n auto -k every_moment

THEMES ?= marigold,civic

quality: $(VENV)/.test programs
	@PYTHONPATH=. $(BIN)/python -m tests.quality.run --themes $(THEMES)

badges: $(VENV)/.test
	EDBLOG_BADGES=$(or $(BADGES),50000) EDBLOG_SEED=$(SEED) $(BIN)/python -m pytest tests/fuzz/test_badges.py -q -o faulthandler_timeout=0

fuzz: $(VENV)/.test
	@$(BIN)/python tests/fuzz/run.py --inputs $(INPUTS) --seed $(SEED)

programs:
	@tests/programs.sh

clean:
	rm -rf $(VENV) site .site.shadow .edblog dist benchmarks/.tools benchmarks/.work
