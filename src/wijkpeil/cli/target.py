"""The verbs of targets: ``wijkpeil target revise`` and ``wijkpeil target correct``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from wijkpeil.cli.options import FormatOption, Why, Workspace
from wijkpeil.cli.output import Format, messages
from wijkpeil.cli.record_output import show_receipt
from wijkpeil.cli.records import Desk, Programme, Seen, Set, assigned
from wijkpeil.errors import WrongUse, say

if TYPE_CHECKING:
    from wijkpeil.ledger.services import Restated

app = typer.Typer(help="Revise what a target states, or correct it.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Id of the target.", show_default=False)]
Part = Annotated[
    list[str] | None,
    typer.Option(
        "--part",
        help="A column of a part that the same decision revises, and its text: E1a:bound=4000.",
        show_default=False,
    ),
]


@app.command()
def revise(
    id: Id,
    decided_on: Annotated[
        datetime, typer.Option("--decided-on", formats=["%Y-%m-%d"], help="Day of the decision.", show_default=False)
    ],
    reason_nl: Annotated[str, typer.Option("--reason-nl", help="Why, in Dutch.", show_default=False)],
    reason_en: Annotated[str, typer.Option("--reason-en", help="Why, in English.", show_default=False)],
    decision: Annotated[
        str, typer.Option("--decision", help="Reference of the decision, such as its number.", show_default=False)
    ],
    decided_by: Annotated[str, typer.Option("--decided-by", help="Partner that decided.", show_default=False)],
    lines: Annotated[str, typer.Option("--lines", help="Lines of the document that state the decision.")] = "",
    set: Set = None,
    part: Part = None,
    revision: Seen = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show both sentences, and write nothing.")] = False,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Let a target, and parts whose numbers sum to it, state something else from the day of a decision on.

    What each stated is kept beside it.
    """
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import target_revise

    decided = {
        "decided_on": decided_on.date().isoformat(),
        "reason_nl": reason_nl,
        "reason_en": reason_en,
        "decision": decision,
        "decided_by": decided_by,
        "lines": lines,
    }
    columns, parts = assigned(set), _restated(part or [])
    if dry_run:
        return _sentences(desk, id, columns, decided, parts)
    done = desk.write(target_revise, id, columns, decided, revision=revision, parts=parts)
    return show_receipt(done, format)


@app.command()
def correct(
    id: Id,
    why: Why = "",
    number: Annotated[
        int | None,
        typer.Option("--number", help="Correct this earlier statement; 1 is the original.", min=1, show_default=False),
    ] = None,
    set: Set = None,
    revision: Seen = None,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Correct a fault in typing of a target, or of what it stated before; a reason is asked for."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import target_correct

    columns = assigned(set)
    show_receipt(
        desk.write(target_correct, id, columns, why=why, revision=revision, number=number or 0),
        format,
    )


def _restated(given: Sequence[str]) -> list[Restated]:
    """Return what parts are to state, from ``ID:COLUMN=TEXT``.

    Raises:
        WrongUse: one of them is not of that form.
    """
    from wijkpeil.ledger.services import Restated

    cells: dict[str, list[str]] = {}
    for one in given:
        own, colon, cell = one.partition(":")
        if not (own and colon):
            raise WrongUse(say("A part is given as ID:COLUMN=TEXT, not {text}.", text=repr(one)))
        cells.setdefault(own, []).append(cell)
    return [Restated(id=own, columns=assigned(some)) for own, some in cells.items()]


def _sentences(
    desk: Desk, id: str, columns: dict[str, str], decided: dict[str, str], parts: Sequence[Restated]
) -> None:
    """Print what each target says now and what it would say, in both languages; every fault is told."""
    from wijkpeil.ledger.services.targets import revision_checked
    from wijkpeil.ledger.snapshot import current_programme
    from wijkpeil.pages.stating.sentence import statement_sentence

    changed = desk.write(revision_checked, id, columns, decided, parts=parts)
    held = current_programme(desk.programme)
    for language in ("nl", "en"):
        for before, after in changed:
            for sign, stated in (("-", before), ("+", after)):
                said = statement_sentence(held, stated, language) or stated.sentence.in_(language)
                sys.stdout.write(f"{sign} {said}\n")
    messages.print("Nothing was written.")
