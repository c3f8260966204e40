"""The numbers behind a take: the verdict, what every body received and from whom, how well the sums close."""

from __future__ import annotations

import numpy as np

from offworld.film.audit_report import AuditReport
from offworld.film.take import Take
from offworld.report.markup import clock, moment, number, table, tag, text
from offworld.strength import TETHER_STIFFNESS

_CAUSES = {
    "contact": "contact",
    "hold": "a hold",
    "tether": "a tether",
    "gravity": "gravity",
    "rotation": "the turning frame",
    "air": "air",
}


def verdict_word(report: AuditReport | None) -> str:
    """The verdict as a few words of markup."""
    if report is None:
        return tag("span", "not audited", class_="verdict")
    if report.trusted:
        return tag("span", "trusted by the audit", class_="verdict trusted")
    count = len(report.faults)
    faults = f"{count} fault" if count == 1 else f"{count} faults"
    return tag("span", f"not trusted: {faults}", class_="verdict distrusted")


def numbers(take: Take, report: AuditReport | None) -> str:
    """All numbers of a take, folded away one by one."""
    parts = [_fold("Audit", _audit(report), shown=report is not None and not report.trusted)]
    parts.append(_fold("Impulse by cause", _ledger(take)))
    parts.append(_fold("What is left over", _remainder(take)))
    parts.append(_fold("Touches", _contacts(take)))
    parts.append(_fold("Holds", _holds(take)))
    if take.tethers:
        parts.append(_fold("Tethers", _tethers(take)))
    parts.append(_fold("Made from", _made(take)))
    return "".join(parts)


def _fold(title: str, content: str, *, shown: bool = False) -> str:
    return tag("details", tag("summary", text(title)), tag("div", content), open=shown)


def _audit(report: AuditReport | None) -> str:
    if report is None:
        return tag("p", "This take was not audited.")
    parts = [tag("p", verdict_word(report), ".")]
    if report.faults:
        rows = [
            (moment(fault.tick), text(fault.who), text(fault.text), _of(fault.value, fault.bound, fault.unit))
            for fault in report.faults
        ]
        parts.append(table(("When", "Who", "What", "Worst, and what is allowed"), rows))
    if report.checks:
        checks = [(text(c.name), str(c.count), f"{100 * c.worst:.1f} %") for c in report.checks]
        parts.append(table(("Checked", "Times", "Worst, of what is allowed"), checks, "numbers"))
    if report.closures:
        sums = [
            (
                text(c.tree),
                _of(c.momentum, c.momentum_bound, "N s"),
                _of(c.angular, c.angular_bound, "N m s"),
            )
            for c in report.closures
        ]
        head = ("Motion not explained by impulses", "Momentum, and allowed", "Angular, and allowed")
        parts.append(table(head, sums, "numbers"))
    return "".join(parts)


def _of(value: float, bound: float, unit: str) -> str:
    return text(f"{number(value)} / {number(bound)} {unit}".strip())


def _ledger(take: Take) -> str:
    if not take.keys:
        return tag("p", "Nobody received any impulse.")
    rows = []
    for key, row in zip(take.keys, np.asarray(take.ledger, dtype=np.float64), strict=True):
        push, turn = float(np.linalg.norm(row[:3])), float(np.linalg.norm(row[3:]))
        vector = ", ".join(number(float(value), 2) for value in row[:3])
        cause = _CAUSES.get(key.cause, key.cause)
        rows.append(
            (text(key.tree), text(key.partner), text(cause), number(push), text(f"({vector})"), number(turn))
        )
    head = ("Who received", "from", "through", "N s", "x, y, z of the set", "N m s about the set's origin")
    return table(head, rows, "numbers")


def _remainder(take: Take) -> str:
    rows = [(text(tree), number(push), number(turn)) for tree, push, turn in take.remainder]
    words = tag(
        "p", "Change of momentum that no impulse of the ledger accounts for. It is given to no cause."
    )
    return words + table(("Who", "N s", "N m s"), rows, "numbers") if rows else words


def _contacts(take: Take) -> str:
    if not take.contacts:
        return tag("p", "Nobody touched anything.")
    rows = [
        (
            moment(c.start),
            text(c.a),
            text(c.b),
            number(c.closing_speed),
            number(c.effective_mass),
            number(c.impulse),
        )
        for c in take.contacts
    ]
    return table(("When", "Who", "What", "closing m/s", "effective kg", "N s"), rows, "numbers")


def _holds(take: Take) -> str:
    if not take.holds:
        return tag("p", "Nobody held anything.")
    nodes = take.assembly.nodes
    rows = []
    for hold in take.holds:
        end = "held at the end" if hold.end is None else f"{clock(hold.end)}, {hold.ended_by or 'ended'}"
        limit = f"{number(hold.force_limit)} N, {number(hold.torque_limit)} N m"
        rows.append((moment(hold.start), text(nodes[hold.node].id), text(hold.thing), text(end), text(limit)))
    return table(("From", "What holds", "what", "until", "carries at most"), rows)


def _tethers(take: Take) -> str:
    nodes = take.assembly.nodes
    rows = []
    for tether in take.tethers:
        end = "on at the end" if tether.end is None else clock(tether.end)
        on = (text(nodes[tether.node].tree), text(tether.thing), f"{number(tether.length)} m", text(end))
        rows.append((moment(tether.start), *on, "", "", "", ""))
        rows += [
            (
                moment(pull.start), "", "", "taut", clock(pull.end), number(pull.closing_speed),
                number(pull.effective_mass), number(pull.impulse), number(pull.peak),
            )
            for pull in tether.pulls
        ]  # fmt: skip
    words = tag(
        "p",
        f"The peak is that of a strap of {TETHER_STIFFNESS / 1000:g} kN/m with its belt, which is a guess.",
    )
    head = ("From", "Whose", "to", "long", "until", "taut at m/s", "effective kg", "N s", "peak N")
    return words + table(head, rows, "numbers")


def _made(take: Take) -> str:
    rehearsal = take.rehearsal
    notes = [(text(name), text(value)) for name, value in sorted(take.notes.items())]
    rows = [
        ("Seed", str(rehearsal.seed)),
        ("Take", str(rehearsal.take)),
        ("World", text(rehearsal.world.kind)),
        ("Step, control step", f"{take.step_ticks} ms, {take.control_ticks} ms"),
        ("Samples", str(len(take.sample_ticks))),
        ("Depends on", tag("code", text(take.fingerprint))),
        *notes,
    ]
    guesses = sum(solid.guess for solid in rehearsal.stage_set.solids)
    guesses += sum(rail.guess for rail in rehearsal.stage_set.rails)
    if guesses:
        rows.append(("Set", f"{guesses} of its measures are guesses, as its file says"))
    return table(("What", "Value"), rows)
