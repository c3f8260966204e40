from __future__ import annotations

import pytest

from offworld.flow import source

TREE = {
    "__init__.py": "",
    "errors.py": "",
    "flow/__init__.py": "",
    "flow/steps/__init__.py": "",
    "flow/steps/take.py": "def make():\n    from offworld.rehearse import run\n    import numpy\n",
    "flow/steps/page.py": "from offworld.report import page\nfrom . import take as other\n",
    "flow/steps/cover.py": "from ..other import thing\n",
    "flow/other.py": "thing = 1\n",
    "flow/make.py": "from offworld.flow.steps import take\n",
    "rehearse/__init__.py": "from offworld.rehearse.run import run as run\n",
    "rehearse/run.py": "import offworld.film\n",
    "rehearse/moves/push.py": "import offworld.errors\n",
    "rehearse/sets/zvezda.yaml": "title: Zvezda\n",
    "rehearse/__pycache__/run.cpython-311.pyc": "compiled",
    "film/__init__.py": "",
    "film/take.py": "",
    "report/__init__.py": "from offworld.film import take\n",
    "report/style.css": "",
}
STEPS = ("take", "page", "cover")


@pytest.fixture
def tree(tmp_path):
    for name, text in TREE.items():
        path = tmp_path / "offworld" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "offworld"


def digests(tree):
    for forget in (source._closure, source._imports, source._content, source._files):
        forget.cache_clear()
    return {name: source.code_digest([f"offworld.flow.steps.{name}"], tree) for name in STEPS}


@pytest.mark.parametrize(
    ("changed", "concerns"),
    [
        ("flow/steps/take.py", {"take", "page"}),
        ("flow/steps/__init__.py", {"take", "page", "cover"}),
        ("flow/other.py", {"cover"}),
        ("flow/make.py", set()),
        ("rehearse/run.py", {"take", "page"}),
        ("rehearse/moves/push.py", {"take", "page"}),
        ("rehearse/moves/new.py", {"take", "page"}),
        ("rehearse/sets/zvezda.yaml", {"take", "page"}),
        ("rehearse/__pycache__/run.cpython-311.pyc", set()),
        ("film/take.py", {"take", "page"}),
        ("errors.py", {"take", "page"}),
        ("report/style.css", {"page"}),
    ],
)
def test_changed_code_concerns_the_stages_that_import_it(tree, changed, concerns):
    before = digests(tree)
    assert digests(tree) == before
    with (tree / changed).open("a") as file:
        file.write("# changed\n")
    after = digests(tree)
    assert {name for name in STEPS if before[name] != after[name]} == concerns


def test_every_real_stage_has_code():
    from offworld.flow.stages import STAGES

    found = {stage.name: source.code_digest([stage.module]) for stage in STAGES}
    assert len(set(found.values())) == len(STAGES)


def test_the_code_of_the_audit_is_no_part_of_the_code_of_a_take():
    root = source.package_root()
    names = {path.relative_to(root).parts[0] for path in source._closure(("offworld.flow.steps.take",), root)}
    assert "rehearse" in names
    assert not names & {"audit", "picture", "report", "media", "cli"}
