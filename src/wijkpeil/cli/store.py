"""The verbs of a workspace: init, load, dump, releases, schemas, serve, demo."""

from __future__ import annotations

import json
import os
import socket
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli import output, source
from wijkpeil.cli.acting import acting
from wijkpeil.cli.options import FormatOption, LanguageOption, ProgrammeFolder, Workspace
from wijkpeil.cli.output import Format, messages
from wijkpeil.errors import LedgerChanged, UserError
from wijkpeil.model.people import command_actor
from wijkpeil.pages.faults import SOURCE, fault_words


class Shipped(StrEnum):
    """The programmes that come with the software."""

    rotterdam = "rotterdam-2007"
    voorbeeldstad = "voorbeeldstad"


DEMO_WORKSPACES = {
    Shipped.rotterdam: Path(".wijkpeil-demo"),
    Shipped.voorbeeldstad: Path(".wijkpeil-demo-voorbeeldstad"),
}
"""Where each demonstration is kept, so that one does not undo what was done in the other."""
DEMO_ADDRESS = "WIJKPEIL_DEMO_ADDRESS"
"""Where the site listens, for the check that a demonstration is for this machine alone."""
Port = Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65535)]


def init(workspace: Workspace = None) -> None:
    """Make a workspace: a folder with the database, the figures and the editions."""
    path = source.workspace_path(workspace)
    source.with_django(path)
    from wijkpeil.ledger.workspace import init_workspace

    init_workspace(path)
    messages.print(
        f"The workspace is {path}. Fill it with: wijkpeil load FOLDER --workspace {path}", markup=False, soft_wrap=True
    )


def load(
    folder: ProgrammeFolder,
    workspace: Workspace = None,
    correction: Annotated[
        str,
        typer.Option(
            "--correction",
            help="What was typed wrongly, where targets state something else and no revision says so.",
            show_default=False,
        ),
    ] = "",
    language: LanguageOption = None,
) -> None:
    """Load a programme folder into the workspace; refused where the ledger changed since the last load."""
    path = source.existing_workspace(workspace)
    source.with_django(path)
    from wijkpeil.ledger.services import programme_load

    result = programme_load(folder, acting(), path, correction=correction)
    said = fault_words(result.said, language.value if language else SOURCE)
    messages.print(said, markup=False, soft_wrap=True)


def dump(
    folder: Annotated[Path, typer.Argument(help="Folder to write; new or empty.", show_default=False)],
    workspace: Workspace = None,
) -> None:
    """Write the workspace's programme back as a programme folder."""
    path = source.existing_workspace(workspace)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty. Give a new folder, so that nothing is overwritten.")
    source.with_django(path)
    from wijkpeil.ledger.services import programme_dump

    programme_dump(folder, acting(), workspace=path)
    messages.print(f"Written to {folder}.", markup=False, soft_wrap=True)


def releases(workspace: Workspace = None, format: FormatOption = Format.text) -> None:
    """List the releases of figures in the workspace."""
    from wijkpeil.figures.store import FigureStore

    path = source.existing_workspace(workspace)
    keys = ("id", "source", "rows", "quarantined", "published", "checksum", "simulated")
    records = [{key: getattr(item, key) for key in keys} for item in FigureStore(path / "figures").releases()]
    records = [{**r, "published": r["published"] and str(r["published"])} for r in records]
    if format is not Format.text:
        output.write(records, format)
        return
    made = output.table(*((key, "right" if key in ("rows", "quarantined") else "left") for key in keys))
    for record in records:
        made.add_row(*(str(record[key] if record[key] is not None else "") for key in keys))
    output.show(made)


def schemas(
    folder: Annotated[Path, typer.Argument(help="Folder to write the schemas to.", show_default=False)],
) -> None:
    """Write the JSON Schema of every kind of file in a programme folder, for editors."""
    from wijkpeil.loading import json_schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in json_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
    messages.print(f"{len(json_schemas())} schemas written to {folder}.", markup=False, soft_wrap=True)


def serve(
    workspace: Workspace = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option("--workers", help="Number of worker processes.", min=1)] = 2,
) -> None:
    """Serve the site of a workspace."""
    path = source.existing_workspace(workspace)
    _refuse_taken_port(host, port)
    os.environ[DEMO_ADDRESS] = host
    source.with_django(path)
    from wijkpeil.ledger.serving import prepare_to_serve

    prepare_to_serve(path, host)
    from wijkpeil.cli.server import Site

    Site(host, port, workers).run()


def demo(
    programme: Annotated[
        Shipped, typer.Option("--programme", help="Rotterdam's of 2007, or that of a city that does not exist.")
    ] = Shipped.rotterdam,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", help="Where to keep the demonstration; else each has its own.", show_default=False),
    ] = None,
    port: Port = 8000,
) -> None:
    """Load a programme that comes along into a workspace of its own and serve it."""
    _refuse_taken_port("127.0.0.1", port)
    folder = source.shipped_programme(programme.value)
    workspace = workspace or DEMO_WORKSPACES[programme]
    os.environ |= {"WIJKPEIL_DEMO": "1", DEMO_ADDRESS: "127.0.0.1"}
    source.with_django(workspace)
    from wijkpeil.ledger.demonstration import demonstration_people
    from wijkpeil.ledger.snapshot import current_programme
    from wijkpeil.ledger.workspace import init_workspace

    init_workspace(workspace)
    messages.print(_demonstration_loaded(folder, workspace), markup=False, soft_wrap=True)
    demonstration_people(command_actor("demo"), current_programme())
    serve(workspace=workspace, port=port, host="127.0.0.1", workers=2)


def _demonstration_loaded(folder: Path, workspace: Path) -> str:
    """Load the programme, and say what that did; what was changed in an earlier demonstration stays."""
    from wijkpeil.ledger.services import programme_load

    try:
        return str(programme_load(folder, command_actor("demo"), workspace))
    except LedgerChanged:
        return f"The demonstration goes on with what was changed in it. To begin anew, remove the folder {workspace}."


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = error.strerror or "in use"
            raise UserError(f"Port {port} on {host} cannot be used ({why}). Give another: --port.") from error
