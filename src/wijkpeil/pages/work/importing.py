"""What a sheet would change, said before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from wijkpeil.ledger.importing import ImportPlan, RowChange, RowFault
from wijkpeil.model.base import record
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.saying import Difference, Said, Speaker
from wijkpeil.pages.work.words import RegisterWords, register_words


@record
class ChangeLine:
    """A record that would change."""

    id: str
    line: int
    title: str
    values: tuple[Said, ...]
    """What a new record says."""
    changes: tuple[Difference, ...]
    """What would be another in one that is there."""
    moved: bool
    """True where someone else changed it since the export."""


@record
class FaultLine:
    """Something wrong, with its place in the sheet."""

    line: int | None
    column: str
    letter: str
    """Letter of the column; empty where it is about the row or the whole."""
    fault: str


@record
class PreviewPage:
    """Everything that a sheet would change."""

    words: RegisterWords
    file: str
    added: tuple[ChangeLine, ...]
    changed: tuple[ChangeLine, ...]
    stale: tuple[ChangeLine, ...]
    missing: tuple[ChangeLine, ...]
    kept: int
    unchanged: int
    faults: tuple[FaultLine, ...]
    digest: str

    @property
    def writes(self) -> bool:
        """True where there is anything to confirm."""
        return bool(self.added or self.changed or self.stale or self.missing)


def preview_page(desk: Desk, register: str, file: str, header: Sequence[str], plan: ImportPlan) -> PreviewPage:
    """Say what a sheet would change."""
    with override(desk.language):
        speaker = Speaker(desk, register)
        return PreviewPage(
            words=register_words(register, desk.language),
            file=file,
            added=tuple(_line(speaker, each) for each in plan.added),
            changed=tuple(_line(speaker, each) for each in plan.changed),
            stale=tuple(_line(speaker, each) for each in plan.stale),
            missing=tuple(_line(speaker, each) for each in plan.missing),
            kept=plan.kept,
            unchanged=plan.unchanged,
            faults=tuple(_fault(each, header, desk) for each in plan.faults),
            digest=plan.digest,
        )


def _line(speaker: Speaker, each: RowChange) -> ChangeLine:
    before, after = each.before or {}, each.after or {}
    fresh = each.before is None
    return ChangeLine(
        id=each.id,
        line=each.line,
        title=_title(after or before, speaker.desk.language) or each.id,
        values=tuple(said for said in speaker.all(after) if said.text) if fresh else (),
        changes=speaker.differences(before, after) if not fresh and each.after is not None else (),
        moved=each.moved,
    )


def _title(cells: Mapping[str, str], language: str) -> str:
    return cells.get(f"name_{language}") or cells.get(f"place_{language}") or ""


def _fault(each: RowFault, header: Sequence[str], desk: Desk) -> FaultLine:
    column = next((name for name in (each.column, f"{each.column}_nl") if name in header), "")
    return FaultLine(
        line=each.line,
        column=column or each.column,
        letter=_letter(list(header).index(column)) if column else "",
        fault=fault_text(each.fault, desk.language),
    )


def _letter(index: int) -> str:
    """Return what a spreadsheet calls a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
