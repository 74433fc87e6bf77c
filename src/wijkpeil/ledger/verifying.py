"""Proof that nothing was changed behind the application: the journal's chain, and every row held against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from wijkpeil.errors import WijkpeilError
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.journal import GENESIS, broken_entries, content_hash, rows_hash
from wijkpeil.ledger.models import DefinitionSet, Erasable, JournalEntry, ReleaseRevision
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.loading import definitions_hash
from wijkpeil.model.base import record

CHUNK = 2000


@record
class Finding:
    """Something that is not as the journal says."""

    where: str
    """Table and row, or the entry."""
    message: str
    """What is wrong."""


@record
class Verification:
    """What holding everything against the journal came to."""

    entries: int
    """Number of journal entries."""
    rows: int
    """Number of rows held against them."""
    head: str
    """Hash of the last entry."""
    findings: tuple[Finding, ...]
    """What is not as it was written; empty where all is."""


Check = Callable[[], Iterator[Finding]]
_more: list[Check] = []


def also_verify(check: Check) -> Check:
    """Have ``check`` run too: for tables that another application keeps and the journal covers."""
    if check not in _more:
        _more.append(check)
    return check


def verify(head: str = "", at: int | None = None) -> Verification:
    """Hold the journal against itself, and every row that it covers against the journal.

    ``head`` is a hash that was kept elsewhere, of entry number ``at``, or of any entry where that is not given: it must
    still be in the chain. Without one, the last entries could have been cut off unseen.
    """
    entries = list(JournalEntry.objects.order_by("sequence").iterator(CHUNK))
    rows, found = _rows(entries)
    findings = [
        *(
            _finding(f"entry {number}", "It does not follow from its content or the entry before it.")
            for number in broken_entries(entries)
        ),
        *_head(entries, head, at),
        *found,
        *_definitions(entries),
        *_figures(),
        *_accounts(entries),
        *_erasables(entries),
        *(finding for check in _more for finding in check()),
    ]
    last = entries[-1].hash if entries else GENESIS
    return Verification(entries=len(entries), rows=rows, head=last, findings=tuple(findings))


def _finding(where: str, message: str) -> Finding:
    return Finding(where=where, message=message)


def _head(entries: list[JournalEntry], head: str, at: int | None) -> Iterator[Finding]:
    if not head:
        return
    there = [entry for entry in entries if entry.hash == head]
    if not there or (at is not None and there[0].sequence != at):
        where = "the journal" if at is None else f"entry {at}"
        yield _finding(where, "The hash that was kept elsewhere is not there: the journal was cut off or rewritten.")


def _rows(entries: list[JournalEntry]) -> tuple[int, list[Finding]]:
    """Hold every revision against the entries that opened and closed it."""
    by_number = {entry.sequence: entry for entry in entries}
    opened: dict[int, list[Any]] = defaultdict(list)
    closed: dict[int, list[Any]] = defaultdict(list)
    findings, count = [], 0
    for model in Revision.__subclasses__():
        for row in model._base_manager.order_by("programme", "record_id", "revision").iterator(CHUNK):
            count += 1
            opened[row.opened_by_id].append(row)
            if row.closed_by_id is not None:
                closed[row.closed_by_id].append(row)
            findings += _moments(row, by_number)
    for entry in entries:
        if rows_hash(opened.pop(entry.sequence, []), closed.pop(entry.sequence, [])) != entry.rows:
            findings.append(_finding(f"entry {entry.sequence}", "A row that it wrote was changed, removed or added."))
    loose = [row for rows in (*opened.values(), *closed.values()) for row in rows]
    findings += [_finding(_name(row), "No entry of the journal wrote it.") for row in loose]
    return count, findings


def _moments(row: Any, entries: dict[int, JournalEntry]) -> Iterator[Finding]:
    opener, closer = entries.get(row.opened_by_id), entries.get(row.closed_by_id)
    if opener and (opener.recorded_at != row.recorded_from or opener.programme != row.programme):
        yield _finding(_name(row), "It does not begin when the entry that opened it was written.")
    if row.recorded_to != (closer.recorded_at if closer else None):
        yield _finding(_name(row), "It does not end when the entry that closed it was written.")


def _name(row: Any) -> str:
    return f"{type(row).__name__} {row.programme}/{row.record_id} revision {row.revision}"


def _definitions(entries: list[JournalEntry]) -> Iterator[Finding]:
    named = {entry.after["definitions"] for entry in entries if entry.action == "programme_load" and entry.after}
    for kept in DefinitionSet.objects.order_by("hash").iterator(CHUNK):
        files = {path: text.encode() for path, text in kept.files.items()}
        if definitions_hash(files) != kept.hash:
            yield _finding(f"definitions {kept.hash[:12]}", "The files are not those that were loaded.")
        if kept.hash not in named:
            yield _finding(f"definitions {kept.hash[:12]}", "No entry of the journal loaded them.")
        named.discard(kept.hash)
    for missing in sorted(named):
        yield _finding(f"definitions {missing[:12]}", "They are no longer there.")


def _figures() -> Iterator[Finding]:
    store = FigureStore(current_workspace().figures)
    for name, checksum in ReleaseRevision.objects.order_by("record_id").values_list("record_id", "checksum").distinct():
        try:
            whole = store.read(name).checksum == checksum
        except (WijkpeilError, OSError):
            whole = False
        if not whole:
            yield _finding(f"release {name}", "Its figures are not those that were released.")


def _accounts(entries: list[JournalEntry]) -> Iterator[Finding]:
    told: dict[str, Any] = {}
    for entry in entries:
        register, _, own = entry.subject.partition("/")
        if register == "accounts" and entry.action.startswith("account_"):
            told[own] = entry.after
    for account in Account.objects.order_by("id").iterator(CHUNK):
        said = told.pop(account.id, None)
        if said is None:
            yield _finding(f"account {account.id}", "No entry of the journal wrote it, or it was erased.")
        elif (now := account.told()) != said:
            names = [name for name in now if now[name] != said.get(name)]
            yield _finding(f"account {account.id}", f"Not as it was written: {', '.join(names)}.")
    for own in sorted(own for own, said in told.items() if said is not None):
        yield _finding(f"account {own}", "It is gone, and no entry of the journal erased it.")


def _erasables(entries: list[JournalEntry]) -> Iterator[Finding]:
    kept = {entry.after["erasable"] for entry in entries if entry.action == "erasable_keep" and entry.after}
    erased = {entry.before["erasable"] for entry in entries if entry.action == "erasable_erase" and entry.before}
    there = set()
    for row in Erasable.objects.order_by("hash").iterator(CHUNK):
        there.add(row.hash)
        if (
            erasable_hash(row.salt, row.kind, row.content, row.expires_on.isoformat()) != row.hash
            or row.hash not in kept
        ):
            yield _finding(f"text {row.hash[:12]}", "It is not what was written.")
    for gone in sorted(kept - erased - there):
        yield _finding(f"text {gone[:12]}", "It is gone, and no entry of the journal erased it.")


def erasable_hash(salt: str, kind: str, content: Any, expires_on: str) -> str:
    """Return the salted SHA-256, hexadecimal, by which the journal names an erasable text."""
    return content_hash({"salt": salt, "kind": kind, "content": content, "expires_on": expires_on})


def head() -> tuple[int, str, str]:
    """Return number, hash and moment (ISO 8601) of the last entry: what an outsider keeps, to prove later that nothing
    before it was rewritten."""
    last = JournalEntry.objects.order_by("-sequence").first()
    if last is None:
        return 0, GENESIS, ""
    return last.sequence, last.hash, last.recorded_at.isoformat()
