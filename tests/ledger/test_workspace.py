"""Workspaces on disk, each test in processes of its own: made, filled, fought over and killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_programmes import programme, release, write

import forks
from wijkpeil.figures.store import FigureStore

HEAD = """
import sys
from pathlib import Path
from wijkpeil.errors import WijkpeilError
from wijkpeil.ledger.workspace import init_workspace, open_workspace, ready_workspace
places = [Path(each) for each in sys.argv[1:]]
open_workspace(places[0])
from django.db import connection
from wijkpeil.ledger.journal import broken_entries
from wijkpeil.ledger.models import JournalEntry, Target
from wijkpeil.ledger.services import programme_dump, programme_load
from wijkpeil.model.people import command_actor
from wijkpeil.ledger.serving import prepare_to_serve
from wijkpeil.ledger.snapshot import current_programme
"""
LOAD = "print(programme_load(places[1], actor=command_actor('tester'), workspace=places[0]))"
DATABASE = "WIJKPEIL_DATABASE_URL"
FOREIGN = ("WIJKPEIL", "DJANGO")


def environment() -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**mine, DATABASE: os.environ.get(DATABASE, "")}


def started(script: str, *places: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEAD + script, *map(str, places)]
    return subprocess.Popen(command, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(script: str, *places: Path) -> str:
    done = forks.run(HEAD + script, *places, env=environment())
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    run("init_workspace(places[0])", tmp_path / "one")
    return tmp_path / "one"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(programme(), tmp_path / "small")


def test_a_workspace_is_a_folder_with_what_it_needs(database_url: str, made: Path) -> None:
    own = () if database_url else ("wijkpeil.sqlite3",)
    assert {path.name for path in made.iterdir() if "sqlite3-" not in path.name} == {
        *(*own, "figures", "editions", "secret-key")
    }
    run("init_workspace(places[0])", made)


def test_the_database_is_set_for_many_readers_and_one_writer(made: Path) -> None:
    script = """
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""
    assert run(script, made).split() == ["wal", "1", "1", "20000"]


def test_one_process_turns_from_one_workspace_to_another(made: Path, folder: Path, tmp_path: Path) -> None:
    script = (
        LOAD
        + """
init_workspace(places[2])
print(JournalEntry.objects.count())
open_workspace(places[0])
print(JournalEntry.objects.count(), current_programme().definitions.info.id)
programme_dump(places[3], actor=command_actor("tester"), workspace=places[0])
"""
    )
    out = run(script, made, folder, tmp_path / "two", tmp_path / "out").splitlines()
    assert out[1:] == ["0", "1 small"]
    assert (tmp_path / "out" / "programme.yaml").read_bytes() == (folder / "programme.yaml").read_bytes()


def test_what_cannot_be_served_says_what_to_do(made: Path, tmp_path: Path) -> None:
    script = """
for place in places:
    try:
        prepare_to_serve(place)
    except WijkpeilError as error:
        print(type(error).__name__, error)
"""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "wijkpeil.sqlite3").touch()
    empty, none, old = run(script, made, tmp_path / "none", tmp_path / "old").splitlines()
    assert empty.startswith("NotFound The workspace holds no programme.")
    assert none.startswith("NotFound There is no workspace")
    assert old.startswith("UserError The workspace")
    assert old.endswith(f"wijkpeil init --workspace {tmp_path / 'old'}")
    assert not (tmp_path / "none").exists()


def test_a_postgresql_database_that_cannot_be_served_says_what_to_do(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(DATABASE, empty_database)
    script = """
try:
    prepare_to_serve(places[0])
except WijkpeilError as error:
    print(type(error).__name__, error)
"""
    behind = run(script, tmp_path)
    assert behind.startswith("UserError The workspace")
    assert behind.endswith(f"wijkpeil init --workspace {tmp_path}")
    run("init_workspace(places[0])", tmp_path)
    assert run(script, tmp_path).startswith("NotFound The workspace holds no programme.")


def test_two_that_load_at_once_do_not_load_twice(database_url: str, made: Path, folder: Path) -> None:
    both = [started(LOAD, made, folder) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said[0].startswith("Loaded small")
    assert "nothing was changed" in said[1]
    assert run("print(JournalEntry.objects.count(), Target.objects.count())", made) == "1 2"


KILLS = 4


@pytest.mark.parametrize("kills", [KILLS, pytest.param(10 * KILLS, marks=pytest.mark.long)])
def test_killed_at_any_moment_all_is_there_or_nothing(
    database_url: str, made: Path, tmp_path: Path, kills: int
) -> None:
    """A writer loads two states in turn, for ever, until it is killed."""
    folders = [
        write(programme(), tmp_path / "a"),
        write(programme(None, release("3.5", "6.0"), release("1.0", release_id="second"), title="New"), tmp_path / "b"),
    ]
    forever = "print('ready', flush=True)\nwhile True:\n    for each in places[1:]:\n"
    forever += "        programme_load(each, actor=command_actor('tester'), workspace=places[0])"
    check = """
entries = list(JournalEntry.objects.order_by("sequence"))
assert broken_entries(entries) == ()
with connection.cursor() as cursor:
  if connection.vendor == "sqlite":
    assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
if entries:
    held = current_programme()
    assert {each.release.id: each.checksum for each in held.releases} == entries[-1].after["releases"]
    assert held.definitions.hash == entries[-1].after["definitions"]
print(len(entries))
"""
    last = 0
    for _ in range(kills):
        process = started(forever, made, *folders)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for stored in FigureStore(made / "figures").releases():
            FigureStore(made / "figures").read(stored.id)
        entries = int(run(check, made))
        assert entries >= last
        last = entries
    assert run(LOAD, made, folders[0])
