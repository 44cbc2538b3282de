# The commands of CI by name. `just` lists them; `just setup` comes first.
# They are plain commands: without `just`, copy a line.

set windows-shell := ["powershell.exe", "-NoLogo", "-Command"]

venv := ".venv"
bin := if os_family() == "windows" { venv / "Scripts" } else { venv / "bin" }
python := bin / "python"
base := if os_family() == "windows" { "py" } else { "python3" }

_list:
    @just --list

# make .venv with everything that development needs
setup:
    {{base}} -m venv {{venv}}
    {{python}} -m pip install --quiet -r requirements-dev.txt

# start the page
app:
    {{python}} app.py

# style and types
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/mypy

# put the code into the project's format
format:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# the tests that take about a minute
quick *args:
    {{python}} -m pytest -n auto -m "not slow" {{args}}

# the same, and which modules they do not reach
coverage *args:
    {{python}} -m pytest -n auto -m "not slow" --cov --cov-report=term:skip-covered {{args}}

# the tests that take longer, without a browser
slow *args:
    {{python}} -m pytest -n auto --dist worksteal -m "slow and not browser" {{args}}

# the browser tests, two at a time: they mostly wait; they need Chromium
browser *args:
    {{python}} -m pytest tests/browser -n 2 {{args}}

# build the documentation into site/
docs:
    {{python}} docs/scripts/reference.py
    {{python}} -m sphinx -W --keep-going docs site

# take the pictures of the documentation again
screenshots $IPS_AUDIT_SCREENSHOTS="1":
    {{python}} -m pytest tests/browser/test_screenshots.py

# write the expected results of tests/golden again; look at the difference before you commit
golden:
    {{python}} -m pytest tests/golden --update-golden

# a wheel in dist/
wheel:
    {{python}} -m pip wheel --quiet --no-deps -w dist .

# all that CI runs, in a clean environment
ci:
    bash .ci/run
