"""What the journal's entries changed of what a programme shows, found from the revisions that they opened and closed.

An entry says itself what it is about, but only the rows say what it did: nothing here relies on how an entry is worded.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection

from wijkpeil.ledger.models import REGISTERS, ProgrammeRevision, ReleaseRevision
from wijkpeil.ledger.revisions import Revision

RELEASES = "releases"
DEFINITIONS = "definitions"
TABLES: dict[str, type[Revision]] = {**REGISTERS, RELEASES: ReleaseRevision, DEFINITIONS: ProgrammeRevision}
"""What a state is made of: the registers, the releases and the definitions."""


def touched(programme: str, after: int, until: int) -> frozenset[str]:
    """Return the names in ``TABLES`` that entries after ``after``, up to and with ``until``, changed; one query."""
    one = "SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table} WHERE {programme} = %s AND ({opened} OR {closed}))"
    between = "({column} > %s AND {column} <= %s)"
    statement = _of_all(one, between)
    return frozenset(row[0] for row in _rows(statement, [programme, after, until, after, until] * len(TABLES)))


def public_change_before(programme: str, sequence: int) -> int | None:
    """Return the number of the last entry before ``sequence`` that changed something public; one query."""
    found = _edges(programme, sequence, "<", "DESC")
    return max(found, default=None)


def public_change_after(programme: str, sequence: int) -> int | None:
    """Return the number of the first entry after ``sequence`` that changed something public; one query."""
    found = _edges(programme, sequence, ">", "ASC")
    return min(found, default=None)


def public_changes(programme: str, after: int, until: int) -> dict[int, dict[str, tuple[int, int, int]]]:
    """Return what entries after ``after``, up to and including ``until``, changed of what is public.

    Per entry and name in ``TABLES``: how many records it added, changed and removed. One query.
    """
    one = (
        "SELECT opened_by_id AS entry, '{name}' AS name, COUNT(*) AS opened, 0 AS closed FROM {table}"
        " WHERE {programme} = %s AND opened_by_id > %s AND opened_by_id <= %s{public} GROUP BY opened_by_id"
        " UNION ALL SELECT closed_by_id, '{name}', 0, COUNT(*) FROM {table}"
        " WHERE {programme} = %s AND closed_by_id > %s AND closed_by_id <= %s{public} GROUP BY closed_by_id"
    )
    counts: dict[int, dict[str, list[int]]] = {}
    for entry, name, opened, closed in _rows(_of_all(one, ""), [programme, after, until] * 2 * len(TABLES)):
        place = counts.setdefault(entry, {}).setdefault(name, [0, 0])
        place[0] += opened
        place[1] += closed
    # A changed record is one revision closed and one opened.
    return {
        entry: {
            name: (max(opened - closed, 0), min(opened, closed), max(closed - opened, 0))
            for name, (opened, closed) in many.items()
        }
        for entry, many in counts.items()
    }


def _edges(programme: str, sequence: int, side: str, order: str) -> list[int]:
    """Return, of each table, the entry next to ``sequence``: a step along an index, where MIN and MAX would walk it."""
    parts = (
        f"SELECT (SELECT {column} FROM {{table}} WHERE {column} {side} %s AND {{programme}} = %s{{public}}"
        f" ORDER BY {column} {order} LIMIT 1)"
        for column in ("opened_by_id", "closed_by_id")
    )
    rows = _rows(_of_all(" UNION ALL ".join(parts), ""), [sequence, programme] * 2 * len(TABLES))
    return [row[0] for row in rows if row[0] is not None]


@cache
def _of_all(one: str, column: str) -> str:
    """Write a statement once for every table. The names come from the models, never from a reader."""
    parts = []
    for name, model in TABLES.items():
        table = connection.ops.quote_name(model._meta.db_table)
        parts.append(
            one.format(
                name=name,
                table=table,
                programme="programme",
                opened=column.format(column="opened_by_id"),
                closed=column.format(column="closed_by_id"),
                public=_public(model),
            )
        )
    return " UNION ALL ".join(parts)


def _public(model: type[Revision]) -> str:
    """Keep the public rows, where a register says who may see each of its records."""
    names = {field.name for field in model._meta.get_fields()}
    return " AND visibility = 'public'" if "visibility" in names else ""


def _rows(statement: str, given: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return cursor.fetchall()
