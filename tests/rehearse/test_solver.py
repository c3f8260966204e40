import mujoco
import numpy as np
import pytest
from small_rehearsals import BALL, play, root, session

from offworld.rehearse import solver
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.solver import constraint_rows

SPARSE, DENSE = int(mujoco.mjtJacobian.mjJAC_SPARSE), int(mujoco.mjtJacobian.mjJAC_DENSE)


def busy():
    """A ball in a hand, thrown at the holder's own chest side: a hold and touches."""
    made = session(("ann",), (BALL,))
    hand, point = made.system.site("ann/left hand")
    q, v = root(made, "ball")
    made.system.data.qpos[q : q + 3] = point
    made.system.data.qvel[v : v + 3] = (0.3, 0.0, 0.0)
    made.look()
    body = made.system.tree("ball").root_body
    made.close("ann", GripWish(limb="left hand", partner_body=body, point=point, kind="prop", thing="ball"))
    assert hand
    return made


def end(made):
    data = made.system.data
    return np.concatenate([data.qpos, data.qvel])


def test_few_people_are_solved_densely():
    made = busy()
    assert not made.stepper.solver.sparse
    play(made, 0.1)
    assert made.system.model.opt.jacobian == DENSE


def test_the_sparse_solver_gives_the_same_motion_and_the_same_books(monkeypatch):
    dense = play(busy(), 0.2)
    monkeypatch.setattr(solver, "SPARSE_FROM", 0)
    sparse = play(busy(), 0.2)
    assert sparse.system.model.opt.jacobian == SPARSE
    assert end(sparse) == pytest.approx(end(dense), abs=1e-7)
    rows = [np.concatenate(one.ledger.books.rows).sum(axis=0) for one in (dense, sparse)]
    assert rows[0] == pytest.approx(rows[1], abs=1e-7)


@pytest.mark.parametrize(("name", "value"), [("DOUBT", -1.0), ("ROUNDS", -1)])
def test_a_sparse_answer_that_is_doubted_is_solved_again(monkeypatch, name, value):
    dense = play(busy(), 0.1)
    monkeypatch.setattr(solver, "SPARSE_FROM", 0)
    monkeypatch.setattr(solver, name, value)
    doubted = play(busy(), 0.1)
    assert np.array_equal(end(doubted), end(dense))


def test_rows_of_constraints_are_the_same_either_way():
    made = busy()
    model = made.system.model
    rows = []
    for way in (DENSE, SPARSE):
        model.opt.jacobian = way
        made.look()
        model.opt.jacobian = way
        mujoco.mj_forward(model, made.system.data)
        rows.append(constraint_rows(made.system).copy())
    assert rows[0].shape == (made.system.data.nefc, model.nv)
    assert rows[0] == pytest.approx(rows[1], abs=1e-14)
