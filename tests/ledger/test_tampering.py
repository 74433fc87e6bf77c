"""What is changed behind the application is found, in any table, at any byte."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from busy import BY, MANAGER, keep_busy, theme
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from people import ROOT
from tampering import WAYS, execute, models, read

from wijkpeil.figures.manifest import _seal
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger.coverage import EXEMPT, EXEMPT_COLUMNS, covered_tables, unlisted
from wijkpeil.ledger.models import Account, Erasable
from wijkpeil.ledger.services import account_erase, record_add
from wijkpeil.ledger.services.erasables import erasable_erase
from wijkpeil.ledger.verifying import head, verify

pytestmark = pytest.mark.django_db
FILES = 40
"""How often a file is tampered with."""


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def busy(workspace: Path, settings: Any) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    keep_busy(workspace)
    assert verify().findings == ()
    return workspace


def tampered(chance: Random) -> str | None:
    """Tamper in one way; None where the database itself refused it."""
    try:
        with transaction.atomic():
            return chance.choice(WAYS)(chance)
    except (DatabaseError, OverflowError):
        return None


def test_every_table_that_the_journal_covers_is_tampered_with(busy: Path) -> None:
    assert [model.__name__ for model in models() if not model._base_manager.exists()] == []


@settings(max_examples=2 * settings().max_examples, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_what_is_changed_in_any_row_is_found(busy: Path, chance: Random) -> None:
    """Or else nothing that is read was changed by it."""
    with taken_back():
        before = read()
        done = tampered(chance)
        event("refused by the database" if done is None else done.split()[0].split(".")[0])
        if done is not None and not verify().findings:
            event("reads the same")
            assert read() == before, done


def test_it_says_what_is_wrong_with_what(busy: Path) -> None:
    execute("UPDATE ledger_theme SET name_en = 'Changed' WHERE record_id = 't1'")
    execute("UPDATE ledger_account SET name = 'Someone Else' WHERE name = 'Cas'")
    execute("UPDATE ledger_journalentry SET why = 'no reason' WHERE sequence = 2")
    said = [f"{each.where}: {each.message}" for each in verify().findings]
    assert "entry 2: It does not follow from its content or the entry before it." in said
    assert "entry 1: A row that it wrote was changed, removed or added." in said
    assert any(each.startswith("account p-") and each.endswith("Not as it was written: identity.") for each in said)
    assert len(said) == 3


def test_a_change_that_reads_the_same_is_found_where_it_would_sort_otherwise(busy: Path) -> None:
    if connection.vendor != "sqlite":
        with pytest.raises(DatabaseError), transaction.atomic():
            execute("UPDATE ledger_theme SET recorded_to = 'never' WHERE recorded_to IS NULL")
        return
    for sql in (
        "UPDATE ledger_theme SET recorded_from = replace(recorded_from, ' ', 'T') WHERE record_id = 't1'",
        "UPDATE ledger_theme SET recorded_to = 'never' WHERE recorded_to IS NULL",
        "UPDATE ledger_theme SET main = 2 WHERE main = 0",
        "UPDATE ledger_journalentry SET before = 'null' WHERE before IS NULL",
        "UPDATE ledger_definitionset SET files = files || ' '",
    ):
        with taken_back(), connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            assert cursor.execute(sql).rowcount > 0, sql
            assert verify().findings, sql


def test_an_erased_text_or_account_that_is_put_back_is_found(busy: Path) -> None:

    text, person = Erasable.objects.get(), Account.objects.get(name="Cas")
    erasable_erase(BY, "small", text.hash)
    account_erase(ROOT, person.id)
    assert verify().findings == ()
    text.save(force_insert=True)
    person.save(force_insert=True)
    assert {each.where.split()[0] for each in verify().findings} == {"text", "account"}


def test_a_journal_that_was_cut_off_is_found_by_a_hash_kept_elsewhere(busy: Path) -> None:
    """Together with all that its last entry wrote, so that nothing else tells."""

    before = head()
    record_add(MANAGER, "small", "themes", "last", theme())
    number, hash_, moment = head()
    assert (number, moment > before[2]) == (before[0] + 1, True)
    assert verify(head=hash_, at=number).findings == verify(head=before[1]).findings == ()
    execute("DELETE FROM ledger_theme WHERE record_id = 'last'")
    execute("DELETE FROM ledger_journalentry WHERE sequence = %s", [number])
    assert verify().findings == ()
    assert verify(head=before[1], at=before[0]).findings == ()
    assert [each.where for each in verify(head=hash_).findings] == ["the journal"]
    assert [each.where for each in verify(head=hash_, at=number).findings] == [f"entry {number}"]
    assert [each.where for each in verify(head=before[1], at=number).findings] == [f"entry {number}"]


def test_what_is_changed_in_any_file_of_figures_is_found(busy: Path) -> None:
    chance, store = Random(7), FigureStore(busy / "figures")
    held = [(store.read(each.id), each) for each in store.releases()]
    files = sorted(path for path in (busy / "figures").rglob("*") if path.is_file())
    found = 0
    for _ in range(FILES):
        path = chance.choice(files)
        content = path.read_bytes()
        way = damage(path, content, chance)
        if verify().findings:
            found += 1
        else:
            assert [(store.read(each.id), each) for each in store.releases()] == held, (path, way)
        path.write_bytes(content)
    assert verify().findings == ()
    assert found > FILES / 2


def damage(path: Path, content: bytes, chance: Random) -> str:
    """Damage a file in one way."""
    way, at = chance.choice(["change", "remove", "cut", "add"]), chance.randrange(len(content))
    if way == "remove":
        path.unlink()
        return way
    bit = bytes([content[at] ^ (1 << chance.randrange(8))])
    made = {"change": content[:at] + bit + content[at + 1 :], "cut": content[:at], "add": content + b" "}
    path.write_bytes(made[way])
    return f"{way} at {at}"


def test_a_description_sealed_anew_and_another_release_in_its_place_are_found(busy: Path) -> None:
    figures = busy / "figures"
    manifest = figures / "first" / "manifest.json"
    before = manifest.read_bytes()
    stored = json.loads(before)
    stored["manifest"]["release"]["title"]["en"] = "Better"
    manifest.write_text(json.dumps({"manifest": stored["manifest"], "seal": _seal(stored["manifest"])}))
    assert FigureStore(figures).read("first").release.title.en == "Better"
    assert [each.where for each in verify().findings] == ["release first"]
    manifest.write_bytes(before)
    assert verify().findings == ()
    (figures / "first").rename(figures / "kept")
    (figures / "second").rename(figures / "first")
    (figures / "kept").rename(figures / "second")
    assert [each.where for each in verify().findings] == ["release first", "release second"]


def test_every_table_is_covered_or_exempt_with_a_reason() -> None:
    tables = connection.introspection.table_names()
    assert unlisted(tables) == {}
    assert set(tables) >= covered_tables()
    columns = {
        f"{table}.{column.name}"
        for table in covered_tables()
        for column in connection.introspection.get_table_description(connection.cursor(), table)
    }
    assert columns >= EXEMPT_COLUMNS.keys()
    assert all(reason.endswith(".") for reason in [*EXEMPT.values(), *EXEMPT_COLUMNS.values()])
    assert not covered_tables() & EXEMPT.keys()
    assert "list it in EXEMPT" in unlisted(["somebodys_table"])["somebodys_table"]
