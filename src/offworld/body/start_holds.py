"""The holds that exist when a scene starts, read off the pose that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from offworld.body.asked import thing_of
from offworld.body.cast import Cast
from offworld.body.model import STRAPS
from offworld.film.basic import Vec3
from offworld.film.scene import PersonStart
from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class StartHold:
    """One hold that exists at the start."""

    who: str
    """Person, or the prop on its own Velcro."""
    limb: str
    """Name of the slot: `left hand`, `strap chest`, `velcro`; with `who` a key of `BodyModel.slots`."""
    node: int
    """Index of the node that holds."""
    partner: int
    """Index of the node held; 0 is the set."""
    anchor: Vec3
    """Grip point in the set frame, m."""
    thing: str
    """Rail, loop, bed, prop or person's part, as blocking names it."""
    kind: Literal["hand", "foot", "strap", "prop", "velcro"]
    """Sort of hold."""


def holds_of(cast: Cast, start: PersonStart) -> list[StartHold]:
    """The holds of one person at the pose that was found."""
    who = start.person
    nodes = {node.id: i for i, node in enumerate(cast.body.assembly.nodes)}
    found = []
    for hold in start.holds:
        if hold.target.kind == "prop":
            continue
        site = cast.site(f"{who}/{hold.limb}")
        partner, thing = 0, thing_of(hold.target)
        if hold.target.kind == "person":
            other = cast.site(f"{hold.target.name}/{hold.target.part or 'chest'}")
            partner = int(cast.body.node[cast.body.model.site_bodyid[other]])
        elif (who, hold.limb) in cast.spots:
            thing = cast.spots[who, hold.limb].thing
        found.append(_hold(cast, who, hold.limb, site, partner, thing, nodes))
    if start.strapped is not None:
        for segment in STRAPS:
            node = nodes[f"{who}/{segment}"]
            anchor = vec3(cast.data.xpos[cast.body.body[node]])
            found.append(
                StartHold(who=who, limb=f"strap {segment}", node=node, partner=0, anchor=anchor,
                          thing=start.strapped.name, kind="strap")
            )  # fmt: skip
    if start.held_by is not None:
        found += _held_ankles(cast, start.held_by, who, nodes)
    return found


def _held_ankles(cast: Cast, holder: str, held: str, nodes: dict[str, int]) -> list[StartHold]:
    found = []
    for hand in ("left hand", "right hand"):
        site = cast.site(f"{holder}/{hand}")
        at = cast.data.site_xpos[site]
        side = min(
            ("left", "right"),
            key=lambda s: float(np.linalg.norm(cast.data.site_xpos[cast.site(f"{held}/{s} ankle")] - at)),
        )
        thing = f"{held}'s {side} ankle"
        found.append(_hold(cast, holder, hand, site, nodes[f"{held}/{side}_shank"], thing, nodes))
    return found


def _hold(
    cast: Cast, who: str, limb: str, site: int, partner: int, thing: str, nodes: dict[str, int]
) -> StartHold:
    return StartHold(
        who=who,
        limb=limb,
        node=nodes[f"{who}/{limb.replace(' ', '_')}"],
        partner=partner,
        anchor=vec3(cast.data.site_xpos[site]),
        thing=thing,
        kind="hand" if "hand" in limb else "foot",
    )


def vec3(values: FloatArray) -> Vec3:
    """The three numbers of an array."""
    x, y, z = (float(v) for v in values)
    return (x, y, z)
