"""Records to CSV text in the one form that dumping gives: all columns, in the order of the record's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wijkpeil.loading.fields import columns_of, fields_of
from wijkpeil.loading.scalars import render

_QUOTED = re.compile(r'[",\n\r]')


def table_text(record: type, records: Iterable[Any]) -> str:
    """Return records as CSV: a header, a row each, every row ended by a line feed; empty cells for what is absent."""
    rows = [list(columns_of(record)), *(list(cells(record, each)) for each in records)]
    return "".join(",".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def cells(record: type, each: Any) -> Iterator[str]:
    """Yield the cell of each column of a record, in the order of the file."""
    for field in fields_of(record).values():
        value = getattr(each, field.name)
        if field.kind.is_text:
            yield from ("", "") if value is None else (value.nl, value.en)
        elif field.kind.shape == "list":
            yield "; ".join(render(part) for part in value)
        else:
            yield render(value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
