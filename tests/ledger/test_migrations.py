"""No migration locks readers out: every one is looked at, and live ones are run while a site is read."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from migration_rules import faults

from wijkpeil.errors import UserError
from wijkpeil.ledger import migrating
from wijkpeil.ledger.migrating import AddIndexAside

# How long a reader may wait: what a migration waits for a lock, and as much again on a busy machine.
PATIENCE = 2 * migrating.LOCK_SECONDS


def own_migrations() -> list[tuple[str, str]]:
    """Every migration of the project itself, in order."""
    loader = MigrationLoader(None)
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("wijkpeil.")}
    plan = [node for leaf in loader.graph.leaf_nodes() for node in loader.graph.forwards_plan(leaf)]
    return [node for node in dict.fromkeys(plan) if node[0] in own]


@pytest.mark.parametrize("node", own_migrations(), ids=".".join)
def test_a_migration_keeps_no_reader_waiting(node: tuple[str, str]) -> None:
    loader = MigrationLoader(None)
    before = loader.project_state(node, at_end=False)
    assert faults(loader.graph.nodes[node], before) == []


def migration(*operations: Any, **given: Any) -> migrations.Migration:
    made = migrations.Migration("0002_later", "ledger")
    made.operations = list(operations)
    for name, value in given.items():
        setattr(made, name, value)
    return made


@pytest.fixture(scope="module")
def now() -> ProjectState:
    """The tables as they are."""
    return MigrationLoader(None).project_state()


TEXT, INDEX = models.TextField(null=True), models.Index(fields=["theme"], name="later")
BAD: list[tuple[list[Any], str]] = [
    ([migrations.AddField("target", "more", models.TextField(default=""))], "needs a default in the database"),
    ([migrations.AddField("target", "more", models.TextField(null=True, unique=True))], "builds an index"),
    ([migrations.AddField("target", "more", models.TextField(null=True, db_index=True))], "builds an index"),
    (
        [
            migrations.AddField(
                "target", "more", models.ForeignKey("ledger.Account", models.PROTECT, null=True, db_index=False)
            )
        ],
        "locks the table that it refers to",
    ),
    ([migrations.AlterField("target", "theme", models.BigIntegerField(null=True))], "another type"),
    ([migrations.AlterField("target", "note_nl", models.TextField())], "for what is empty"),
    ([migrations.AlterField("target", "theme", models.TextField(db_index=True))], "builds or removes an index"),
    ([migrations.AlterField("target", "theme", models.TextField(db_column="other"))], "no longer find the column"),
    ([migrations.AddIndex("target", INDEX)], "use AddIndexAside"),
    ([AddIndexAside("target", INDEX)], "a migration of its own that is not atomic"),
    ([migrations.RenameField("target", "theme", "topic")], "no longer find"),
    ([migrations.RenameModel("Target", "Goal")], "no longer find"),
    ([migrations.RemoveField("target", "theme")], "still reads the column"),
    ([migrations.DeleteModel("Instrument")], "still reads the table"),
    (
        [migrations.AddConstraint("target", models.CheckConstraint(condition=models.Q(revision__gt=0), name="c"))],
        "reads the whole table",
    ),
    ([migrations.RunSQL("VACUUM FULL")], "cannot be told"),
    ([migrations.SeparateDatabaseAndState([migrations.RunSQL("VACUUM FULL")])], "cannot be told"),
    (
        [migrations.AddField("target", "more", TEXT), migrations.AddField("theme", "more", TEXT)],
        "target, theme: readers of the first wait for the last",
    ),
    ([migrations.AddField("target", "more", TEXT), migrations.RunPython(migrations.RunPython.noop)], "its own"),
]


@pytest.mark.parametrize(("operations", "told"), BAD)
def test_what_would_lock_readers_out_is_refused(now: ProjectState, operations: list[Any], told: str) -> None:
    found = faults(migration(*operations), now)
    assert [told in each for each in found] == [True], found
    assert faults(migration(*operations, reviewed={found[0]: "Never read since 1.0."}), now) == []
    assert faults(migration(*operations, reviewed={found[0]: " "}), now) == [f"reviewed without a reason: {found[0]}"]


ID = ("id", models.BigAutoField(primary_key=True))
GOOD: list[list[Any]] = [
    [migrations.AddField("target", "more", TEXT)],
    [migrations.AddField("target", "more", models.TextField(db_default=""))],
    [migrations.AlterField("target", "level", models.TextField(null=True))],
    [
        migrations.CreateModel("Later", [ID]),
        migrations.AddField("later", "more", models.TextField(default="", db_index=True)),
        migrations.AddIndex("later", models.Index(fields=["more"], name="later_more")),
    ],
    [migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("target", "theme")])],
    [migrations.RunPython(migrations.RunPython.noop)],
]


@pytest.mark.parametrize("operations", GOOD)
def test_what_harms_no_reader_is_let_through(now: ProjectState, operations: list[Any]) -> None:
    assert faults(migration(*operations), now) == []
    assert faults(migration(AddIndexAside("target", INDEX), atomic=False), now) == []
    told = faults(migration(*operations, reviewed={"nothing": "why"}), now)
    assert told == ["reviewed without need: nothing"]


@contextmanager
def readers(url: str, *queries: str) -> Iterator[list[float]]:
    """Others that read all the while; gives the seconds that each reading took."""
    took: list[float] = []
    failed: list[Exception] = []
    ended = threading.Event()

    def read() -> None:
        try:
            with psycopg.connect(url, autocommit=True) as reader:
                while not ended.is_set():
                    for query in queries:
                        start = time.perf_counter()
                        reader.execute(query).fetchall()
                        took.append(time.perf_counter() - start)
                    time.sleep(0.005)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield took
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert failed == []


@contextmanager
def long_reading(url: str, seconds: float) -> Iterator[None]:
    """Another that holds on to a table for a while, as a back-up does."""
    holding = threading.Event()

    def hold() -> None:
        with psycopg.connect(url) as other:
            other.execute("SELECT count(*) FROM ledger_target")
            holding.set()
            time.sleep(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    yield
    thread.join()


@pytest.fixture
def live_url(database: str, transactional_db: None) -> str:
    """The address of the PostgreSQL database that the test is on, for others that read it."""
    held = connection.settings_dict
    host, name = held["HOST"], held["NAME"]
    return psycopg.conninfo.make_conninfo(
        host=host, port=held["PORT"] or None, user=held["USER"], password=held["PASSWORD"] or None, dbname=name
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is about locks on PostgreSQL alone: readers of SQLite never wait for a writer."""
    if "live_url" in metafunc.fixturenames:
        metafunc.parametrize("database", ["postgresql"], indirect=True, scope="module")


READ = ("SELECT count(*) FROM ledger_target", "SELECT * FROM ledger_journalentry ORDER BY sequence DESC LIMIT 5")
STEPS: list[tuple[bool, list[Any]]] = [
    (True, GOOD[0]),
    (True, [migrations.AddField("target", "other", models.TextField(db_default="x"))]),
    (True, GOOD[2]),
    (True, GOOD[3]),
    (False, [AddIndexAside("target", INDEX)]),
]


def apply(atomic: bool, operations: list[Any], state: ProjectState) -> ProjectState:
    made = migration(*operations, atomic=atomic)
    with connection.schema_editor(atomic=atomic) as editor:
        return made.apply(state, editor)


@contextmanager
def later_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Steps that stand for later migrations, each of a kind that the rules allow, in place of Django's own command."""
    done: list[int] = []
    state = MigrationLoader(None).project_state()
    undo: list[tuple[bool, list[Any], ProjectState, ProjectState]] = []

    def command(*_: Any, **__: Any) -> None:
        nonlocal state
        for number in range(len(done), len(STEPS)):
            before, (atomic, operations) = state.clone(), STEPS[number]
            state = apply(atomic, operations, state)
            undo.append((atomic, operations, before, state))
            done.append(number)

    monkeypatch.setattr(migrating, "call_command", command)
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0.3)
    try:
        yield done
    finally:
        for atomic, operations, before, _ in reversed(undo):
            made = migration(*operations, atomic=atomic)
            with connection.schema_editor(atomic=atomic) as editor:
                made.unapply(before, editor)


def test_readers_go_on_while_later_migrations_are_applied(live_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = migrating.LOCK_SECONDS * 1.6
    with later_steps(monkeypatch) as done, readers(live_url, *READ) as took, long_reading(live_url, seconds):
        start = time.perf_counter()
        migrating.migrate()
        waited = time.perf_counter() - start
        assert done == list(range(len(STEPS)))
    assert waited > migrating.LOCK_SECONDS, "the table was held, so that the first attempt had to give way"
    assert len(took) > 50
    assert max(took) < PATIENCE


def test_without_a_bound_on_waiting_readers_would_wait_as_long_as_the_longest(live_url: str) -> None:
    """What the bound is for: were there none, this is what would happen."""
    with readers(live_url, *READ) as took, long_reading(live_url, PATIENCE + 1), connection.cursor() as cursor:
        time.sleep(0.1)
        cursor.execute("ALTER TABLE ledger_target ADD COLUMN more text")
        cursor.execute("ALTER TABLE ledger_target DROP COLUMN more")
    assert max(took) > PATIENCE


def test_a_table_that_is_held_all_along_is_told(live_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "ATTEMPTS", 2)
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 1)
    with later_steps(monkeypatch) as done, long_reading(live_url, 4):
        with pytest.raises(UserError, match="something held it in each of 2 attempts"):
            migrating.migrate()
        assert done == []
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)


def test_readers_go_on_while_each_migration_is_applied_to_what_was_before(live_url: str) -> None:
    """Every migration of the project after its first, backwards and then forwards under readers."""
    own = own_migrations()
    first = dict(reversed(own))
    for app, name in first.items():
        later = [node for node in own if node[0] == app and node[1] != name]
        if not later:
            continue
        MigrationExecutor(connection).migrate([(app, name)])
        with readers(live_url, "SELECT count(*) FROM ledger_journalentry") as took:
            for node in later:
                migrating.migrate(app_label=node[0], migration_name=node[1])
        assert max(took) < PATIENCE
    applied = set(MigrationRecorder(connection).applied_migrations())
    assert set(own) <= applied
