"""The store of figures: immutable releases, one folder each, and the only door to them."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from wijkpeil.errors import Damaged, NotFound, ReleaseExists, UserError, WrongUse
from wijkpeil.figures import atomic, columns, engine, manifest
from wijkpeil.figures.manifest import Manifest
from wijkpeil.model.checksum import release_checksum
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.programme import ReleasedFigures

OBSERVATIONS = "observations.parquet"
MANIFEST = "manifest.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Figure(NamedTuple):
    """An observation with the release it comes from."""

    release: str
    observation: Observation


class FigureStore:
    """Releases of figures in ``folder``: each a folder of its own with ``observations.parquet`` and ``manifest.json``.

    A release is written once and never changes; whoever reads one gets exactly what was written, or an error.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked: dict[tuple[Path, int, int, int], str] = {}

    def write_release(self, released: ReleasedFigures) -> Manifest:
        """Store a release; storing the same one again changes nothing.

        Raises:
            ReleaseExists: the id is taken by other figures or another description.
            UserError: the checksum that came along is not that of the figures, or a number cannot be stored.
        """
        made, files = _packed(released)
        target = self._path(made.id)
        if not target.exists():
            try:
                atomic.write_folder(target, files)
            except OSError:
                # Another process may have stored it between the look and the rename.
                if not target.exists():
                    raise
        stored = self.manifest(made.id)
        if differing := _differences(stored, made):
            raise ReleaseExists(
                f"Release {made.id} is stored already and differs in {', '.join(differing)}. A release never changes: "
                "give the correction an id of its own."
            )
        return stored

    def releases(self) -> tuple[Manifest, ...]:
        """Return the manifests of all releases, by id.

        Raises:
            Damaged: a manifest was changed or cannot be read.
        """
        if not self.folder.is_dir():
            return ()
        names = sorted(path.name for path in self.folder.iterdir() if path.is_dir() and _ID.fullmatch(path.name))
        return tuple(self.manifest(name) for name in names)

    def manifest(self, release_id: str) -> Manifest:
        """Return the manifest of one release.

        Raises:
            NotFound: there is no such release.
            Damaged: it was changed or cannot be read.
        """
        path = self._path(release_id)
        if not path.is_dir():
            raise NotFound(f"There is no release {release_id} in {self.folder}.")
        return manifest.read(path / MANIFEST)

    def read(self, release_id: str) -> ReleasedFigures:
        """Return a release exactly as it was written, in order and with the digits that were printed.

        Raises:
            NotFound: there is no such release.
            Damaged: a file of it was changed outside the software.
        """
        stored = self.manifest(release_id)
        path = self._path(release_id) / OBSERVATIONS
        self._checked.clear()
        self._verify(stored)
        observations = tuple(found.observation for found in self._select([path], [], {}))
        if release_checksum(observations) != stored.checksum or len(observations) != stored.rows:
            raise Damaged(f"{path} does not hold the figures that its manifest describes. Restore it from a back-up.")
        return ReleasedFigures(release=stored.release, observations=observations, checksum=stored.checksum)

    def query(
        self,
        *,
        release: str | None = None,
        indicator: str | None = None,
        areas: Collection[str] | None = None,
        period: str | None = None,
    ) -> tuple[Figure, ...]:
        """Return the figures that meet every condition given, by release and in the order of each release.

        No areas at all meet the condition of an empty collection.

        Raises:
            NotFound: there is no such release.
            Damaged: a file that was asked was changed outside the software.
        """
        asked = self.releases() if release is None else (self.manifest(release),)
        for stored in asked:
            self._verify(stored)
        given: dict[str, Any] = {
            "indicator": indicator,
            "period": period,
            "areas": None if areas is None else list(areas),
        }
        tests = {"indicator": "indicator = $indicator", "period": "period = $period"}
        tests["areas"] = "list_contains($areas::VARCHAR[], area)"
        used = {name: value for name, value in given.items() if value is not None}
        return self._select(
            [self._path(each.id) / OBSERVATIONS for each in asked], [tests[name] for name in used], used
        )

    def discard(self, release_id: str) -> None:
        """Remove a release that nothing refers to, such as one whose loading was broken off."""
        path = self._path(release_id)
        if path.exists():
            hidden = path.with_name(f"{atomic.PREFIX}{release_id}")
            shutil.rmtree(hidden, ignore_errors=True)
            path.rename(hidden)
            shutil.rmtree(hidden)

    def _select(self, files: list[Path], tests: list[str], given: dict[str, Any]) -> tuple[Figure, ...]:
        if not files:
            return ()
        where = f"WHERE {' AND '.join(tests)}" if tests else ""
        sql = f"SELECT release, {', '.join(columns.READ)} FROM read_parquet($files) {where} ORDER BY release, position"
        with engine.connected(self.folder) as connection:
            rows = connection.execute(sql, {**given, "files": [str(path.resolve()) for path in files]}).fetchall()
        return tuple(Figure(row[0], columns.observation(row[1:])) for row in rows)

    def _verify(self, stored: Manifest) -> None:
        path = self._path(stored.id) / OBSERVATIONS
        try:
            found = path.stat()
        except FileNotFoundError:
            raise Damaged(f"{path} is missing. Restore it from a back-up.") from None
        version = (path, found.st_ino, found.st_mtime_ns, found.st_size)
        if version not in self._checked:
            self._checked[version] = _file_checksum(path)
        if self._checked[version] != stored.file_checksum:
            raise Damaged(f"{path} was changed after it was written. Restore it from a back-up.")

    def _path(self, release_id: str) -> Path:
        if not _ID.fullmatch(release_id):
            raise WrongUse(
                f"{release_id!r} cannot be the id of a release: use letters, digits, dots, dashes, underscores."
            )
        return self.folder / release_id


def _file_checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packed(released: ReleasedFigures) -> tuple[Manifest, dict[str, bytes]]:
    checksum = release_checksum(released.observations)
    if released.checksum not in ("", checksum):
        raise UserError(f"The checksum given with release {released.release.id} is not that of its figures.")
    buffer = io.BytesIO()
    pq.write_table(columns.table(released.release.id, released.observations), buffer, compression="zstd")
    content = buffer.getvalue()
    made = Manifest(
        release=released.release,
        rows=len(released.observations),
        checksum=checksum,
        file_checksum=hashlib.sha256(content).hexdigest(),
    )
    return made, {OBSERVATIONS: content, MANIFEST: manifest.to_text(made).encode()}


def _differences(stored: Manifest, made: Manifest) -> list[str]:
    names = [field.name for field in fields(Release)]
    differing = [name for name in names if getattr(stored.release, name) != getattr(made.release, name)]
    return differing if stored.checksum == made.checksum else ["its figures", *differing]
