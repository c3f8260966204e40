"""The verdict in words for people."""

from __future__ import annotations

from typing import Final

from offworld.film.audit_report import AuditReport, Closure, Fault

_SHOWN: Final = 12


def text(report: AuditReport) -> str:
    """Plain lines: the verdict, where it fails, and how well each body's motion is accounted for."""
    seconds = report.length / 1000.0
    if report.trusted:
        lines = [f"Trusted: {seconds:.1f} s, nothing moved but by what could move it."]
    else:
        count = len(report.faults)
        lines = [f"Not trusted: {count} fault{'s' if count > 1 else ''} in {seconds:.1f} s."]
        lines += [_fault(fault) for fault in report.faults[:_SHOWN]]
        if count > _SHOWN:
            lines.append(f"  and {count - _SHOWN} more")
    if report.closures:
        lines.append("Left over after all impulses are counted, at most at any time:")
        lines += [_closure(closure) for closure in report.closures]
    if report.checks:
        lines.append("Looked at (share of what is allowed that was reached):")
        lines += [
            f"  {check.name}: {check.count} times, {100.0 * check.worst:.0f} %" for check in report.checks
        ]
    return "\n".join(lines)


def _fault(fault: Fault) -> str:
    when = f"{fault.tick / 1000.0:.3f} s"
    if fault.end > fault.tick:
        when += f" to {fault.end / 1000.0:.3f} s"
    unit = f" {fault.unit}" if fault.unit else ""
    return f"  {when}: {fault.text} ({fault.value:.3g}{unit}, allowed {fault.bound:.3g})"


def _closure(closure: Closure) -> str:
    kind = "touched" if closure.touched else "free"
    return (
        f"  {closure.tree} ({kind}): {closure.momentum:.1e} N s of {closure.momentum_bound:.1e}, "
        f"{closure.angular:.1e} N m s of {closure.angular_bound:.1e}"
    )
