"""Shots that a director should know of: kept set-ups under which the take has changed, shots that cannot be had."""

from __future__ import annotations

from typing import Final

from offworld.film.finding import Finding, Measure, Weight
from offworld.film.framing import AskedShot, Framed

KEPT_FALL: Final = 0.05
"""By how much the score of a kept set-up may fall before it is worth a word; a choice."""


def shot_findings(asked: tuple[AskedShot, ...], framed: tuple[Framed, ...]) -> tuple[Finding, ...]:
    """What is worth attention about the shots of a scene, in their order."""
    found = (_finding(one, answer) for one, answer in zip(asked, framed, strict=True))
    return tuple(one for one in found if one is not None)


def _finding(asked: AskedShot, framed: Framed) -> Finding | None:
    if framed.status == "kept":
        return _kept(asked, framed)
    if framed.status == "found":
        late = framed.reason
        remedy = "Change its cue, or the beat that it waits for."
        return (
            _told(framed, "note", f"is framed for the whole scene, because {late}", remedy) if late else None
        )
    text = f"cannot be had: {framed.reason}. The picture falls back to the wide one"
    return _told(framed, "care", text, "Ask for another size, lens or angle.")


def _kept(asked: AskedShot, framed: Framed) -> Finding | None:
    """A hard condition that no longer holds, or a score that has fallen."""
    now = framed.answers[0].score
    before = None if asked.kept is None else asked.kept.score
    scores: tuple[Measure, ...] = (Measure(name="score", value=now.total, unit=""),)
    if before is not None:
        scores = (*scores, Measure(name="score when kept", value=before, unit=""))
    again = (
        f"Find it anew: offworld frame FILM SCENE --keep {framed.framing.id}; or change the blocking back."
    )
    if now.broken:
        broken = "; ".join(one.text for one in now.broken)
        return _told(framed, "danger", f"is kept, and the take has changed under it: {broken}", again, scores)
    if before is not None and before - now.total > KEPT_FALL:
        worst = min(now.terms, key=lambda term: term.weight * (term.score - 1.0), default=None)
        why = "" if worst is None else f"; most is lost by {worst.name}"
        text = f"is kept, and the take has changed under it: its score fell from {before:.2f} to {now.total:.2f}{why}"
        return _told(framed, "care", text, again, scores)
    return None


def _told(
    framed: Framed, weight: Weight, text: str, remedy: str, measures: tuple[Measure, ...] = ()
) -> Finding:
    framing = framed.framing
    return Finding(
        kind="framing", weight=weight, tick=framing.start or 0,
        end=framing.end or 0, who=tuple(dict.fromkeys((*framing.on, *filter(None, (framing.over,))))), beat="",
        text=f"Shot {framing.id} ({framing.text}) {text}.", remedy=remedy, measures=measures,
    )  # fmt: skip
