"""Every column of every table that the journal covers came in a layout, and says what rows from before hold in it."""

import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.models.functions import Now

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger import layouts as subject
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.coverage import EXEMPT_COLUMNS, covered_tables
from wijkpeil.ledger.journal import HASHED, LATER
from wijkpeil.ledger.layouts import Came, NoDefault, layout, layouts, layouts_of, seal_of
from wijkpeil.ledger.models import DefinitionSet, Erasable, JournalEntry
from wijkpeil.ledger.revisions import SHARED, Revision

GONE = (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel)
TOLD = {"id", "name", "email", "password", "language", "state", "salt"}
"""The columns of an account that its digests have always covered."""


def columns(model: Any) -> set[str]:
    return {each.attname for each in model._meta.concrete_fields if each.column}


def covered() -> list[Any]:
    """The ledger's own models that the journal covers."""
    known = apps.get_app_config("ledger").get_models()
    return [model for model in known if model._meta.db_table in covered_tables()]


def stranded(known: subject.Layouts) -> list[str]:
    """Columns of covered tables that no migration brought."""
    return [
        f"{model.__name__}.{name}"
        for model in covered()
        for name in sorted(columns(model))
        if name not in known[model._meta.model_name]
    ]


def test_every_column_came_in_a_layout() -> None:
    assert len(covered()) > 25
    assert stranded(layouts()) == [], "add it by a migration of its own: the number of that is its layout"


def test_a_column_without_a_migration_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    less = {name: {own: came for own, came in known.items() if own != "lines"} for name, known in layouts().items()}
    assert {"Target.lines", "Theme.lines"} <= set(stranded(less))


def test_layouts_are_the_migrations_one_after_the_other() -> None:
    found = subject._migrations()
    assert [number for number, _ in found] == list(range(1, len(found) + 1)), "two migrations have one number"
    assert layout() == len(found)
    for (_, before), (_, name) in pairwise(found):
        needs = import_module(f"{subject.MIGRATIONS}.{name}").Migration.dependencies
        assert ("ledger", before) in needs, f"{name} does not follow {before}"


def test_no_column_goes_and_none_is_filled_afterwards() -> None:
    """A column that went could prove no row any more, and a default that became another is not what old rows hold."""
    names = {model._meta.model_name for model in covered()}
    for _, name in subject._migrations():
        held: dict[tuple[str, str], Any] = {}
        for each in subject._flat(subject._operations(name)):
            table = getattr(each, "model_name_lower", getattr(each, "name_lower", ""))
            assert not (isinstance(each, GONE) and table in names), f"{name}: retire the column instead"
            assert not isinstance(each, migrations.RunPython), f"{name}: no migration writes in the ledger"
            if isinstance(each, migrations.AlterField):
                came = layouts()[table][each.name]
                held[table, each.name] = each.field.db_default
                assert came.layout == 1 or each.field.db_default in (models.NOT_PROVIDED, came.default), name


def test_each_column_is_proved_in_one_way() -> None:
    """What each digest is over, listed anew: a column in none of these would be changed unseen."""
    came_later = {name for known in layouts().values() for name, came in known.items() if came.default is not NoDefault}
    for model in Revision.__subclasses__():
        assert {*model.own_columns(), *SHARED} - {"pk"} == columns(model), model
    assert {*HASHED, "recorded_at", "hash"} == columns(JournalEntry)
    assert columns(Erasable) >= {"hash", "salt", "kind", "content", "expires_on"}
    assert columns(DefinitionSet) == {"hash", "files"}, "what else is said of definitions belongs to ProgrammeRevision"
    exempt = {name.partition(".")[2] for name in EXEMPT_COLUMNS if name.startswith("ledger_account.")}
    more = columns(Account) - TOLD - exempt
    assert more <= came_later
    assert more <= Account(name="x", email="x").told().keys(), "tell it under its own name in Account.told"


def test_the_fields_of_an_entry_that_came_later_say_so() -> None:
    known = layouts()["journalentry"]
    assert {name: known[name].layout for name in HASHED if known[name].default is not NoDefault} == dict(LATER)


def test_what_a_release_fixed_stays_as_it_was(project: Path) -> None:
    for number, seal in subject.RELEASED.items():
        assert seal_of(number) == seal, f"columns up to layout {number} were released: add by a migration of its own"
    released = re.findall(r"^## \[\d", (project / "CHANGELOG.md").read_text(), re.MULTILINE)
    said = f"put into RELEASED of wijkpeil/ledger/layouts.py: {{{layout()}: {seal_of(layout())!r}}}"
    assert bool(subject.RELEASED) >= bool(released), said


def test_a_column_put_among_those_of_a_release_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    before, more = seal_of(layout()), {name: dict(known) for name, known in layouts().items()}
    more["theme"]["motto"] = Came(layout() + 1, None)
    monkeypatch.setattr(subject, "layouts", lambda: more)
    assert seal_of(layout()) == before
    more["theme"]["motto"] = Came(layout(), NoDefault)
    assert seal_of(layout()) != before


def test_it_is_read_from_migrations_how_a_column_came() -> None:
    made = migrations.CreateModel(
        "Later", [("id", models.TextField()), ("of", models.ForeignKey("x.Y", models.PROTECT))]
    )
    aside = migrations.SeparateDatabaseAndState(
        [migrations.AddField("later", "list", models.JSONField(db_default=[]))], []
    )
    more = migrations.AddField("later", "more", models.IntegerField(db_default=models.Value(3)))
    empty = migrations.AddField("later", "empty", models.TextField(null=True))
    found = layouts_of([(4, [made, aside]), (5, [more]), (6, [empty])])["later"]
    assert found == {
        "id": (4, NoDefault),
        "of_id": (4, NoDefault),
        "list": (4, []),
        "more": (5, 3),
        "empty": (6, None),
    }


BAD: list[tuple[Any, str]] = [
    (models.TextField(), "nullable without a default, or has a db_default"),
    (models.TextField(default=""), "nullable without a default, or has a db_default"),
    (models.TextField(null=True, default="x"), "nullable without a default, or has a db_default"),
    (models.DateTimeField(db_default=Now()), "gives each row another"),
]


@pytest.mark.parametrize(("field", "said"), BAD)
def test_a_column_that_says_not_what_old_rows_hold_is_refused(field: Any, said: str) -> None:
    with pytest.raises(SoftwareError, match=said):
        layouts_of([(4, [migrations.AddField("later", "more", field)])])
