"""What is held against the journal, table by table, and what the journal told of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from wijkpeil.errors import say
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger.coverage import EXEMPT_COLUMNS
from wijkpeil.ledger.journal import Chain, as_json, content_hash, told_hash
from wijkpeil.ledger.layouts import later, layout, meddled
from wijkpeil.ledger.models import Account, Erasable, JournalEntry, ReleaseRevision
from wijkpeil.ledger.whole_rows import UNREADABLE
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.loading import definitions_hash
from wijkpeil.model.base import record

Rows = Iterable[tuple[int, Any]]
"""Place and row of each row of a table; None for one that cannot be read as the application writes it."""


@record
class Finding:
    """Something that is not as the journal says."""

    where: str
    """Table and row, or the entry."""
    message: str
    """What is wrong."""


class Wrote(NamedTuple):
    """What must be known of an entry to hold rows against it."""

    recorded_at: datetime
    programme: str
    rows: str
    layout: int
    salt: str


class Told:
    """What the journal told, as far as it is needed to hold the other tables against it."""

    def __init__(self) -> None:
        self._chain = Chain()
        self.entries = 0
        self.numbers: dict[str, int] = {}
        """Number of each entry, by its hash."""
        self.wrote: dict[int, Wrote] = {}
        """What must be known of each entry, by its number."""
        self.definitions: set[str] = set()
        self.accounts: dict[str, tuple[Any, int]] = {}
        """What was last told of each account, None after it was erased, and under which layout."""
        self.kept: dict[str, int] = {}
        """Hashes of the erasable texts that were kept and not erased, each with the layout under which it was."""
        self._opened: dict[int, list[list[Any]]] = defaultdict(list)
        self._closed: dict[int, list[list[Any]]] = defaultdict(list)

    @property
    def head(self) -> str:
        """Hash of the last entry."""
        return self._chain.head

    def take(self, entry: JournalEntry) -> bool:
        """Take in the next entry; say whether the chain holds there."""
        follows = self._chain.takes(entry)
        self.numbers[entry.hash] = entry.sequence
        self.wrote[entry.sequence] = Wrote(entry.recorded_at, entry.programme, entry.rows, entry.layout, entry.salt)
        before, after = _mapping(entry.before), _mapping(entry.after)
        register, _, own = entry.subject.partition("/")
        if entry.action == "programme_load":
            self.definitions.add(str(after.get("definitions", "")))
        elif entry.action == "erasable_keep":
            self.kept[str(after.get("erasable", ""))] = entry.layout
        elif entry.action == "erasable_erase":
            self.kept.pop(str(before.get("erasable", "")), None)
        elif register == "accounts" and entry.action.startswith("account_"):
            self.accounts[own] = entry.after, entry.layout
        return follows

    def opened(self, entry: int, told: list[Any]) -> None:
        """Note what an entry covers of a row that it opened."""
        self._opened[entry].append(told)

    def closed(self, entry: int, told: list[Any]) -> None:
        """Note what an entry covers of a row that it closed."""
        self._closed[entry].append(told)

    def unmet(self) -> Iterator[Finding]:
        """Find the entries whose rows are not those that they wrote; all rows must have been noted before."""
        for number, entry in self.wrote.items():
            if told_hash(self._opened.pop(number, []), self._closed.pop(number, []), entry.salt) != entry.rows:
                yield _finding(f"entry {number}", "A row that it wrote was changed, removed or added.")


def _mapping(content: Any) -> dict[str, Any]:
    return content if isinstance(content, dict) else {}


def _finding(where: str, message: str) -> Finding:
    return Finding(where=where, message=message)


def unreadable(table: str, place: int) -> Finding:
    """Return the finding that a row holds what the application cannot have written."""
    return _finding(f"{table}, row {place + 1}", "It holds what the application does not write, or cannot be read.")


def meddling(where: str, row: Any, since: int) -> Iterator[Finding]:
    """Find what a row, written under layout ``since``, holds in columns that came later and nobody wrote there."""
    table = type(row)._meta.db_table
    if names := [name for name in meddled(row, since) if f"{table}.{name}" not in EXEMPT_COLUMNS]:
        message = say("It is older than these columns, and holds something in them: {what}.", what=", ".join(names))
        yield Finding(where=where, message=message)


def chain_findings(rows: Rows, told: Told) -> Iterator[Finding]:
    """Follow the chain, and take in what each entry tells."""
    for place, entry in rows:
        told.entries += 1
        if entry is None:
            yield unreadable("JournalEntry", place)
            continue
        if not told.take(entry):
            yield _finding(f"entry {entry.sequence}", "It does not follow from its content or the entry before it.")
        if entry.layout > layout():
            message = "A later version of the software wrote it: verify with that one."
            yield _finding(f"entry {entry.sequence}", message)
        yield from meddling(f"entry {entry.sequence}", entry, entry.layout)


def head_findings(told: Told, head: str, at: int | None) -> Iterator[Finding]:
    """Hold a hash that was kept elsewhere against the chain."""
    if head and (head not in told.numbers or at not in (None, told.numbers[head])):
        where = "the journal" if at is None else f"entry {at}"
        yield _finding(where, "The hash that was kept elsewhere is not there: the journal was cut off or rewritten.")


def definition_findings(rows: Rows, told: Told) -> Iterator[Finding]:
    """Hold the definitions against their hashes, and these against the entries that loaded them."""
    missing = set(told.definitions)
    for place, kept in rows:
        if kept is None:
            yield unreadable("DefinitionSet", place)
            continue
        name = f"definitions {kept.hash[:12]}"
        if not _is_definitions(kept.files, kept.hash):
            yield _finding(name, "The files are not those that were loaded.")
        if kept.hash not in told.definitions:
            yield _finding(name, "No entry of the journal loaded them.")
        missing.discard(kept.hash)
    for gone in sorted(missing):
        yield _finding(f"definitions {gone[:12]}", "They are no longer there.")


def _is_definitions(files: Any, hash_: str) -> bool:
    try:
        # The hash is over lines: a path of several lines could stand for another division into files.
        plain = all(path.isprintable() for path in files)
        return plain and definitions_hash({path: text.encode() for path, text in files.items()}) == hash_
    except (AttributeError, TypeError, ValueError):
        return False


def figure_findings() -> Iterator[Finding]:
    """Hold the figures on disk against the releases that the journal covers."""
    store = FigureStore(current_workspace().figures)
    held = ReleaseRevision._base_manager.order_by("record_id").values_list("record_id", "checksum", "described")
    try:
        releases = list(held.distinct())
    except UNREADABLE:
        # Such a row is found where its table is read.
        return
    for name, checksum, described in releases:
        try:
            whole = store.read(name).checksum == checksum and store.manifest(name).described() == described
        except Exception:  # whatever keeps it from being read, it is not what was written
            whole = False
        if not whole:
            yield _finding(f"release {name}", "Its figures or their description are not those that were released.")


def account_findings(rows: Rows, told: Told) -> Iterator[Finding]:
    """Hold the accounts against what was last told of them."""
    expected = dict(told.accounts)
    for place, account in rows:
        if account is None:
            yield unreadable("Account", place)
            continue
        said, since = expected.pop(account.id, (None, 0))
        if said is None:
            yield _finding(f"account {account.id}", "No entry of the journal wrote it, or it was erased.")
            continue
        if names := _other(account, said, since):
            yield _finding(f"account {account.id}", say("Not as it was written: {what}.", what=", ".join(names)))
        yield from meddling(f"account {account.id}", account, since)
    for own in sorted(own for own, (said, _since) in expected.items() if said is not None):
        yield _finding(f"account {own}", "It is gone, and no entry of the journal erased it.")


def _other(account: Account, said: Any, since: int) -> list[str]:
    now, said = account.told(since), _mapping(said)
    return [name for name in now if content_hash(now[name]) != content_hash(said.get(name))]


def erasable_findings(rows: Rows, told: Told) -> Iterator[Finding]:
    """Hold the erasable texts against the hashes by which the journal names them."""
    there = set()
    for place, row in rows:
        if row is None:
            yield unreadable("Erasable", place)
            continue
        there.add(row.hash)
        if row.hash not in told.kept:
            yield _finding(f"text {row.hash[:12]}", "No entry of the journal wrote it, or it was erased.")
            continue
        if _erasable_hash(row, told.kept[row.hash]) != row.hash:
            yield _finding(f"text {row.hash[:12]}", "It is not what was written.")
        yield from meddling(f"text {row.hash[:12]}", row, told.kept[row.hash])
    for gone in sorted(told.kept.keys() - there):
        yield _finding(f"text {gone[:12]}", "It is gone, and no entry of the journal erased it.")


def _erasable_hash(row: Erasable, since: int) -> str:
    try:
        return erasable_hash(row, since)
    except (TypeError, ValueError, AttributeError):
        return ""


def erasable_hash(row: Erasable, since: int) -> str:
    """Return the salted SHA-256, hexadecimal, by which an entry of layout ``since`` names an erasable text."""
    hidden = {"hash", *later("Erasable", since)}
    columns = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
    return content_hash(as_json({name: value for name, value in columns.items() if name not in hidden}))
