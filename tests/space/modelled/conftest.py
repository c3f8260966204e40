import numpy as np
import pytest

from offworld.space import read_set
from offworld.space.modelled.glb import read_gltf
from offworld.space.modelled.sheets import sheets_of


@pytest.fixture(scope="session")
def own_film(own_module, tmp_path_factory):
    """A film folder with a set that was modelled elsewhere."""
    return own_module.film(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def own_set(own_film):
    return read_set("module", own_film)


@pytest.fixture(scope="session")
def model(own_film):
    return read_gltf(own_film / "sets" / "module.glb", "module.glb")


@pytest.fixture(scope="session")
def sheets(model):
    """The sheets by the names of their objects."""
    return {model.things[one.thing].name: one for one in sheets_of(model.things, np.zeros((1, 3)))}
