"""Reading a programme folder, or a part of one: all faults at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.loading.assembling import assemble_definitions, assemble_figures, assemble_ledger
from wijkpeil.loading.content import Content, read_content
from wijkpeil.loading.files import folder_files, missing_files, of_home
from wijkpeil.loading.hashing import definitions_hash
from wijkpeil.loading.kinds import Home
from wijkpeil.loading.nodes import has_errors
from wijkpeil.loading.rules import broken_rules
from wijkpeil.model.programme import Definitions, Ledger, Programme, ReleasedFigures

_ALL: tuple[Home, ...] = ("definitions", "figures", "ledger")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a folder holds and what is wrong with it."""

    programme: Programme | None
    """The programme; None where there are errors."""
    faults: tuple[Fault, ...]
    """Errors and warnings, in order of file and line."""


def check_folder(folder: Path) -> CheckResult:
    """Read a programme folder and report every fault in it, warnings included."""
    there = folder_files(folder)
    if not folder.is_dir():
        return CheckResult(None, _ordered(there.faults))
    content, found = _read(there.files, _ALL, there.lost)
    faults = [*there.faults, *found, *_named_otherwise(content, folder)]
    programme = None if has_errors(faults) else _assemble(content, there.files)
    return CheckResult(programme, _ordered(faults))


def read_programme(folder: Path) -> Programme:
    """Read a programme folder.

    Raises:
        FaultsFound: with every error in the folder.
    """
    result = check_folder(folder)
    if result.programme is None:
        raise FaultsFound([fault for fault in result.faults if fault.severity == "error"])
    return result.programme


def read_definitions(files: Mapping[str, bytes]) -> Definitions:
    """Read definitions from the bytes of their files, as :func:`definition_files` gives and a workspace keeps them.

    Raises:
        FaultsFound: with every error in the files.
    """
    chosen = of_home(files, "definitions")
    content = _read_or_raise(chosen, ("definitions",))
    definitions = assemble_definitions(content, definitions_hash(chosen))
    assert definitions is not None
    return definitions


def read_ledger(folder: Path) -> Ledger:
    """Read the ledger of a programme folder by itself.

    Raises:
        FaultsFound: with every error in the ledger's files.
    """
    return assemble_ledger(_read_or_raise(_files(folder, "ledger"), ("ledger",)))


def read_figures(folder: Path) -> tuple[ReleasedFigures, ...]:
    """Read the figures of a programme folder by themselves.

    Raises:
        FaultsFound: with every error in the figures' files.
    """
    return assemble_figures(_read_or_raise(_files(folder, "figures"), ("figures",)))


def _files(folder: Path, home: Home) -> dict[str, bytes]:
    there = folder_files(folder)
    own = [fault for fault in there.faults if fault.severity == "error" and fault.file.startswith(f"{home}/")]
    if own or not folder.is_dir():
        raise FaultsFound(own or there.faults)
    return of_home(there.files, home)


def _read_or_raise(files: Mapping[str, bytes], homes: tuple[Home, ...]) -> Content:
    content, faults = _read(files, homes)
    if has_errors(faults):
        raise FaultsFound(_ordered([fault for fault in faults if fault.severity == "error"]))
    return content


def _read(
    files: Mapping[str, bytes], homes: tuple[Home, ...], lost: frozenset[str] = frozenset()
) -> tuple[Content, list[Fault]]:
    content, faults = read_content(files, homes, lost)
    return content, [*missing_files(files, homes), *faults, *broken_rules(content)]


def _named_otherwise(content: Content, folder: Path) -> list[Fault]:
    """Warn where the programme's id is not the folder's name, since addresses and files are named after it."""
    name, remedy = folder.resolve().name, say("Give both the same name.")
    return [
        raw.fault(
            ("id",),
            say("The folder is named {name}, and the programme {id}.", name=name, id=info.id),
            remedy,
            "warning",
        )
        for raw, info in content.built("programme")
        if info.id != name
    ]


def _assemble(content: Content, files: Mapping[str, bytes]) -> Programme | None:
    definitions = assemble_definitions(content, definitions_hash(of_home(files, "definitions")))
    if definitions is None:
        return None
    return Programme(definitions=definitions, ledger=assemble_ledger(content), releases=assemble_figures(content))


def _ordered(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line or 0, fault.key, fault.message)))
