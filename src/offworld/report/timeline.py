"""The take as lanes over time: cuts, speech, everybody's beats, and what was found. Each leads the picture there."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.finding import Finding
from offworld.film.take import Take
from offworld.report.markup import clock, tag, text

_BAR = 16
"""Height of a bar with its gap, pixels."""
_RULER = (1, 2, 5, 10, 15, 30, 60, 120, 300)


def timeline(take: Take, findings: Sequence[Finding]) -> str:
    """The lanes as markup; empty for a take without length."""
    if take.length <= 0:
        return ""
    rows = [_row("", _ruler(take), "ruler")]
    if take.cuts:
        rows.append(_row("camera", _cuts(take)))
    if take.lines:
        rows.append(_row("lines", _lines(take)))
    for person in take.rehearsal.people:
        bars, high = _beats(take, person.id)
        rows.append(_row(person.id, bars, high=high))
    if findings:
        rows.append(_row("findings", _findings(take, findings)))
    lanes = tag("div", *rows, class_="lanes", data_length=f"{take.seconds():.3f}")
    return tag("div", lanes, class_="time")


def _row(name: str, content: str, kind: str = "", high: int = 1) -> str:
    style = f"height:{_BAR * high + 8}px" if high > 1 else None
    lane = tag("div", content, class_=f"lane {kind}".strip(), style=style)
    return tag("div", text(name), class_="name") + lane


def _ruler(take: Take) -> str:
    step = next((s for s in _RULER if take.seconds() / s <= 11), _RULER[-1])
    marks = range(0, int(take.seconds()) + 1, step)
    return "".join(
        tag("span", f"{second // 60}:{second % 60:02}", style=f"left:{_share(take, 1000 * second)}")
        for second in marks
    )


def _cuts(take: Take) -> str:
    ends = [tick for tick, _ in take.cuts[1:]] + [take.length]
    return "".join(
        _button(take, "cut", start, end, text(name), f"camera {name} from {clock(start)}")
        for (start, name), end in zip(take.cuts, ends, strict=True)
    )


def _lines(take: Take) -> str:
    lines = {line.id: line for line in take.rehearsal.scene.lines}
    parts = []
    for start, name in take.lines:
        line = lines.get(name)
        end = start + 1000 * (line.duration_s if line else 1.0)
        shown = f"{line.character}: {line.text}" if line else name
        parts.append(_button(take, "said", start, end, text(shown), f"{name} at {clock(start)} — {shown}"))
    return "".join(parts)


def _beats(take: Take, person: str) -> tuple[str, int]:
    """The bars of a person's beats, and how many lie one above the other where they run at the same time."""
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    parts = []
    free: list[int] = []
    for outcome in sorted(take.outcomes, key=lambda each: -1 if each.start is None else each.start):
        beat = beats.get(outcome.beat)
        if beat is None or person not in beat.who or outcome.start is None:
            continue
        end = take.length if outcome.end is None else outcome.end
        why = f" ({outcome.reason})" if outcome.reason else ""
        told = f"{beat.text or beat.id}: {outcome.outcome}{why}"
        level = next((i for i, busy in enumerate(free) if busy <= outcome.start), len(free))
        free[level : level + 1] = [end]
        top = f"top:{4 + _BAR * level}px;"
        parts.append(_button(take, f"bar {outcome.outcome}", outcome.start, end, "", told, top))
    return "".join(parts), max(1, len(free))


def _findings(take: Take, findings: Sequence[Finding]) -> str:
    return "".join(
        tag(
            "button",
            type_="button",
            class_=f"dot {finding.weight}",
            style=f"left:{_share(take, finding.tick)}",
            data_t=f"{finding.tick / 1000:.3f}",
            data_who=", ".join(finding.who),
            data_what=finding.text,
            data_help=finding.remedy or None,
            data_weight=finding.weight,
            title=f"{clock(finding.tick)} {finding.text}",
            aria_label=f"finding at {clock(finding.tick)}",
        )
        for finding in findings
    )


def _button(take: Take, kind: str, start: float, end: float, shown: str, told: str, place: str = "") -> str:
    end = min(max(end, start), take.length)
    style = f"{place}left:{_share(take, start)};width:{_share(take, end - start)}"
    return tag(
        "button",
        shown,
        type_="button",
        class_=kind,
        style=style,
        data_t=f"{start / 1000:.3f}",
        title=told,
        aria_label=told,
    )


def _share(take: Take, ticks: float) -> str:
    return f"{100.0 * ticks / take.length:.3f}%"
