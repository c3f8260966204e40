from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SETUP = CHECKOUT / "scripts" / "setup.sh"
VALIDATOR = Path("tests/exchange/validator")


@pytest.fixture
def machine(tmp_path):
    """A machine of stand-ins: `run(*words, **programs)` runs the set-up with shell scripts in place of programs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    shutil.copy(SETUP, checkout / "scripts")
    shutil.copytree(CHECKOUT / VALIDATOR, checkout / VALIDATOR)
    log = tmp_path / "log"

    def run(*words, **scripts):
        log.write_text("", encoding="utf-8")
        for name, script in scripts.items():
            path = programs / name.replace("_", "-")
            path.write_text(f'#!/bin/sh\necho "$(basename $0) $*" >>{log}\n{script}\n', encoding="utf-8")
            path.chmod(0o755)
        result = subprocess.run(
            [checkout / "scripts" / "setup.sh", *words],
            env={"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        calls = log.read_text(encoding="utf-8").splitlines()
        return result, [call for call in calls if not call.startswith(("dpkg-query", "id", "uv --version"))]

    return run


UV = '[ "$1" = --version ] && echo "uv 0.13.9 (x)"; exit 0'
INSTALLED, MISSING = "printf installed", "exit 1"
ROOT, SOMEONE = "echo 0", "echo 1000"


def test_with_nothing_missing_it_only_looks(machine):
    result, calls = machine(uv=UV, dpkg_query=INSTALLED, id=SOMEONE, apt_get="exit 9")
    assert (result.returncode, result.stderr) == (0, "")
    assert calls == ["uv sync --locked --quiet"]


def test_as_root_it_installs_what_is_missing(machine):
    result, calls = machine(uv=UV, dpkg_query=MISSING, id=ROOT, apt_get="exit 0")
    assert result.returncode == 0
    assert calls[0] == "apt-get update -qq"
    assert calls[1].startswith("apt-get install -y -qq --no-install-recommends libegl1 ")
    assert calls[2:] == ["uv sync --locked --quiet"]


def test_with_a_sudo_that_asks_nothing_it_uses_it(machine):
    result, calls = machine(uv=UV, dpkg_query=MISSING, id=SOMEONE, sudo='shift; exec "$@"', apt_get="exit 0")
    assert result.returncode == 0
    assert "sudo -n true" in calls
    assert any(call.startswith("apt-get install") for call in calls)


@pytest.mark.parametrize(
    "programs",
    [
        {"id": SOMEONE, "sudo": "exit 1", "apt_get": "exit 0"},
        {"id": ROOT, "sudo": "exit 1", "apt_get": "echo no network >&2; exit 100"},
    ],
    ids=["not allowed", "apt fails"],
)
def test_where_it_cannot_it_says_the_command_and_goes_on(machine, programs):
    result, calls = machine(uv=UV, dpkg_query=MISSING, **programs)
    assert result.returncode == 0
    assert (
        "sudo apt-get update && sudo apt-get install -y libegl1 libgl1 libgl1-mesa-dri libosmesa6"
        in result.stderr
    )
    assert calls[-1] == "uv sync --locked --quiet"


def test_a_failed_lock_fails(machine):
    result, _ = machine(
        uv='[ "$1" = --version ] && echo "uv 0.13.9" || exit 2', dpkg_query=INSTALLED, id=ROOT
    )
    assert result.returncode == 2


def test_an_old_uv_is_not_used(machine):
    fake_pip = (
        'while [ "$1" != --target ]; do [ $# -gt 0 ] || exit 0; shift; done; mkdir -p "$2/bin"; '
        'cp "$(dirname "$0")/uv-new" "$2/bin/uv"'
    )
    result, calls = machine(
        uv='echo "uv 0.4.30"',
        uv_new=UV,
        python3="exit 1",
        **{"python3.11": fake_pip},
        dpkg_query=INSTALLED,
        id=ROOT,
    )
    assert result.returncode == 0, result.stderr
    assert "setup: installing uv 0.13.9 (PyPI)" in result.stderr
    assert any("pip install" in call and "uv==0.13.9" in call for call in calls)
    assert calls[-1].endswith("uv sync --locked --quiet")


def test_without_any_pip_it_says_what_to_install(machine):
    result, _ = machine(
        uv='echo "uv 0.4.30"', **{"python3.11": "exit 1"}, dpkg_query=INSTALLED, id=SOMEONE, sudo="exit 1"
    )
    assert result.returncode == 1
    assert "sudo apt-get install -y python3-venv" in result.stderr


def test_the_validator_of_gltf_is_installed_once_as_its_lock_says(machine):
    result, calls = machine("tests", uv=UV, dpkg_query=INSTALLED, id=SOMEONE, npm="exit 0", chromium="exit 0")
    assert result.returncode == 0
    assert calls[-1].startswith("npm ci --prefix .tools/gltf-validator.part --ignore-scripts")
    _, again = machine("tests", uv=UV, dpkg_query=INSTALLED, id=SOMEONE, npm="exit 0", chromium="exit 0")
    assert again == ["uv sync --locked --quiet"]


def test_without_the_validator_of_gltf_it_goes_on_and_says_so(machine):
    npm = "echo no network >&2; exit 1"
    result, _ = machine("tests", uv=UV, dpkg_query=INSTALLED, id=SOMEONE, npm=npm, chromium="exit 0")
    assert result.returncode == 0
    assert "no network" in result.stderr
    assert "the tests of glTF need it" in result.stderr


def test_the_lock_of_the_validator_of_gltf_holds_its_digest():
    lock = json.loads((CHECKOUT / VALIDATOR / "package-lock.json").read_text(encoding="utf-8"))
    told = lock["packages"]["node_modules/gltf-validator"]
    assert told["version"] == "2.0.0-dev.3.10"
    assert told["integrity"].startswith("sha512-")
