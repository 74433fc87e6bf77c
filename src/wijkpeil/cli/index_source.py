"""Where an index and its figures come from: a file, or a programme in a folder or a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkpeil.cli import output, source
from wijkpeil.errors import NotFound, WrongUse, say

if TYPE_CHECKING:
    from wijkpeil.methods.composite.data import IndexResult
    from wijkpeil.model.index import Index
    from wijkpeil.model.programme import Programme


@dataclass(frozen=True)
class Found:
    """An index, with the programme that it stands in where it does."""

    index: Index
    programme: Programme | None


def find(
    named: str,
    folder: Path | None,
    workspace: Path | None,
    data: Path | None,
    format: output.Format,
    language: output.Language | None,
) -> Found:
    """Read the index that is named: a file, or the id of one in a programme.

    A file in the folder ``indices`` of a programme is read with that programme, unless figures are given.

    Raises:
        NotFound: there is no such file, programme or index.
        FaultsFound: it has faults.
    """
    path = Path(named)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if not path.is_file():
            raise NotFound(say("There is no file {file}.", file=named))
        inside = path.resolve().parent.parent
        own = path.resolve().parent.name == "indices" and (inside / "programme.yaml").exists()
        if data is None and own and folder is None and workspace is None:
            return _of_programme(path.stem, inside, None, format, language)
        from wijkpeil.index import read

        return Found(read(path), None)
    return _of_programme(named, folder, workspace, format, language)


def _of_programme(
    id: str, folder: Path | None, workspace: Path | None, format: output.Format, language: output.Language | None
) -> Found:
    from wijkpeil.workflows.score import index_of, with_names

    programme = source.read(folder, workspace, format, language)
    return Found(with_names(index_of(programme, id), programme), programme)


def results(found: Found, data: Path | None, release: str | None, weights: str | None) -> tuple[IndexResult, ...]:
    """Compute the index over the figures given, else over those of its programme.

    Raises:
        WrongUse: there are neither.
        FaultsFound: with everything that makes it impossible.
    """
    if data is not None:
        from wijkpeil.index import compute

        return compute(with_polarities(found), data, weights=weights)
    if found.programme is None:
        raise WrongUse("Give the figures with --data FILE, or the id of an index in a programme.")
    from wijkpeil.workflows.score import score_programme

    return score_programme(found.programme, found.index, release=release, weights=weights)


def with_polarities(found: Found) -> Index:
    """Return the index with the directions that follow from the polarities of its programme written out."""
    if found.programme is None:
        return found.index
    from wijkpeil.workflows.score import with_directions

    return with_directions(found.index, found.programme)
