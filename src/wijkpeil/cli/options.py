"""Options that several verbs share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli.output import Format, Language

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
FormatOption = Annotated[Format, typer.Option("--format", help="How to write the result.")]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of labels; else the programme's own.", show_default=False),
]
