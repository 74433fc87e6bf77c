"""A release is there whole or not at all, and a changed file is noticed and named."""

import contextlib
import json
import os
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from figure_strategies import small_release

from wijkpeil.errors import Damaged
from wijkpeil.figures import atomic, engine
from wijkpeil.figures.store import MANIFEST, OBSERVATIONS, FigureStore

ID = "application-2007"


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    made = FigureStore(tmp_path / "figures")
    made.write_release(small_release())
    return made


@pytest.mark.parametrize("at", [0, 4, 40, -9, -1])
def test_a_changed_byte_in_the_figures_is_named(store: FigureStore, at: int) -> None:
    path = store.folder / ID / OBSERVATIONS
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    for ask in (lambda: store.read(ID), lambda: store.query(release=ID), store.query):
        with pytest.raises(Damaged, match=str(path)):
            ask()


def test_a_change_under_the_same_time_and_size_is_found_on_reading(store: FigureStore) -> None:
    path = store.folder / ID / OBSERVATIONS
    store.query()
    before, content = path.stat(), bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(Damaged, match=OBSERVATIONS):
        store.read(ID)


def test_every_changed_value_of_the_manifest_is_named(store: FigureStore) -> None:
    path = store.folder / ID / MANIFEST
    whole = json.loads(path.read_text(encoding="utf-8"))
    changes = [("rows", 4), ("checksum", "0" * 64), ("file_checksum", "0" * 64), ("release", None), ("quarantined", 9)]
    for key, value in changes:
        path.write_text(json.dumps({**whole, "manifest": {**whole["manifest"], key: value}}), encoding="utf-8")
        with pytest.raises(Damaged, match=str(path)):
            store.releases()


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "not JSON"])
def test_a_manifest_that_is_none_is_named(store: FigureStore, content: str) -> None:
    path = store.folder / ID / MANIFEST
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Damaged, match=str(path)):
        store.read(ID)


@pytest.mark.parametrize("name", [MANIFEST, OBSERVATIONS])
def test_a_removed_file_is_named(store: FigureStore, name: str) -> None:
    (store.folder / ID / name).unlink()
    with pytest.raises(Damaged, match=name):
        store.read(ID)


def test_figures_of_another_release_in_its_place_are_noticed(store: FigureStore) -> None:
    other = replace(small_release("other"), observations=small_release().observations[:1])
    store.write_release(other)
    (store.folder / "other" / OBSERVATIONS).replace(store.folder / ID / OBSERVATIONS)
    with pytest.raises(Damaged, match=ID):
        store.read(ID)


class Stopped(BaseException):
    """Stands for a machine that stops at once: nothing after it runs, tidying included."""


STEPS = ["_write_synced", "sync", "mkdtemp"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", [0, 1])
@pytest.mark.parametrize("tidies", [True, False])
def test_a_writer_stopped_at_any_step_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, when: int, tidies: bool
) -> None:
    store, calls, real = FigureStore(tmp_path), [], getattr(atomic, step)

    def stops(*args, **options):
        calls.append(args)
        if len(calls) > when:
            raise Stopped
        return real(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(atomic, step, stops)
        if not tidies:
            patched.setattr(atomic.shutil, "rmtree", lambda *_, **__: None)
        with contextlib.suppress(Stopped):
            store.write_release(small_release())
    for each in store.releases():
        assert store.read(each.id).observations == small_release().observations
    store.write_release(small_release())
    assert store.read(ID).observations == small_release().observations


def test_what_an_old_writer_left_is_removed(tmp_path: Path) -> None:
    old, young = tmp_path / f"{atomic.PREFIX}old", tmp_path / f"{atomic.PREFIX}young"
    for path in (old, young):
        path.mkdir()
    os.utime(old, (0, 0))
    FigureStore(tmp_path).write_release(small_release())
    assert not old.exists()
    assert young.exists()
    assert [each.id for each in FigureStore(tmp_path).releases()] == [ID]


def test_a_discarded_release_makes_room(store: FigureStore) -> None:
    store.discard(ID)
    store.discard(ID)
    assert store.releases() == ()
    store.write_release(replace(small_release(), observations=()))
    assert store.read(ID).observations == ()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "ATTACH '/tmp/other.duckdb'",
        "SELECT * FROM read_parquet('https://example.org/a.parquet')",
    ],
)
def test_the_engine_reaches_nothing_but_its_folder(store: FigureStore, sql: str) -> None:
    with engine.connected(store.folder) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)


def test_a_folder_with_a_quote_in_its_name(tmp_path: Path) -> None:
    store = FigureStore(tmp_path / "it's here")
    store.write_release(small_release())
    assert len(store.query()) == 3
