"""The verbs of the journal: list, verify, head, export, check-export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from wijkpeil.cli import output, source
from wijkpeil.cli.acting import acting
from wijkpeil.cli.options import FormatOption, Workspace
from wijkpeil.cli.output import Format, messages
from wijkpeil.errors import UserError
from wijkpeil.model.people import Actor

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)
Head = Annotated[str, typer.Option("--head", help="Hash that was kept elsewhere; it must still stand in the chain.")]
At = Annotated[int | None, typer.Option("--at", help="Number of the entry that has that hash.", min=1)]
KEYS = ("sequence", "recorded_at", "programme", "actor", "role", "action", "subject", "why", "hash")
FOUND_PROBLEMS = 1
SHOWN = 12


@app.callback()
def journal(
    context: typer.Context,
    workspace: Workspace = None,
    from_: Annotated[datetime | None, typer.Option("--from", help="First day.", formats=["%Y-%m-%d"])] = None,
    to: Annotated[datetime | None, typer.Option("--to", help="Last day.", formats=["%Y-%m-%d"])] = None,
    actor: Annotated[str, typer.Option("--actor", help="Pseudonymous id of who did it.")] = "",
    action: Annotated[str, typer.Option("--action", help="What was done, such as record_add.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="A register, or REGISTER/ID.")] = "",
    programme: Annotated[
        str | None, typer.Option("--programme", help="Id of a programme; '' for the workspace.")
    ] = None,
    most: Annotated[int, typer.Option("--most", help="Number of entries, the last first; 0 for all.", min=0)] = 0,
    format: FormatOption = Format.text,
) -> None:
    """List the journal, the last entry first; or verify it, print its head, export it, check an export."""
    if context.invoked_subcommand is not None:
        return
    reader = _started(workspace)
    from wijkpeil.ledger.journal_query import JournalQuery
    from wijkpeil.ledger.services.journal import journal_read

    query = JournalQuery(
        actor=actor, action=action, subject=subject, programme=programme, since=_day(from_), until=_day(to)
    )
    found = journal_read(reader, query).values(*KEYS)
    _write_entries(list(found[:most] if most else found), format)


@app.command()
def verify(head: Head = "", at: At = None, workspace: Workspace = None, format: FormatOption = Format.text) -> int:
    """Hold the journal and every row that it covers against each other; exit 1 where anything is not as written."""
    reader, wanted = _started(workspace), head.strip().lower()
    from wijkpeil.ledger.services.journal import journal_verify
    from wijkpeil.ledger.verified import keep_verified
    from wijkpeil.ledger.workspace import current_workspace

    with _progress("Verifying") as watch:
        # Kept, so that the page of the journal says what came of it, whoever asked for it.
        found = keep_verified(
            current_workspace().path, wanted, lambda each: journal_verify(reader, wanted, at, each), watch
        )
    records = [{"where": each.where, "message": each.message} for each in found.findings]
    if format is not Format.text:
        output.write(records, format)
    for each in records if format is Format.text else []:
        output.show(f"{each['where']}: {each['message']}")
    if not records:
        held = " The hash that was kept elsewhere stands." if head else ""
        messages.print(
            f"{found.entries} entries and {found.rows} rows are as they were written.{held} Head: {found.head}",
            markup=False,
            soft_wrap=True,
        )
    return FOUND_PROBLEMS if records else 0


@app.command()
def head(workspace: Workspace = None, format: FormatOption = Format.text) -> None:
    """Print number, hash and moment of the last entry: kept elsewhere, they prove that nothing before was rewritten."""
    reader = _started(workspace)
    from wijkpeil.ledger.services.journal import journal_head

    number, hash_, moment = journal_head(reader)
    if format is Format.text:
        output.show(f"{number} {hash_} {moment}".rstrip())
    else:
        output.write([{"sequence": number, "hash": hash_, "recorded_at": moment or None}], format)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="File to write; - for standard output.", show_default=False)],
    workspace: Workspace = None,
) -> None:
    """Write the whole journal as a file that anyone can check without this software."""
    reader = _started(workspace)
    from wijkpeil.ledger.services.journal import journal_export

    lines = journal_export(reader)
    if str(file) == "-":
        for line in lines:
            sys.stdout.write(line)
        return
    if file.exists():
        raise UserError(f"{file} is there already. Give a new name, so that nothing is overwritten.")
    unfinished = file.with_name(f".{file.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="\n") as out:
        number = sum(bool(out.write(line)) for line in lines) - 1
    unfinished.rename(file)
    messages.print(f"{number} entries written to {file}.", markup=False, soft_wrap=True)


@app.command("check-export")
def check_export(
    file: Annotated[Path, typer.Argument(help="File that was exported.", show_default=False)],
    head: Head = "",
    at: At = None,
    format: FormatOption = Format.text,
) -> int:
    """Check an export by itself, without a workspace; exit 1 where an entry was changed, removed, added or moved."""
    from wijkpeil.ledger.journal_files import check_lines

    with file.open("rb") as lines:
        found = check_lines(lines, head.strip().lower(), at)
    records = [{"line": each.line, "message": each.message} for each in found.faults]
    if format is not Format.text:
        output.write(records, format)
    for each in records if format is Format.text else []:
        output.show(f"{file}:{each['line']}: {each['message']}" if each["line"] else f"{file}: {each['message']}")
    if not records:
        messages.print(
            f"{found.entries} entries follow from each other. Head: {found.head}", markup=False, soft_wrap=True
        )
    return FOUND_PROBLEMS if records else 0


def _started(workspace: Path | None) -> Actor:
    path = source.existing_workspace(workspace)
    source.with_django(path)
    from wijkpeil.ledger.workspace import ready_workspace

    ready_workspace(path)
    return acting()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _write_entries(found: list[dict[str, Any]], format: Format) -> None:
    records = [{**each, "recorded_at": each["recorded_at"].isoformat()} for each in found]
    if format is not Format.text:
        output.write(records, format)
        return
    made = output.table(*((key, "right" if key == "sequence" else "left") for key in KEYS))
    for each in records:
        made.add_row(*(str(each[key])[:SHOWN] if key == "hash" else str(each[key]) for key in KEYS))
    output.show(made)


@contextmanager
def _progress(what: str) -> Iterator[Any]:
    """Show a bar where a person watches; give what is told how far it is, None where nobody does."""
    if not messages.is_terminal:
        yield None
        return
    with Progress(console=messages, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)
