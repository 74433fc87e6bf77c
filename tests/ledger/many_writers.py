"""Many processes that write at once: python many_writers.py WORKSPACE FOLDER WRITERS TIMES.

Each counts one record up, adds a record of its own, wants an id that the others want too, and sends what the others
send. Prints what came of it as JSON.
"""

import json
import multiprocessing
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from wijkpeil.ledger.workspace import init_workspace, open_workspace

open_workspace(Path(sys.argv[1]))

from django.db import connections  # noqa: E402

from wijkpeil.errors import StaleRecord  # noqa: E402
from wijkpeil.ledger.models import JournalEntry, Theme  # noqa: E402
from wijkpeil.ledger.services import account_invite, programme_load, record_add, record_revise  # noqa: E402
from wijkpeil.ledger.verifying import verify  # noqa: E402
from wijkpeil.model.people import Actor, Grant, command_actor  # noqa: E402

ROOT = command_actor("tester")


def manager(number: int) -> Actor:
    own = f"p-{number}"
    return Actor(id=own, kind="person", grants=(Grant(id="g", account=own, role="programme-manager"),))


def theme(name: object) -> dict[str, str]:
    return {"name_nl": str(name), "name_en": str(name), "main": "true", "lines": "1"}


def count_up(actor: Actor) -> int:
    """Count the shared record up by one; return how often another was first."""
    for stale in range(10_000):
        row = Theme.objects.of("small").current().get(record_id="t1")
        number = int(row.name_en) if row.name_en.isdigit() else 0
        try:
            record_revise(actor, "small", "themes", "t1", theme(number + 1), revision=row.revision)
        except StaleRecord:
            continue
        return stale
    raise AssertionError("it never came to its turn")


def write(number: int, times: int, told: Any) -> None:
    done, actor = Counter[str](), manager(number)
    try:
        for each in range(times):
            done["stale"] += count_up(actor)
            done["counted"] += 1
            record_add(actor, "small", "themes", f"own-{number}-{each}", theme("own"))
            try:
                record_add(actor, "small", "themes", f"wanted-{each}", theme(number))
                done["won"] += 1
            except StaleRecord:
                done["lost"] += 1
            record_add(manager(0), "small", "themes", f"sent-{each}", theme("sent"), key=f"sending-{each}")
            account_invite(ROOT, name=f"Person {number}", email=f"p{number}-{each}@example.org")
        if number % 10 == 0:
            done["findings"] += len(verify().findings)
    except BaseException:
        done["errors"] += 1
        traceback.print_exc()
    told.put(dict(done))


def main() -> None:
    workspace, folder, writers, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    init_workspace(workspace)
    programme_load(folder, ROOT, workspace)
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    told = forked.Queue()
    running = [forked.Process(target=write, args=(number, times, told)) for number in range(1, writers + 1)]
    for each in running:
        each.start()
    done: Counter[str] = sum((Counter(told.get()) for _ in running), Counter())
    for each in running:
        each.join()
    counter = Theme.objects.of("small").current().get(record_id="t1")
    report = {
        **done,
        "exits": sum(each.exitcode != 0 for each in running),
        "counter": int(counter.name_en),
        "revisions": counter.revision,
        "themes": Theme.objects.of("small").current().count(),
        "entries": JournalEntry.objects.count(),
        "left": [f"{each.where}: {each.message}" for each in verify().findings],
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
