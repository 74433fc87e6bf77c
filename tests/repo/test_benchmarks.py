"""The programme that speed is measured on loads without fault, at a size that takes seconds."""

import os
import subprocess
import sys
from pathlib import Path

COUNT = """
import sys
from pathlib import Path
from wijkpeil.ledger.workspace import open_workspace
open_workspace(Path(sys.argv[1]))
from dataclasses import fields
from wijkpeil.ledger.journal import broken_entries
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.snapshot import current_programme
held = current_programme()
entries = list(JournalEntry.objects.order_by("sequence"))
assert broken_entries(entries) == ()
assert held.definitions.info.simulated
records = sum(len(getattr(held.ledger, each.name)) for each in fields(held.ledger))
print(len(entries), len(held.definitions.memberships), records)
"""


def run(*arguments: object) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    made = subprocess.run(
        [sys.executable, *map(str, arguments)], env=environment, text=True, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def test_the_large_programme_can_be_made_small(project: Path, tmp_path: Path) -> None:
    script = project / "benchmarks" / "large_workspace.py"
    size = ("--areas", 20, "--records", 300, "--entries", 25)
    run(script, tmp_path / "w", *size)
    assert run("-c", COUNT, tmp_path / "w") == "25 60 300"
    # A workspace that is there is left as it is.
    run(script, tmp_path / "w", *size)
    assert run("-c", COUNT, tmp_path / "w") == "25 60 300"
