"""The verbs of the registers: ``wijkpeil record …`` and ``wijkpeil undo``. Each write is one service call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from wijkpeil.cli import source
from wijkpeil.cli.acting import acting, explained
from wijkpeil.cli.options import FormatOption, Why, Workspace
from wijkpeil.cli.output import Format
from wijkpeil.cli.record_output import show_changes, show_receipt, show_revisions
from wijkpeil.errors import NotAllowed, NotFound, WrongUse, say
from wijkpeil.model.people import Actor

app = typer.Typer(help="Keep the registers of a programme.", no_args_is_help=True)

Register = Annotated[str, typer.Argument(help="Name of the register, such as facilities.", show_default=False)]
Id = Annotated[str, typer.Argument(help="Id of the record.", show_default=False)]
Programme = Annotated[
    str | None, typer.Option("--programme", help="Id of the programme, where there are several.", show_default=False)
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="A column and its text, as in the CSV file: name_nl=Plein.", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
Seen = Annotated[
    int | None,
    typer.Option("--revision", help="Revision that you saw; else the one that stands.", min=1, show_default=False),
]


class Desk:
    """A workspace that is open, the programme that is meant, and who acts."""

    def __init__(self, workspace: Path | None, programme: str | None) -> None:
        path = source.existing_workspace(workspace)
        source.with_django(path)
        from wijkpeil.ledger.snapshot import state_key
        from wijkpeil.ledger.workspace import ready_workspace

        ready_workspace(path)
        self.programme = state_key(programme).programme
        self.actor: Actor = acting(self.programme)

    def write(self, service: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call a service for whoever acts; a refusal says how to get a token where none was given."""
        try:
            return service(self.actor, self.programme, *arguments, **options)
        except NotAllowed as refusal:
            raise explained(refusal, self.actor) from refusal

    def history(self, register: str, own: str) -> tuple[Any, ...]:
        """Return the revisions of a record that whoever acts may see, the newest first."""
        from wijkpeil.ledger.reading import record_history

        found = record_history(self.actor, self.programme, register, own)
        if not found:
            raise NotFound(say("There is no record {register}/{id}.", register=register, id=own))
        return found

    def current(self, register: str, own: str) -> Any:
        """Return the revision that stands."""
        newest = self.history(register, own)[0]
        if newest.recorded_to is not None:
            raise NotFound(
                say(
                    "{register}/{id} was removed. Bring it back with: wijkpeil record restore",
                    register=register,
                    id=own,
                )
            )
        return newest


@app.command("list")
def list_(
    register: Register,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Keep the records of one partner.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """List the records of a register that you may see."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.reading import register_read

    found = register_read(desk.actor, desk.programme, named(register))
    kept = [each for each in found if owner is None or getattr(each.record, "owner", None) == owner]
    show_revisions(named(register), kept, format)


@app.command()
def show(
    register: Register,
    id: Id,
    revision: Annotated[
        int | None, typer.Option("--revision", help="An earlier revision.", min=1, show_default=False)
    ] = None,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Show one record, as it stands or as a revision said."""
    desk = Desk(workspace, programme)
    if revision is None:
        shown = desk.current(named(register), id)
    else:
        found = desk.history(named(register), id)
        shown = next((each for each in found if each.revision == revision), None)
        if shown is None:
            told = say("{register}/{id} has no revision {revision}.", register=register, id=id, revision=revision)
            raise NotFound(told)
    show_revisions(named(register), [shown], format, whole=True)


@app.command()
def history(
    register: Register,
    id: Id,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Show every revision of a record that you may see, the newest first."""
    desk = Desk(workspace, programme)
    show_revisions(named(register), desk.history(named(register), id), format, moments=True)


@app.command()
def add(
    register: Register,
    id: Id,
    set: Set = None,
    why: Why = "",
    dry_run: DryRun = False,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Add a record."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import record_add

    cells = assigned(set)
    if dry_run:
        return _preview(desk, named(register), [(id, cells, 0)], format)
    return show_receipt(desk.write(record_add, named(register), id, cells, why=why), format)


@app.command()
def revise(
    register: Register,
    id: Id,
    set: Set = None,
    revision: Seen = None,
    why: Why = "",
    dry_run: DryRun = False,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Change the columns that are given; the others stay as they are."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import record_revise
    from wijkpeil.loading.editing import record_cells

    standing = desk.current(named(register), id)
    cells, seen = {**record_cells(standing.record), **assigned(set)}, revision or standing.revision
    if dry_run:
        return _preview(desk, named(register), [(id, cells, seen)], format)
    return show_receipt(desk.write(record_revise, named(register), id, cells, revision=seen, why=why), format)


@app.command()
def remove(
    register: Register,
    id: Id,
    revision: Seen = None,
    why: Why = "",
    dry_run: DryRun = False,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Remove a record; its history stays, and it can be restored."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import record_remove

    seen = revision or desk.current(named(register), id).revision
    if dry_run:
        return _preview(desk, named(register), [(id, None, seen)], format)
    return show_receipt(desk.write(record_remove, named(register), id, revision=seen, why=why), format)


@app.command()
def restore(
    register: Register,
    id: Id,
    revision: Annotated[int, typer.Option("--revision", help="Revision to bring back.", min=1, show_default=False)],
    why: Why = "",
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Bring back what a record said in an earlier revision, as a new one."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import record_restore

    show_receipt(desk.write(record_restore, named(register), id, revision=revision, why=why), format)


def undo(
    entry: Annotated[int, typer.Argument(help="Number of the journal entry.", min=1, show_default=False)],
    why: Why = "",
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Undo an entry of the journal: its records as they were before it, by a new entry."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import entry_undo

    show_receipt(desk.write(entry_undo, entry, why=why), format)


def _preview(desk: Desk, register: str, rows: list[tuple[str, dict[str, str] | None, int]], format: Format) -> None:
    from wijkpeil.ledger.previewing import preview

    show_changes(desk.write(preview, changes(register, rows)).changes, format)


def changes(register: str, rows: list[tuple[str, dict[str, str] | None, int]]) -> list[Any]:
    """Return the changes that rows ask for: id, cells (None: it goes), and the revision that was seen (0: none)."""
    from wijkpeil.ledger.services import Change
    from wijkpeil.loading.editing import Edit

    return [
        Change(edit=Edit(register=register, id=own, columns=cells), revision=seen, exists=bool(seen))
        for own, cells, seen in rows
    ]


def named(register: str) -> str:
    """Return the register that is meant, and refuse one that is not there.

    Raises:
        NotFound: there is no such register.
    """
    from wijkpeil.loading.editing import register_kind

    return register_kind(register.replace("-", "_")).name


def assigned(given: list[str] | None) -> dict[str, str]:
    """Return the columns that ``--set`` gives.

    Raises:
        WrongUse: one names no column.
    """
    cells = {}
    for each in given or []:
        column, sign, text = each.partition("=")
        if not sign or not column.strip():
            raise WrongUse(f"--set takes column=text, and {each!r} holds no column. Write such as name_nl=Plein.")
        cells[column.strip()] = text
    return cells
