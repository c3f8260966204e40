"""Takes on a Ray cluster of several nodes, on this machine: the same bytes, also when nodes and workers are killed."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from offworld.errors import MissingLibrary, NotPossible
from offworld.film.odds import OddsTable
from offworld.film.profiles import CALM
from offworld.flow import cluster
from offworld.flow.cache import Cache
from offworld.flow.environment import processor
from offworld.flow.node import Conditions, Wanted, conditions, make_there, unlike
from offworld.flow.nodes import Node, agreed, connect
from offworld.flow.odds import rehearse_takes
from offworld.flow.odds_runs import Asked, make_takes, rows_of, spans
from offworld.flow.pool import Pool
from offworld.flow.runner import runner
from offworld.store.odds_table import read_table, table_bytes

TAKES = 30
STORE = 100_000_000
"""Bytes of each node's object store: no more than a container with little shared memory has room for."""
HEAD = {"num_cpus": 0, "include_dashboard": False, "include_log_monitor": False, "no_monitor": True}
"""A head that only leads, with nothing started that these tests have no use for."""
SOON = {"RAY_health_check_period_ms": "1000", "RAY_health_check_failure_threshold": "3"}
"""How soon a node that says nothing is held to be lost; Ray's own settings are more patient."""

# Where everything is installed as `uv sync` does, Ray is there; then nothing here is left out.
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs Ray: offworld[ray]")


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A cluster to which nodes of one core each can be added; nothing is left of it afterwards."""
    place = tempfile.mkdtemp(prefix="ow")
    with ExitStack() as after, pytest.MonkeyPatch.context() as patch:
        after.callback(shutil.rmtree, place, ignore_errors=True)
        # One cluster at a time: another process with tests of this file waits.
        lock = after.enter_context((tmp_path_factory.getbasetemp().parent / "cluster.lock").open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Ray's sockets lie in this folder, and the path of a socket must be short.
        patch.setenv("RAY_TMPDIR", place)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent / "stand_ins"), prepend=os.pathsep)
        for name, value in (cluster.QUIET | SOON).items():
            patch.setenv(name, value)
        # What runs on nodes is measured by the tests of `make_there`; all that Ray starts besides is slow enough.
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        from ray.cluster_utils import Cluster

        made = Cluster(initialize_head=True, head_node_args={**HEAD, "object_store_memory": STORE})
        try:
            yield made
        finally:
            made.shutdown()
        assert [line for line in command_lines() if place in line] == []


@pytest.fixture
def node(machines):
    """Adds a node of one core to the cluster; it is taken out again after the test."""
    mine = []

    def add(**variables):
        mine.append(machines.add_node(num_cpus=1, object_store_memory=STORE, env_vars=variables))
        return mine[-1]

    yield add
    for one in mine:
        machines.remove_node(one, allow_graceful=True)
    deadline = time.monotonic() + 60.0
    while any(one["Alive"] and one["Resources"].get("CPU") for one in machines.global_state.node_table()):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def command_lines():
    """The command line of every process of this machine."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue


def children(parent):
    """Processes that a process has started."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield int(path.parent.name)


def raylet_of(one):
    """The process that leads a node; its workers are its children."""
    return one.all_processes["raylet"][0].process.pid


def kill_node(one):
    """What pulling the plug does: its raylet and all of its workers are gone at once."""
    for pid in (raylet_of(one), *children(raylet_of(one))):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def asked(quick, tmp_path):
    """Stand-in takes that write down who begins them; what is wanted of them can be changed."""

    def ask(lasts=0.01, words="", begin=1, key="k"):
        (tmp_path / "log").touch()
        told = {"lasts": lasts, "log": str(tmp_path / "log"), "words": words, "from": begin}
        # Longer than what travels with a task, so that it goes by way of the object store.
        (tmp_path / "words").write_text(json.dumps({**told, "padding": "." * cluster.SMALL}))
        (tmp_path / "people").write_text('"p"')
        given = {"rehearsal": tmp_path / "words", "profile": tmp_path / "people"}
        return Asked(scene="1", profile="calm", key=key, given=given, module="stand_in_takes")

    return ask


def begun(tmp_path):
    """First take and process of every run that was begun, in order."""
    return [tuple(map(int, line.split()[:2])) for line in (tmp_path / "log").read_text().splitlines()]


def table_of(asked, takes, cache):
    rows, _ = rows_of(asked, takes, cache)
    return table_bytes(OddsTable(film="t", scene="1", base="k", profile=CALM, rows=rows))


def by_processes(asked, takes, folder):
    with Pool(1) as pool:
        make_takes(asked, takes, Cache(folder), pool)
    return table_of(asked, takes, Cache(folder))


@pytest.mark.slow
@needs_ray
def test_a_killed_node_and_a_killed_worker_change_nothing(machines, node, asked, tmp_path):
    wanted = by_processes(asked(), TAKES, tmp_path / "one")
    (tmp_path / "log").unlink()
    runs = len(spans(TAKES))
    job = asked(lasts=0.15)
    node()
    lost = node()

    def disturb():
        # While it has just begun a run.
        while len(seen := begun(tmp_path)) < 4 or seen[-1][1] not in children(raylet_of(lost)):
            time.sleep(0.02)
        kill_node(lost)
        seen = len(begun(tmp_path))
        while len(begun(tmp_path)) < seen + 3:
            time.sleep(0.02)
        os.kill(begun(tmp_path)[-1][1], signal.SIGKILL)

    trouble = threading.Thread(target=disturb)
    cache = Cache(tmp_path / "two")
    with cluster.Cluster(machines.address, module=job.module) as crew:
        assert crew.workers == 2
        trouble.start()
        make_takes(job, TAKES, cache, crew)
        trouble.join()
        assert crew.workers == 1
    assert table_of(job, TAKES, Cache(tmp_path / "two")) == wanted
    # Every worker computed with one thread, and none shuffled its sets.
    assert {line.split(maxsplit=2)[2] for line in (tmp_path / "log").read_text().splitlines()} == {"1 1 0"}
    # Something was begun more than once, and every run is kept once all the same.
    first = [number for number, _ in begun(tmp_path)]
    assert len(first) >= runs + 2
    assert len(set(first)) == runs == len(list((tmp_path / "two" / job.shelf).iterdir()))


@pytest.mark.slow
@needs_ray
def test_a_run_that_fails_for_good_is_said_and_another_command_goes_on(
    machines, node, asked, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(cluster, "RETRIES", 1)
    node()
    bad = asked(words="die", begin=7)
    cache = Cache(tmp_path / "cache")
    with (
        pytest.raises(NotPossible, match="takes 7 to 8 of 12: given up after 2 attempts") as told,
        cluster.Cluster(machines.address, module=bad.module) as crew,
    ):
        make_takes(bad, 12, cache, crew)
    assert "what was finished is kept" in str(told.value)
    # What Ray itself has to say of lost workers is not mixed into the answer.
    assert capsys.readouterr().out == ""
    assert [number for number, _ in begun(tmp_path)].count(7) == 2
    kept = len(list((tmp_path / "cache" / bad.shelf).iterdir()))
    assert kept >= 3
    # A scene without room is an answer, not a failure of the node: told at once.
    full = asked(words="no room", key="full")
    good = asked(key="k")
    with cluster.Cluster(machines.address, module=good.module) as crew:
        (tmp_path / "log").unlink()
        make_takes(good, 12, cache, crew)
        again = len(begun(tmp_path))
        asked(words="no room", key="full")
        crew._stored.clear()
        with pytest.raises(NotPossible, match=r"^there is no room for this start$"):
            make_takes(full, 12, cache, crew)
    # And a fault of the program itself is shown as such, with nothing around it.
    fault = asked(words="fault", key="fault")
    with pytest.raises(ZeroDivisionError), cluster.Cluster(machines.address, module=fault.module) as crew:
        make_takes(fault, 2, cache, crew)
    assert again == 6 - kept
    assert [row.take for row in rows_of(good, 12, cache)[0]] == list(range(1, 13))


def pretend(folder, what):
    """Variables of a node whose interpreters take something for other than it is."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(f"import offworld.flow.environment as e\ne.{what}\n")
    return {"PYTHONPATH": f"{folder}:{os.environ['PYTHONPATH']}"}


@pytest.mark.slow
@needs_ray
def test_nodes_of_other_kinds_are_refused_or_declared(machines, node, asked, tmp_path):
    job = asked(lasts=0.1)
    node()
    node(**pretend(tmp_path / "kind", "processor = lambda: 'another machine'"))
    with (
        pytest.raises(NotPossible, match="processors of 2 kinds") as told,
        cluster.Cluster(machines.address, module=job.module),
    ):
        pytest.fail("work was given to mixed kinds")
    assert f": {processor()}" in str(told.value)
    assert ": another machine" in str(told.value)
    with cluster.Cluster(machines.address, mixed=True, module=job.module) as crew:
        assert crew.kinds == tuple(sorted(["another machine", processor()]))
        make_takes(job, 8, Cache(tmp_path / "cache"), crew)
    assert len({pid for _, pid in begun(tmp_path)}) == 2


@pytest.mark.slow
@needs_ray
def test_nodes_with_other_libraries_are_refused_whenever_they_come(machines, node, asked, tmp_path):
    job = asked(lasts=0.1)
    newer = pretend(tmp_path / "newer", "libraries = lambda: 'newer'")
    node()
    with cluster.Cluster(machines.address, mixed=True, module=job.module) as crew:
        node(**newer)
        with pytest.raises(NotPossible, match=r"the node .* has other libraries, or another lock of them"):
            make_takes(job, 100, Cache(tmp_path / "cache"), crew)
    with (
        pytest.raises(NotPossible, match=r"the same takes cannot come out: .* has other libraries"),
        cluster.Cluster(machines.address, mixed=True, module=job.module),
    ):
        pytest.fail("work was given to other libraries")


@pytest.mark.slow
@needs_ray
def test_a_cluster_without_nodes_or_that_loses_them_all_is_said(machines, node, asked, tmp_path, monkeypatch):
    with (
        pytest.raises(NotPossible, match=r"no node of the cluster has a processor core to give"),
        runner(address=machines.address),
    ):
        pytest.fail("work was given to nobody")
    monkeypatch.setattr(cluster, "GONE_S", 0.5)
    monkeypatch.setattr(cluster, "LOOK_S", 0.5)
    only = node()
    job = asked(lasts=0.3)
    trouble = threading.Timer(1.0, kill_node, [only])
    with cluster.Cluster(machines.address, module=job.module) as crew:
        trouble.start()
        with pytest.raises(NotPossible, match=r"no node of the cluster at .* is left to work"):
            make_takes(job, 100, Cache(tmp_path / "cache"), crew)
    trouble.join()


@pytest.mark.slow
@needs_ray
def test_a_real_scene_comes_out_with_the_same_bytes(machines, node, real, tmp_path):
    node()
    node()
    film = real.short_film(tmp_path / "film", "1.2 s")
    ours = rehearse_takes(film, "1", takes=4, ray=machines.address)
    whole = ours.made[0].read_bytes()
    assert read_table(ours.made[0]).kinds == (processor(),)
    # Processes take up what the cluster has made: they are the very same takes.
    shelf = film / "out" / "cache" / "takes-1-trained"
    before = {path.name: path.stat().st_mtime_ns for path in shelf.iterdir()}
    assert rehearse_takes(film, "1", takes=4, workers=1).made[0].read_bytes() == whole
    assert {path.name: path.stat().st_mtime_ns for path in shelf.iterdir()} == before
    other = real.short_film(tmp_path / "other", "1.2 s")
    assert rehearse_takes(other, "1", takes=4, workers=2).made[0].read_bytes() == whole


@needs_ray
@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "no.where:many"])
def test_an_address_at_which_nothing_answers(address, tmp_path, monkeypatch):
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    with (
        pytest.raises(NotPossible, match=f"no Ray cluster can be used at {address}"),
        runner(address=address),
    ):
        pytest.fail("there was one")


def test_the_cluster_on_this_machine_is_left_to_ray_to_find():
    seen = []
    ray = SimpleNamespace(
        init=lambda **options: seen.append(options), exceptions=SimpleNamespace(RayError=OSError)
    )
    connect(ray, "auto")
    assert seen[0]["address"] == "auto"
    assert seen[0]["runtime_env"]["env_vars"]["OPENBLAS_NUM_THREADS"] == "1"


@needs_ray
def test_a_node_that_does_not_answer_is_said():
    from ray.exceptions import GetTimeoutError, RayError

    def get(reference, *, timeout):
        raise GetTimeoutError("Get timed out: some object(s) not ready.")

    asking = SimpleNamespace(remote=lambda module: "reference")
    ray = SimpleNamespace(
        remote=lambda function: SimpleNamespace(options=lambda **options: asking),
        get=get,
        exceptions=SimpleNamespace(RayError=RayError),
    )
    with pytest.raises(
        NotPossible, match=r"the node far does not tell what it is \(GetTimeoutError: Get timed out"
    ):
        agreed(ray, {"1f" * 28: Node(name="far", cores=1)}, "stand_in_takes", mixed=False)


@needs_ray
def test_a_clients_address_is_refused():
    with pytest.raises(NotPossible, match="reached as a client, which is not supported"):
        runner(address="ray://127.0.0.1:10001")


def test_without_ray_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingLibrary, match=r"Ray.* is missing — run: pip install 'offworld\[ray\]'"):
        runner(address="auto")


WANTED = Wanted(code="c", libraries="l", kinds=("k 1", "k 2"))


@pytest.mark.parametrize(
    ("here", "why"),
    [
        (("c", "l", "k 1"), ""),
        (("c", "l", "k 2"), ""),
        (("d", "l", "k 1"), "runs other code"),
        (("c", "m", "k 1"), "has other libraries"),
        (("c", "l", "k 3"), "another kind (k 3)"),
    ],
)
def test_what_a_node_must_be(here, why):
    code, libraries, kind = here
    told = unlike(Conditions(code=code, libraries=libraries, kind=kind), WANTED)
    assert (told == "") == (why == "")
    assert why in told


@pytest.fixture
def given(asked, tmp_path):
    job = asked()
    names = (("rehearsal", "words"), ("profile", "people"), ("span", "1.json"))
    contents = ((tmp_path / "words").read_bytes(), b'"p"', b"[6, 7]")
    here = conditions(job.module)
    wanted = Wanted(code=here.code, libraries=here.libraries, kinds=(here.kind,))
    return job.module, wanted, names, contents


def test_a_job_on_a_node_gives_back_its_files_and_leaves_nothing(given, tmp_path, monkeypatch):
    module, wanted, names, contents = given
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "desk"))
    (tmp_path / "desk").mkdir()
    made = make_there(module, wanted, names, *contents)
    assert made.error is None
    assert sorted(made.files) == ["rows.json", "stopped/7.json"]
    assert [row["take"] for row in json.loads(made.files["rows.json"])] == [6, 7]
    assert made.seconds > 0.0
    assert list((tmp_path / "desk").iterdir()) == []


def test_a_node_that_is_not_as_wanted_makes_nothing(given, tmp_path):
    module, _, names, contents = given
    made = make_there(module, WANTED, names, *contents)
    assert made.files == {}
    assert "runs other code of Offworld than this machine" in str(made.error)
    assert begun(tmp_path) == []


def test_what_cannot_be_done_comes_back_as_said(given, asked, tmp_path):
    module, wanted, names, contents = given
    asked(words="no room")
    made = make_there(module, wanted, names, (tmp_path / "words").read_bytes(), *contents[1:])
    assert str(made.error) == "there is no room for this start"
