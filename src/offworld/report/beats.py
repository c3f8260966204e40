"""The beats of a scene and how each came out."""

from __future__ import annotations

from offworld.film.take import BeatOutcome, Take
from offworld.report.markup import moment, table, tag, text


def beats_table(take: Take) -> str:
    """One row a beat: as it was written, when it ran, how it ended and why."""
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    if not take.outcomes:
        return tag("p", "This scene has no beats.", class_="calm")
    rows = []
    for outcome in take.outcomes:
        beat = beats.get(outcome.beat)
        written = beat.text if beat is not None and beat.text else outcome.beat
        rows.append((tag("code", text(written)), _when(outcome), _word(outcome), text(outcome.reason)))
    return table(("Beat", "When", "Came out", "Why, or how well"), rows)


def _when(outcome: BeatOutcome) -> str:
    if outcome.start is None:
        return "—"
    if outcome.end is None:
        return f"{moment(outcome.start)} to the end"
    return f"{moment(outcome.start)} – {moment(outcome.end)}"


def _word(outcome: BeatOutcome) -> str:
    word = tag("span", text(outcome.outcome), class_=f"outcome {outcome.outcome}")
    return f"{word}, else taken" if outcome.otherwise else word
