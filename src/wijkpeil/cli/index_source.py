"""Where an index and its figures come from: a file, or a programme in a folder or a workspace."""

from __future__ import annotations

from collections.abc import Sequence
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

    A file in the folder ``indices`` of a programme is read with that programme, unless figures are given; any other
    with the programme that is named.

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

        if data is None and (folder is not None or workspace is not None):
            from wijkpeil.workflows.score import with_names

            programme = source.read(folder, workspace, format, language)
            return Found(with_names(read(path), programme), programme)
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
        raise WrongUse("Give the figures with --data FILE, or a programme with --folder FOLDER.")
    from wijkpeil.workflows.score import score_programme

    return score_programme(found.programme, found.index, release=release, weights=weights)


def with_polarities(found: Found) -> Index:
    """Return the index with the directions that follow from the polarities of its programme written out."""
    if found.programme is None:
        return found.index
    from wijkpeil.workflows.score import with_directions

    return with_directions(found.index, found.programme)


def earlier(
    found: Found, results: Sequence[IndexResult], now: IndexResult, since: str | None, since_release: str | None
) -> tuple[IndexResult, tuple[str, ...]]:
    """Compute what a result is compared with, an earlier period or that of an earlier release, and say what must be
    known before scores are compared.

    Raises:
        NotFound: there is no such release.
        WrongUse: there is no such period, or there are no releases.
    """
    from wijkpeil.index.comparing import breaks_of, of_period
    from wijkpeil.workflows.index_change import Earlier, broken_between
    from wijkpeil.workflows.score import score_programme

    if since is not None:
        before = of_period(results, since)
    elif found.programme is None or now.data.source == "data":
        raise WrongUse("Releases are those of a programme; over a file of figures use --since with a period.")
    else:
        before = score_programme(found.programme, found.index, release=since_release)[-1]
    said = breaks_of((before, now))
    if found.programme is not None and found.programme.releases:
        last = found.programme.releases[-1].release.id
        held = Earlier(result=before, period=before.data.period, release=since_release or last, now=now.data.period)
        said = (*broken_between(found.programme, held, now, last), *said)
    return before, said
