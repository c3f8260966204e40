#!/usr/bin/env bash
# Puts Blender 4.5 as a Python module into .tools/blender, for the tests that open our USD and glTF in it. It is no part
# of the package: GPL, 370 MB to fetch and 890 MB laid out, for Python 3.11 alone, and it asks for an older numpy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
BLENDER=4.5.15
[[ -e .tools/blender/$BLENDER ]] && exit 0
scripts/setup.sh blender
export UV_PYTHON_DOWNLOADS=never
if [[ -z ${SSL_CERT_FILE:-} && -n ${PIP_CERT:-} && -f ${PIP_CERT:-} ]]; then
    export SSL_CERT_FILE=$PIP_CERT
fi
trap 'rm -rf .tools/blender.part' EXIT
.tools/uv venv -q --clear --relocatable --python python3.11 .tools/blender.part
.tools/uv pip install -q --python .tools/blender.part/bin/python "bpy==$BLENDER"
.tools/blender.part/bin/python -c 'import bpy; print("Blender", bpy.app.version_string)'
touch ".tools/blender.part/$BLENDER"
rm -rf .tools/blender
mv .tools/blender.part .tools/blender
