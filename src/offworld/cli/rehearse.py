"""``offworld rehearse``: rehearses one scene and says what came of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_scene, add_strict
from offworld.cli.output import tell
from offworld.errors import FilmError, Problem

_FOR = {
    "out": "it goes with a single take",
    "workers": "it goes with --takes or --advise by processes of this machine",
    "ray": "it goes with --takes",
    "mixed": "it goes with --ray",
    "profile": "it goes with --takes, --take or --advise",
    "seed": "it goes with --takes, --take or --advise",
    "budget": "it goes with --advise",
}
"""What an option goes with."""


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    add_scene(parser)
    parser.add_argument(
        "--out", metavar="TAKE", help="the folder for the take (inside the film's out/ if not given)"
    )
    many = parser.add_mutually_exclusive_group()
    many.add_argument(
        "--takes", type=int, metavar="N", help="make so many takes with people who vary, and say the odds"
    )
    many.add_argument("--take", type=int, metavar="K", help="make take K of those again, whole")
    many.add_argument(
        "--advise",
        action="store_const",
        const=True,
        help="search the small changes that make it go wrong less often",
    )
    parser.add_argument(
        "--budget", type=int, metavar="N", help="takes that --advise may make (300 if not given)"
    )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help='how people vary: calm, trained (if not given), "first days", or one of the film\'s own',
    )
    parser.add_argument(
        "--workers", type=int, metavar="K", help="processes that work at once (as many as there are cores)"
    )
    parser.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="have the nodes of a Ray cluster make the takes: HOST:PORT of its head, or auto for the one on this "
        "machine",
    )
    parser.add_argument(
        "--mixed",
        action="store_const",
        const=True,
        help="let those nodes have processors of several kinds; the table then names them",
    )
    parser.add_argument("--seed", type=int, metavar="S", help="in place of the film's, for other takes")
    add_strict(parser)


def _run(options: Namespace) -> int:
    film, out = Path(options.film), None if options.out is None else Path(options.out)
    people = {"profile": options.profile, "seed": options.seed}
    if options.takes is not None:
        _only(options, "--takes", out=None, budget=None)
        if options.ray is None:
            _only(options, "processes of this machine", mixed=None)
        else:
            _only(options, "a cluster", workers=None)
        from offworld.flow.odds import rehearse_takes

        return tell(
            rehearse_takes(
                film,
                options.scene,
                takes=options.takes,
                workers=options.workers,
                ray=options.ray,
                mixed=bool(options.mixed),
                **people,
            ),
            options,
        )
    if options.advise is not None:
        return _advise(options)
    if options.take is not None:
        _only(options, "--take", workers=None, ray=None, mixed=None, budget=None)
        from offworld.flow.replay import replay_take

        return tell(replay_take(film, options.scene, take=options.take, out=out, **people), options)
    _only(
        options,
        "one rehearsal as written",
        profile=None,
        workers=None,
        seed=None,
        ray=None,
        mixed=None,
        budget=None,
    )
    from offworld.flow.rehearse import rehearse_scene

    return tell(rehearse_scene(film, options.scene, out=out), options)


def _advise(options: Namespace) -> int:
    _only(options, "--advise", out=None, ray=None, mixed=None)
    from offworld.flow.advise import BUDGET, advise

    answer = advise(
        Path(options.film),
        options.scene,
        budget=BUDGET if options.budget is None else options.budget,
        profile=options.profile,
        workers=options.workers,
        seed=options.seed,
    )
    return tell(answer, options)


def _only(options: Namespace, what: str, **unwanted: None) -> None:
    """Sees to it that nothing is asked for that would be passed over in silence.

    Raises:
        FilmError: something is.
    """
    for name in unwanted:
        if getattr(options, name) is not None:
            problem = Problem(
                what=f"--{name} says nothing about {what}", remedy=_FOR[name], kind="unused-option"
            )
            raise FilmError(problem)


COMMAND = Command(
    name="rehearse",
    help="rehearses one scene and says what came of it",
    description=(
        "Runs a scene and writes the take: who did what, which grips held, who touched what, and what "
        "deserves attention. With --takes it runs many in which people vary, writes their table, and says "
        "how often what goes wrong. With --advise it searches the small changes that a crew can make and says which "
        "take most risk away."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
