"""A workspace with the large programme in it and years of changes: 50,000 entries, each as a service writes it.

python benchmarks/large_workspace.py FOLDER [--areas 500] [--records 5000] [--entries 50000]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from large_programme import AREAS, PROGRAMME, RECORDS, SEED, sentence, write_large_programme

from wijkpeil.model.ledger import Target
from wijkpeil.model.money import BudgetLine
from wijkpeil.model.people import command_actor

ENTRIES = 50_000
FIRST_DAY = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
LAST_DAY = datetime(2025, 12, 19, 16, 0, tzinfo=UTC)
ROLES = ("reporter", "programme-manager", "decision-maker")


def fill_large_workspace(
    path: Path, areas: int = AREAS, records: int = RECORDS, entries: int = ENTRIES, seed: int = SEED
) -> None:
    """Make a workspace with the programme in it and ``entries`` entries in its journal; one that is there stays."""
    from wijkpeil.ledger.workspace import init_workspace

    init_workspace(path)
    from wijkpeil.ledger.models import JournalEntry
    from wijkpeil.ledger.services import programme_load

    if JournalEntry.objects.exists():
        return
    with TemporaryDirectory() as folder, clock() as set_clock:
        set_clock(FIRST_DAY)
        made = write_large_programme(Path(folder) / PROGRAMME, areas, records, seed)
        programme_load(made, actor=command_actor("benchmark"), workspace=path)
        _history(random.Random(seed + 1), entries - 1, set_clock)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def clock() -> Iterator[Callable[[datetime], None]]:
    """Let what is written be recorded at the moment that is set, so that years of changes can be made in minutes."""
    held = [FIRST_DAY]

    def set_clock(moment: datetime) -> None:
        held[0] = moment

    with patch("django.utils.timezone.now", lambda: held[0]):
        yield set_clock


def revise(chance: random.Random, register: str = "") -> None:
    """Change one record of the programme, or of one register, as a service does: a revision closed, one opened."""
    from wijkpeil.ledger.models import REGISTERS

    name = register or chance.choices(("measures", "budget_lines", "targets", "commitments"), (6, 2, 1, 1))[0]
    rows = list(REGISTERS[name].objects.of(PROGRAMME).current().order_by("record_id").values_list("record_id"))
    _revise(name, chance.choice(rows)[0], chance)


def _history(chance: random.Random, entries: int, set_clock: Callable[[datetime], None]) -> None:
    from wijkpeil.ledger.models import REGISTERS
    from wijkpeil.ledger.services.recording import writing

    names = ("measures", "budget_lines", "targets", "commitments", "requests", "partners")
    ids = {
        name: list(REGISTERS[name].objects.of(PROGRAMME).order_by("position").values_list("record_id", flat=True))
        for name in names
    }
    step = (LAST_DAY - FIRST_DAY) / max(entries, 1)
    # In parts, so that a journal of any length fits the memory of one transaction.
    for start in range(0, entries, 1_000):
        with writing():
            for number in range(start, min(start + 1_000, entries)):
                set_clock(FIRST_DAY + step * (number + 1))
                name = chance.choices(names, (50, 20, 10, 10, 8, 2))[0]
                _revise(name, chance.choice(ids[name]), chance)


def _revise(name: str, record_id: str, chance: random.Random) -> None:
    from wijkpeil.ledger.journal import as_json
    from wijkpeil.ledger.mapper import to_columns, to_record
    from wijkpeil.ledger.models import REGISTERS
    from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing

    model = REGISTERS[name]
    with writing():
        row = model.objects.of(PROGRAMME).current().get(record_id=record_id)
        held = to_record(model.record_type, row)
        made = _changed(held, chance)
        by = By(actor=f"actor-{chance.randrange(40):02}", role=chance.choice(ROLES), why="Bijgesteld na overleg.")
        columns = to_columns(made)
        columns.pop("record_id")
        changes = Changes(opened={model: [(record_id, row.position, columns)]}, closed=[row])
        subject = f"{name}/{record_id}"
        journal_write(
            by,
            programme=PROGRAMME,
            action="record_revise",
            subject=subject,
            before={subject: as_json(row.columns())},
            after={subject: as_json(columns)},
            changes=changes,
        )


def _changed(held: Any, chance: random.Random) -> Any:
    """Return a record with one thing in it changed."""
    if isinstance(held, BudgetLine):
        return replace(held, amount=Decimal(chance.randrange(10_000, 5_000_000)))
    if isinstance(held, Target):
        return replace(held, bound=Decimal(chance.randrange(40, 90)) / 10)
    field = next(name for name in ("description", "sentence", "role") if hasattr(held, name))
    return replace(held, **{field: sentence(chance)})


def main() -> None:
    """Make a workspace in the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--areas", type=int, default=AREAS)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    given = parser.parse_args()
    fill_large_workspace(given.folder, given.areas, given.records, given.entries)


if __name__ == "__main__":
    main()
