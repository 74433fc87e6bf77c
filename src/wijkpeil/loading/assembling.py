"""From entries to the model: definitions, ledger, figures."""

from __future__ import annotations

from typing import Any

from wijkpeil.loading.content import Content
from wijkpeil.loading.hashing import release_checksum
from wijkpeil.loading.kinds import all_kinds
from wijkpeil.model.figures import Observation
from wijkpeil.model.programme import Definitions, Ledger, ReleasedFigures


def assemble_definitions(content: Content, hash: str) -> Definitions | None:
    """Return the definitions; None where ``programme.yaml`` gave no record."""
    info = next(iter(content.records("programme")), None)
    if info is None:
        return None
    found: dict[str, Any] = {
        kind.name: content.records(kind.name)
        for kind in all_kinds()
        if kind.home == "definitions" and kind.name != "programme"
    }
    for kind in ("indicators", "indices"):
        found[kind] = tuple(sorted(found[kind], key=lambda record: record.id))
    return Definitions(info=info, hash=hash, **found)


def assemble_ledger(content: Content) -> Ledger:
    """Return the ledger."""
    return Ledger(**{kind.name: content.records(kind.name) for kind in all_kinds() if kind.home == "ledger"})


def assemble_figures(content: Content) -> tuple[ReleasedFigures, ...]:
    """Return the releases in order of id, each with its observations in order of line and their checksum."""
    by_file: dict[str, list[Observation]] = {}
    for raw, observation in content.built("figures"):
        by_file.setdefault(raw.file, []).append(observation)
    releases = []
    for release in sorted(content.records("release"), key=lambda release: str(release.id)):
        observations = tuple(by_file.get(f"figures/{release.id}.csv", ()))
        checksum = release_checksum(observations)
        releases.append(ReleasedFigures(release=release, observations=observations, checksum=checksum))
    return tuple(releases)
