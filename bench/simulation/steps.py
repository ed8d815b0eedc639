"""What can happen in a step, by name: each moves a world a little, as its dice say."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.simulation.disk import WORKSPACE
from bench.simulation.oracle import Violation
from bench.simulation.world import PEOPLE, World
from sala.workspace.contract import BranchSwitched, EntryMoved


def _edit(world: World, dice: random.Random) -> None:
    desk = dice.choice(world.desks)
    world.note(desk.edit(dice))


def _burst(world: World, dice: random.Random) -> None:
    desk = dice.choice(world.desks)
    for _ in range(dice.randint(2, 6)):
        desk.edit(dice)
        world.agenda.run(dice.random() * 0.01)


def _cut(world: World, dice: random.Random) -> None:
    desk = dice.choice(world.desks)
    desk.hang_up()


def _away(world: World, dice: random.Random) -> None:
    desk = dice.choice(world.desks)
    desk.away = not desk.away
    if desk.away:
        desk.hang_up()


def _reload(world: World, dice: random.Random) -> None:
    at = dice.randrange(len(world.desks))
    desk = world.desks[at]
    desk.hang_up()
    world.desks[at] = world.sit_down(desk.name, desk.file)


def _stall(world: World, dice: random.Random) -> None:
    desk = dice.choice(world.desks)
    if desk.wire is not None:
        desk.wire.stalled = True


def _stop(world: World, dice: random.Random) -> None:
    if world.life is None:
        return
    life = world.life
    stopping = life.do(life.stop())
    if not world.agenda.run_until(stopping.done, within=60):
        raise Violation("stuck", "the server did not stop in order")
    stopping.result()
    world.kill(dice)


def _commit(world: World, dice: random.Random) -> None:
    world.programs.commit(dice.choice(world.files))


def _reset(world: World, dice: random.Random) -> None:
    for file in world.files:
        world.programs.check_out(file, dice, newest=True)


def _check_out(world: World, dice: random.Random) -> None:
    for file in world.files:
        world.programs.check_out(file, dice, newest=False)
    if world.life is not None and dice.random() < 0.5:
        world.life.state(BranchSwitched(workspace=WORKSPACE, branch="other"))


def _format(world: World, dice: random.Random) -> None:
    world.programs.format(dice.choice(world.files), dice)


def _terminal(world: World, dice: random.Random) -> None:
    world.programs.add_line(dice.choice(world.files), dice)


def _save_late(world: World, dice: random.Random) -> None:
    world.programs.save_late(dice.choice(world.files), dice)


def _rename(world: World, dice: random.Random) -> None:
    life, tree = world.life, world.durable.tree
    if life is None:
        return
    file = dice.choice(world.files)
    target = f"{file.number}-{world.oracle.step}.txt"

    async def move() -> None:
        await life.flush()
        async with life.folder.turn:
            if file.path in tree.files and not world.programs.busy:
                source = file.path
                file.move(target)
                tree.move(source, target)
                life.state(EntryMoved(workspace=WORKSPACE, source=source, target=target))

    world.ask(life, move)


def _take_back(world: World, dice: random.Random) -> None:
    life = world.life
    if life is None:
        return
    file = dice.choice(world.files)
    whose, by = dice.choice(PEOPLE), dice.choice(PEOPLE)
    until = world.agenda.now
    since = until - dice.choice((1.0, 5.0, 1000.0))

    def intend() -> None:
        marks = {one: world.oracle.marks[one] for one in world.oracle.of(file.number)}
        why = f"{by} took {whose}'s work back"
        world.oracle.gone([one for one, mark in marks.items() if whose in mark.wrote], why, by)
        world.oracle.back([one for one, mark in marks.items() if whose in mark.deleted], why, by)

    async def take() -> None:
        intend()
        await life.take_back(whose, by, file.path, since, until)
        intend()

    world.ask(life, take)


def _wait(world: World, dice: random.Random) -> None:
    world.agenda.run(dice.choice((0.3, 1.0, 3.0, 12.0)) * dice.random())


WEIGHTS = {
    "edit": 560,
    "burst": 50,
    "cut": 30,
    "away": 16,
    "reload": 8,
    "stall": 12,
    "read on": 14,
    "kill": 14,
    "stop": 5,
    "commit": 14,
    "reset": 10,
    "checkout": 12,
    "format": 20,
    "terminal": 16,
    "late save": 18,
    "rename": 6,
    "take back": 10,
    "wait": 30,
    "settle": 10,
}


@dataclass(frozen=True)
class Step:
    """What happens next; its own seed decides how."""

    kind: str
    seed: int


def script(seed: int, steps: int) -> list[Step]:
    """Draw the steps of a run; its last lets everything come to rest."""
    dice = random.Random(seed)
    kinds = dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=steps)
    return [Step(kind, dice.getrandbits(48)) for kind in kinds] + [Step("settle", 0)]


ACTIONS: dict[str, Callable[[World, random.Random], None]] = {
    "edit": _edit,
    "burst": _burst,
    "cut": _cut,
    "away": _away,
    "reload": _reload,
    "stall": _stall,
    "read on": lambda world, _: world.read_on(),
    "kill": World.kill,
    "stop": _stop,
    "commit": _commit,
    "reset": _reset,
    "checkout": _check_out,
    "format": _format,
    "terminal": _terminal,
    "late save": _save_late,
    "rename": _rename,
    "take back": _take_back,
    "wait": _wait,
    "settle": lambda world, _: world.settle(),
}


def play(world: World, steps: Sequence[Step]) -> None:
    """Do everything, look as it goes. Raises Violation."""
    for number, step in enumerate(steps, 1):
        world.oracle.step = world.done = number
        world.agenda.dice.seed(step.seed)
        dice = random.Random(step.seed ^ 1)
        world.counts[step.kind] += 1
        world.note(f"{number} {step.kind} {world.agenda.now:.6f}")
        ACTIONS[step.kind](world, dice)
        world.come_in()
        world.agenda.run(dice.choice((0.001, 0.01, 0.05, 0.2)) * dice.random())
        world.look()
    world.note(f"{world.agenda.now:.6f}")
