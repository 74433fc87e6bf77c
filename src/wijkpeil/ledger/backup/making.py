"""Making a back-up while the site goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkpeil import __version__
from wijkpeil.errors import Damaged, NotFound
from wijkpeil.figures.atomic import PREFIX
from wijkpeil.figures.store import OBSERVATIONS, FigureStore
from wijkpeil.ledger.backup.archive import DATABASE, EDITIONS, FIGURES, Contents, Writer, new_archive
from wijkpeil.ledger.backup.copies import copy_database, copy_name, kind
from wijkpeil.ledger.workspace import Workspace, ready_workspace


def backup(target: Path, workspace: Path) -> tuple[Path, Contents]:
    """Write the database, the figures and the editions as one archive; return where it is and what it holds.

    A folder as ``target`` gets a file named by the moment. Editions and the figures are copied after the database:
    a release is stored before the database refers to it and never changes, so that the copy has all it refers to.

    Raises:
        NotFound: there is no workspace, or no folder to write to.
        UserError: there is such a file already, or PostgreSQL's own program is not there.
        Damaged: the database or a release is not whole.
    """
    place, moment = ready_workspace(workspace), datetime.now(UTC)
    if target.is_dir():
        target = target / f"wijkpeil-{moment:%Y%m%dT%H%M%SZ}.zip"
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder {target.parent}. Make it first, or give another place.")
    with new_archive(target) as archive, TemporaryDirectory(prefix=PREFIX, dir=target.parent) as room:
        copy = Path(room) / copy_name()
        held = copy_database(copy)
        archive.add(copy, f"{DATABASE}/{copy.name}")
        _add_figures(archive, place, held.releases)
        _add_folder(archive, place.editions, EDITIONS)
        told = {"entries": held.entries, "head": held.head, "migrations": held.migrations}
        contents = archive.finish(version=__version__, made=moment.isoformat(), database=kind(), **told)
    return target, contents


def _add_figures(archive: Writer, place: Workspace, releases: frozenset[str]) -> None:
    """Add every release that the database refers to, or ever did, each held against its own manifest."""
    store = FigureStore(place.figures)
    for name in sorted(releases):
        stored = store.manifest(name)
        path = place.figures / name / OBSERVATIONS
        if not path.is_file():
            raise Damaged(f"{path} is missing. Restore it from an earlier back-up.")
        for file in sorted((place.figures / name).iterdir()):
            added = archive.add(file, f"{FIGURES}/{name}/{file.name}")
            if file == path and added.sha256 != stored.file_checksum:
                raise Damaged(f"{path} was changed after it was written. Restore it from an earlier back-up.")


def _add_folder(archive: Writer, folder: Path, name: str) -> None:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(PREFIX) for part in inside.parts):
            archive.add(path, f"{name}/{inside.as_posix()}")
