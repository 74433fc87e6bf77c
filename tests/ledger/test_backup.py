"""Back-up and restore, by the commands in processes of their own, on both kinds of database."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from small_programmes import programme, release, write

import forks
from databases import Server, new_database
from wijkpeil.errors import Damaged, UserError
from wijkpeil.ledger.backup import archive, making, programs, restoring

EVERYTHING = """
import json, sys
from pathlib import Path
from wijkpeil.ledger.workspace import ready_workspace
place = ready_workspace(Path(sys.argv[1]))
from django.apps import apps
from django.core import serializers
from wijkpeil.ledger.verifying import verify
found = verify()
assert found.findings == (), found.findings
rows = {model._meta.label: json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
    for model in apps.get_models()}
files = {path.relative_to(place.path).as_posix(): path.read_bytes().hex()
    for folder in (place.figures, place.editions) for path in folder.rglob("*") if path.is_file()}
print(json.dumps([rows, files], sort_keys=True))
"""


def environment(url: str) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    return {**mine, "WIJKPEIL_DATABASE_URL": url}


def run(script: str, *arguments: object, url: str) -> subprocess.CompletedProcess[str]:
    return forks.run(script, *arguments, env=environment(url))


def wijkpeil(*arguments: object, url: str) -> subprocess.CompletedProcess[str]:
    return run(forks.COMMAND, *arguments, url=url)


def everything(workspace: Path, url: str) -> list[dict]:
    done = run(EVERYTHING, workspace, url=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def second_url(request: pytest.FixtureRequest, database: str) -> Iterator[str]:
    """The address of a database to restore into; empty for SQLite."""
    if database != "postgresql":
        yield ""
        return
    server: Server = request.getfixturevalue("postgresql_server")
    with new_database(server, "second") as url:
        yield url


@contextmanager
def made_once(place: Path, url: str) -> Iterator[tuple[Path, str]]:
    """A folder with a workspace that holds a programme and an edition, and a back-up of it."""
    workspace, folder = place / "filled", write(programme(), place / "programme")
    steps: list[list[object]] = [["init"], ["load", folder], ["backup", place / "saved.zip"]]
    for step in steps:
        if step[0] == "backup":
            (workspace / "editions" / "2026").mkdir()
            (workspace / "editions" / "2026" / "index.html").write_text("<h1>2026</h1>", encoding="utf-8")
        done = wijkpeil(*step, "--workspace", workspace, url=url)
        assert done.returncode == 0, done.stderr
    yield place, urlsplit(url).path.lstrip("/")


@pytest.fixture(scope="module")
def template(
    request: pytest.FixtureRequest, database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """What each test gets a copy of: the folder, and the name of the database."""
    place = tmp_path_factory.mktemp("template")
    if database != "postgresql":
        with made_once(place, "") as made:
            yield made
        return
    server: Server = request.getfixturevalue("postgresql_server")
    with new_database(server, "template") as url, made_once(place, url) as made:
        yield made


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: str, template: tuple[Path, str]) -> Iterator[str]:
    """The address of the database of the filled workspace; empty for SQLite."""
    if database != "postgresql":
        yield ""
        return
    with new_database(request.getfixturevalue("postgresql_server"), "filled", template[1]) as url:
        yield url


@pytest.fixture
def filled(template: tuple[Path, str], tmp_path: Path) -> Path:
    """A workspace with a programme and an edition."""
    shutil.copytree(template[0] / "programme", tmp_path / "programme")
    shutil.copytree(template[0] / "filled", tmp_path / "filled")
    return tmp_path / "filled"


@pytest.fixture
def saved(template: tuple[Path, str], tmp_path: Path) -> Path:
    """A back-up of it."""
    return Path(shutil.copy2(template[0] / "saved.zip", tmp_path / "saved.zip"))


def test_what_was_saved_comes_back_whole(
    filled: Path, saved: Path, tmp_path: Path, database_url: str, second_url: str
) -> None:
    assert saved.stat().st_mode & 0o077 == 0
    done = wijkpeil("restore", saved, "--workspace", tmp_path / "back", url=second_url)
    assert done.returncode == 0, done.stderr
    assert "journal up to entry 1" in done.stderr
    before, after = everything(filled, database_url), everything(tmp_path / "back", second_url)
    assert before == after
    assert len(before[0]["ledger.Target"]) == 2
    assert "editions/2026/index.html" in before[1]
    assert [path.name for path in (tmp_path / "back").iterdir() if path.name.startswith(".")] == []
    again = wijkpeil("load", tmp_path / "programme", "--workspace", tmp_path / "back", url=second_url)
    assert "nothing was changed" in again.stderr


def test_a_backup_while_others_write_is_of_one_moment(
    filled: Path, tmp_path: Path, database_url: str, second_url: str
) -> None:
    later = write(programme(None, release("3.5", "6.0"), release("1.0", release_id="second")), tmp_path / "later")
    forever = (
        "import sys, itertools\nfrom wijkpeil.cli.app import run\n"
        "for folder in itertools.cycle(sys.argv[2:]): run(['load', folder, '--workspace', sys.argv[1]])"
    )
    command = [sys.executable, "-c", forever, filled, later, tmp_path / "programme"]
    writer = subprocess.Popen(command, env=environment(database_url), stderr=subprocess.DEVNULL)
    try:
        for number in range(4):
            time.sleep(0.3)
            done = wijkpeil("backup", tmp_path / f"{number}.zip", "--workspace", filled, url=database_url)
            assert done.returncode == 0, done.stderr
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    told = [archive.contents_of(tmp_path / f"{number}.zip").entries for number in range(4)]
    assert told == sorted(told)
    assert told[-1] > 1
    done = wijkpeil("restore", tmp_path / "3.zip", "--workspace", tmp_path / "back", url=second_url)
    assert done.returncode == 0, done.stderr
    rows, files = everything(tmp_path / "back", second_url)
    assert len(rows["ledger.JournalEntry"]) == told[-1]
    assert "figures/second/manifest.json" in files


def test_a_folder_gets_a_file_named_by_the_moment_and_nothing_is_overwritten(
    filled: Path, saved: Path, tmp_path: Path, database_url: str
) -> None:
    (tmp_path / "all").mkdir()
    done = wijkpeil("backup", tmp_path / "all", "--workspace", filled, url=database_url)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "all").glob("wijkpeil-2*Z.zip"))) == len(list((tmp_path / "all").iterdir())) == 1
    before = saved.read_bytes()
    refused = wijkpeil("backup", saved, "--workspace", filled, url=database_url)
    assert (refused.returncode, "is there already" in refused.stderr) == (1, True)
    assert saved.read_bytes() == before
    nowhere = wijkpeil("backup", tmp_path / "no" / "x.zip", "--workspace", filled, url=database_url)
    assert (nowhere.returncode, "There is no folder" in nowhere.stderr) == (1, True)


def test_figures_that_are_not_whole_are_not_saved_as_if_they_were(
    filled: Path, tmp_path: Path, database_url: str
) -> None:
    path = filled / "figures" / "first" / "observations.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    refused = wijkpeil("backup", tmp_path / "x.zip", "--workspace", filled, url=database_url)
    assert (refused.returncode, "was changed after it was written" in refused.stderr) == (1, True)
    shutil.rmtree(path.parent)
    refused = wijkpeil("backup", tmp_path / "x.zip", "--workspace", filled, url=database_url)
    assert (refused.returncode, "first" in refused.stderr) == (1, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["filled", "programme"]


@pytest.mark.parametrize("full", ["figures/first/manifest.json", "editions/2026/index.html", "database"])
def test_a_workspace_that_is_not_empty_is_left_alone(
    filled: Path, saved: Path, tmp_path: Path, database_url: str, second_url: str, full: str
) -> None:
    place = tmp_path / "back"
    url = database_url if full == "database" else second_url
    if full != "database":
        (place / full).parent.mkdir(parents=True)
        (place / full).write_text("mine", encoding="utf-8")
    elif not database_url:
        place = filled
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} if place.exists() else {}
    refused = wijkpeil("restore", saved, "--workspace", place, url=url)
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True), refused.stderr
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


STEPS = ["extract", "_put_folder", "put_database"]
BREAK_OFF = """
import os, sys
from pathlib import Path
from wijkpeil.ledger.workspace import open_workspace
open_workspace(Path(sys.argv[1]))
from wijkpeil.ledger.backup import restoring
whole = getattr(restoring, sys.argv[3])
def half(*given):
    if sys.argv[3] == "_put_folder":
        whole(*given)
    os._exit(9)
setattr(restoring, sys.argv[3], half)
restoring.restore(Path(sys.argv[2]), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_was_broken_off_begins_anew(
    filled: Path, saved: Path, tmp_path: Path, database_url: str, second_url: str, step: str
) -> None:
    done = run(BREAK_OFF, tmp_path / "back", saved, step, url=second_url)
    assert done.returncode == 9, done.stderr
    assert wijkpeil("claims", "--workspace", tmp_path / "back", url=second_url).returncode == 1
    done = wijkpeil("restore", saved, "--workspace", tmp_path / "back", url=second_url)
    assert done.returncode == 0, done.stderr
    assert everything(tmp_path / "back", second_url) == everything(filled, database_url)


def test_a_damaged_archive_is_refused_and_leaves_nothing(saved: Path, tmp_path: Path, second_url: str) -> None:
    with zipfile.ZipFile(saved) as whole:
        place = whole.getinfo("figures/first/observations.parquet").header_offset + 100
    content = bytearray(saved.read_bytes())
    content[place] ^= 1
    saved.write_bytes(content)
    refused = wijkpeil("restore", saved, "--workspace", tmp_path / "back", url=second_url)
    assert refused.returncode == 1
    assert "figures/first/observations.parquet" in refused.stderr
    assert "Use another back-up." in refused.stderr
    assert list((tmp_path / "back").iterdir()) == []


def restored(source: Path, folder: Path) -> dict[str, bytes]:
    """What an archive gives, without a database."""
    shutil.rmtree(folder, ignore_errors=True)
    archive.extract(source, archive.contents_of(source), folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("places", [150, pytest.param(3000, marks=pytest.mark.long)])
def test_any_byte_that_changed_is_noticed_or_makes_no_difference(places: int, tmp_path: Path) -> None:
    whole = small_archive(tmp_path / "whole.zip")
    expected, content, seed = restored(whole, tmp_path / "out"), whole.read_bytes(), random.randrange(1 << 30)
    chance, refused = random.Random(seed), 0
    for number in range(places):
        changed = bytearray(content)
        at = chance.randrange(len(changed))
        if number % 5:
            changed[at] ^= 1 << chance.randrange(8)
        else:
            del changed[at:]
        (tmp_path / "changed.zip").write_bytes(changed)
        try:
            assert restored(tmp_path / "changed.zip", tmp_path / "out") == expected, f"byte {at}, seed {seed}"
        except Damaged:
            refused += 1
    assert refused > places * 0.6


def small_archive(target: Path, *more: tuple[str, bytes], **told: object) -> Path:
    source = target.parent / "source"
    with archive.new_archive(target) as made:
        for name, content in (("database/wijkpeil.sqlite3", b"a" * 3000), ("figures/a/manifest.json", b"{}"), *more):
            source.write_bytes(content)
            made.add(source, name)
        known = {"version": "1", "made": "2026", "database": "sqlite", "migrations": (), "entries": 1, "head": "ab"}
        made.finish(**{**known, **told})
    return target


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "figures/../../out", "secret-key", "figures\\..\\out"])
def test_nothing_is_written_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(Damaged, match="elsewhere"):
        archive.contents_of(small_archive(tmp_path / "x.zip", (name, b"x")))


def test_what_was_added_or_is_twice_in_an_archive_is_named(tmp_path: Path) -> None:
    made = small_archive(tmp_path / "x.zip")
    with zipfile.ZipFile(made, "a") as more:
        more.writestr("figures/b/manifest.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            more.writestr("figures/a/manifest.json", "{}")
    with pytest.raises(Damaged, match=r"figures/b/manifest.json was added; figures/a/manifest.json is in it twice"):
        archive.contents_of(made)


def test_what_is_no_archive_says_so(tmp_path: Path, rotterdam: Path) -> None:
    refused = wijkpeil("restore", rotterdam / "areas.csv", "--workspace", tmp_path / "back", url="")
    assert (refused.returncode, "is no whole back-up" in refused.stderr) == (1, True)
    assert not (tmp_path / "back").exists()


def test_an_archive_of_another_database_or_a_newer_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "kind", lambda: "sqlite")
    told = {"database": "postgresql", "migrations": ("ledger.9999_later",), "version": "99.0"}
    made = small_archive(tmp_path / "x.zip", **told)
    with pytest.raises(UserError, match=r"holds a database of postgresql.*made by version 99\.0"):
        restoring._refuse_other(made, archive.contents_of(made))


@pytest.mark.parametrize(("there", "chosen"), [((15, 18, 17), 17), ((16,), 16), ((15,), None), ((), None)])
def test_the_program_is_the_oldest_that_suits_the_server(
    monkeypatch: pytest.MonkeyPatch, there: tuple[int, ...], chosen: int | None
) -> None:
    monkeypatch.setattr(programs, "_candidates", lambda _: (Path(f"pg_dump-{number}") for number in there))
    monkeypatch.setattr(programs, "_major", lambda path: int(path.name.rpartition("-")[2]))
    if chosen:
        assert programs._found("pg_dump", 16).name == f"pg_dump-{chosen}"
    else:
        with pytest.raises(UserError, match=r"pg_dump for PostgreSQL 16 or newer .* postgresql-client-16"):
            programs._found("pg_dump", 16)


def test_a_backup_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), archive.new_archive(tmp_path / "x.zip"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    assert making.PREFIX == restoring.PREFIX
