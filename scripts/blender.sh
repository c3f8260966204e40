#!/usr/bin/env bash
# Puts Blender 4.5 as a Python module into .tools/blender, for the tests that open our USD in it. It is no part of the
# package: GPL, 370 MB, for Python 3.11 alone, and it asks for an older numpy than ours.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[[ -x .tools/blender/bin/python ]] && exit 0
scripts/setup.sh
trap 'rm -rf .tools/blender.part' EXIT
.tools/uv venv -q --clear --relocatable --python python3.11 .tools/blender.part
.tools/uv pip install -q --python .tools/blender.part/bin/python 'bpy==4.5.15'
mv .tools/blender.part .tools/blender
.tools/blender/bin/python -c 'import bpy; print("Blender", bpy.app.version_string)'
