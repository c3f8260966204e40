#!/usr/bin/env bash
# Runs every test on all cores and holds the coverage of src, lines and branches, to the bar in pyproject.toml.
# Arguments go to pytest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=.venv/bin
# One thread in each process: the numbers must not depend on how many there are.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
mkdir -p build
"$bin/coverage" erase
status=0
"$bin/coverage" run -m pytest --numprocesses=auto --dist=worksteal --durations=15 "$@" 2>&1 | tee build/tests.log || status=$?
"$bin/coverage" combine --quiet
"$bin/coverage" report || status=$?
# The last word, for people and programs that read only the end.
grep -E '(passed|failed|error).* in [0-9]' build/tests.log | tail -1 || true
exit "$status"
