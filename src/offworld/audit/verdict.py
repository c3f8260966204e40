"""The verdict on a take, from its files alone."""

from __future__ import annotations

from offworld.audit.closure import check_closure
from offworld.audit.continuity import check_continuity
from offworld.audit.evidence import Finder, gather
from offworld.audit.fields import check_fields
from offworld.audit.grips import check_grips, holds_of
from offworld.audit.ledger import check_ledger
from offworld.audit.limits import check_limits
from offworld.audit.record import check_pictures, check_stream
from offworld.audit.tethers import check_tethers
from offworld.audit.touch import check_touch
from offworld.film.audit_report import AuditReport, Closure, Fault
from offworld.film.take import Take


def audit(take: Take) -> AuditReport:
    """Proves that a take can be trusted, or says where not.

    Nothing of what made the take is asked: motion, momentum, fields, limits, grips and contacts are worked out anew
    from the assembly, the audit stream and the records. What each check allows is a named constant in its module.

    Args:
        take: with its audit stream; without one it cannot be trusted.
    """
    if take.stream is None:
        missing = Fault(
            kind="no stream", tick=0, end=take.length, who="take", value=0.0, bound=1.0, unit="",
            text="the take was kept without its audit stream, so nothing can be proved",
        )  # fmt: skip
        return AuditReport(trusted=False, faults=(missing,), closures=(), checks=(), length=take.length)
    whole = Finder("clock and numbers")
    if not check_stream(take, take.stream, whole):
        return _report(take, [whole], ())
    evidence = gather(take, take.stream)
    held = holds_of(evidence)
    finders = {
        name: Finder(name)
        for name in (
            "pictures are of the proved motion", "positions follow from velocities",
            "momentum follows from impulses", "the ledger agrees with itself", "fields are those of the world",
            "joints and muscles keep their limits", "grips are where and what they say", "contacts push",
        )
    }  # fmt: skip
    pictures, continuity, closure, ledger, fields, limits, grips, touch = finders.values()
    check_pictures(evidence, pictures)
    check_continuity(evidence, continuity)
    closures = check_closure(evidence, closure)
    check_ledger(evidence, held, ledger)
    check_fields(evidence, fields)
    check_limits(evidence, limits)
    check_grips(evidence, held, grips)
    check_touch(evidence, touch)
    if take.tethers or any(key.cause == "tether" for key in take.keys):
        finders["tethers"] = Finder("tethers pull as straps do")
        check_tethers(evidence, finders["tethers"])
    return _report(take, [whole, *finders.values()], closures)


def _report(take: Take, finders: list[Finder], closures: tuple[Closure, ...]) -> AuditReport:
    faults = sorted(
        (fault for finder in finders for fault in finder.faults),
        key=lambda fault: (fault.tick, fault.kind, fault.who),
    )
    checks = tuple(finder.check() for finder in finders)
    return AuditReport(
        trusted=not faults, faults=tuple(faults), closures=closures, checks=checks, length=take.length
    )
