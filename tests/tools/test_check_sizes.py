from __future__ import annotations

import pytest


@pytest.fixture
def sizes(tool):
    return tool("check_sizes")


def function(lines):
    return "def f():\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("a.py", "x = 1\n" * 300, 0, "1 modules: 0 too long or badly named, 0 close to it"),
        ("a.py", "x = 1\n" * 301, 0, "a.py: 301 lines, more than 300"),
        ("a.py", "x = 1\n" * 351, 1, "a.py: 351 lines, more than 350"),
        ("a.py", function(70), 0, "0 too long"),
        ("a.py", "\n" + function(71), 1, "a.py:2: f has 71 lines, more than 70"),
        ("utils.py", "", 1, "utils.py: a name that says nothing"),
        ("utils/__init__.py", "", 1, "__init__.py: a name that says nothing"),
    ],
)
def test_what_has_grown_too_long_is_named(sizes, tmp_path, capsys, name, text, code, words):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert sizes.main([str(tmp_path)]) == code
    assert words in capsys.readouterr().out
