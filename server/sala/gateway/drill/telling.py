"""How a drill tells what it counts: in sentences and a table, or as JSON, a line each."""

from __future__ import annotations

import sys

import msgspec

from sala.collab.contract import DrillFiguresView, DrillStepView


def say_step(step: DrillStepView) -> None:
    """Print how far a drill has come, in a sentence."""
    sys.stdout.write(
        f"{step.kill} of {step.kills}: {step.edits} edits, {step.acknowledged} acknowledged, "
        f"{step.lost} lost, {step.doubled} doubled, healed in {step.seconds:.2f} s\n"
    )
    sys.stdout.flush()


def say_figures(figures: DrillFiguresView) -> None:
    """Print what a drill counted, as a table."""
    rows = {
        "edits made": str(figures.edits),
        "acknowledged": str(figures.acknowledged),
        "lost": str(figures.lost),
        "doubled": str(figures.doubled),
        "files unlike their documents": str(figures.files_apart),
        "networks cut": str(figures.cuts),
        "servers killed": str(figures.kills),
        "git reset --hard": str(figures.resets),
        "seconds to heal, median": f"{figures.median_seconds:.2f}",
        "seconds to heal, longest": f"{figures.longest_seconds:.2f}",
    }
    width = max(map(len, rows))
    lines = [f"{what:<{width}}  {value:>7}" for what, value in rows.items()]
    sys.stdout.write("\n".join(["", *lines, "", ""]))
    sys.stdout.flush()


def write_step(step: DrillStepView) -> None:
    """Write how far a drill has come, for a program."""
    _write({"step": step})


def write_figures(figures: DrillFiguresView) -> None:
    """Write what a drill counted, for a program."""
    _write({"figures": figures})


def _write(line: dict[str, DrillStepView] | dict[str, DrillFiguresView]) -> None:
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    sys.stdout.flush()
