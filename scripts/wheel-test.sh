#!/usr/bin/env bash
# Builds the wheel, installs it alone in a fresh environment outside the checkout, and makes a first film with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export UV_PYTHON_DOWNLOADS=never
unset PYTHONPATH VIRTUAL_ENV

.tools/uv build --quiet --out-dir "$place/dist"
# The wheel's own requirements, at the versions of the lock.
.tools/uv export --quiet --locked --no-dev --no-emit-project --no-hashes --output-file "$place/versions.txt" >/dev/null
.tools/uv venv --quiet "$place/env"
cd "$place"
"$root/.tools/uv" pip install --quiet --python env/bin/python --constraints versions.txt dist/*.whl
env/bin/offworld --version
env/bin/offworld new x
env/bin/offworld check x
env/bin/offworld rehearse x 1
echo "The wheel alone makes and rehearses a new film."
