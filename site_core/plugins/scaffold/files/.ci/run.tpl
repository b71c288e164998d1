#!/bin/sh
# What CI runs. LIAISON is a checkout of the platform, or whatever pip can install it from.
set -eu
cd "$(dirname "$0")/.."
: "${LIAISON:?Say where Liaison is: LIAISON=../liaison .ci/run}"
[ -d .venv ] || python3 -m venv .venv
.venv/bin/pip install --quiet "$LIAISON" --editable ".[test]"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
DATA_DIR=var exec .venv/bin/pytest
