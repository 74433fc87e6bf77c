"""The tree of errors: what a user did wrong, apart from what the software did wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a user's file: what, where, why and what to do."""

    file: str
    """Path inside the programme folder, or the file as the user named it."""
    line: int | None
    """Line number from 1; None where the fault is about the file as a whole."""
    key: str
    """The column or dotted key, such as ``border.negative.value``; empty where none applies."""
    severity: Severity = "error"
    message: str
    """What is wrong and why."""
    remedy: str
    """What to do about it."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        key = f" [{self.key}]" if self.key else ""
        return f"{place}{key}: {self.message} {self.remedy}"


class WijkpeilError(Exception):
    """The root of all errors that this package raises on purpose."""


class UserError(WijkpeilError):
    """Something in the user's data or request; the command line exits with 1."""


class WrongUse(WijkpeilError):
    """A command or function called with what it cannot take; the command line exits with 2."""


class SoftwareError(WijkpeilError):
    """A promise inside the software that did not hold; the command line exits with 3."""


class FaultsFound(UserError):
    """All faults found in one reading, at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class LedgerChanged(UserError):
    """The ledger of a workspace changed since it was loaded, so that loading would lose entries."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.entries = tuple(entries)
        super().__init__("changed since the last load: " + ", ".join(self.entries))


class NotFound(UserError):
    """An id, a folder or a workspace that is not there."""


class NoSuchChoice(UserError):
    """A choice in an address that what it asks for does not have."""


class ReleaseExists(UserError):
    """A release of figures with the same id and another content is stored already; a release never changes."""


class Damaged(UserError):
    """A stored file or row is not what was written: it was changed outside the software."""
