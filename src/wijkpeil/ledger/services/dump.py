"""Writing the workspace's programme back as a programme folder."""

from __future__ import annotations

from pathlib import Path

from wijkpeil.errors import UserError
from wijkpeil.ledger import rights
from wijkpeil.ledger.models import DefinitionSet
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.workspace import ready_workspace
from wijkpeil.loading import write_programme
from wijkpeil.model.people import Actor


def programme_dump(folder: Path, actor: Actor, *, workspace: Path | None = None, programme: str | None = None) -> None:
    """Write a programme as a folder that loads as the same programme.

    The definition files are written as they were loaded, byte for byte.

    Raises:
        NotAllowed: the actor may not.
        UserError: the folder is there and not empty, or the workspace is not up to date.
        NotFound: the workspace holds no such programme.
        Damaged: figures in the store were changed outside the software.
    """
    rights.require(actor, "programme_dump")
    if workspace is not None:
        ready_workspace(workspace)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is not empty. Give a new folder, so that nothing is overwritten.")
    held = current_programme(programme)
    kept = DefinitionSet.objects.get(hash=held.definitions.hash)
    write_programme(held, {path: text.encode() for path, text in kept.files.items()}, folder)
