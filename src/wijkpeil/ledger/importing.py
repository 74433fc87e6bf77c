"""What a sheet of a register would change, before anything is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wijkpeil.errors import Fault, NotAllowed, say
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.rights import may
from wijkpeil.ledger.seeing import seen
from wijkpeil.ledger.services.records import Change, faults_told, require_change
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.each import OfEach
from wijkpeil.loading.editing import Edit, apply_edits, record_cells
from wijkpeil.loading.fields import Field, columns_of
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.model.base import record
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme

REVISION = "revision"
"""Name of the column that says which revision a row was exported from."""
_BASE = re.compile(r"revision(?:@([0-9]{1,18}))?")
_YES, _NO = {"true", "waar", "ja", "yes"}, {"false", "onwaar", "nee", "no"}
_DUTCH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


@record
class RowChange:
    """A record that a sheet would change."""

    id: str
    line: int
    """Row of the sheet; 0 where the sheet has none."""
    before: Mapping[str, str] | None
    """Cells as they stand; None where there is no such record."""
    after: Mapping[str, str] | None
    """Cells as they are to be; None where the record goes."""
    revision: int
    """Revision that stands now; 0 where there is none."""
    theirs: tuple[str, ...] = ()
    """Columns that someone else changed since the export, and the sheet too."""
    moved: bool = False
    """True where someone else changed the record since the export."""


@record
class RowFault:
    """Something wrong in a sheet, with where."""

    line: int | None
    """Row of the sheet; None where it is about the whole."""
    column: str
    """Name of the column; empty where it is about the row."""
    fault: Fault


@record
class ImportPlan:
    """Everything that a sheet would change."""

    register: str
    added: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    stale: tuple[RowChange, ...]
    """Rows in which both the sheet and someone else changed the same column; written only where that is asked for."""
    missing: tuple[RowChange, ...]
    """Records that the sheet has no row of; removed only where that is asked for."""
    kept: int
    """Records that the sheet has no row of and that the actor may not remove."""
    unchanged: int
    faults: tuple[RowFault, ...]

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of all that it would change."""
        rows = [
            [each.id, each.revision, each.before and dict(each.before), each.after and dict(each.after)]
            for each in (*self.added, *self.changed, *self.stale, *self.missing)
        ]
        return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()

    def changes(self, overwrite: Collection[str] = (), *, removing: bool = False) -> tuple[Change, ...]:
        """Return the writes: of stale rows those of which the ids are given, of missing records all or none."""
        rows = [*self.added, *self.changed, *(each for each in self.stale if each.id in overwrite)]
        rows += self.missing if removing else ()
        return tuple(
            Change(edit=Edit(register=self.register, id=each.id, columns=each.after), revision=each.revision)
            for each in rows
        )


def header_base(header: Iterable[str]) -> int | None:
    """Return the journal entry up to which a sheet was exported; None where its header does not say."""
    found = (match for name in header if (match := _BASE.fullmatch(name)) and match[1])
    return next((int(match[1]) for match in found), None)


def plan_import(
    actor: Actor,
    held: Programme,
    register: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    base: int | None,
) -> ImportPlan:
    """Compare a sheet with a register as it stands; ``base`` is the journal entry that it was exported at."""
    kept = REGISTERS[register].record_type
    assert kept is not None
    names = [REVISION if _BASE.fullmatch(name) else name for name in header]
    faults = list(_header_faults(names, columns_of(kept)))
    if any(each.column == "id" for each in faults):
        return _plan(register, faults=faults)
    filled, found = _filled(names, rows, columns_of(kept))
    faults += found
    stored = _Stored(actor, held, register)
    compared = [stored.compare(line, cells) for line, cells in filled]
    changes = [each for each in compared if each is not None]
    faults += _refused(actor, held, register, changes, stored)
    listed = {cells["id"] for _, cells in filled}
    missing = tuple(stored.missing(listed, base))
    removable = tuple(each for each in missing if stored.may_remove(each.id))
    return _plan(
        register,
        faults=sorted(faults, key=lambda each: (each.line or 0, each.column)),
        changes=changes,
        missing=removable,
        kept=len(missing) - len(removable),
        unchanged=len(compared) - len(changes),
    )


def _plan(
    register: str,
    *,
    faults: Sequence[RowFault],
    changes: Sequence[RowChange] = (),
    missing: tuple[RowChange, ...] = (),
    kept: int = 0,
    unchanged: int = 0,
) -> ImportPlan:
    settled = [each for each in changes if not each.theirs]
    return ImportPlan(
        register=register,
        added=tuple(each for each in settled if each.before is None),
        changed=tuple(each for each in settled if each.before is not None),
        stale=tuple(each for each in changes if each.theirs),
        missing=missing,
        kept=kept,
        unchanged=unchanged,
        faults=tuple(faults),
    )


class _Stored:
    """A register as it stands, for one actor."""

    def __init__(self, actor: Actor, held: Programme, register: str) -> None:
        self.actor, self.held, self.register = actor, held, register
        self.programme = held.definitions.info.id
        self.model = REGISTERS[register]
        records = getattr(held.ledger, register)
        self.records = {each.id: each for each in records}
        shown = {each.id for each in seen(actor, self.programme, register, records)}
        cells = zip(self.records, _cells.of(register, records), strict=True)
        self._cells = {own: one for own, one in cells if own in shown}
        current = self.model.objects.of(self.programme).current()
        self.rows = {own: (revision, entry) for own, revision, entry in _numbers(current)}

    def visible(self, own: str) -> bool:
        """Say whether there is such a record, and the actor may see it."""
        return own in self._cells

    def revision(self, own: str) -> int:
        """Return the revision that stands of a record; 0 where the actor sees none."""
        return self.rows.get(own, (0, 0))[0] if self.visible(own) else 0

    def is_hidden(self, own: str) -> bool:
        """Say whether an id is taken by a record that is kept from the actor."""
        return own in self.records and not self.visible(own)

    def cells(self, own: str) -> Mapping[str, str] | None:
        """Return the cells of a record but its id, as they stand; None where the actor sees no such record."""
        return self._cells.get(own)

    def may_remove(self, own: str) -> bool:
        """Say whether the actor may remove a record."""
        return may(self.actor, "record_remove", subject_of(self.held, self.register, self.records[own]))

    def missing(self, listed: Collection[str], base: int | None) -> Iterator[RowChange]:
        """Yield the records that the actor sees and that were there at the export, of which a sheet has no row."""
        for own, (revision, entry) in self.rows.items():
            if own not in listed and own in self._cells and (base is None or entry <= base):
                yield RowChange(id=own, line=0, before=self.cells(own), after=None, revision=revision)

    def compare(self, line: int, sheet: Mapping[str, str]) -> RowChange | None:
        """Return what a row would change; None where it changes nothing."""
        own, base = sheet["id"], sheet.get(REVISION, "")
        filled = {column: cell for column, cell in sheet.items() if column not in ("id", REVISION)}
        now, revision = self.cells(own), self.revision(own)
        if now is not None and filled.items() <= now.items():
            # Whatever it was exported from: what it asks for stands already.
            return None
        original = self._as_exported(own, base, revision)
        if original is not None:
            # What its row says as it did when exported, nobody changed in the sheet: what others wrote stays.
            mine = {column: cell for column, cell in filled.items() if cell != original.get(column, "")}
            if not mine:
                return None
            theirs = tuple(
                column
                for column, cell in mine.items()
                if now is None or (now.get(column, "") not in (original.get(column, ""), cell))
            )
            after = {**(now if now is not None else original), **mine}
            moved = True
        else:
            after, theirs, moved = {**(now or {}), **filled}, (), False
        if after == now:
            return None
        return RowChange(id=own, line=line, before=now, after=after, revision=revision, theirs=theirs, moved=moved)

    def _as_exported(self, own: str, base: str, revision: int) -> Mapping[str, str] | None:
        """Return the cells of the revision that a row was exported from, where another stands by now."""
        if not base.isdecimal() or int(base) == revision:
            return None
        row = self.model.objects.of(self.programme).filter(record_id=own, revision=int(base)).first()
        each = to_record(row.record_type, row) if row is not None and row.record_type is not None else None
        if each is None or not may_read(self.actor, self.programme, self.register, each):
            return None
        return _own_cells(self.register, each)


def _own_cells(_register: str, each: Any) -> Mapping[str, str]:
    """Return the cells of a record but its id."""
    return {column: cell for column, cell in record_cells(each).items() if column != "id"}


_cells: OfEach[Mapping[str, str]] = OfEach(_own_cells)


def _numbers(current: Any) -> Iterator[tuple[str, int, int]]:
    yield from current.values_list("record_id", "revision", "opened_by_id")


def _header_faults(names: Sequence[str], known: Mapping[str, Field]) -> Iterator[RowFault]:
    for name in dict.fromkeys(names):
        if name not in known and name != REVISION:
            remedy = did_you_mean(name, known, say("Remove it."))
            yield _fault(1, name, say("There is no column {column} in this register.", column=repr(name)), remedy)
        if names.count(name) > 1:
            yield _fault(
                1,
                name,
                say("The column {column} stands in the header twice.", column=name),
                say("Keep one of the two."),
            )
    if "id" not in names:
        yield _fault(
            1, "id", say("The column id is missing."), say("Export the register first, and fill in that file.")
        )


def _filled(
    names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], known: Mapping[str, Field]
) -> tuple[list[tuple[int, dict[str, str]]], list[RowFault]]:
    faults: list[RowFault] = []
    found: dict[str, tuple[int, dict[str, str]]] = {}
    readers = [(name, _reader(known.get(name)) if name in known or name == REVISION else None) for name in names]
    for line, cells in rows:
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            faults.append(
                _fault(line, "", say("The row has cells to the right of the last column."), say("Remove them."))
            )
        row = {name: read(cell) if cell else "" for cell, (name, read) in zip(cells, readers, strict=False) if read}
        own = row.get("id", "")
        if not own:
            faults.append(_fault(line, "id", say("The row has no id."), say("Give each row an id that no other has.")))
        elif own in found:
            message = say("The id {id} stands in row {row} too.", id=own, row=found[own][0])
            faults.append(_fault(line, "id", message, say("Keep one of the two.")))
        else:
            found[own] = (line, row)
    return list(found.values()), faults


def _reader(field: Field | None) -> Callable[[str], str]:
    """Return what gives a cell of a column in the notation of the file, whatever a spreadsheet made of it."""
    if field is None or field.name == "id":
        return str.strip
    if field.kind.shape == "list":
        return lambda cell: "; ".join(part for part in (each.strip() for each in cell.split(";")) if part)
    if field.kind.shape == "choice" or (field.kind.type is not str and not field.kind.is_text):
        kind = field.kind.type
        return lambda cell: _scalar(cell.strip(), kind)
    return lambda cell: cell.replace("\r\n", "\n")


def _scalar(cell: str, kind: Any) -> str:
    if kind is bool:
        return "true" if cell.lower() in _YES else "false" if cell.lower() in _NO else cell
    if kind in (Decimal, int):
        plain = cell.replace("−", "-")
        return plain.replace(",", ".") if _COMMA.fullmatch(plain) else plain
    if kind is date and (match := _DUTCH_DAY.fullmatch(cell)):
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return cell


def _refused(
    actor: Actor, held: Programme, register: str, changes: Sequence[RowChange], stored: _Stored
) -> Iterator[RowFault]:
    """Yield every fault of what a sheet would change: against the rules, and against what the actor may do."""
    taken = [each for each in changes if stored.is_hidden(each.id)]
    for each in taken:
        yield _fault(each.line, "id", say("This id cannot be used."), say("Choose another."))
    changes = [each for each in changes if each not in taken]
    edits = [Edit(register=register, id=each.id, columns=each.after) for each in changes]
    edited = apply_edits(held, edits)
    lines = {f"{register}/{each.id}": each.line for each in changes}
    # Where rules are broken among all records, it is said as far as the actor may know of them.
    broken = any(fault.severity == "error" for fault in edited.faults)
    for fault in faults_told(actor, held, edits) if broken else ():
        yield RowFault(line=lines.get(fault.file), column=fault.key, fault=fault)
    for each, edit, after in zip(changes, edits, edited.records, strict=True):
        before = stored.records.get(each.id)
        if before is None and after is None:
            continue
        try:
            require_change(actor, held, edit, before, after, restored=False)
        except NotAllowed:
            message = say("You may not write this record.")
            remedy = say("Take the row out, or ask whoever keeps the record.")
            yield _fault(each.line, "", message, remedy)


def _fault(line: int, column: str, message: str, remedy: str) -> RowFault:
    return RowFault(
        line=line, column=column, fault=Fault(file="", line=line, key=column, message=message, remedy=remedy)
    )
