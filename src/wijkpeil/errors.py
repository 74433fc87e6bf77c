"""The tree of errors: what a user did wrong, apart from what the software did wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class Said(str):
    """A text for a person that remembers what it was made from, so that a page can say it in another language."""

    template: str
    """The text with names in braces for what differs; the same for every such text."""
    parts: Mapping[str, object]
    """What stands for each name; a part may be such a text itself, or a tuple of texts."""


def say(template: str, /, **parts: object) -> Said:
    """Return ``template`` with its names in braces filled in; without parts it is taken as it stands.

    A part may be a text in two languages, or a tuple of texts, which stand after each other with commas.
    """
    return say_again(template, parts)


def say_again(template: str, parts: Mapping[str, object]) -> Said:
    """Return what ``say`` made of a template and its parts, when both come from where they were kept."""
    told = {
        name: ", ".join(str(each) for each in part) if isinstance(part, tuple) else part for name, part in parts.items()
    }
    said = Said(template.format(**told) if parts else template)
    said.template, said.parts = template, parts
    return said


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

    @property
    def said(self) -> str:
        """What is said of it to a person."""
        return str(self) if not self.args or not isinstance(self.args[0], Said) else self.args[0]


class WrongUse(WijkpeilError):
    """A command or function called with what it cannot take; the command line exits with 2."""


class SeveralProgrammes(WrongUse):
    """No programme is named, and the workspace holds several."""

    def __init__(self, programmes: Sequence[str]) -> None:
        self.programmes = tuple(programmes)
        super().__init__(f"The workspace holds several programmes: {', '.join(self.programmes)}. Name one.")


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
        super().__init__(say("changed since the last load: {entries}", entries=self.entries))


class NotFound(UserError):
    """An id, a folder or a workspace that is not there."""


NO_PROGRAMME = (NotFound, SeveralProgrammes)
"""What is raised where there is no one programme to show: none is loaded, or several and none is named."""


class NoSuchChoice(UserError):
    """A choice in an address that what it asks for does not have."""


class NotComputed(UserError):
    """Something that cannot be computed from what there is, with every reason."""

    def __init__(self, what: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(what)


class ReleaseExists(UserError):
    """A release of figures with the same id and another content is stored already; a release never changes."""


class Damaged(UserError):
    """A stored file or row is not what was written: it was changed outside the software."""


class NotAllowed(UserError):
    """No right of whoever asked allows it."""

    def __init__(self, action: str, why: str) -> None:
        self.action = action
        self.why = why
        super().__init__(say("{action} is not allowed: {why}", action=action, why=why))

    @property
    def said(self) -> str:
        """Why, which is all that a person needs: the action is told by a name for programs."""
        return self.why


class StaleRecord(UserError):
    """Someone else wrote the record meanwhile; nothing was written over it."""

    def __init__(self, register: str, record_id: str, expected: int | None, current: int | None) -> None:
        self.register = register
        self.record_id = record_id
        self.expected = expected
        self.current = current
        now = say("it is no longer there") if current is None else say("it is at revision {number}", number=current)
        super().__init__(
            say(
                "{register}/{id} was changed meanwhile: {now}. Look at the change and try again.",
                register=register,
                id=record_id,
                now=now,
            )
        )
