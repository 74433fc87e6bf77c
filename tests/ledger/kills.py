"""A writer that is killed at any moment, again and again: python kills.py WORKSPACE FOLDERS KILLS SEED.

Each writer is forked from this process, so that it costs no start-up; after each kill everything is held against the
journal, and the workspace goes on. Prints how many entries there were after each kill as JSON.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

from wijkpeil.ledger.workspace import init_workspace, open_workspace, ready_workspace

open_workspace(Path(sys.argv[1]))

from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from wijkpeil.figures.store import FigureStore  # noqa: E402
from wijkpeil.ledger.models import Erasable, JournalEntry  # noqa: E402
from wijkpeil.ledger.services import (  # noqa: E402
    account_erase,
    account_invite,
    programme_load,
    record_add,
    record_revise,
)
from wijkpeil.ledger.services.erasables import erasable_erase, erasable_keep  # noqa: E402
from wijkpeil.ledger.services.recording import By  # noqa: E402
from wijkpeil.ledger.snapshot import current_programme  # noqa: E402
from wijkpeil.ledger.verifying import verify  # noqa: E402
from wijkpeil.model.people import Actor, Grant, command_actor  # noqa: E402

ROOT = command_actor("tester")
MANAGER = Actor(id="p-1", kind="person", grants=(Grant(id="g", account="p-1", role="programme-manager"),))
BY = By(actor="p-1", role="programme-manager")
LONGEST = 0.25
"""Seconds that a writer lives at most."""


def theme(name: str) -> dict[str, str]:
    return {"name_nl": name, "name_en": name, "main": "true", "lines": "1"}


def write_for_ever(workspace: Path, loads: list[Path], chance: Random) -> None:
    while True:
        own = f"r{chance.randrange(10**12)}"
        what = chance.choice(["load", "record", "account", "text"])
        if what == "load":
            programme_load(chance.choice(loads), ROOT, workspace)
        elif what == "record":
            record_add(MANAGER, "kept", "themes", own, theme("one"))
            record_revise(MANAGER, "kept", "themes", own, theme("two"), revision=1)
        elif what == "account":
            made = account_invite(ROOT, name="Someone", email=f"{own}@example.org")
            account_erase(ROOT, made.id)
        else:
            erasable_erase(BY, "kept", erasable_keep(BY, "kept", "contact", {"name": own}, timezone.localdate()))


def check(workspace: Path, number: int) -> int:
    """Hold everything against the journal, and write on; return the number of entries."""
    ready_workspace(workspace)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    found = verify()
    assert found.findings == (), found.findings
    store = FigureStore(workspace / "figures")
    for stored in store.releases():
        store.read(stored.id)
    for name in ("kept", "other"):
        told = JournalEntry.objects.filter(programme=name, action="programme_load").latest("sequence").after
        held = current_programme(name)
        assert {each.release.id: each.checksum for each in held.releases} == told["releases"]
        assert held.definitions.hash == told["definitions"]
    assert Erasable.objects.count() <= number + 1
    record_add(MANAGER, "kept", "themes", f"after-{number}", theme("on it goes"))
    return found.entries


def main() -> None:
    workspace, folders, kills = Path(sys.argv[1]), [Path(each) for each in sys.argv[2].split(",")], int(sys.argv[3])
    chance = Random(int(sys.argv[4]))
    init_workspace(workspace)
    for folder in folders[:2]:
        programme_load(folder, ROOT, workspace)
    entries = []
    for number in range(kills):
        connections.close_all()
        writer = os.fork()
        if not writer:
            try:
                write_for_ever(workspace, folders[1:], Random(chance.random()))
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(writer, signal.SIGKILL)
        _pid, status = os.waitpid(writer, 0)
        assert os.WIFSIGNALED(status), "the writer stopped by itself"
        entries.append(check(workspace, number))
    print(json.dumps(entries))


if __name__ == "__main__":
    main()
