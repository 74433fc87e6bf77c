"""Which files a programme folder holds, and their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.loading.kinds import FOLDERS, Home, all_kinds, kind_of_file
from wijkpeil.loading.nodes import has_errors
from wijkpeil.loading.suggest import nearest

_READ = {".csv", ".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """What lies in a programme folder."""

    files: dict[str, bytes]
    """The bytes of each file of the programme by its path, sorted."""
    faults: list[Fault]
    """What is wrong with the set of them."""
    lost: frozenset[str] = frozenset()
    """Paths of files that are there under a misspelt name."""


def folder_files(folder: Path) -> FolderFiles:
    """Return the files of a programme folder."""
    if not folder.is_dir():
        what = say("is a file") if folder.exists() else say("does not exist")
        message = say("This {what}, and a folder is expected.", what=what)
        return FolderFiles({}, [_fault(str(folder), message, say("Give the folder that holds programme.yaml."))])
    lost: set[str] = set()
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in sorted(_candidates(folder), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if kind_of_file(name) is None:
            meant = _meant(name)
            lost.add(meant)
            faults.append(_stray(name, meant))
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            faults.append(
                _fault(
                    name,
                    say("The file cannot be read: {reason}.", reason=error.strerror),
                    say("Make it a readable file."),
                )
            )
    return FolderFiles(files, faults, frozenset(lost))


def missing_files(files: Mapping[str, bytes], homes: tuple[Home, ...]) -> list[Fault]:
    """Return a fault for each file that a programme cannot do without."""
    return [
        _fault(kind.path, say("The file {path} is missing.", path=kind.path), say("Add it as docs/files.md describes."))
        for kind in all_kinds()
        if kind.required and kind.home in homes and kind.path not in files
    ]


def of_home(files: Mapping[str, bytes], home: Home) -> dict[str, bytes]:
    """Return the files of one of the three kinds of information, sorted by path."""
    chosen = {}
    for path in sorted(files):
        kind = kind_of_file(path)
        if kind is not None and kind.home == home:
            chosen[path] = files[path]
    return chosen


def definition_files(folder: Path) -> dict[str, bytes]:
    """Return the definition files of a programme folder: path to bytes, sorted; no ledger and no figures.

    Raises:
        FaultsFound: the folder is not there, or a file in it cannot be read.
    """
    found = folder_files(folder)
    if has_errors(found.faults):
        raise FaultsFound([fault for fault in found.faults if fault.severity == "error"])
    return of_home(found.files, "definitions")


def _candidates(folder: Path) -> Iterator[Path]:
    """Yield what looks like a file of the programme: in its folders, with an ending that is read."""
    for name in FOLDERS:
        place = folder / name
        if place.is_dir():
            yield from (path for path in place.iterdir() if path.suffix.lower() in _READ and path.name[0] != ".")


def _meant(name: str) -> str:
    """Return the path that a misspelt one is meant to be; the empty text where none is near."""
    if name.lower().endswith(".yml"):
        return name[:-4] + ".yaml"
    return nearest(name, [kind.path for kind in all_kinds() if "*" not in kind.path])


def _stray(name: str, meant: str) -> Fault:
    """A file that would be passed over: an error where its name is nearly one that is read."""
    message = say("A programme folder has no file of this name, and it is not read.")
    if meant:
        return _fault(name, message, say("Rename it to {meant}, or move it elsewhere.", meant=meant))
    remedy = say("Move it elsewhere, or rename it to one that docs/files.md describes.")
    return Fault(file=name, line=None, key="", severity="warning", message=message, remedy=remedy)


def _fault(file: str, message: str, remedy: str) -> Fault:
    return Fault(file=file, line=None, key="", message=message, remedy=remedy)
