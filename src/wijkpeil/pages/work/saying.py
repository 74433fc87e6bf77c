"""The cells of a record in a reader's words: names for ids, words for choices, the decimal sign of the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from wijkpeil.loading.fields import Field, columns_of
from wijkpeil.loading.scalars import NotThat, parse
from wijkpeil.model.base import record
from wijkpeil.pages.format import day
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.form import options_of
from wijkpeil.pages.work.reading import parts_of, shape_of, shown_cell
from wijkpeil.pages.work.words import field_words


@record
class Said:
    """A cell with what it is called."""

    column: str
    label: str
    text: str
    language: str
    """Language of the text; empty where it is in that of the page."""


@record
class Difference:
    """A cell as it was and as it is to be."""

    column: str
    label: str
    old: str
    new: str
    language: str


@dataclass(slots=True)
class Speaker:
    """Says the cells of one register; in the active language."""

    desk: Desk
    register: str
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the options of each field are called, once they were asked for."""

    def label(self, column: str) -> str:
        """Say what a column is called."""
        kept = self._field(column)
        label = field_words(self.register, kept.name, self.desk.language).label
        if not kept.kind.is_text:
            return label
        return f"{label} ({_('Dutch') if column.endswith('_nl') else _('English')})"

    def text(self, column: str, cell: str) -> str:
        """Say a cell; empty where it is empty."""
        kept = self._field(column)
        shape = shape_of(record_type_of(self.register), kept)
        if not cell and kept.name == "owner":
            # Who keeps a record is never left open: where no partner does, the programme office does.
            return self._labels(kept).get("", "")
        if kept.kind.is_text or not cell:
            return cell
        if shape in ("choice", "yesno", "one", "many"):
            labels = self._labels(kept)
            return ", ".join(labels.get(part, part) for part in parts_of(cell))
        if shape == "day":
            return _day(cell, self.desk.language)
        return shown_cell(shape, cell, self.desk.language).replace("\n", ", ")

    def all(self, cells: Mapping[str, str]) -> tuple[Said, ...]:
        """Say all cells of a record but its id, in the order of the file."""
        return tuple(self._said(column, cells.get(column, "")) for column in self._columns())

    def differences(self, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
        """Say each cell that is another."""
        return tuple(
            Difference(
                column=column,
                label=self.label(column),
                old=self.text(column, old.get(column, "")),
                new=self.text(column, new.get(column, "")),
                language=self._language(column),
            )
            for column in self._columns()
            if old.get(column, "") != new.get(column, "")
        )

    def _said(self, column: str, cell: str) -> Said:
        return Said(
            column=column, label=self.label(column), text=self.text(column, cell), language=self._language(column)
        )

    def _columns(self) -> Iterator[str]:
        return (column for column in columns_of(record_type_of(self.register)) if column != "id")

    def _field(self, column: str) -> Field:
        return columns_of(record_type_of(self.register))[column]

    def _language(self, column: str) -> str:
        return column[-2:] if self._field(column).kind.is_text else ""

    def _labels(self, kept: Field) -> dict[str, str]:
        if kept.name not in self.labels:
            options = options_of(self.desk, self.register, kept)
            self.labels[kept.name] = {each.value: f"{each.label} {each.detail}".strip() for each in options}
        return self.labels[kept.name]


def _day(cell: str, language: str) -> str:
    try:
        value: date = parse(date, cell)
    except NotThat:
        return cell
    return day(value, language)
