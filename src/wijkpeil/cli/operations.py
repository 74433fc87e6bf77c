"""The verbs of whoever runs the site: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli import source
from wijkpeil.cli.options import Workspace
from wijkpeil.cli.output import messages


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
