"""Where a command's programme comes from: a programme folder, or a workspace."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from wijkpeil.cli import output
from wijkpeil.errors import NotFound, WrongUse, say
from wijkpeil.ledger.secret import given
from wijkpeil.pages.faults import fault_words

if TYPE_CHECKING:
    from wijkpeil.model.programme import Programme

DATABASE = "wijkpeil.sqlite3"
SIMULATED = say("Simulated: the areas or figures of this programme are made up.")
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


def read(
    folder: Path | None, workspace: Path | None, format: output.Format, language: output.Language | None
) -> Programme:
    """Read a programme to report on: from a folder, or from a workspace where no folder is given.

    Where it is made up, that is said first: above a text, and beside records for a machine on standard error.

    Raises:
        NotFound: neither is there.
        FaultsFound: the folder has faults.
        WrongUse: both a folder and a workspace are given.
    """
    programme = _read(folder, workspace)
    if programme.simulated:
        words = fault_words(SIMULATED, language.value if language else programme.definitions.info.language)
        (output.screen() if format is output.Format.text else output.messages).print(words, soft_wrap=True)
    return programme


def _read(folder: Path | None, workspace: Path | None) -> Programme:
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
