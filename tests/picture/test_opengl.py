from __future__ import annotations

import os

import pytest

from offworld.errors import MissingLibrary
from offworld.picture import opengl


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "egl")
    monkeypatch.setenv("PYOPENGL_PLATFORM", "egl")
    opengl.mujoco.cache_clear()
    yield
    opengl.mujoco.cache_clear()


def test_there_is_a_way_to_opengl_here():
    assert hasattr(opengl.mujoco(), "MjrContext")
    assert os.environ["MUJOCO_GL"] in opengl.WAYS
    made = opengl.context(32, 16)
    made.free()


def test_without_any_way_the_command_is_named(fresh, monkeypatch):
    monkeypatch.setattr(opengl, "_opens", lambda way: False)
    with pytest.raises(MissingLibrary) as caught:
        opengl.mujoco()
    assert caught.value.command == "sudo apt-get install -y libegl1 libgl1-mesa-dri libosmesa6"
    assert "OpenGL" in str(caught.value)


def test_the_second_way_is_tried_and_a_wish_comes_first(fresh, monkeypatch):
    tried = []
    monkeypatch.setattr(opengl, "_opens", lambda way: tried.append(way) or len(tried) == 2)
    opengl.mujoco()
    assert tried == ["egl", "osmesa"]
    opengl.mujoco.cache_clear()
    tried.clear()
    monkeypatch.setenv("MUJOCO_GL", "osmesa")
    opengl.mujoco()
    assert tried == ["osmesa", "egl"]


def test_a_way_that_is_not_there_does_not_open(monkeypatch):
    monkeypatch.setattr(opengl, "_forget", lambda: None)
    monkeypatch.setenv("PYOPENGL_PLATFORM", os.environ.get("PYOPENGL_PLATFORM", "egl"))
    assert opengl._opens("carrier-pigeon") is False


def test_forgetting_unloads_what_keeps_to_one_platform(monkeypatch):
    monkeypatch.setenv("PYOPENGL_PLATFORM", "egl")
    modules = {"OpenGL": 1, "OpenGL.GL": 1, "mujoco.egl": 1, "mujoco": 1, "OpenGLx": 1}
    monkeypatch.setattr(opengl.sys, "modules", modules)
    opengl._forget()
    assert set(modules) == {"mujoco", "OpenGLx"}
    assert "PYOPENGL_PLATFORM" not in os.environ
