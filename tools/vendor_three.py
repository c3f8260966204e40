"""Fetches three.js from the npm registry and puts the part of it that the viewer uses into the package, made small.

Needs Node with npm and the network; `make film` and the tests need neither. Run it again only to change the version
or to use another class of three.js, and then write the digest that it prints into `tests/viewer/test_web.py`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

THREE = "0.187.0"
INTEGRITY = "sha512-Qiu7R+Cmh8CstZsY1uJOSWnVlfo7ZtNLV7mF8Jltk3LB3AtDu9cRZlcnRKkAk8Y4z6KKw35z7Y7Urd7jWY8etA=="
"""Of the package as the registry has it."""
ESBUILD = "0.28.2"
USED = (
    "WebGLRenderer", "WebGLRenderTarget", "Scene", "PerspectiveCamera", "Mesh", "BufferGeometry", "BufferAttribute",
    "RawShaderMaterial", "DataTexture", "Matrix4", "Quaternion", "Vector2", "Vector3", "Vector4", "Color", "GLSL3",
    "DoubleSide", "FrontSide", "LinearSRGBColorSpace", "NoBlending", "NormalBlending", "RGBAFormat", "RedFormat",
    "UnsignedByteType", "NearestFilter", "LinearFilter", "DynamicDrawUsage",
)  # fmt: skip
PLACE = Path(__file__).parents[1] / "src/offworld/viewer/three"


def main() -> None:
    """Writes ``three.min.js`` and its licence, and prints the digest."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "package.json").write_text('{"private": true}', encoding="utf-8")
        packages = [f"three@{THREE}", f"esbuild@{ESBUILD}"]
        subprocess.run(["npm", "install", "--silent", "--save-exact", *packages], cwd=work, check=True)
        lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))
        found = lock["packages"]["node_modules/three"]["integrity"]
        if found != INTEGRITY:
            raise SystemExit(f"three {THREE} is not what it was: {found}")
        (work / "entry.js").write_text(f'export {{ {", ".join(USED)} }} from "three";\n', encoding="utf-8")
        banner = f"/* three.js {THREE}, MIT licence, Copyright 2010-2026 three.js authors. */"
        command = [
            "node_modules/.bin/esbuild", "entry.js", "--bundle", "--minify", "--format=iife", "--target=es2020",
            "--global-name=THREE", "--legal-comments=none", f"--banner:js={banner}", "--outfile=three.min.js",
        ]  # fmt: skip
        subprocess.run(command, cwd=work, check=True)
        PLACE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / "three.min.js", PLACE / "three.min.js")
        shutil.copyfile(work / "node_modules/three/LICENSE", PLACE / "LICENSE")
    print(hashlib.sha256((PLACE / "three.min.js").read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
