"""Where a command's programme comes from: a programme folder, or a workspace."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.ledger.secret import given

if TYPE_CHECKING:
    from wijkpeil.model.programme import Programme

DATABASE = "wijkpeil.sqlite3"
DEFAULT_WORKSPACE = Path("wijkpeil-workspace")


def workspace_path(option: Path | None) -> Path:
    """Return the workspace folder: the option, else ``WIJKPEIL_WORKSPACE``, else ``./wijkpeil-workspace``."""
    if option is not None:
        return option
    named = os.environ.get("WIJKPEIL_WORKSPACE")
    return Path(named) if named else DEFAULT_WORKSPACE


def existing_workspace(option: Path | None) -> Path:
    """Return the workspace folder, which must be there.

    Raises:
        NotFound: there is no workspace at that place.
    """
    path = workspace_path(option)
    if not (path / DATABASE).exists() and not given("WIJKPEIL_DATABASE_URL"):
        raise NotFound(f"There is no workspace in {path}. Make one with `wijkpeil init --workspace {path}`.")
    return path


def read(folder: Path | None, workspace: Path | None) -> Programme:
    """Read a programme from a folder, or from a workspace where no folder is given.

    Raises:
        NotFound: neither is there.
        FaultsFound: the folder has faults.
        WrongUse: both a folder and a workspace are given.
    """
    if folder is not None and workspace is not None:
        raise WrongUse("Give a programme folder or --workspace, not both.")
    if folder is None or (folder / DATABASE).exists():
        return _from_workspace(existing_workspace(folder or workspace))
    if not folder.exists():
        raise NotFound(f"There is no folder {folder}. Give the folder that holds programme.yaml.")
    from wijkpeil.loading import read_programme

    return read_programme(folder)


def _from_workspace(path: Path) -> Programme:
    with_django(path)
    from wijkpeil.ledger.snapshot import current_programme
    from wijkpeil.ledger.workspace import ready_workspace

    ready_workspace(path)
    return current_programme()


def with_django(workspace: Path) -> None:
    """Start Django on ``workspace``.

    Raises:
        WrongUse: the package was installed without its site.
    """
    if find_spec("django") is None:
        raise WrongUse("A workspace needs the site's packages: pip install 'wijkpeil[web]'.")
    from wijkpeil.ledger.workspace import open_workspace

    open_workspace(workspace)


def shipped_programme(name: str) -> Path:
    """Return the folder of a programme that comes with the software.

    Raises:
        NotFound: it did not come along.
    """
    here = Path(__file__).resolve()
    for root in (here.parents[1] / "programmes", here.parents[3] / "programmes"):
        if (root / name / "programme.yaml").exists():
            return root / name
    raise NotFound(f"The programme {name} did not come with this installation.")
