from __future__ import annotations

from offworld.flow.environment import installed_versions, libraries, processor


def test_a_changed_lock_changes_the_digest(tmp_path):
    lock = tmp_path / "uv.lock"
    lock.write_text("a = 1")
    one = libraries(lock)
    assert libraries(lock) == one
    lock.write_text("a = 2")
    assert libraries(lock) != one
    assert libraries(tmp_path / "none") not in {one, libraries(lock)}


def test_a_changed_version_changes_the_digest(monkeypatch):
    one = libraries()
    monkeypatch.setattr("offworld.flow.environment.installed_versions", lambda _: {"numpy": "0"})
    assert libraries() != one


def test_requirements_are_followed_to_the_end():
    versions = installed_versions("offworld")
    assert {"offworld", "mujoco", "numpy", "lark"} <= versions.keys()
    assert "pytest" not in versions
    assert installed_versions("no-such-package") == {}


CPU = "processor : 0\nvendor_id : {vendor}\nmodel name : X\nflags : fpu {flags}\n\nprocessor : 1\nvendor_id : other\n"


def test_a_kind_of_processor_is_its_vendor_and_instructions(tmp_path):
    def kind(**words):
        path = tmp_path / str(len(list(tmp_path.iterdir())))
        path.write_text(CPU.format(**words))
        return processor(path)

    one = kind(vendor="A", flags="sse2 avx2 vme")
    assert kind(vendor="A", flags="avx2 sse2 hypervisor") == one
    assert kind(vendor="A", flags="avx2 sse2 avx512f") != one
    assert kind(vendor="B", flags="avx2 sse2") != one
    assert processor(tmp_path / "none") != one
