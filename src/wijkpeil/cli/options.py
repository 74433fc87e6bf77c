"""Options that several verbs share, each declared once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli.output import Format, Language


@dataclass
class Spoken:
    """The language in which a command says what is wrong."""

    language: Language = Language.en


def speak(context: typer.Context, language: Language | None) -> Language | None:
    """Let what is wrong be said in the language that was asked for."""
    if language is not None and isinstance(context.obj, Spoken):
        context.obj.language = language
    return language


Folder = Annotated[
    Path | None,
    typer.Argument(help="Programme folder to read; without it, the workspace.", show_default=False),
]
ProgrammeFolder = Annotated[Path, typer.Argument(help="Programme folder.", show_default=False)]
Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Workspace folder; else WIJKPEIL_WORKSPACE, else ./wijkpeil-workspace.",
        show_default=False,
    ),
]
Why = Annotated[str, typer.Option("--why", help="Why; kept in the journal, so name no person.", show_default=False)]
FormatOption = Annotated[Format, typer.Option("--format", help="How to write the result.")]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--language",
        help="Language of labels, else the programme's own; and of faults, else English.",
        show_default=False,
        callback=speak,
    ),
]
