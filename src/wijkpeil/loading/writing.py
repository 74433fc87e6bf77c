"""Writing a programme folder back: what was read and not edited gives the same bytes again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijkpeil.errors import SoftwareError
from wijkpeil.loading.csv_text import table_text
from wijkpeil.loading.hashing import definitions_hash
from wijkpeil.loading.kinds import FileKind, all_kinds
from wijkpeil.loading.yaml_text import record_text, records_text
from wijkpeil.model.figures import Observation
from wijkpeil.model.programme import Definitions, Ledger, Programme, ReleasedFigures


def write_programme(programme: Programme, definition_files: Mapping[str, bytes], folder: Path) -> None:
    """Write a programme folder: the definition files as they are, the ledger and the figures from their records.

    Raises:
        SoftwareError: the definition files are not those that the programme was read from.
    """
    if definitions_hash(definition_files) != programme.definitions.hash:
        raise SoftwareError("The definition files to write are not those of the programme.")
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in definition_files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    write_ledger(programme.ledger, folder)
    for released in programme.releases:
        write_figures(released, folder)


def write_ledger(ledger: Ledger, folder: Path) -> None:
    """Write each register of the ledger to ``ledger/``; an empty register has no file."""
    place = folder / "ledger"
    place.mkdir(parents=True, exist_ok=True)
    for kind in all_kinds():
        if kind.home != "ledger":
            continue
        records = getattr(ledger, kind.name)
        if records:
            _write(folder / kind.path, table_text(kind.record, records))
        else:
            (folder / kind.path).unlink(missing_ok=True)


def write_figures(released: ReleasedFigures, folder: Path) -> None:
    """Write a release to ``figures/``: its observations as CSV, what is known of it as YAML."""
    place = folder / "figures"
    place.mkdir(parents=True, exist_ok=True)
    _write(place / f"{released.release.id}.csv", table_text(Observation, released.observations))
    _write(place / f"{released.release.id}.yaml", record_text(released.release))


def format_definitions(definitions: Definitions) -> dict[str, bytes]:
    """Return the files of definitions that were made in memory: path to bytes, sorted."""
    files: dict[str, str] = {}
    for kind in all_kinds():
        if kind.home == "definitions":
            files |= _definition_texts(kind, definitions)
    return {path: files[path].encode() for path in sorted(files)}


def _definition_texts(kind: FileKind, definitions: Definitions) -> dict[str, str]:
    if kind.name == "programme":
        return {kind.path: record_text(definitions.info)}
    records: tuple[Any, ...] = getattr(definitions, kind.name)
    if kind.form == "record":
        return {kind.path.replace("*", each.id): record_text(each) for each in records}
    if not records and not kind.required:
        return {}
    return {kind.path: table_text(kind.record, records) if kind.form == "rows" else records_text(records)}


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
