"""The verbs of whoever runs the site: backup, restore, doctor."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wijkpeil.cli import output, source
from wijkpeil.cli.options import FormatOption, Workspace
from wijkpeil.cli.output import Format, messages

RESULTS = {"ok": ("✓", "cyan"), "warning": ("!", "yellow"), "error": ("✗", "bold red")}


def backup(
    file: Annotated[Path, typer.Argument(help="Archive to write, or a folder to write it in.", show_default=False)],
    workspace: Workspace = None,
) -> None:
    """Write the whole workspace as one archive, while the site goes on."""
    path = source.existing_workspace(workspace)
    source.with_django(path)
    from wijkpeil.ledger.backup import backup as make

    target, contents = make(file, path)
    messages.print(
        f"Written to {target}: {len(contents.files)} files, the journal up to entry {contents.entries}. "
        "It holds personal data and no secret key; keep it elsewhere, where few can read it.",
        markup=False,
        soft_wrap=True,
    )


def restore(
    file: Annotated[Path, typer.Argument(help="Archive that `wijkpeil backup` wrote.", show_default=False)],
    workspace: Workspace = None,
) -> None:
    """Bring an archive back into a workspace that holds nothing."""
    path = source.workspace_path(workspace)
    source.with_django(path)
    from wijkpeil.ledger.backup import restore as bring_back

    contents = bring_back(file, path)
    messages.print(
        f"The workspace {path} is as it was at {contents.made}: {len(contents.files)} files, "
        f"the journal up to entry {contents.entries}. Where the secret key is a new one, everyone signs in anew.",
        markup=False,
        soft_wrap=True,
    )


def doctor(workspace: Workspace = None, format: FormatOption = Format.text) -> int:
    """Check whether the site is fit for others: settings, files, database; exit 1 where it is not."""
    source.with_django(source.existing_workspace(workspace))
    from wijkpeil.ledger.examining import examine

    found = examine()
    errors = sum(each.result == "error" for each in found)
    if format is not Format.text:
        output.write([asdict(each) for each in found], format)
        return 1 if errors else 0
    made = output.table(("", "left"), ("check", "left"), ("what it came to", "left"))
    for each in found:
        sign, style = RESULTS[each.result]
        told = " ".join(part for part in (each.where and f"{each.where}:", each.message, each.remedy) if part)
        made.add_row(f"[{style}]{sign}[/]", each.check, escape(told))
    output.show(made)
    warnings = sum(each.result == "warning" for each in found)
    output.show(f"{len(found)} checks: {errors} to be mended, {warnings} to be looked at.")
    return 1 if errors else 0
