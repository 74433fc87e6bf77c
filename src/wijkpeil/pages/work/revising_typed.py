"""What is typed on the form that revises a target and its parts; as it is sent, and as a draft keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from wijkpeil.ledger.services import Restated
from wijkpeil.ledger.services.targets import decision_columns, statement_columns
from wijkpeil.loading.editing import record_cells
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Target
from wijkpeil.model.statement import TargetRevision, statement_fields
from wijkpeil.pages.work.reading import PREFIX, Posted, read_cells

DECISION = ("decided_on", "reason", "decision", "decided_by", "lines")
FIRST = (
    "sentence",
    "relation",
    "bound",
    "unit",
    "deadline",
    "deadline_label",
    "baseline",
    "baseline_on",
    "baseline_note",
    "path",
    "milestones",
    "tolerance",
)
"""What a decision mostly changes."""
PART = ("sentence", "bound", "deadline", "deadline_label")
"""What a decision mostly changes in a part with it."""
REST = tuple(name for name in statement_fields() if name not in FIRST)
"""What is measured, where and against what."""
_SEEN = "revision"
_SIGN = "/"
"""What stands between a part and its column in a draft; neither holds it."""


@record
class Typed:
    """What the form holds: cells by column, of the target and of each of its parts."""

    cells: Mapping[str, str]
    """Of the statement and of the decision."""
    revision: int | None
    """Revision of the target that was seen; None: whatever there is."""
    parts: Mapping[str, Mapping[str, str]]
    """Of each part those that the form asks for, by its id."""
    seen: Mapping[str, int]
    """Revision of each part that was seen."""

    @property
    def digest(self) -> str:
        """What tells this from anything else that could be typed."""
        content = json.dumps([dict(self.cells), {own: dict(some) for own, some in self.parts.items()}], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    @property
    def statement(self) -> dict[str, str]:
        """The cells of the statement."""
        return {column: self.cells[column] for column in statement_columns()}

    @property
    def decision(self) -> dict[str, str]:
        """The cells of the decision."""
        return {column: self.cells[column] for column in decision_columns()}

    def restated(self, targets: Mapping[str, Target]) -> tuple[Restated, ...]:
        """Return the parts of which something was typed over."""
        return tuple(
            Restated(id=own, columns=cells, revision=self.seen.get(own))
            for own, cells in self.parts.items()
            if own in targets and changed(targets[own], cells)
        )


def asked(names: Iterable[str]) -> tuple[Field, ...]:
    """Return fields of a revision by name."""
    known = fields_of(TargetRevision)
    return tuple(known[name] for name in names)


def changed(target: Target, cells: Mapping[str, str]) -> bool:
    """Tell whether cells say something else than the target does."""
    before = record_cells(target)
    return any(cell != before[column] for column, cell in cells.items())


def opening(target: Target, parts: Iterable[Target], revisions: Mapping[str, int]) -> Typed:
    """Return what the form starts from: what each target states, and no decision yet."""
    before = record_cells(target)
    cells = {column: before[column] for column in statement_columns()} | dict.fromkeys(decision_columns(), "")
    return Typed(
        cells=cells,
        revision=revisions.get(target.id),
        parts={part.id: part_cells(part) for part in parts},
        seen={part.id: revisions[part.id] for part in parts if part.id in revisions},
    )


def part_cells(part: Target) -> dict[str, str]:
    """Return what a part states, of what the form asks for."""
    before = record_cells(part)
    return {column: before[column] for field in asked(PART) for column in field.columns}


def part_control(own: str, column: str) -> str:
    """Return the name of the control of a part's column."""
    return f"p-{own}-{column}"


def read_typed(posted: Posted, target: Target | None = None) -> Typed:
    """Return what was sent; of lists that the target has too, in its order."""
    before = record_cells(target) if target is not None else {}
    named = tuple(dict.fromkeys(own for text in posted("parts") for own in text.split()))
    seen = {own: _number(posted(part_control(own, _SEEN))) for own in named}
    return Typed(
        cells=read_cells(TargetRevision, asked((*FIRST, *REST, *DECISION)), posted, before),
        revision=_number(posted("revision")) or 0,
        parts={own: read_cells(TargetRevision, asked(PART), _of_part(posted, own)) for own in named},
        seen={own: revision for own, revision in seen.items() if revision is not None},
    )


def kept_columns(typed: Typed) -> dict[str, str]:
    """Return what a draft keeps, the revision of the target apart."""
    parts = {f"{own}{_SIGN}{column}": cell for own, some in typed.parts.items() for column, cell in some.items()}
    seen = {f"{own}{_SIGN}{_SEEN}": str(revision) for own, revision in typed.seen.items()}
    return {**typed.cells, **parts, **seen}


def kept_typed(columns: Mapping[str, str], revision: int | None, start: Typed) -> Typed:
    """Return what a draft kept; what it does not hold is as ``start`` has it."""
    parts: dict[str, dict[str, str]] = {own: dict(cells) for own, cells in start.parts.items()}
    seen = dict(start.seen)
    for name, cell in columns.items():
        own, sign, column = name.partition(_SIGN)
        if sign and column == _SEEN:
            seen[own] = _number([cell]) or 0
        elif sign:
            parts.setdefault(own, {})[column] = cell
    cells = {**start.cells, **{name: cell for name, cell in columns.items() if name in start.cells}}
    return Typed(cells=cells, revision=revision, parts=parts, seen=seen)


def _of_part(posted: Posted, own: str) -> Posted:
    return lambda name: posted(part_control(own, name.removeprefix(PREFIX)))


def _number(given: Iterable[str]) -> int | None:
    text = next(iter(given), "")
    return int(text) if text.isdecimal() and len(text) < 9 else None
