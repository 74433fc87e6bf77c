"""The command's root: its verbs, and what each kind of error says and exits with."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from wijkpeil import __version__
from wijkpeil.cli import (
    index,
    journal,
    keys,
    operations,
    record_files,
    records,
    reports,
    signal_handling,
    signals,
    store,
    target,
    tick,
    try_table,
)
from wijkpeil.cli.accounts import accounts
from wijkpeil.cli.options import Spoken
from wijkpeil.cli.output import messages
from wijkpeil.errors import FaultsFound, UserError, WrongUse
from wijkpeil.pages.faults import error_words

FINE, FOUND_PROBLEMS, WRONG_USE, SOFTWARE_FAILURE = 0, 1, 2, 3

app = typer.Typer(
    name="wijkpeil",
    help="Measure neighbourhoods, keep the promises made to them, and show honestly whether they are met.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wijkpeil {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Measure neighbourhoods, keep the promises made to them, and show honestly whether they are met."""


for verb, function in {
    "check": reports.check,
    "board": reports.board,
    "claims": reports.claims,
    "targets": reports.targets,
    "signals": signals.signals,
    "score": index.score,
    "money": reports.money,
    "releases": store.releases,
    "init": store.init,
    "load": store.load,
    "dump": store.dump,
    "schemas": store.schemas,
    "backup": operations.backup,
    "restore": operations.restore,
    "doctor": operations.doctor,
    "serve": store.serve,
    "keys": keys.keys,
    "demo": store.demo,
    "try": try_table.try_table,
    "undo": records.undo,
    "tick": tick.tick,
}.items():
    app.command(verb)(function)
records.app.command("import")(record_files.import_)
records.app.command("export")(record_files.export)
app.add_typer(records.app, name="record")
app.add_typer(index.app, name="index")
app.add_typer(signal_handling.app, name="signal")
app.add_typer(target.app, name="target")
app.add_typer(accounts, name="account")
app.add_typer(journal.app, name="journal")


def main() -> None:
    """Run the command line; exit 0 (fine), 1 (problems in the data), 2 (wrong use) or 3 (a failure of the software)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; a reader that stops early, such as ``head``, is no failure."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _no_reader()
    except SystemExit as stop:
        # Click and Rich turn a closed pipe into an exit of their own.
        if isinstance(stop.__context__, BrokenPipeError):
            return _no_reader()
        raise


def _no_reader() -> int:
    """Let the interpreter write at its end what nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE


@cache
def _command() -> Any:
    """Make of the verbs what reads arguments: once, for whoever runs several commands in one process."""
    return typer.main.get_command(app)


def _run(arguments: list[str]) -> int:
    spoken = Spoken()
    try:
        result = _command()(args=arguments, standalone_mode=False, obj=spoken)
        return result if isinstance(result, int) else FINE
    except typer.Abort:
        messages.print("Stopped.")
        return WRONG_USE
    except TyperException as error:
        messages.print(error.format_message().replace("Value error, ", ""), markup=False, soft_wrap=True)
        return WRONG_USE
    except FaultsFound as error:
        reports.show_faults(error.faults, spoken.language)
        return FOUND_PROBLEMS
    except WrongUse as error:
        messages.print(str(error), markup=False, soft_wrap=True)
        return WRONG_USE
    except UserError as error:
        messages.print(error_words(error, spoken.language.value), markup=False, soft_wrap=True)
        return FOUND_PROBLEMS
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            return _failed(error)
        messages.print(f"{error.filename}: {error.strerror}. Give another place.", markup=False, soft_wrap=True)
        return WRONG_USE
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    """Say that the software failed; with ``WIJKPEIL_DEBUG`` raise the error itself."""
    if os.environ.get("WIJKPEIL_DEBUG"):
        raise error
    messages.print(
        f"Wijkpeil failed: {type(error).__name__}: {error}\n"
        "This is a fault of the software. Run again with WIJKPEIL_DEBUG=1 for the details and report it.",
        markup=False,
    )
    return SOFTWARE_FAILURE
