"""Fifty that write at once, and a hundred that are killed while they write: nothing is lost, doubled or half done."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_programmes import programme, release, write

HERE = Path(__file__).parent
FOREIGN = ("WIJKPEIL", "DJANGO")
DATABASE = "WIJKPEIL_DATABASE_URL"
WRITERS, KILLS = 50, 100


def run(script: str, *arguments: object) -> tuple[Any, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    environment[DATABASE] = os.environ.get(DATABASE, "")
    command = [sys.executable, HERE / script, *map(str, arguments)]
    done = subprocess.run(command, env=environment, text=True, capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1]), done.stderr[-3000:]


@pytest.mark.parametrize("writers", [WRITERS // 10, pytest.param(WRITERS, marks=pytest.mark.long)])
def test_all_that_write_at_once_are_heard_once(database_url: str, tmp_path: Path, writers: int) -> None:
    times = 2
    found, said = run("many_writers.py", tmp_path / "one", write(programme(), tmp_path / "small"), writers, times)
    assert found.get("errors", 0) == 0, said
    assert found["exits"] == 0
    assert found["counter"] == found["counted"] == writers * times
    assert found["revisions"] == writers * times + 1
    assert (found["won"], found.get("lost", 0)) == (times, (writers - 1) * times)
    # What was loaded, what each added, what one of all won, and what all sent and was written once.
    assert found["themes"] == 2 + writers * times + times + times
    assert found["entries"] == 1 + 3 * writers * times + 2 * times
    assert found.get("findings", 0) == 0
    assert found["left"] == []


@pytest.mark.parametrize("kills", [KILLS // 10, pytest.param(KILLS, marks=pytest.mark.long)])
def test_killed_at_any_moment_everything_is_there_or_nothing(database_url: str, tmp_path: Path, kills: int) -> None:
    theirs, both = release("4.5", release_id="theirs"), (release("3.5", "6.0"), release("1.0", release_id="second"))
    made = [
        write(programme(programme="kept"), tmp_path / "kept"),
        write(programme(None, theirs, programme="other"), tmp_path / "a"),
        write(programme(None, theirs, *both, programme="other", title="New"), tmp_path / "b"),
    ]
    entries, _said = run("kills.py", tmp_path / "one", ",".join(map(str, made)), kills, 5)
    assert len(entries) == kills
    assert entries == sorted(entries)
    assert entries[-1] > entries[0] + kills
