"""Every kind of file that a programme folder holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from wijkpeil.model.areas import Area, Group, Membership
from wijkpeil.model.claims import Claim, Fact
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.index import Index
from wijkpeil.model.indicators import Indicator, PublishedCount
from wijkpeil.model.programme import Ledger, ProgrammeInfo

Home = Literal["definitions", "ledger", "figures"]
Form = Literal["record", "records", "rows"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: where it lies, what it holds, and what it becomes."""

    name: str
    """Name of its schema; for a register, the attribute of the model that holds its records."""
    path: str
    """Path in the programme folder; ``*`` stands for an id."""
    record: Any
    """The record that it holds one of, or many."""
    form: Form
    """One YAML record, a YAML list of records, or the rows of a CSV file."""
    home: Home
    """Which of the three kinds of information it is."""
    required: bool = False
    """True where a programme cannot do without."""

    def takes(self, path: str) -> bool:
        """Say whether a file at ``path`` is of this kind."""
        if "*" not in self.path:
            return path == self.path
        start, end = self.path.split("*")
        stem = path[len(start) : len(path) - len(end)]
        return path.startswith(start) and path.endswith(end) and bool(stem) and "/" not in stem


_DEFINITIONS = (
    FileKind("programme", "programme.yaml", ProgrammeInfo, "record", "definitions", required=True),
    FileKind("areas", "areas.csv", Area, "rows", "definitions", required=True),
    FileKind("groups", "groups.csv", Group, "rows", "definitions", required=True),
    FileKind("memberships", "memberships.csv", Membership, "rows", "definitions", required=True),
    FileKind("facts", "facts.csv", Fact, "rows", "definitions"),
    FileKind("published_counts", "published_counts.csv", PublishedCount, "rows", "definitions"),
    FileKind("indicators", "indicators/*.yaml", Indicator, "record", "definitions"),
    FileKind("indices", "indices/*.yaml", Index, "record", "definitions"),
    FileKind("claims", "claims.yaml", Claim, "records", "definitions"),
)
_FIGURES = (
    FileKind("release", "figures/*.yaml", Release, "record", "figures"),
    FileKind("figures", "figures/*.csv", Observation, "rows", "figures"),
)
FOLDERS = ("", "indicators", "indices", "ledger", "figures")
"""The folders that hold files of a programme."""


@cache
def all_kinds() -> tuple[FileKind, ...]:
    """Return every kind of file, in the order in which a reader should meet them."""
    return (*_DEFINITIONS, *_FIGURES, *_registers())


def _registers() -> tuple[FileKind, ...]:
    hints = get_type_hints(Ledger)
    names = [field.name for field in fields(Ledger)]
    return tuple(FileKind(name, f"ledger/{name}.csv", get_args(hints[name])[0], "rows", "ledger") for name in names)


def kind_of_file(path: str) -> FileKind | None:
    """Return the kind of the file at ``path``; None where a programme folder has no such file."""
    return next((kind for kind in all_kinds() if kind.takes(path)), None)
